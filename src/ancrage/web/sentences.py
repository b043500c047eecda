"""What a fault of a study folder says to whoever prepared the folder, and what to do."""

from ancrage.fieldwork.actions import sentences as field
from ancrage.formats.study_folder import Fault

WORDS = {
    "bad_date": "cette date n’existe pas ou n’est pas écrite AAAA-MM-JJ. Corrigez-la.",
    "bad_order": "cette date précède celle de la ligne d’avant. Remettez-les dans l’ordre.",
    "bad_rank": "les états d’un document se suivent à partir de 1. Corrigez ce numéro.",
    "bad_value": "cette valeur ne convient pas. Le guide du dossier dit lesquelles conviennent.",
    "citation_not_found": "cette citation n’est pas dans le texte. Recopiez-la telle quelle.",
    "cited_twice": "ce constat cite déjà ce verbatim. Retirez l’une des deux lignes.",
    "cell_too_long": "une cellule dépasse 32 767 caractères. Raccourcissez-la.",
    "doubled_code": "ce code est déjà pris. Donnez-en un autre.",
    "doubled_line": "cette ligne répète une autre. Retirez l’une des deux.",
    "doubled_number": "ce numéro est déjà pris. Donnez-en un autre.",
    "encoding": "ce fichier n’est pas en UTF-8. Enregistrez-le en UTF-8.",
    "malformed": "ce tableau est mal formé : un guillemet n’est pas refermé. Corrigez-le.",
    "max_length": "un texte de cette ligne est trop long. Raccourcissez-le.",
    "memo_on_two_things": "un mémo porte sur un verbatim ou sur un code, pas sur les deux.",
    "missing_column": "cette colonne manque. Ajoutez-la, ou corrigez son nom.",
    "missing_file": "ce fichier manque. Ajoutez-le au dossier.",
    "missing_value": "cette valeur manque. Écrivez-la.",
    "no_question": "un guide arrêté pose au moins une question. Ajoutez-la.",
    "not_a_number": "un nombre est attendu ici.",
    "not_codable": "la personne qui parle n’a pas accepté que ses propos soient codés.",
    "number_too_big": "ce nombre est trop grand. Corrigez-le.",
    "outside_visit": "ce jour n’est pas un jour de la visite.",
    "refused": "cette ligne n’est pas acceptée. Comparez-la au guide du dossier.",
    "stray_cell": "une cellule n’a pas de colonne. Mettez entre guillemets les textes à virgules.",
    "study_exists": "une étude porte déjà ce nom court. Changez-le dans etude.csv.",
    "too_many_columns": "ce tableau a trop de colonnes. Gardez celles du guide.",
    "too_many_rows": "ce tableau a trop de lignes. Divisez l’étude.",
    "too_early": "cette date vient trop tôt : elle précède ce qu’elle suit. Corrigez-la.",
    "not_a_visit_day": "aucune visite n’a lieu ce jour-là : férié, ou en fin de semaine.",
    "unknown_actor": "aucun acteur de ce site n’a ce nom. Vérifiez acteurs.csv.",
    "unknown_author": "aucun membre de l’étude n’a cette adresse. Ajoutez-le à membres.csv.",
    "unknown_colour": "les couleurs vont de 1 à 12.",
    "unknown_guide": "aucun guide n’a ce site, cette étape et cette édition. Ajoutez-le.",
    "unknown_meeting": "aucune séance de ce site n’a ce titre ce jour-là. Vérifiez debats.csv.",
    "unknown_number": "ce numéro ne renvoie à rien. Corrigez-le.",
    "unknown_output": "cette étape n’attend pas cette production. Ajoutez-la à productions.csv.",
    "unknown_role": "ce rôle n’existe pas. Le guide du dossier donne la liste.",
    "unknown_territory": "la liste officielle n’a pas ce code. Vérifiez la nature et le code.",
    "unreadable": "ce fichier ne peut être lu. Vérifiez son nom et les droits.",
    "unsupported": "ce fichier n’est pas du texte. Enregistrez-le en UTF-8.",
    "unknown_visit": "aucune visite de ce site ne commence ce jour-là. Vérifiez visites.csv.",
    "unknown_visitor": "personne ne porte ce nom dans le registre. Vérifiez equipes.csv.",
    "unknown_text": "aucun texte ne porte ce nom pour cet entretien.",
    "wrong_type": "ce fichier n’est pas un tableau csv. Enregistrez-le en csv.",
}


def sentence(fault: Fault) -> str:
    """Return the French sentence of ``fault``, its place first."""
    place = f"{fault.file}, ligne {fault.row}" if fault.row else fault.file
    column = f" (colonne {fault.column})" if fault.column else ""
    return f"{place}{column}\u00a0: {_words(fault)}"


def _words(fault: Fault) -> str:
    if fault.kind in WORDS:
        return WORDS[fault.kind]
    if fault.kind in field.kinds() and fault.file.startswith("terrain/"):
        return (
            "« ancrage import-interviews --dry-run » en dira davantage sur ce dossier de terrain."
        )
    return "ce nom ne renvoie à rien dans le dossier. Corrigez-le."
