"""The publication gate: the only place where what readers see is taken from the database.

``compose`` builds the allow-listed data set of a report and lists what stands in the way of its
publication; ``freeze`` refuses while anything does. Renderers read the data set and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ancrage.core.dates import day_in_words
from ancrage.core.frozen import Frozen
from ancrage.formats.characters import clean
from ancrage.formats.report_markup import Kind
from ancrage.formats.report_markup.typography import french
from ancrage.reports import obstacles
from ancrage.reports.claims import Claims
from ancrage.reports.composition import Composer
from ancrage.reports.figures import Figures
from ancrage.reports.manuscript import Chapter, Manuscript
from ancrage.reports.models import Report, SectionKind
from ancrage.reports.obstacles import Obstacle, Why

# What readers read is in French, whatever the language of who publishes it.
LANGUAGE = "fr"
FORMAT = 1


class Refused(Exception):
    """The report can't be published: ``obstacles`` says why."""

    def __init__(self, found: tuple[Obstacle, ...]) -> None:
        self.obstacles = found
        super().__init__("\n".join(str(obstacle) for obstacle in found))


@dataclass(frozen=True)
class Draft:
    """A report as it would be published, and what stands in the way."""

    data: Frozen
    obstacles: tuple[Obstacle, ...]


def compose(report: Report, *, now: datetime, edition: int = 0, dated: datetime) -> Draft:
    """Build what would be published of ``report`` at ``now``.

    Consents are read at ``now``; ``dated`` is printed. Without an edition it is a proof.
    """
    with translation.override(LANGUAGE):
        content, found = _compose(report, now, drawn=True)
        data = {
            "format": FORMAT,
            "language": LANGUAGE,
            **_cover(report),
            "edition": edition,
            "edition_label": _edition(edition),
            "published_at": dated.isoformat(),
            "published_on": day_in_words(timezone.localtime(dated).date()),
            **content,
        }
    return Draft(_plain(data), found)


def obstacles_of(report: Report, *, now: datetime) -> tuple[Obstacle, ...]:
    """List what stands in the way of publishing ``report``; nothing is drawn."""
    with translation.override(LANGUAGE):
        return _compose(report, now, drawn=False)[1]


def freeze(report: Report, *, now: datetime, edition: int = 0, dated: datetime) -> Frozen:
    """Return the data set to publish; see ``compose``.

    Raises
    ------
    Refused
        While anything stands in the way.
    """
    draft = compose(report, now=now, edition=edition, dated=dated)
    if draft.obstacles:
        raise Refused(draft.obstacles)
    return draft.data


def _compose(report: Report, now: datetime, *, drawn: bool) -> tuple[Frozen, tuple[Obstacle, ...]]:
    """Return the sections and claims of a report, and what stands in the way."""
    manuscript = Manuscript.of(report)
    day = timezone.localtime(now).date()
    claims = claims_of(manuscript, day)
    composer = Composer(manuscript, claims, Figures(report.study, report.site, day, drawn))
    sections = composer.sections()
    shown = {
        str(number): {**claims.in_public(number), "calls": composer.used[number]}
        for number in sorted(composer.used)
    }
    found = tuple(_obstacles(manuscript, claims, composer))
    return {"sections": sections, "claims": shown}, found


def _plain(node: Any) -> Any:
    """Return ``node`` without the signs that no file may hold, or that hide words."""
    match node:
        case str():
            return clean(node).text
        case list():
            return [_plain(one) for one in node]
        case dict():
            return {key: _plain(value) for key, value in node.items()}
    return node


def _edition(number: int) -> str:
    return _("Édition %(number)s") % {"number": number} if number else _("Épreuve")


def claims_of(manuscript: Manuscript, day: date) -> Claims:
    """Read what a manuscript cites, with what may be published of it on ``day``."""
    report = manuscript.report
    return Claims.read(
        study=report.study,
        site=report.site,
        day=day,
        findings=manuscript.cited(Kind.FINDING, Kind.QUOTATION),
        recommendations=manuscript.cited(Kind.RECOMMENDATION),
        stakes=manuscript.cited(Kind.STAKE),
        leads=manuscript.cited(Kind.LEAD),
    )


def _cover(report: Report) -> Frozen:
    return {
        "study": {"title": french(report.study.title), "notice": french(report.study.notice)},
        "report": {
            "kind": report.kind,
            "kind_label": report.get_kind_display(),
            "title": french(report.title.strip()),
            "subtitle": french(report.subtitle.strip()),
            "site": report.site.name if report.site else "",
            "credits": [french(line.strip()) for line in report.credits.splitlines() if line],
        },
    }


def _obstacles(manuscript: Manuscript, claims: Claims, composer: Composer) -> Iterator[Obstacle]:
    """List everything in reading order, the report as a whole first."""
    if not manuscript.report.title.strip():
        yield obstacles.of_report(manuscript.report, Why.NO_TITLE)
    if not manuscript.printed:
        yield obstacles.of_report(manuscript.report, Why.NO_SECTION)
    found = list(composer.obstacles)
    skipped = list(manuscript.levels_skipped())
    for position, chapter in manuscript.printed:
        found += _of_chapter(manuscript, position, chapter)
        if chapter in skipped:
            found.append(obstacles.of_section(chapter.section, Why.LEVEL_SKIPPED))
    found += _without_evidence(manuscript, claims)
    found.sort(key=lambda one: (one.section.order if one.section else 0, one.line or 0))
    yield from found


def _of_chapter(manuscript: Manuscript, position: int, chapter: Chapter) -> Iterator[Obstacle]:
    section = chapter.section
    if not section.title.strip():
        yield obstacles.of_section(section, Why.UNTITLED_SECTION)
    may_be_blank = section.kind == SectionKind.LESSONS or manuscript.has_children(position)
    if chapter.is_blank and not may_be_blank:
        yield obstacles.of_section(section, Why.EMPTY_SECTION)
    for fault in chapter.parsed.faults:
        yield obstacles.of_fault(section, fault)


def _without_evidence(manuscript: Manuscript, claims: Claims) -> Iterator[Obstacle]:
    """Yield each finding that nothing supports, at the first place that cites it."""
    seen: set[int] = set()
    for chapter in manuscript.chapters:
        for reference, line in chapter.references:
            for number in claims.stood_on(reference):
                if number in seen or number not in claims.findings:
                    continue
                seen.add(number)
                if not claims.has_evidence(number):
                    yield obstacles.of_claim(chapter.section, line, claims, number)
