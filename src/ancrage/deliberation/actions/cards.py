"""Reaction cards on paper: print a series, type each card in once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.deliberation import keys
from ancrage.deliberation.actions.reactions import record_reaction
from ancrage.deliberation.models import DebatedFinding, Meeting, Reaction


@transaction.atomic
def print_cards(*, meeting: Meeting, copies: int, by: User | None) -> range:
    """Number ``copies`` more cards for each finding; return their numbers, never given before."""
    rows = Meeting.objects.filter(pk=meeting.pk)
    rows.update(cards_printed=F("cards_printed") + copies)
    last: int = rows.values_list("cards_printed", flat=True).get()
    journal.record("cards.printed", meeting, by=by)
    return range(last - copies + 1, last + 1)


@transaction.atomic
def type_card(
    *,
    meeting: Meeting,
    debated: DebatedFinding | None,
    copy: int,
    at: datetime,
    by: User | None,
    **said: Any,
) -> Reaction:
    """Keep what a card says; ``said`` holds stance, words and who.

    Raises
    ------
    AlreadyTyped
        If the card was typed in already.
    NotPossible
        If the meeting is not open.
    WithdrawnFinding
        If its finding was withdrawn from the debate.
    """
    number = debated.finding.number if debated else 0
    return record_reaction(
        meeting=meeting,
        debated=debated,
        channel=Reaction.Channel.CARD,
        card=keys.card_code(meeting.uuid, number, copy),
        at=at,
        by=by,
        **said,
    )
