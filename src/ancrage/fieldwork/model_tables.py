"""Empty tables to fill on the field: the columns that the import knows, and what each expects."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ancrage.core.downloads import CSV, XLSX, spreadsheet_csv
from ancrage.formats.tables import Sheet, write_xlsx

INTERVIEWS: Final[dict[str, str | Promise]] = {
    "identifiant": _("un code à vous, différent pour chaque entretien : E001"),
    "site": _("le nom du site, comme dans l’étude"),
    "etape": _("le numéro de l’étape : 2"),
    "date": _("2016-03-21 ou 21/03/2016"),
    "type": _("individuel, collectif, atelier ou restitution"),
    "lieu": _("facultatif"),
    "duree": _("en minutes, facultatif"),
    "menes_par": _("les noms des enquêteurs, séparés par des points-virgules"),
    "theme": _("facultatif"),
    "nature": _("note ou transcription"),
    "fichier": _("le nom du fichier joint ; vide si l’entretien n’a pas de texte"),
}
PEOPLE: Final[dict[str, str | Promise]] = {
    "entretien": _("l’identifiant de l’entretien"),
    "nom": _("prénom et nom : ils seront scellés, jamais affichés"),
    "fonction": _("« adjointe à la jeunesse », « habitant »…"),
    "organisme": _("facultatif"),
    "categorie": _("élu, association, habitant…"),
    "locuteur": _("comment le texte désigne la personne : « Mme Durand », « ÉLUE 1 »"),
    "consentements": _(
        "enregistrer; transcrire; coder; citer; citer_fonction; partager; annexe; archiver – "
        "ceux qui ont été donnés"
    ),
}


@dataclass(frozen=True)
class ModelTable:
    """One file to download."""

    label: str | Promise
    media_type: str
    content: Callable[[], bytes]


def _workbook() -> bytes:
    explained = [
        *(("entretiens", name, str(text)) for name, text in INTERVIEWS.items()),
        *(("personnes", name, str(text)) for name, text in PEOPLE.items()),
    ]
    return write_xlsx(
        {
            "entretiens": Sheet(tuple(INTERVIEWS), []),
            "personnes": Sheet(tuple(PEOPLE), []),
            "aide": Sheet(("tableau", "colonne", "ce qu’on y écrit"), explained),
        }
    )


MODELS: Final[dict[str, ModelTable]] = {
    "modele.xlsx": ModelTable(_("un classeur de deux feuilles"), XLSX, _workbook),
    "modele-entretiens.csv": ModelTable(
        _("le tableau des entretiens en csv"),
        CSV,
        lambda: spreadsheet_csv(tuple(INTERVIEWS)),
    ),
    "modele-personnes.csv": ModelTable(
        _("le tableau des personnes en csv"),
        CSV,
        lambda: spreadsheet_csv(tuple(PEOPLE)),
    ),
}
