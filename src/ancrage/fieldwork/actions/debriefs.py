"""The debrief of a team at the end of its day: what several people write is never lost."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.fieldwork.access import teams_of
from ancrage.fieldwork.actions.free_text import names_taken_out
from ancrage.fieldwork.models import Debrief, Visit

ASKED: Final = ("heard", "surprised", "doubts", "to_dig")


class NotThatTeam(Exception):
    """The person sits in the other team."""


class OutsideVisit(Exception):
    """The day is not one of the visit."""


@dataclass(frozen=True)
class Spoken:
    """A debrief written without network: what stood when the device left, and what stands now."""

    team: int
    on: date
    before: dict[str, str]
    words: dict[str, str]

    @property
    def key(self) -> str:
        """What a device calls it."""
        return f"{self.team}-{self.on.isoformat()}"


@transaction.atomic
def write_debrief(
    *,
    visit: Visit,
    team: int,
    on: date,
    expected: int | None,
    by: User,
    words: dict[str, str],
) -> Debrief:
    """Write the debrief of a team for a day; names of people met are replaced.

    Raises
    ------
    StaleEdit
        If a colleague wrote it since the page was opened.
    NotThatTeam
        If ``by`` may not write for this team.
    OutsideVisit
        If the day is not one of the visit.
    """
    _assert_may_write(visit, team, on, by)
    words = _unnamed(visit, words)
    debrief, made = Debrief.objects.get_or_create(
        visit=visit, team=team, on=on, defaults={**words, "author": by}
    )
    if not made:
        if expected is None:
            raise editing.StaleEdit(debrief, dict(words))
        editing.change(debrief, expected=expected, **words)
    journal.record("debrief.written", debrief, by=by)
    return debrief


@transaction.atomic
def merge_debrief(*, visit: Visit, spoken: Spoken, by: User) -> Debrief:
    """Bring in a debrief written without network: both texts stay where two people wrote.

    Raises
    ------
    NotThatTeam
        If ``by`` may not write for this team.
    OutsideVisit
        If the day is not one of the visit.
    """
    _assert_may_write(visit, spoken.team, spoken.on, by)
    written = _unnamed(visit, spoken.words)
    debrief, _made = Debrief.objects.get_or_create(
        visit=visit, team=spoken.team, on=spoken.on, defaults={"author": by}
    )
    merged = {
        name: merged_words(
            getattr(debrief, name), spoken.before.get(name, ""), written.get(name, "")
        )
        for name in ASKED
    }
    if any(getattr(debrief, name) != words for name, words in merged.items()):
        editing.change(debrief, expected=debrief.version, **merged)
        journal.record("debrief.written", debrief, by=by)
    return debrief


def merged_words(now: str, before: str, written: str) -> str:
    """Return what stands once ``written``, begun from ``before``, comes back.

    >>> merged_words("A", "A", "A et B"), merged_words("A et C", "A", "A et B")
    ('A et B', 'A et C\\n\\nA et B')
    >>> merged_words("A et B", "A", "A et B"), merged_words("A", "", "")
    ('A et B', 'A')
    """
    if not written or written in now:
        return now
    if not now or now == before:
        return written
    return f"{now}\n\n{written}"


def _unnamed(visit: Visit, words: dict[str, str]) -> dict[str, str]:
    take_out = names_taken_out(visit.site_id)
    return {name: take_out(text) for name, text in words.items()}


def _assert_may_write(visit: Visit, team: int, on: date, by: User) -> None:
    if team not in teams_of(by, visit):
        raise NotThatTeam(_("Le bilan d’une équipe est écrit par ceux qui y siègent."))
    if not visit.starts <= on <= visit.ends:
        raise OutsideVisit(_("Ce jour n’est pas un jour de la visite."))
