"""The words that people agree to, as they are read aloud or printed; a change is a new version."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ancrage.fieldwork.models import Purpose

VERSION: Final = "ancrage-1"


class Asked(NamedTuple):
    """A purpose and the sentence by which somebody agrees to it."""

    purpose: Purpose
    sentence: str | Promise


INTRODUCTION: Final = (
    _(
        "Cet entretien sert une recherche-action : ce que vous dites aide à comprendre ce qui se "
        "passe ici, puis à décider quoi faire. Rien n’est obligatoire, et vous pouvez accepter "
        "certains points et pas d’autres."
    ),
    _(
        "Votre nom est chiffré et mis à part : personne ne le lit dans les notes. Vous pourrez "
        "demander à voir ce qui est gardé, le faire corriger ou le faire effacer, sans dire "
        "pourquoi."
    ),
)
ASKED: Final = (
    Asked(Purpose.RECORD, _("J’accepte que le son de l’entretien soit enregistré.")),
    Asked(Purpose.TRANSCRIBE, _("J’accepte que mes paroles soient notées ou transcrites.")),
    Asked(Purpose.CODE, _("J’accepte que mes paroles soient classées, cherchées et comptées.")),
    Asked(Purpose.QUOTE, _("J’accepte d’être cité, sans mon nom.")),
    Asked(
        Purpose.QUOTE_FUNCTION, _("J’accepte que ma fonction soit écrite à côté de la citation.")
    ),
    Asked(Purpose.SHARE, _("J’accepte que l’équipe du site lise mon entretien.")),
    Asked(Purpose.ANNEX, _("J’accepte que l’entretien figure dans la liste publiée en annexe.")),
    Asked(Purpose.ARCHIVE, _("J’accepte que mes paroles soient archivées après l’étude.")),
    Asked(Purpose.CONTACT, _("J’accepte que l’on me recontacte, de la façon que j’indique.")),
)
