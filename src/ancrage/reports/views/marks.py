"""The marks of a text, each with an example that can be placed in it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mark:
    """What a mark does, and words that bear it; ``alone`` ones stand between blank lines."""

    name: Any
    example: Any
    alone: bool = False


MARKS = (
    Mark(_("Gras"), _("**mots en gras**")),
    Mark(_("Italique"), _("*mots en italique*")),
    Mark(_("Liste"), _("- un point\n- un autre"), alone=True),
    Mark(_("Liste numérotée"), _("1. d’abord\n2. ensuite"), alone=True),
    Mark(_("Intertitre"), _("### Un intertitre"), alone=True),
    Mark(_("Citation"), _("> Des mots que vous citez d’ailleurs."), alone=True),
    Mark(_("Note de bas de page"), _("^[le texte de la note]")),
    Mark(_("Lien"), _("[les mots du lien](https://exemple.fr/)")),
    Mark(
        _("Tableau"),
        _("Tableau : sa légende\n\n| Site | Visites |\n|---|---|\n| Arras | 3 |"),
        alone=True,
    ),
    Mark(_("Ancre vers les preuves d’un constat"), "[[constat 1]]"),
    Mark(_("Nombre calculé, jamais tapé"), "[[compteur entretiens]]"),
    Mark(_("Graphique, carte ou liste, seuls sur leur ligne"), "[[carte sites]]", alone=True),
)
