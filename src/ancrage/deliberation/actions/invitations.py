"""Give everybody met at a site a way to answer a debate, and keep what they answer."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.core.dates import day_in_words
from ancrage.deliberation import keys
from ancrage.deliberation.actions.reactions import record_reaction
from ancrage.deliberation.models import DebatedFinding, Invitation, Meeting, Reaction
from ancrage.fieldwork.actions import NotReachable, address_of
from ancrage.fieldwork.models import Interview, Participant, Purpose

Channel = Invitation.Channel


@dataclass(frozen=True)
class Answered:
    """What somebody says by their link: of a finding, or of none."""

    debated: DebatedFinding | None
    stance: str
    words: str


def people_met(meeting: Meeting) -> list[Participant]:
    """Return everybody met at the site before this step, each once however often they were met."""
    rows = (
        Participant.objects.filter(
            interview__site=meeting.site, interview__step__number__lt=meeting.step.number
        )
        .exclude(interview__kind=Interview.Kind.RESTITUTION)
        .select_related("interview", "category")
        .order_by("interview__held_on", "pk")
    )
    return list({person.label: person for person in rows}.values())


@transaction.atomic
def invite_everyone(*, meeting: Meeting, by: User | None, today: date) -> list[Invitation]:
    """Invite everybody met who is not invited yet; return the new invitations.

    Who agreed to be contacted again and left an address gets mail; everybody else a letter that the
    site hands over: nobody is written to without having agreed to it.
    """
    invited = set(meeting.invitations.values_list("participant__label", flat=True))
    reachable = set(
        Participant.objects.agreeing(Purpose.CONTACT, today)
        .filter(interview__site=meeting.site)
        .exclude(contact=None)
        .values_list("pk", flat=True)
    )
    return [
        _invite(meeting, person, Channel.MAIL if person.pk in reachable else Channel.BY_HAND, by)
        for person in people_met(meeting)
        if person.label not in invited
    ]


def _invite(meeting: Meeting, person: Participant, channel: Channel, by: User | None) -> Invitation:
    invitation = Invitation(uuid=uuid4(), meeting=meeting, participant=person, channel=channel)
    invitation.secret_digest = keys.digest(keys.code_of(invitation.uuid, 0))
    invitation.save(force_insert=True)
    journal.record("invitation.made", invitation, by=by)
    return invitation


@transaction.atomic
def change_channel(
    *, invitation: Invitation, expected: int, channel: str, by: User | None, today: date
) -> None:
    """Change how an invitation reaches the person.

    Raises
    ------
    NotReachable
        If it would be mail to somebody who did not agree to be contacted, or left no address.
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    if channel == Channel.MAIL:
        address_of(invitation.participant, today=today)
    editing.change(invitation, expected=expected, channel=channel)
    journal.record("invitation.changed", invitation, by=by)


@transaction.atomic
def renew_invitation(*, invitation: Invitation, expected: int, by: User | None) -> None:
    """Draw another link, for one that was lost or fell in other hands: the former opens nothing.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    renewals = invitation.renewals + 1
    code = keys.code_of(invitation.uuid, renewals)
    editing.change(
        invitation,
        expected=expected,
        renewals=renewals,
        secret_digest=keys.digest(code),
        given_at=None,
    )
    journal.record("invitation.renewed", invitation, by=by)


@transaction.atomic
def send_invitation(
    *, invitation: Invitation, base: str, by: User | None, today: date, now: datetime
) -> None:
    """Write to the person, once; ``base`` is the address of the installation.

    Raises
    ------
    NotReachable
        If the person no longer agrees to be contacted, or the invitation goes another way.
    """
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.given_at is not None:
        return
    if row.channel != Channel.MAIL:
        raise NotReachable(_("Cette invitation n’est pas un courriel."))
    address = address_of(row.participant, today=today)
    Invitation.objects.filter(pk=row.pk).update(given_at=now)
    journal.record("invitation.sent", row, by=by)
    send_mail(_subject(row.meeting), _letter(row, base), None, [address])


@transaction.atomic
def hand_over(*, meeting: Meeting, given: Collection[str], by: User | None, now: datetime) -> None:
    """Note which letters (by their identifiers) were handed over."""
    letters = meeting.invitations.exclude(channel=Channel.MAIL).filter(given_at=None)
    for invitation in letters.filter(uuid__in=given):
        Invitation.objects.filter(pk=invitation.pk).update(given_at=now)
        journal.record("invitation.handed_over", invitation, by=by)


@transaction.atomic
def record_attendance(*, meeting: Meeting, came: Collection[str], by: User | None) -> None:
    """Note who came, by the identifiers of their invitations; the others did not."""
    meeting.invitations.exclude(uuid__in=came).update(came=False)
    meeting.invitations.filter(uuid__in=came).update(came=True)
    journal.record("meeting.attendance_recorded", meeting, by=by)


@transaction.atomic
def answer_invitation(
    *,
    invitation: Invitation,
    answer: str,
    reactions: Iterable[Answered],
    agreed: Iterable[str],
    now: datetime,
) -> None:
    """Keep what a person answers by their link; answering again replaces what is not yet written.

    Raises
    ------
    WithdrawnFinding
        If a finding was withdrawn meanwhile: nothing is kept, the person still has their words.
    """
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    editing.change(row, expected=row.version, answer=answer, answered_at=now, agreed=list(agreed))
    sent = Reaction.objects.filter(
        meeting=row.meeting, participant=row.participant, channel=Reaction.Channel.LINK
    )
    sent.pending().exclude(debated__withdrawn=True).delete()
    written = set(sent.values_list("debated", flat=True))
    for each in reactions:
        if (each.debated.pk if each.debated else None) not in written:
            record_reaction(
                meeting=row.meeting,
                debated=each.debated,
                stance=each.stance,
                words=each.words,
                channel=Reaction.Channel.LINK,
                participant=row.participant,
                at=now,
                by=None,
            )
    journal.record("invitation.answered", row, by=None)


def _subject(meeting: Meeting) -> str:
    return _("%(title)s, %(day)s") % {
        "title": meeting.title,
        "day": day_in_words(meeting.held_on),
    }


def _letter(invitation: Invitation, base: str) -> str:
    meeting = invitation.meeting
    code = keys.code_of(invitation.uuid, invitation.renewals)
    said = _(
        "Vous avez répondu à nos questions. Nous revenons vous dire ce que nous en avons compris, "
        "et vous demander ce que vous en pensez : %(title)s, %(day)s, %(place)s."
    ) % {
        "title": meeting.title,
        "day": day_in_words(meeting.held_on),
        "place": meeting.place or meeting.site.name,
    }
    asked = _(
        "Venez-vous ? Préférez-vous réagir par écrit ? Ce lien est le vôtre, sans compte ni mot de "
        "passe ; ne le donnez à personne :"
    )
    link = f"{base.rstrip('/')}/reponses/{code}/"
    return "\n\n".join([_("Bonjour,"), said, asked, link, ""])
