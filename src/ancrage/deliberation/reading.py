"""What pages read of meetings: hours, who answered, what the reactions propose as evidence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.translation import gettext as _

from ancrage.deliberation import keys
from ancrage.deliberation.models import DebatedFinding, Meeting, ProgrammeItem, Reaction
from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.evidence.models.upward import Upward

Side = EvidenceLink.Side
Stance = Reaction.Stance
# The side on which a stance speaks; a nuance waits for somebody to choose.
SIDES: Final = {Stance.CONFIRMS: Side.FOR, Stance.CONTESTS: Side.AGAINST}


@dataclass(frozen=True)
class Hour:
    """A line of a programme, at its hour; no hour where the meeting has none yet."""

    item: ProgrammeItem
    starts: time | None
    ends: time | None


@dataclass(frozen=True)
class Programme:
    """The lines of a meeting's programme and how they fit in its time."""

    hours: list[Hour]
    minutes: int
    spare: int | None

    @property
    def over(self) -> int:
        """How many minutes it runs past the end of the meeting."""
        return -self.spare if self.spare is not None and self.spare < 0 else 0


def programme_of(meeting: Meeting, items: Iterable[ProgrammeItem]) -> Programme:
    """Lay the lines of a programme one after the other from the start of ``meeting``."""
    lines = list(items)
    total = sum(item.minutes for item in lines)
    hours = []
    at = 0
    for item in lines:
        hours.append(Hour(item, _after(meeting, at), _after(meeting, at + item.minutes)))
        at += item.minutes
    return Programme(hours, total, _spare(meeting, total))


def _after(meeting: Meeting, minutes: int) -> time | None:
    if meeting.starts is None:
        return None
    begins = datetime.combine(date.min, meeting.starts)
    return (begins + timedelta(minutes=minutes)).time()


def _spare(meeting: Meeting, total: int) -> int | None:
    if meeting.starts is None or meeting.ends is None:
        return None
    lasts = datetime.combine(date.min, meeting.ends) - datetime.combine(date.min, meeting.starts)
    return int(lasts.total_seconds()) // 60 - total


@dataclass(frozen=True)
class Proposal:
    """Words said in a meeting that may speak for a finding or against it; no side for a nuance."""

    reaction: Reaction
    finding: Finding
    side: str


def proposals(meeting: Meeting) -> list[Proposal]:
    """Return what the text of ``meeting`` proposes as evidence and nobody cited yet.

    A reaction without a word is counted, never quoted.
    """
    reactions = list(
        meeting.reactions.exclude(passage=None)
        .exclude(words="")
        .select_related("debated__finding", "finding", "passage__participant")
        .order_by("debated__order", "at", "pk")
    )
    cited = set(
        EvidenceLink.objects.filter(
            passage__in=[each.passage_id for each in reactions]
        ).values_list("finding", "passage")
    )
    return [
        proposal
        for reaction in reactions
        for proposal in _of(reaction)
        if (proposal.finding.pk, reaction.passage_id) not in cited
    ]


def _of(reaction: Reaction) -> Iterator[Proposal]:
    if reaction.debated is not None and reaction.stance != Stance.MISSING:
        yield Proposal(reaction, reaction.debated.finding, SIDES.get(Stance(reaction.stance), ""))
    if reaction.finding is not None:
        yield Proposal(reaction, reaction.finding, Side.FOR)


def meetings_debating(row: Finding | Upward) -> list[str]:
    """Name the meetings that debated ``row``, as people read them."""
    if not isinstance(row, Finding):
        return []
    titles = row.debated.values_list("meeting__title", flat=True).order_by("meeting__held_on")
    return [_("débat « %(title)s »") % {"title": title} for title in titles]


MOST_CARDS: Final = 200


@dataclass(frozen=True)
class Card:
    """A card to print: its finding, or none for what is missing."""

    debated: DebatedFinding | None
    code: str


def cards_of(
    meeting: Meeting, debated: Iterable[DebatedFinding], copies: Iterable[int]
) -> list[Card]:
    """Return a card of each copy for each finding of ``debated``, then for what is missing."""
    numbered = list(copies)
    return [
        Card(each, keys.card_code(meeting.uuid, each.finding.number if each else 0, copy))
        for each in (*debated, None)
        for copy in numbered
    ]


def series(meeting: Meeting, asked: Mapping[str, str]) -> range:
    """Return the copies from ``de`` to ``a`` among those that ``meeting`` numbered."""
    first, last = asked.get("de", ""), asked.get("a", "")
    if not (first.isdecimal() and last.isdecimal() and len(first + last) < 12):
        return range(0)
    printed = min(int(last), meeting.cards_printed)
    return range(max(int(first), 1), printed + 1)[:MOST_CARDS]
