"""First and family names that are also everyday words, folded.

They are names only with a capital or after a civility: « Mme Petit », not « un petit effort ».
"""

from typing import Final

_BLOCK: Final = """
aime alliance ambre ange anglais arnaud aube aurore avril bailli bailly banc barbe barbier baron
barre bas batard beau beaulieu bel belle benoit berger bergere besson blanc blanchard blanche
bleu blond bois boisson bon bonhomme bonne bonnet bosquet boucher bouclier boulanger boule
bourgeois bouvier branche bras brave breton brun brune bruneau buisson bureau calme camp canal
capitaine carre carrier cartier cerise chabot champ champagne champion chapelier chapelle
charite charles charpentier charrier charron chasseur chat chateau chauve chef chemin chene
chevalier chevallier cite claire clemence clement clerc cloche clos colombe colonel commun comte
constance constant copain coq corbeau cordier cordonnier costa cote cour court courtois cousin
couvreur croix cure daim dame desire dieu dimanche divine douce doux droit duc dur durand ecole
eglise esperance est etat ete etoile fabre faible faucon ferme ferrand fevre fleur fleurs fleury
foi fontaine force foret forge forgeron fort fortin fosse four fournier franc france gagne
gaillard garde gardien garnier gars gay genet gentil gerard germain gilet gille gloire grace
grand grande grange gros grosse guerin guerre guide hardi haye heureux hiver honneur hubert huet
humbert ile iris jade jardin jaune jeune joie joli jolie jour jourdain journee joyeux juge
juillet juin juste justice labbe labelle lac laine lambert lance langue lapin large laurier
lavande lebas leblanc lebon lebrun lecomte ledoux legrand lejeune lemaire lemaitre lenoir lepage
leroux leroy lesage levant lilas lin lion lis livre loi long louange loup luce lune lys mai
maire maison maitre maitresse mal malheur manche marais marbre marchand marche marechal
marguerite mari marie marin marine maron marron mars marteau martin martyr masse masson matin
mauve melodie merci mercier merle mesange meunier midi mine minet modeste moine moins monde mont
montagne moreau morel morin mort mouche moulin mouton mur muscat myrte neige neuf neveu nez
noble noel noir noire nord nuit oeillet oiseau olive olivier ombre or orange ours page pain paix
palais papillon paradis parc parent parfait pas pascal passage pasteur patience paul pauvre
paysan peine pelletier perle perrin perron petit petite pic picard pied pierre pieux pigeon pin
pinson place plaisance plaisir plante pluie poirier poisson pomme pommier pont port porte pot
potier poulain pre premier prevost prevot prieur prince prosper provost prudence prudent puits
quentin raison rameau rapide reine renard rey richard riche rivage riviere robert robin roche
rocher roi roland romain roman ronde rose rosier rossignol roue rouge rousse rousseau roux roy
rue ruisseau sable sabre sage saint sainte salle samedi sauvage savant savary sel senechal
serein serf seul simple soir soldat soleil solitude sorbier source sueur sultan sur table
tailleur tard tavernier temple tendre terre teston theatre thomas tigre tisserand toit tour
tourneur toussaint travail tristan triste val valet vallee vasseur vent ver verdier verger
verite vernier verre vert vertu victoire victor vie vieux vigne vigneron vignes ville villeneuve
violette vivant vivien voisin volant voyer vrai
"""
# Words of everyday speech, and words in -s or -x that are nobody's plural.
_SPOKEN: Final = """
acces ailleurs alors apres assez aussi autre autres avec avis avoir bah beaucoup besoin bien
bras ceux choix chose comme compris concours corps cours curieux dans debut depuis deux dire dis
discours dit donc dont dos encore etre eux exces faire fais fait fils fin fois fonds francais
gens hein heureux hier hors interets jamais jaloux lieu lieux lors lui mais mieux moins mois
moyen nombreux nous oui palais parcours pays personne peu plus plusieurs poids point possible
prix proces progres puis quand recours reflux repas rien sans secours sens serieux soit son
souris sous succes tant tapis temps tiers toi ton toujours tous tout travaux tres trop univers
vais velours vers viens voila voir voix vous yeux
"""
COMMON_WORDS: Final = frozenset(_BLOCK.split()) | frozenset(_SPOKEN.split())
