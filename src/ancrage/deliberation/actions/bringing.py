"""Bring in the debates of a study carried whole: what was done elsewhere, as it stood."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.deliberation import keys
from ancrage.deliberation.models import Invitation, Meeting, Reaction
from ancrage.evidence.models import Finding
from ancrage.fieldwork.models import Interview, Participant, Passage


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
