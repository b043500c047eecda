"""The codebook, codings and memos as tables of a study's folder.

Codings of words that a later correction took away are not carried out: nothing could find them
again.
"""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from ancrage.accounts.models import User
from ancrage.coding import actions, tree
from ancrage.coding.models import Code, Coding, Memo
from ancrage.core.folders import take_each
from ancrage.fieldwork.actions import NotCodable, NothingSelected
from ancrage.fieldwork.anchors import Anchors
from ancrage.fieldwork.models import Passage
from ancrage.formats.study_folder import Row, StudyFolder, Unfit, write_table
from ancrage.formats.tables import Cell
from ancrage.studies.models import Study

CODES = ("code", "parent", "nom", "definition", "quand", "quand_pas", "couleur")
PLACE = ("entretien", "fichier", "citation", "debut", "fin")
CODINGS = (*PLACE, "code", "auteur", "date")
MEMOS = (*PLACE, "code", "texte", "auteur", "date")
COLOURS = {str(number): number for number in range(1, 13)}


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Create the codebook, then what was marked; what can't be taken is added to the faults."""
    _Reader(folder, study, by, now).read()


class _Reader:
    """Read the room's tables into ``study``, row by row, noting what can't be taken."""

    def __init__(self, folder: StudyFolder, study: Study, by: User | None, now: datetime) -> None:
        self.folder = folder
        self.study = study
        self.by = by
        self.now = now
        self.codes: dict[str, Code] = {}
        self.authors = {user.email: user for user in User.objects.all()}
        self.anchors = Anchors(folder, study=study)
        self.passages: dict[tuple[int, int, int], Passage] = {}

    def read(self) -> None:
        """Read the codebook first: codings and memos cite it."""
        take_each(self.folder, "grille_codage", self._code)
        take_each(self.folder, "codages", self._coding)
        take_each(self.folder, "memos", self._memo)

    def _code(self, row: Row) -> Code:
        slug, name = row.needed("code"), row.needed("nom")
        if slug in self.codes:
            raise Unfit("doubled_code", "code")
        given = row["couleur"]
        colour = row.named("couleur", COLOURS, kind="unknown_colour") if given else 1
        self.codes[slug] = actions.create_code(
            study=self.study,
            slug=slug,
            name=name,
            parent=row.named("parent", self.codes) if row["parent"] else None,
            definition=row["definition"],
            when_to_use=row["quand"],
            when_not_to_use=row["quand_pas"],
            colour=colour,
            by=self.by,
        )
        return self.codes[slug]

    def _coding(self, row: Row) -> None:
        code, author, at = row.named("code", self.codes), self._author(row), self._moment(row)
        passage = self._passage(row)
        actions.apply_codes(passage=passage, codes=[code], by=author, at=at)

    def _memo(self, row: Row) -> None:
        text, author, at = row.needed("texte"), self._author(row), self._moment(row)
        if row["citation"] and row["code"]:
            raise Unfit("memo_on_two_things", "code")
        passage = self._passage(row) if row["citation"] else None
        code = None if passage else row.named("code", self.codes)
        actions.write_memo(
            study=self.study, text=text, by=author, at=at, passage=passage, code=code
        )

    def _author(self, row: Row) -> User:
        author = self.authors.get(row["auteur"].lower())
        if author is None:
            raise Unfit("unknown_author", "auteur")
        return author

    def _moment(self, row: Row) -> datetime:
        if not row["date"]:
            return self.now
        return timezone.make_aware(datetime.combine(row.day("date"), time(12)))

    def _passage(self, row: Row) -> Passage:
        version, start, end = self.anchors.find(row)
        place = version.pk, start, end
        if place not in self.passages:
            try:
                self.passages[place] = actions.passage_of_words(
                    version=version, start=start, end=end, by=self.by, now=self.now
                )
            except NotCodable as error:
                raise Unfit("not_codable", "citation") from error
            except NothingSelected as error:
                raise Unfit("citation_not_found", "citation") from error
        return self.passages[place]


def export_tables(study: Study, target: Path) -> None:
    """Write the codebook, codings and memos of ``study`` in the tables that are read back."""
    write_table(target / "grille_codage.csv", CODES, _code_rows(study))
    write_table(target / "codages.csv", CODINGS, _coding_rows(study))
    write_table(target / "memos.csv", MEMOS, _memo_rows(study))


def _code_rows(study: Study) -> Iterator[dict[str, Cell]]:
    for branch in tree.walk(tree.grow(study.codes.select_related("parent"))):
        code = branch.code
        yield {
            "code": code.slug,
            "parent": code.parent.slug if code.parent else "",
            "nom": code.name,
            "definition": code.definition,
            "quand": code.when_to_use,
            "quand_pas": code.when_not_to_use,
            "couleur": code.colour,
        }


def _coding_rows(study: Study) -> Iterator[dict[str, Cell]]:
    codings = Coding.objects.standing().filter(
        code__study=study, passage__text_version__children=None
    )
    for coding in _with_words(codings):
        yield {
            **_place(coding),
            "code": coding.code.slug,
            "auteur": coding.author.email,
            "date": timezone.localdate(coding.at).isoformat(),
        }


def _memo_rows(study: Study) -> Iterator[dict[str, Cell]]:
    memos = Memo.objects.filter(study=study, passage__text_version__children=None)
    for memo in _with_words(memos):
        yield {
            **(_place(memo) if memo.passage else {}),
            "code": memo.code.slug if memo.code else "",
            "texte": memo.text,
            "auteur": memo.author.email,
            "date": timezone.localdate(memo.at).isoformat(),
        }


def _with_words(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Add the words quoted, cut by the database: whole texts are not loaded."""
    start, end = F("passage__start"), F("passage__end")
    words = Substr("passage__text_version__text", start + 1, end - start)
    path = "passage__text_version__document__interview"
    rows = rows.select_related("code", "author", path).defer("passage__text_version__text")
    with_words: QuerySet[Any, Any] = rows.annotate(words=words).order_by("pk")
    return with_words


def _place(row: Any) -> dict[str, Cell]:
    document = row.passage.text_version.document
    return {
        "entretien": document.interview.code,
        "fichier": document.file_name,
        "citation": row.words,
        "debut": row.passage.start,
        "fin": row.passage.end,
    }
