"""The codebook, codings and memos come in and go out as tables."""

import csv

import pytest
from django.utils import timezone

from ancrage.coding import exchange
from ancrage.coding.models import Code, Coding, Memo
from ancrage.fieldwork.models import Consent, Purpose
from ancrage.formats.study_folder import StudyFolder
from tests import factories
from tests.coding.desk import TEXT, make_desk

GRID = [
    ["decider", "", "Décider", "Qui décide.", "Souvent.", "Jamais.", "1"],
    ["arbitrer", "decider", "Arbitrer", "", "", "", "2"],
]
FILE = "E1-arras.txt"


class Bench:
    """A study without codebook and a folder that speaks of its text."""

    def __init__(self, path, study):
        self.path = path
        self.user = factories.UserFactory(email="camille@exemple.fr")
        site = factories.SiteFactory(study=study)
        self.desk = make_desk(study, site, self.user)
        Code.objects.filter(parent__study=study).delete()
        Code.objects.filter(study=study).delete()
        self.code = self.desk.document.interview.code
        self.write(
            "terrain/entretiens",
            ["identifiant", "nature", "fichier"],
            [[self.code, "transcription", FILE]],
        )
        self.write("grille_codage", exchange.CODES, GRID)

    def write(self, table, columns, rows):
        path = self.path / f"{table}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([columns, *rows])

    def codings(self, *rows):
        """Write codings: (citation, debut, fin, code, author, day)."""
        self.write("codages", exchange.CODINGS, [[self.code, FILE, *row] for row in rows])

    def read(self):
        """Import, and return the faults as (kind, file, row, column)."""
        folder = StudyFolder(self.path)
        exchange.import_tables(folder, study=self.desk.study, by=None, now=timezone.now())
        return [(fault.kind, fault.file, fault.row, fault.column) for fault in folder.faults]


@pytest.fixture
def bench(db, tmp_path):
    return Bench(tmp_path, factories.StudyFactory())


def coded():
    """Return what is coded, by whom, on which day."""
    return [
        (c.passage.quote(), c.code.slug, c.author.email, timezone.localdate(c.at).isoformat())
        for c in Coding.objects.order_by("pk")
    ]


def test_the_codebook_comes_in_as_a_tree(bench):
    assert bench.read() == []
    code = Code.objects.get(slug="arbitrer")
    assert (code.parent.slug, code.name, code.colour) == ("decider", "Arbitrer", 2)
    assert code.parent.definition == "Qui décide."


def test_codings_are_found_by_their_words_or_by_their_place(bench):
    start = TEXT.index("jamais")
    bench.codings(
        ["qu'on change", "", "", "arbitrer", bench.user.email, "2016-03-22"],
        ["travailler  ensemble", "", "", "arbitrer", "Camille@exemple.fr", "2016-03-22"],
        ["jamais", start, start + 6, "decider", bench.user.email, "2016-03-23"],
        ["réunion", 3, 9, "decider", bench.user.email, "2016-03-23"],
    )
    assert bench.read() == [("citation_not_found", "codages.csv", 2, "citation")]
    assert coded() == [
        ("travailler ensemble", "arbitrer", bench.user.email, "2016-03-22"),
        ("jamais", "decider", bench.user.email, "2016-03-23"),
        ("réunion", "decider", bench.user.email, "2016-03-23"),
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["jamais", "", "", "inconnu", "camille@exemple.fr", ""], ("unknown_code", "code")),
        (["jamais", "", "", "arbitrer", "qui@exemple.fr", ""], ("unknown_author", "auteur")),
        (["jamais", "", "", "arbitrer", "camille@exemple.fr", "31/02"], ("bad_date", "date")),
        (["", "", "", "arbitrer", "camille@exemple.fr", ""], ("missing_value", "citation")),
        (
            ["", "5", "99999", "arbitrer", "camille@exemple.fr", ""],
            ("citation_not_found", "citation"),
        ),
    ],
)
def test_what_cannot_be_taken_is_a_fault_with_its_row(bench, row, fault):
    bench.codings(row)
    assert bench.read() == [(fault[0], "codages.csv", 2, fault[1])]
    assert not Coding.objects.exists()


def test_a_text_that_the_tables_do_not_name_is_a_fault(bench):
    bench.write(
        "codages",
        exchange.CODINGS,
        [[bench.code, "autre.txt", "jamais", "", "", "arbitrer", bench.user.email, ""]],
    )
    assert bench.read() == [("unknown_text", "codages.csv", 2, "fichier")]


def test_words_of_someone_who_does_not_agree_are_a_fault(bench):
    Consent.objects.filter(purpose=Purpose.CODE).delete()
    bench.codings(["jamais", "", "", "arbitrer", bench.user.email, ""])
    assert bench.read() == [("not_codable", "codages.csv", 2, "citation")]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["", "", "Sans nom court", "", "", "", "1"], ("missing_value", "code")),
        (["decider", "", "Encore", "", "", "", "1"], ("doubled_code", "code")),
        (["autre", "inconnu", "Autre", "", "", "", "1"], ("unknown_parent", "parent")),
        (["autre", "", "Autre", "", "", "", "13"], ("unknown_colour", "couleur")),
    ],
)
def test_a_code_that_cannot_be_taken_is_a_fault(bench, row, fault):
    bench.write("grille_codage", exchange.CODES, [*GRID, row])
    assert bench.read() == [(fault[0], "grille_codage.csv", 4, fault[1])]


def test_memos_stand_on_words_or_on_a_code(bench):
    mail = bench.user.email
    bench.write(
        "memos",
        exchange.MEMOS,
        [
            [bench.code, FILE, "jamais", "", "", "", "À part.", mail, "2016-03-22"],
            ["", "", "", "", "", "arbitrer", "Ou trancher ?", mail, "2016-03-22"],
            [bench.code, FILE, "jamais", "", "", "arbitrer", "Les deux.", mail, "2016-03-22"],
        ],
    )
    assert bench.read() == [("memo_on_two_things", "memos.csv", 4, "code")]
    assert {str(memo.passage and memo.passage.quote()) for memo in Memo.objects.all()} == {
        "jamais",
        "None",
    }


def test_what_goes_out_comes_back_in(bench, tmp_path):
    bench.codings(
        ["travailler ensemble", "", "", "arbitrer", bench.user.email, "2016-03-22"],
        ["jamais", "", "", "decider", bench.user.email, "2016-03-23"],
    )
    bench.write(
        "memos",
        exchange.MEMOS,
        [
            [bench.code, FILE, "jamais", "", "", "", "À part.", bench.user.email, "2016-03-22"],
            ["", "", "", "", "", "arbitrer", "Ou trancher ?", bench.user.email, "2016-03-22"],
        ],
    )
    assert bench.read() == []
    before, memos = coded(), sorted(Memo.objects.values_list("text", "passage__start"))
    out = tmp_path / "out"
    exchange.export_tables(bench.desk.study, out)
    Memo.objects.all().delete()
    Coding.objects.all().delete()
    Code.objects.exclude(parent=None).delete()
    Code.objects.all().delete()
    bench.path = out
    bench.write(
        "terrain/entretiens",
        ["identifiant", "nature", "fichier"],
        [[bench.code, "transcription", bench.desk.document.file_name]],
    )
    assert bench.read() == []
    assert coded() == before
    assert sorted(Memo.objects.values_list("text", "passage__start")) == memos
