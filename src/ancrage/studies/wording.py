"""What the journal's verbs are called on screen."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

# The act is the last word of a verb: « finding.recorded », « lead.recorded ».
ACTS: dict[str, Promise] = {
    "added": pgettext_lazy("journal", "ajout"),
    "answered": pgettext_lazy("journal", "réponse"),
    "applied": pgettext_lazy("journal", "pose"),
    "asked": pgettext_lazy("journal", "demande"),
    "cancelled": pgettext_lazy("journal", "annulation"),
    "changed": pgettext_lazy("journal", "modification"),
    "chosen": pgettext_lazy("journal", "choix"),
    "confirmed": pgettext_lazy("journal", "confirmation"),
    "corrected": pgettext_lazy("journal", "correction"),
    "created": pgettext_lazy("journal", "création"),
    "deleted": pgettext_lazy("journal", "suppression"),
    "delivered": pgettext_lazy("journal", "livraison"),
    "ended": pgettext_lazy("journal", "fin"),
    "link_given": pgettext_lazy("journal", "lien de mot de passe donné"),
    "linked": pgettext_lazy("journal", "rattachement"),
    "marked": pgettext_lazy("journal", "marquage"),
    "merged": pgettext_lazy("journal", "fusion"),
    "moved": pgettext_lazy("journal", "déplacement"),
    "opened": pgettext_lazy("journal", "ouverture"),
    "password_chosen": pgettext_lazy("journal", "mot de passe choisi"),
    "planned": pgettext_lazy("journal", "planification"),
    "published": pgettext_lazy("journal", "publication"),
    "rechecked": pgettext_lazy("journal", "nouveau contrôle"),
    "recorded": pgettext_lazy("journal", "enregistrement"),
    "removed": pgettext_lazy("journal", "retrait"),
    "required": pgettext_lazy("journal", "exigence"),
    "restored": pgettext_lazy("journal", "remise en place"),
    "resumed": pgettext_lazy("journal", "reprise"),
    "return_applied": pgettext_lazy("journal", "reprise du texte de Word"),
    "reviewed": pgettext_lazy("journal", "relecture"),
    "set_aside": pgettext_lazy("journal", "mise à l’écart"),
    "settled": pgettext_lazy("journal", "arrêt"),
    "shifted": pgettext_lazy("journal", "décalage"),
    "stance_set": pgettext_lazy("journal", "position sur une hypothèse"),
    "started": pgettext_lazy("journal", "démarrage"),
    "taken_back": pgettext_lazy("journal", "retour à une version"),
    "undone": pgettext_lazy("journal", "retour en arrière"),
    "withdrawn": pgettext_lazy("journal", "retrait annoncé"),
    "written": pgettext_lazy("journal", "écriture"),
}


def act_in_words(verb: str) -> str:
    """Say what a verb of the journal did; the verb itself where nobody gave it words."""
    return str(ACTS.get(verb.rpartition(".")[2], verb))
