"""What each line of the loss report says, and what to do about it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Line = Mapping[str, Any]


def sentence(line: Line) -> str:
    """Return the sentence that a line of the loss report says, in the reader's language."""
    if line["kind"] == "unreadable":
        return _UNREADABLE[line["detail"]]()
    return _SENTENCES[line["kind"]](line)


def fault(line: Line) -> dict[str, Any]:
    """Return a line of the report as programs read it: where, and the sentence."""
    return {
        "kind": line["kind"],
        "file": line["file"],
        "sheet": line["sheet"],
        "row": line["row"],
        "column": line["column"],
        "blocking": line["blocking"],
        "message": sentence(line),
    }


def place(line: Line) -> str:
    """Return where it is: a cell of a table, then the text that the cell names if it is at fault.

    « entretiens.xlsx, feuille Entretiens, ligne 12, colonne fichier : notes.txt, ligne 3 du texte »
    """
    table = line.get("table", "")
    cell = [
        table or line["file"],
        line["sheet"] and _("feuille « %(sheet)s »") % line,
        line["row"] and _("ligne %(row)s") % line,
        line["column"] and _("colonne « %(column)s »") % line,
    ]
    text = [table and line["file"], line["line"] and _("ligne %(line)s du texte") % line]
    places = [", ".join(filter(None, parts)) for parts in (cell, text)]
    return "\u00a0: ".join(filter(None, places))


def _counted(line: Line) -> int:
    return int(line["detail"] or 1)


_UNREADABLE: Final[dict[str, Callable[[], str]]] = {
    "empty": lambda: _("Le fichier est vide. Remplacez-le, ou videz la colonne « fichier »."),
    "wrong_type": lambda: _(
        "Le contenu du fichier n’est pas celui que son extension annonce. Enregistrez-le de "
        "nouveau au format voulu depuis votre traitement de texte."
    ),
    "unsupported": lambda: _(
        "Ce format n’est pas lu. Enregistrez le texte en docx, odt, txt, pdf, srt ou vtt, et les "
        "tableaux en csv, xlsx ou ods."
    ),
    "legacy_format": lambda: _(
        "C’est un format ancien de Word ou d’Excel. Ouvrez-le et enregistrez-le en docx ou en xlsx."
    ),
    "encrypted": lambda: _(
        "Le fichier est protégé par un mot de passe. Enregistrez-le sans protection."
    ),
    "truncated": lambda: _("Le fichier est tronqué. Remplacez-le par une copie entière."),
    "malformed": lambda: _(
        "Le fichier est abîmé. Ouvrez-le, enregistrez-le de nouveau et remplacez-le."
    ),
    "doctype": lambda: _(
        "Le fichier contient une déclaration DOCTYPE, refusée par sécurité. Ouvrez-le dans un "
        "traitement de texte et enregistrez-le de nouveau."
    ),
    "encoding": lambda: _(
        "Ce texte n’est pas en UTF-8. Enregistrez-le en UTF-8, ou relancez le contrôle en le "
        "lisant comme Windows-1252."
    ),
    "no_text": lambda: _(
        "Ce PDF est une image numérisée, sans texte. Passez-le à la reconnaissance de caractères, "
        "ou joignez le texte."
    ),
    "too_big": lambda: _("Le fichier est trop lourd. Scindez-le, ou retirez-en les images."),
    "too_long": lambda: _(
        "La lecture du fichier a été arrêtée : elle durait trop. Simplifiez-le, puis relancez."
    ),
    "crashed": lambda: _(
        "La lecture du fichier a échoué. Ouvrez-le et enregistrez-le dans un autre format."
    ),
    "bomb": lambda: _(
        "L’archive se déploie démesurément : elle n’a pas été ouverte. Refaites-la à partir du "
        "dossier."
    ),
    "unsafe_name": lambda: _(
        "L’archive contient un nom de fichier qui sort du dossier (« ../ », « \\ » ou un chemin "
        "complet) : elle n’a pas été ouverte. Refaites-la à partir du dossier."
    ),
    "doubled_name": lambda: _(
        "Deux fichiers portent le même nom, aux majuscules et aux accents près. Renommez l’un "
        "des deux, ou déposez une archive zip du dossier."
    ),
    "symlink": lambda: _(
        "Le dossier contient un lien vers un autre emplacement. Remplacez-le par le fichier."
    ),
    "too_many_members": lambda: _(
        "Il y a trop de fichiers, ou trop de sous-dossiers. Importez le dossier en plusieurs fois."
    ),
    "too_many_rows": lambda: _("Le tableau a trop de lignes. Importez-le en plusieurs fois."),
    "too_many_columns": lambda: _(
        "Le tableau a trop de colonnes. Gardez celles du modèle, puis relancez."
    ),
    "cell_too_long": lambda: _("Une cellule est trop longue. Raccourcissez-la, puis relancez."),
}

_SENTENCES: Final[dict[str, Callable[[Line], str]]] = {
    # the folder and its tables
    "empty_folder": lambda line: _("Le dossier est vide. Déposez les deux tableaux et les textes."),
    "missing_table": lambda line: (
        _("Le tableau « %(detail)s » manque. Ajoutez-le en csv, ou comme feuille d’un classeur.")
        % line
    ),
    "ambiguous_table": lambda line: (
        _("Deux tableaux peuvent être « %(detail)s ». Gardez-en un seul, ou renommez l’autre.")
        % line
    ),
    "too_many_rows": lambda line: _("Le tableau a trop de lignes. Importez-le en plusieurs fois."),
    "merged_cells": lambda line: _(
        "Des cellules sont fusionnées : leurs valeurs ne peuvent pas être rendues à chaque ligne. "
        "Défusionnez-les et remplissez chaque ligne."
    ),
    "missing_column": lambda line: (
        _("La colonne « %(column)s » manque. Ajoutez-la, puis relancez.") % line
    ),
    "doubled_column": lambda line: (
        _("Deux colonnes peuvent être « %(column)s ». Renommez ou retirez l’une des deux.") % line
    ),
    "missing_optional_column": lambda line: (
        _("La colonne « %(column)s » manque : elle restera vide.") % line
    ),
    "ignored_column": lambda line: (
        _("La colonne %(column)s n’a pas été reconnue : elle ne sera pas importée.") % line
    ),
    # rows
    "missing_value": lambda line: _("La colonne « %(column)s » est vide. Remplissez-la.") % line,
    "bad_date": lambda line: _(
        "Cette date n’existe pas ou n’est pas comprise. Écrivez-la AAAA-MM-JJ ou JJ/MM/AAAA."
    ),
    "bad_step": lambda line: _("L’étape est un numéro, par exemple 2. Corrigez-la."),
    "bad_type": lambda line: _(
        "Le type est l’un de : individuel, collectif, atelier, restitution. Corrigez-le."
    ),
    "bad_nature": lambda line: _("La nature est « note » ou « transcription ». Corrigez-la."),
    "bad_duration": lambda line: _(
        "La durée n’est pas comprise. Écrivez-la en minutes, par exemple 90."
    ),
    "unknown_consent": lambda line: _(
        "Un consentement n’est pas reconnu. Utilisez : enregistrer, transcrire, coder, citer, "
        "citer_fonction, partager, annexe, archiver, séparés par des points-virgules."
    ),
    "doubled_identifier": lambda line: (
        _(
            "Cet identifiant est déjà celui de la ligne %(other_row)s, qui dit autre chose. Donnez "
            "un autre identifiant, ou mettez les deux lignes d’accord."
        )
        % line
    ),
    "doubled_person": lambda line: (
        _(
            "Cette personne est déjà à la ligne %(other_row)s pour le même entretien. Retirez "
            "l’une des deux lignes."
        )
        % line
    ),
    "person_without_interview": lambda line: _(
        "Aucun entretien ne porte cet identifiant. Corrigez-le, ou ajoutez l’entretien."
    ),
    "interview_without_person": lambda line: _(
        "Aucune personne n’est inscrite pour cet entretien : il sera créé sans elle."
    ),
    # texts
    "missing_file": lambda line: _(
        "Ce fichier n’est pas dans le dossier. Ajoutez-le, ou videz la colonne « fichier »."
    ),
    "file_without_row": lambda line: _(
        "Aucune ligne ne nomme ce fichier : il ne sera pas importé. S’il compte, ajoutez-en une."
    ),
    "doubled_content": lambda line: (
        _("Ce texte est le même que celui de la ligne %(other_row)s. Remplacez l’un des deux.")
        % line
    ),
    "speaker_not_in_table": lambda line: _(
        "Une voix du texte n’est ni une personne du tableau ni un enquêteur : sans consentement, "
        "ses paroles ne seront pas reprises. Complétez la colonne « locuteur » pour les garder."
    ),
    "not_transcribed": lambda line: _(
        "Cette personne n’a pas accordé « transcrire » : ses paroles ne seront pas reprises. Si "
        "elle l’a accordé, complétez ses consentements."
    ),
    # the study
    "unknown_site": lambda line: _(
        "Ce site n’est pas dans l’étude. Corrigez son nom, ou ajoutez le site à l’étude."
    ),
    "bad_identifier": lambda line: _(
        "Un identifiant a 40 signes au plus : lettres, chiffres, espaces, points et tirets. "
        "Corrigez-le."
    ),
    "too_long": lambda line: (
        _("Cette cellule a plus de %(detail)s signes. Raccourcissez-la, puis relancez.") % line
    ),
    "unknown_step": lambda line: _(
        "L’étude n’a pas d’étape de ce numéro. Corrigez-le, ou ajoutez l’étape."
    ),
    "known_identifier": lambda line: _(
        "Un entretien de l’étude porte déjà cet identifiant. Retirez la ligne s’il est déjà "
        "importé, ou donnez un autre identifiant."
    ),
    "known_content": lambda line: _(
        "Ce texte est déjà dans l’étude. Retirez-le, ou remplacez-le par le bon fichier."
    ),
    # what a reader leaves out of a text
    "control_characters": lambda line: (
        ngettext(
            "Un caractère de contrôle a été retiré.",
            "%(n)s caractères de contrôle ont été retirés.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
    "invisible_characters": lambda line: (
        ngettext(
            "Un caractère invisible a été retiré.",
            "%(n)s caractères invisibles ont été retirés.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
    "tracked_changes": lambda line: (
        ngettext(
            "Une modification suivie a été lue comme acceptée.",
            "%(n)s modifications suivies ont été lues comme acceptées.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
    "comments": lambda line: (
        ngettext(
            "Un commentaire n’a pas été repris.",
            "%(n)s commentaires n’ont pas été repris.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
    "footnotes": lambda line: (
        ngettext(
            "Une note de bas de page n’a pas été reprise.",
            "%(n)s notes de bas de page n’ont pas été reprises.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
    "external_links": lambda line: (
        ngettext(
            "Un contenu lié, hors du fichier, n’a pas été repris.",
            "%(n)s contenus liés, hors du fichier, n’ont pas été repris.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
    "images": lambda line: (
        ngettext(
            "Une image n’a pas été reprise.",
            "%(n)s images n’ont pas été reprises.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
    "embedded_files": lambda line: (
        ngettext(
            "Un fichier joint dans le document n’a pas été repris.",
            "%(n)s fichiers joints dans le document n’ont pas été repris.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
    "page_headers": lambda line: (
        ngettext(
            "Un en-tête ou pied de page n’a pas été repris.",
            "%(n)s en-têtes ou pieds de page n’ont pas été repris.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
    "pages_without_text": lambda line: (
        ngettext(
            "Une page est une image, sans texte : elle n’a pas été reprise.",
            "%(n)s pages sont des images, sans texte : elles n’ont pas été reprises.",
            _counted(line),
        )
        % {"n": _counted(line)}
    ),
}


def kinds() -> frozenset[str]:
    """Return the kinds of lines that have a sentence, « unreadable » included."""
    return frozenset(_SENTENCES) | {"unreadable"}
