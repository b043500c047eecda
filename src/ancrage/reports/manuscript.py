"""A report as it is written today: its sections in order, read and numbered."""

from collections.abc import Iterator
from dataclasses import dataclass

from ancrage.formats.report_markup import Kind, Parsed, Reference, parse, references_of
from ancrage.reports.models import Report, Section, SectionKind

_NUMBERED = frozenset({SectionKind.PART, SectionKind.SECTION})
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Chapter:
    """One section, read. ``number`` is « II.1 » for what is numbered, empty for the rest."""

    section: Section
    parsed: Parsed
    number: str

    @property
    def references(self) -> list[tuple[Reference, int]]:
        """Every reference of its text with its line."""
        return list(references_of(self.parsed.blocks))

    @property
    def kinds(self) -> set[Kind]:
        """The kinds of references that its text holds."""
        return {reference.kind for reference, _line in self.references}

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is written in it."""
        return not self.section.body.strip()


@dataclass(frozen=True)
class Manuscript:
    """A report and its chapters in reading order."""

    report: Report
    chapters: tuple[Chapter, ...]

    @classmethod
    def of(cls, report: Report) -> "Manuscript":
        """Read a report's sections as they are now."""
        sections = list(report.sections.order_by("order"))
        for section in sections:
            section.report = report
        chapters = [Chapter(one, parse(one.body), number) for one, number in numbered(sections)]
        return cls(report, tuple(chapters))

    @property
    def printed(self) -> list[tuple[int, Chapter]]:
        """What is published, each chapter with its position: back matter left blank is not."""
        return [
            (position, chapter)
            for position, chapter in enumerate(self.chapters)
            if self.has_children(position) or not chapter.section.is_left_out
        ]

    def cited(self, *kinds: Kind) -> set[int]:
        """Return the numbers of what is cited under one of ``kinds``."""
        return {
            reference.number
            for chapter in self.chapters
            for reference, _ in chapter.references
            if reference.kind in kinds and reference.number is not None
        }

    def closed_by(self, position: int) -> tuple[Chapter, ...]:
        """Return the chapters whose lessons the section at ``position`` draws.

        They run back to the section that holds it, or to the lessons drawn before.
        """
        level = self.chapters[position].section.level
        found: list[Chapter] = []
        for chapter in reversed(self.chapters[:position]):
            if chapter.section.kind == SectionKind.LESSONS:
                break
            found.append(chapter)
            if chapter.section.level < level:
                break
        return tuple(reversed(found))

    def has_children(self, position: int) -> bool:
        """Tell whether the section at ``position`` holds others."""
        following = self.chapters[position + 1 : position + 2]
        return any(
            chapter.section.level > self.chapters[position].section.level for chapter in following
        )

    def levels_skipped(self) -> Iterator[Chapter]:
        """Yield the sections that stand more than one level under what precedes them."""
        previous = 0
        for chapter in self.chapters:
            if chapter.section.level > previous + 1:
                yield chapter
            previous = chapter.section.level


def numbered(sections: list[Section]) -> list[tuple[Section, str]]:
    """Return each section with its number in the outline."""
    return list(zip(sections, _numbers(sections), strict=True))


def _numbers(sections: list[Section]) -> list[str]:
    """Number parts I, II…, their sections I.1, I.2… and theirs I.1.1…; nothing outside parts."""
    counts = [0, 0, 0]
    inside = False
    numbers = []
    for section in sections:
        if section.level == 1:
            inside = section.kind == SectionKind.PART
        if not inside or section.kind not in _NUMBERED:
            numbers.append("")
            continue
        counts[section.level - 1] += 1
        counts[section.level :] = [0] * (3 - section.level)
        numbers.append(_label(counts[: section.level]))
    return numbers


def _label(counts: list[int]) -> str:
    return ".".join([_roman(counts[0]), *map(str, counts[1:])])


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
