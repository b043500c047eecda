"""Writing together in Word: out with live references, back with every change listed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ancrage.formats.report_markup import (
    Block,
    BrokenReference,
    Heading,
    Kind,
    Reference,
    inlines_of,
    parse,
    references_of,
)
from ancrage.formats.report_markup.writing import block_texts
from ancrage.reports import gate
from ancrage.reports.manuscript import Manuscript
from ancrage.reports.models import Report, Section, WordReturn
from ancrage.reports.render import manuscript_word

Step = Literal["kept", "added", "removed"]
# Headings are compared as if the shallowest were at this depth.
_BASE = 3


def export(report: Report, *, now: datetime, only: Section | None = None) -> bytes:
    """Return a report, or one section of it, as a Word file to work on together."""
    with translation.override(gate.LANGUAGE):
        manuscript = Manuscript.of(report)
        if only is not None:
            chapters = tuple(one for one in manuscript.chapters if one.section.pk == only.pk)
            manuscript = Manuscript(report, chapters)
        glosses = dict(_glosses(manuscript, now))
        return manuscript_word.render(manuscript, glosses=glosses, language=gate.LANGUAGE)


def _glosses(manuscript: Manuscript, now: datetime) -> Iterator[tuple[str, str]]:
    """Say what each reference shows; words that may not be quoted stay here."""
    claims = gate.claims_of(manuscript, timezone.localtime(now).date())
    for chapter in manuscript.chapters:
        for reference, _line in chapter.references:
            number = reference.number or 0
            row = claims.row(reference)
            if reference.kind == Kind.FINDING and number in claims.findings:
                yield str(reference), claims.findings[number].claim
            elif reference.kind == Kind.QUOTATION:
                found = claims.quotation(number, reference.rank)
                if found is not None:
                    kept = _("Ce verbatim ne peut pas être cité.")
                    words = f"«\u00a0{found.words}\u00a0» ({found.who})"
                    yield str(reference), words if found.publishable else kept
            elif row is not None:
                yield str(reference), str(row)


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph: kept, added or removed."""

    step: Step
    words: str


@dataclass(frozen=True)
class Change:
    """What became of one paragraph."""

    kind: Literal["added", "removed", "changed"]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class SectionChanges:
    """What a section is now, and what it would become."""

    section: Section
    title: str
    body: str
    changes: tuple[Change, ...]
    lost: tuple[str, ...]
    placed: tuple[str, ...]
    broken: tuple[str, ...]
    left_behind: bool

    @property
    def is_retitled(self) -> bool:
        """Tell whether the title changed."""
        return self.title != self.section.title.strip()

    @property
    def is_changed(self) -> bool:
        """Tell whether taking it would write anything."""
        return self.is_retitled or bool(self.changes)


@dataclass(frozen=True)
class Comparison:
    """A return, section by section; ``elsewhere`` belongs to no section of the report."""

    sections: tuple[SectionChanges, ...]
    elsewhere: tuple[dict[str, Any], ...]

    @property
    def changed(self) -> list[SectionChanges]:
        """The sections that would change."""
        return [one for one in self.sections if one.is_changed]


def compare(returned: WordReturn, sections: Sequence[Section]) -> Comparison:
    """Compare what came back with the report's sections as they are now."""
    known = {section.uuid.hex: section for section in sections}
    compared, elsewhere = [], []
    for row in returned.sections:
        section = known.get(row["key"])
        if section is not None:
            compared.append(_changes(section, row))
        elif row["body"] or row["title"]:
            elsewhere.append(row)
    return Comparison(tuple(compared), tuple(elsewhere))


def _changes(section: Section, row: dict[str, Any]) -> SectionChanges:
    before, after = parse(section.body).blocks, parse(row["body"]).blocks
    then, now = _references(before), _references(after)
    return SectionChanges(
        section=section,
        title=row["title"].strip(),
        body=row["body"],
        changes=tuple(_paragraphs(_texts(before), _texts(after))),
        lost=tuple(sorted((then - now).elements())),
        placed=tuple(sorted((now - then).elements())),
        broken=tuple(
            inline.written
            for inline, _line in inlines_of(after)
            if isinstance(inline, BrokenReference)
        ),
        left_behind=bool(row["version"]) and row["version"] != section.version,
    )


def _references(blocks: tuple[Block, ...]) -> Counter[str]:
    references: Iterator[tuple[Reference, int]] = references_of(blocks)
    return Counter(str(reference) for reference, _line in references)


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    """Return the text of each block, headings brought to the same depth on both sides."""
    depths = [block.depth for block in blocks if isinstance(block, Heading)]
    shift = _BASE - min(depths, default=_BASE)
    return block_texts(
        replace(block, depth=block.depth + shift) if isinstance(block, Heading) else block
        for block in blocks
    )


def _paragraphs(before: list[str], after: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for step, start, end, first, last in matcher.get_opcodes():
        if step == "equal":
            continue
        pairs = min(end - start, last - first)
        for offset in range(pairs):
            yield _rewritten(before[start + offset], after[first + offset])
        for text in before[start + pairs : end]:
            yield Change("removed", (Piece("removed", text),))
        for text in after[first + pairs : last]:
            yield Change("added", (Piece("added", text),))


def _rewritten(before: str, after: str) -> Change:
    """Compare two versions of a paragraph word by word."""
    old, new = before.split(" "), after.split(" ")
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for step, start, end, first, last in matcher.get_opcodes():
        if step == "equal":
            pieces.append(Piece("kept", " ".join(old[start:end])))
            continue
        if end > start:
            pieces.append(Piece("removed", " ".join(old[start:end])))
        if last > first:
            pieces.append(Piece("added", " ".join(new[first:last])))
    return Change("changed", tuple(pieces))
