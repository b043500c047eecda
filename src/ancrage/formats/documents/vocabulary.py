"""Words that tell a speaker's label from a heading, folded: no accent, no case."""


def _phrases(block: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in block.split("|"))


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


# Headings of field notes and of the sheets that go with an interview.
HEADINGS = _phrases("""
    a discuter|a faire|a noter|a retenir|a suivre|a verifier|a voir|absents|acteurs|action|actions|
    adresse|ambiance|analyse|annexe|attention|autre|autres|avertissement|axe|axes|besoin|besoins|
    bilan|but|cadre|calendrier|categorie|chiffres|citation|citations|code|commentaire|commentaires|
    compte rendu|conclusion|conclusions|consentement|constat|constats|contact|contexte|contraintes|
    date|decision|decisions|definition|deroule|details|difficulte|difficultes|diffusion|document|
    documents|donnees|duree|echange|echanges|emploi|enjeu|enjeux|enregistrement|entretien|equipe|
    etape|evolution|ex|exemple|exemples|faits|fichier|fonction|forces|frein|freins|heure|horaires|
    hypothese|hypotheses|idee|idees|identifiant|impression|impressions|info|infos|interview|
    introduction|jour|levier|leviers|lieu|limites|logement|lundi|mail|materiel|matin|mardi|
    mercredi|jeudi|vendredi|samedi|dimanche|methode|moyens|mots cles|moyen|nature|nb|nom|note|notes|
    numero|objectif|objectifs|objet|observation|observations|opportunite|opportunites|ordre du jour|
    organisme|participants|partenaires|partie|periode|personnes presentes|personnes rencontrees|
    piste|pistes|plan|point|points|points forts|points faibles|preambule|presentation|presents|
    priorite|priorites|probleme|problemes|projet|projets|ps|public|publics|quartier|questions|
    reference|references|remarque|remarques|rendez vous|resume|reunion|risques|
    role|sante|securite|site|source|sources|statut|strategie|suite|suites|synthese|telephone|
    territoire|theme|themes|thematique|titre|transcription|transition|transport|transports|type|
    urgent|verbatim|verbatims|ville|visite
""")

# What people say, or what a transcriber notes, alone on a line or between brackets.
INTERJECTIONS = _phrases("""
    ah|ah bon|applaudissements|aucun|ben|bien|bien sur|bon|bonjour|brouhaha|coupure|d accord|
    exactement|fin|fin de l enregistrement|hein|hesitation|inaudible|incomprehensible|
    interruption|merci|mm|mmh|musique|non|oh|ok|oui|pause|pleurs|rire|rires|si|silence|sonnerie|
    soupir|soupirs|sourire|tout a fait|toux|voila
""")

# Words that open a sentence rather than a label.
OPENINGS = _words("""
    a au aux avec c ca car ce cela ces cet cette chez comme d dans de des donc du elle elles en est
    et eux il ils j je l la le les leur leurs lui ma mais mes moi mon n ne notre nos nous on or ou
    par parce pas pour pourquoi qu quand que quel quelle qui s sa sans se ses si son sur t te tous
    tout toute tu un une votre vos vous y
""")

# Words in lower case inside a name.
PARTICLES = _words("d da de del des di du e et l la le les van von den der el al ben bint")

# Those who ask, whatever their name.
INTERVIEWERS = _phrases("""
    e|enq|enqueteur|enqueteurs|enquetrice|enquetrices|chercheur|chercheurs|chercheuse|chercheuses|
    animateur|animatrice|int|interviewer|intervieweur|intervieweuse|moderateur|moderatrice|q|
    question|relance
""")

# Those who answer, where there is only one.
ANSWERERS = _phrases("""
    enquete|enquetee|interviewe|interviewee|r|rep|repondant|repondante|reponse
""")

# What follows a hyphen that belongs to its word: « dit-il », « celui-ci ». Not folded.
ENCLITICS = _words("""
    bas ce ci elle elles en et eux il ils je la le les leur lui là lès moi même mêmes nous on sous
    sur t toi tu un vous y
""")
