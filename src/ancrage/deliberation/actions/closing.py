"""Close a meeting: what was said becomes the text of an interview, a paragraph a reaction."""

from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.deliberation.actions.meetings import NotPossible, move
from ancrage.deliberation.models import DebatedFinding, Meeting, Reaction
from ancrage.fieldwork.actions import Said, add_voice, create_interview, write_note
from ancrage.fieldwork.models import Consent, Interview, Participant

State = Meeting.State
_KINDS = {
    Meeting.Kind.RESTITUTION: Interview.Kind.RESTITUTION,
    Meeting.Kind.WORKSHOP: Interview.Kind.WORKSHOP,
}


@transaction.atomic
def close_meeting(
    *, meeting: Meeting, present: int | None, agreed: Iterable[str], by: User | None
) -> None:
    """Close ``meeting`` and write what was said as a text; ``agreed`` is what the room agreed to.

    Raises
    ------
    NotPossible
        Unless it is open: closing twice changes nothing twice.
    """
    move(meeting, {State.OPEN}, State.CLOSED, present=present, agreed=list(agreed))
    _write_pending(meeting, by=by)
    journal.record("meeting.closed", meeting, by=by)


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, by: User | None) -> None:
    """Take up a closed meeting again; its text stays, the next closing adds to it.

    Raises
    ------
    NotPossible
        Unless it is closed.
    """
    move(meeting, {State.CLOSED}, State.OPEN)
    journal.record("meeting.reopened", meeting, by=by)


@transaction.atomic
def write_up(*, meeting: Meeting, by: User | None) -> int:
    """Add to the text what came by private link after the closing; return how many reactions.

    Raises
    ------
    NotPossible
        Unless the meeting is closed.
    """
    current = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if current.state != State.CLOSED:
        raise NotPossible(
            _("La séance n’est pas close : ces réactions seront écrites à sa clôture.")
        )
    written = _write_pending(meeting, by=by)
    journal.record("meeting.written_up", meeting, by=by)
    return written


def _write_pending(meeting: Meeting, *, by: User | None) -> int:
    """Write the reactions that the text does not hold yet, in the order of the findings."""
    pending = list(
        Reaction.objects.pending()
        .filter(meeting=meeting)
        .select_related("debated__finding", "participant__category", "category")
        .order_by(F("debated__order").asc(nulls_last=True), "debated", "at", "pk")
    )
    if not pending:
        return 0
    interview = meeting.interview or _create_interview(meeting, by=by)
    voices = _Voices(meeting, interview, by)
    parts: list[Said] = []
    for debated, reactions in groupby(pending, lambda each: each.debated):
        parts.append(Said(_asked(debated)))
        parts += [voices.said(reaction) for reaction in reactions]
    passages = write_note(interview=interview, parts=parts, author=str(by or ""), by=by)
    for reaction, passage in zip(pending, passages, strict=True):
        reaction.passage = passage
    Reaction.objects.bulk_update(pending, ["passage"])
    return len(pending)


def _create_interview(meeting: Meeting, *, by: User | None) -> Interview:
    interview = create_interview(
        study=meeting.study,
        code=f"{meeting.kind[0].upper()}-{meeting.site.slug}"[:32],
        site=meeting.site,
        step=meeting.step,
        held_on=meeting.held_on,
        kind=_KINDS[Meeting.Kind(meeting.kind)],
        place=meeting.place,
        theme=meeting.title,
        by=by,
    )
    Meeting.objects.filter(pk=meeting.pk).update(interview=interview)
    meeting.interview = interview
    return interview


def _asked(debated: DebatedFinding | None) -> str:
    """Return what the room was asked about."""
    if debated is None:
        return _("Qu’est-ce que nous n’avions pas vu ?")
    return _("Constat n° %(number)d. « %(claim)s » Qu’en pensez-vous ?") % {
        "number": debated.finding.number,
        "claim": debated.wording,
    }


class _Voices:
    """Who speaks in the text of a meeting: people known, else a category, else a table."""

    def __init__(self, meeting: Meeting, interview: Interview, by: User | None) -> None:
        self.meeting = meeting
        self.interview = interview
        self.by = by
        self.agreed_by_link = dict(meeting.invitations.values_list("participant", "agreed"))

    def said(self, reaction: Reaction) -> Said:
        """Return a reaction as the text holds it."""
        words = reaction.words or _("(%(stance)s, sans un mot de plus)") % {
            "stance": reaction.get_stance_display()
        }
        person = self._person(reaction)
        voice = person.label if person else reaction.table or _("Quelqu’un dans la salle")
        return Said(words, voice, person)

    def _person(self, reaction: Reaction) -> Participant | None:
        known = reaction.participant
        category = known.category if known else reaction.category
        if category is None:
            return None
        by_link = reaction.channel == Reaction.Channel.LINK
        agreed_by_link = self.agreed_by_link.get(known.pk, []) if known else []
        return add_voice(
            interview=self.interview,
            label=known.label if known else capfirst(category.label),
            category=category,
            purposes=agreed_by_link if by_link else self.meeting.agreed,
            mode=Consent.Mode.WRITTEN if by_link else Consent.Mode.ORAL,
            given_on=self.meeting.held_on,
            known=known,
            by=self.by,
        )
