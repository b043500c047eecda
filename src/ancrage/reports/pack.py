"""What a restitution takes along: its findings in plain words, drawn from a meeting.

It quotes nobody: a room holds the very people who spoke. Counts under ``FLOOR`` are left out.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.core.dates import day_in_words
from ancrage.deliberation.models import DebatedFinding, Meeting, ProgrammeItem
from ancrage.deliberation.reading import Card, programme_of
from ancrage.evidence.models import Finding
from ancrage.fieldwork.models import Interview, Participant
from ancrage.reports.figures import FLOOR

Pack = dict[str, Any]


def compose(meeting: Meeting, user: Any, *, language: str) -> Pack:
    """Return what every document of the pack is printed from, as plain data."""
    items = ProgrammeItem.objects.visible_to(user).filter(meeting=meeting)
    return {
        "language": language,
        "dated": datetime.combine(meeting.held_on, time(12), UTC).isoformat(),
        "study": {"title": meeting.study.title, "notice": meeting.study.notice},
        "meeting": {
            "title": meeting.title,
            "site": meeting.site.name,
            "when": _when(meeting),
            "place": meeting.place,
            "aim": meeting.aim,
        },
        "met": _met(meeting),
        "findings": [*_findings(meeting, user)],
        "programme": [
            {"hour": _hour(line.starts), "title": line.item.title}
            for line in programme_of(meeting, items).hours
        ],
    }


def card_data(cards: Iterable[Card]) -> list[dict[str, Any]]:
    """Return what reaction cards print: their finding (0 for what is missing) and their code."""
    return [
        {
            "number": card.debated.finding.number if card.debated else 0,
            "words": card.debated.wording if card.debated else "",
            "code": card.code,
        }
        for card in cards
    ]


def standing_findings(meeting: Meeting, user: Any) -> list[DebatedFinding]:
    """Return the findings that ``meeting`` debates, those withdrawn left out."""
    rows = DebatedFinding.objects.visible_to(user).filter(meeting=meeting, withdrawn=False)
    return list(rows.select_related("finding"))


def _findings(meeting: Meeting, user: Any) -> Iterable[dict[str, Any]]:
    debated = standing_findings(meeting, user)
    known = Finding.objects.visible_to(user).filter(pk__in=[each.finding_id for each in debated])
    strengths = {finding.pk: finding for finding in known.with_strength()}
    for each in debated:
        finding = strengths.get(each.finding_id)
        yield {
            "number": each.finding.number,
            "kind": each.finding.kind,
            "kind_label": each.finding.get_kind_display(),
            "words": each.wording,
            "strength": _strength(finding) if finding else "",
        }


def _strength(finding: Any) -> str:
    """Say how many interviews and kinds of actors stand behind a finding."""
    if not finding.interviews_for:
        return ""
    interviews = ngettext("%(n)s entretien", "%(n)s entretiens", finding.interviews_for)
    kinds = ngettext(
        "%(n)s catégorie d’acteurs", "%(n)s catégories d’acteurs", finding.categories_for
    )
    parts = [interviews % {"n": finding.interviews_for}]
    if finding.categories_for:
        parts.append(kinds % {"n": finding.categories_for})
    return " · ".join(parts)


def _met(meeting: Meeting) -> str:
    """Say whom the teams met at the site before this step; nothing where they are too few."""
    # access: totals of a whole site, printed for the people who were met there
    interviews = Interview.objects.filter(
        site=meeting.site_id, step__number__lt=meeting.step.number
    )
    people = Participant.objects.filter(interview__in=interviews).count()  # access: a total
    if people < FLOOR:
        return ""
    held = interviews.count()
    parts = (
        _("%(n)s personnes rencontrées") % {"n": people},
        ngettext("%(n)s entretien", "%(n)s entretiens", held) % {"n": held},
    )
    return ", ".join(parts)


def _when(meeting: Meeting) -> str:
    day = day_in_words(meeting.held_on)
    if meeting.starts is None:
        return day
    return _("%(day)s à %(hour)s") % {"day": day, "hour": _hour(meeting.starts)}


def _hour(moment: time | None) -> str:
    return date_format(moment, "G\\hi") if moment else ""
