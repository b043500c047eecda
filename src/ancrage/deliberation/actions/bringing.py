"""Bring in the debates of a study carried whole: what was done elsewhere, as it stood."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.deliberation import keys
from ancrage.deliberation.actions.marks import read_marks
from ancrage.deliberation.models import (
    Ballot,
    Invitation,
    Meeting,
    PriorityRound,
    Reaction,
    Solution,
)
from ancrage.evidence.models import Finding, Lead
from ancrage.fieldwork.models import ActorCategory, Interview, Participant, Passage


@transaction.atomic
def bring_state(
    *,
    meeting: Meeting,
    state: str,
    interview: Interview | None,
    present: int | None,
    agreed: Iterable[str],
    cards_printed: int,
    by: User | None,
) -> None:
    """Leave a meeting where it stood; ``interview`` already holds the text of a closed one."""
    Meeting.objects.filter(pk=meeting.pk).update(
        state=state,
        interview=interview,
        present=present,
        agreed=list(agreed),
        cards_printed=cards_printed,
    )
    meeting.refresh_from_db()
    journal.record("meeting.brought", meeting, by=by)


@transaction.atomic
def bring_links(
    *, reaction: Reaction, passage: Passage | None, finding: Finding | None, by: User | None
) -> None:
    """Tie a reaction to where the text holds it and to the finding born of it."""
    Reaction.objects.filter(pk=reaction.pk).update(passage=passage, finding=finding)
    journal.record("reaction.brought", reaction, by=by)


@transaction.atomic
def bring_invitation(
    *,
    meeting: Meeting,
    participant: Participant,
    channel: str,
    by: User | None,
    given_at: datetime | None = None,
    **answer: Any,
) -> Invitation:
    """Bring an invitation in with its answer; its link is another: letters are printed anew."""
    invitation = Invitation(
        uuid=uuid4(),
        meeting=meeting,
        participant=participant,
        channel=channel,
        given_at=given_at,
        **answer,
    )
    invitation.secret_digest = keys.digest(keys.code_of(invitation.uuid, 0))
    invitation.save(force_insert=True)
    journal.record("invitation.brought", invitation, by=by)
    return invitation


@transaction.atomic
def bring_ballot(
    *,
    round: PriorityRound,
    channel: str,
    marks: Mapping[str, Any],
    category: ActorCategory | None,
    late: bool,
) -> Ballot:
    """Bring in a ballot that was counted elsewhere: no code is used for it.

    Raises
    ------
    BadChoice
        If a mark can't be counted.
    """
    numbers = round.options.values_list("number", flat=True)
    return Ballot.objects.create(
        round=round,
        channel=channel,
        category=category,
        choices=read_marks(round, numbers, marks),
        late=late,
    )


@transaction.atomic
def bring_lead(*, solution: Solution, lead: Lead, by: User | None) -> None:
    """Tie a solution to the lead that it became."""
    Solution.objects.filter(pk=solution.pk).update(lead=lead)
    journal.record("solution.brought", solution, by=by)
