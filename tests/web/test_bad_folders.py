"""Whatever is wrong in a table of a study's folder, the import says which file, and writes nothing.

The folder is the example, cut down to a few rows; each of its tables is spoiled in turn.
"""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ancrage.core.models import JournalEntry
from ancrage.studies.models import Study
from ancrage.web.exchange import carry_in
from ancrage.web.sentences import sentence
from tests import factories

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).resolve().parents[2] / "example"
NOW = timezone.now()
REPORT = "rapport-final"
# One site and what hangs together there: what is kept, by the columns that point to it.
KEPT = {
    "site": {"Creil"},
    "entretien": {"E055", "E058"},
    "personne": {"E055:1"},
    "constat": {"43", "57"},
    "enjeu": {"1", "2", "4", "5", "6", "8"},
    "piste": {"9", "10"},
    "action": {"1"},
    "debat": {"6", "16"},
    "vote": {"6"},
    "groupe": {"10"},
    "cause": {"29", "30", "31"},
    "motif": {"relation", "mots-qui-separent"},
    "categorie": {"association"},
    "enqueteur": {"Solène Kervadec", "Carla Medeiros", "Prosper Ilunga"},
}
# Where the name of a column does not say what it holds.
NAMED_OTHERWISE = {
    "sites": {"nom": "site"},
    "entretiens": {"identifiant": "entretien"},
    "constats": {"numero": "constat", "constat": "texte"},
    "etude_precedente": {"constat": "texte"},
    "enjeux": {"numero": "enjeu"},
    "pistes": {"numero": "piste"},
    "actions": {"numero": "action"},
    "grille_codage": {"code": "motif"},
    "memos": {"code": "motif"},
    "places": {"nom": "enqueteur"},
    "equipes": {"nom": "enqueteur"},
    "disponibilites": {"nom": "enqueteur"},
}
# Of a table that nothing rests on, a few rows are enough.
ENOUGH = 2
TABLES = sorted(
    str(path.relative_to(EXAMPLE))
    for path in EXAMPLE.rglob("*.csv")
    if path.parent.parent.name != "rapports" or path.parent.name == REPORT
)
LONG = {
    *("avancement", "calendrier", "codages", "constats_hypotheses", "constats_questions"),
    *("faits", "grille", "preuves", "thematiques", "acteurs", "carnet", "inventaire"),
    *("guides_questions", "preconisations", "sections", "debats_programme", "debats_reactions"),
    *("votes_bulletins", "votes_positions"),
}

# Columns that point to several rows.
LISTS = {"constats": "constat", "enjeux": "enjeu", "pistes": "piste", "causes": "cause"}

Rows = list[list[str]]


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """Return the example cut down to a few rows a table."""
    folder = tmp_path_factory.mktemp("etude") / "exemple"
    others = {path.name for path in (EXAMPLE / "rapports").iterdir()} - {REPORT}
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(*others))
    for path in folder.rglob("*.csv"):
        header, *rows = read(path)
        write(path, [header, *cut(path.stem, header, rows)])
    for path in (folder / "terrain").iterdir():
        if path.suffix != ".csv" and not path.name.startswith(tuple(KEPT["entretien"])):
            path.unlink()
    return folder


def cut(table: str, header: list[str], rows: Rows) -> Rows:
    """Return the rows that point to nothing but what is kept, with their lists cut likewise."""
    names = [NAMED_OTHERWISE.get(table, {}).get(column, column) for column in header]
    kept = [
        [cut_list(name, cell) for name, cell in zip(names, row, strict=True)]
        for row in rows
        if all(
            not cell or cell in KEPT.get(name, {cell})
            for name, cell in zip(names, row, strict=True)
        )
    ]
    return kept[:ENOUGH] if table in LONG else kept


def cut_list(name: str, cell: str) -> str:
    """Return ``cell``; of a list, only what is kept."""
    if name not in LISTS:
        return cell
    return ";".join(one for one in cell.split(";") if one in KEPT[LISTS[name]])


@pytest.fixture
def folder(example, tmp_path) -> Path:
    places = {
        (row[header.index("nature")], row[header.index("code")])
        for header, *rows in (read(example / "sites.csv"), read(example / "equipes.csv"))
        for row in rows
    }
    for kind, code in places - {("", "")}:
        factories.TerritoryFactory(kind=kind, code=code)
    return Path(shutil.copytree(example, tmp_path / "exemple"))


def read(path: Path) -> Rows:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def write(path: Path, rows: Rows) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")


# What may stand in any cell, given what should.
CELLS: dict[str, Callable[[str], str]] = {
    "blank": lambda cell: "",
    "too long for its column": lambda cell: cell + "é" * 900,
    "no day of the calendar": lambda cell: "31/02/2016",
    "the last day of all": lambda cell: "9999-12-31",
    "the first day of all": lambda cell: "0001-01-01",
    "a huge number": lambda cell: "9" * 30,
    "more digits than Python reads": lambda cell: "9" * 5000,
    "an odd digit": lambda cell: "²",
    "a formula": lambda cell: "=cmd|' /C calc'!A0",
    "a NUL": lambda cell: "\0" + cell,
    "an emoji": lambda cell: "👩🏽‍🚒",
    "marks of direction": lambda cell: "\u202e" + cell[::-1],
    "a path upwards": lambda cell: "../" * 200 + "etc/passwd",
    "a lone quotation mark": lambda cell: '"',
    "as it was, again": lambda cell: cell,
}
HEADINGS: dict[str, Callable[[Rows], Rows]] = {
    "no heading": lambda rows: rows[1:],
    "one column": lambda rows: [row[:1] for row in rows],
    "another heading": lambda rows: [["rien"] * len(rows[0]), *rows[1:]],
}
BYTES = {
    "nothing": b"",
    "a quotation never closed": b'a,b\n1,"2\n',
    "bytes of an image": bytes(range(256)) * 40,
    "a table of Windows": "numéro;titre\n1;été\n".encode("cp1252"),
    "a workbook": b"PK\x03\x04" + b"\0" * 100,
    "a cell too long": b"a,b\n1," + b"2" * 40_000,
    "a row too wide": b"numero,texte\n1,a,b\n",
}


def odd_rows(rows: Rows) -> Rows:
    """Return the first row with all its cells spoiled, each time in another way."""
    return [[odd(cell) for cell in rows[1]] for odd in CELLS.values()]


def one_by_one(rows: Rows) -> Iterator[list[str]]:
    """Yield the first row with each of its cells spoiled in turn, the others sound."""
    for place, cell in enumerate(rows[1]):
        for odd in CELLS.values():
            yield [*rows[1][:place], odd(cell), *rows[1][place + 1 :]]


def expect_named(folder: Path, table: str, oddity: str) -> list[str]:
    """Try the folder; return what is wrong in how it is refused."""
    outcome = carry_in(folder, by=None, now=NOW, dry_run=True)
    sentences = [sentence(fault) for fault in outcome.faults]
    wrong = [f"{table}, {oddity}: {said}" for said in sentences if not said.endswith((".", ")"))]
    if Study.objects.exists() or JournalEntry.objects.exists():
        wrong.append(f"{table}, {oddity}: something stays")
    return wrong


def test_the_example_cut_down_is_taken(folder):
    assert not carry_in(folder, by=None, now=NOW, dry_run=True).faults


def test_each_table_cut_down_holds_a_row(folder):
    assert not [table for table in TABLES if len(read(folder / table)) < ENOUGH]


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_no_odd_table_breaks_the_import(table, folder):
    path = folder / table
    rows = read(path)
    write(path, rows + odd_rows(rows) + list(one_by_one(rows)))
    wrong = expect_named(folder, table, "odd cells")
    path.unlink()
    assert not wrong + expect_named(folder, table, "absent")


@pytest.mark.parametrize("oddity", HEADINGS)
def test_no_odd_heading_breaks_the_import(oddity, folder):
    """Every table at once, but that of the study: without it, nothing else is read."""
    for table in TABLES:
        if table != "etude.csv":
            write(folder / table, HEADINGS[oddity](read(folder / table)))
    assert not expect_named(folder, "every table", oddity)


@pytest.mark.parametrize("oddity", HEADINGS)
def test_no_odd_heading_of_the_study_breaks_the_import(oddity, folder):
    write(folder / "etude.csv", HEADINGS[oddity](read(folder / "etude.csv")))
    assert not expect_named(folder, "etude.csv", oddity)


@pytest.mark.parametrize("oddity", BYTES)
def test_no_odd_file_breaks_the_import(oddity, folder):
    (folder / "objectifs.csv").write_bytes(BYTES[oddity])
    assert not expect_named(folder, "objectifs.csv", oddity)


def test_a_folder_named_as_a_table_is_a_fault(folder):
    (folder / "objectifs.csv").unlink()
    (folder / "objectifs.csv").mkdir()
    outcome = carry_in(folder, by=None, now=NOW)
    assert [fault.kind for fault in outcome.faults] == ["unreadable"]


@pytest.mark.parametrize(
    ("table", "content", "said"),
    [
        ("axes", "numero,titre\n1,A\n1,B\n", "axes.csv, ligne 3 : cette ligne n’est pas"),
        ("axes", "numero,titre\n1,Être, ensemble\n", "axes.csv, ligne 2 : une cellule n’a pas"),
        ("axes", 'numero,titre\n1,"A\n2,B\n', "axes.csv, ligne 2 : ce tableau est mal formé"),
        ("axes", f"numero,titre\n1,{'é' * 201}\n", "axes.csv, ligne 2 : un texte de cette ligne"),
        ("axes", "numero,titre\n,A\n", "axes.csv, ligne 2 (colonne numero) : un nombre"),
        ("axes", "titre\nA\nB\n", "axes.csv (colonne numero) : cette colonne manque."),
        ("axes", f"numero,titre\n{'9' * 10},A\n", "axes.csv, ligne 2 (colonne numero) : ce nombre"),
        ("etude", "champ,valeur\nnom_court,un été\ntitre,A\n", "etude.csv, ligne 2 : cette valeur"),
        ("membres", "email,nom,role\nici,A,lecture\n", "membres.csv, ligne 2 : cette valeur"),
        (
            "membres",
            "email,nom,role\na@b.fr,A,equipe_nationale\na@b.fr,A,equipe_nationale\n",
            "membres.csv, ligne 3 (colonne email) : cette ligne répète",
        ),
    ],
)
def test_command_names_the_file_and_the_row(table, content, said, tmp_path, capsys):
    write(tmp_path / "etude.csv", [["champ", "valeur"], ["nom_court", "essai"], ["titre", "Essai"]])
    (tmp_path / f"{table}.csv").write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match="Rien n’a été importé"):
        call_command("import_study", str(tmp_path), stderr=(stderr := io.StringIO()))
    assert said.replace(" : ", "\u00a0: ") in stderr.getvalue()
    assert stderr.getvalue().count("\n") == 1
    assert not Study.objects.exists()


def test_a_table_saved_by_a_french_spreadsheet_is_read(tmp_path):
    content = "champ;valeur\r\nnom_court;essai\r\ntitre;L’e\u0301te\u0301\r\n"
    (tmp_path / "etude.csv").write_text("\ufeff" + content, encoding="utf-8", newline="")
    assert carry_in(tmp_path, by=None, now=NOW).study.title == "L’été"
