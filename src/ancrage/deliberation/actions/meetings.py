"""Prepare a meeting, open it, give it up."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.core.dates import day_in_words
from ancrage.deliberation.models import Meeting
from ancrage.studies.models import Site, SiteStep, Step

State = Meeting.State


class TooEarly(Exception):
    """The day comes before the site's step starts."""


class NotPossible(Exception):
    """The meeting is not where this can be done."""


@transaction.atomic
def record_meeting(
    *, site: Site, step: Step, held_on: date, by: User | None, **values: Any
) -> Meeting:
    """Prepare a debate or a workshop at ``site``.

    Raises
    ------
    TooEarly
        If the step starts later there.
    """
    _refuse_before_step(site, step, held_on)
    meeting = Meeting.objects.create(
        study=site.study, site=site, step=step, held_on=held_on, **values
    )
    journal.record("meeting.recorded", meeting, by=by)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    expected: int,
    site: Site,
    step: Step,
    held_on: date,
    by: User | None,
    **values: Any,
) -> Meeting:
    """Change where, when and what for.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    TooEarly
        If the step starts later there.
    NotPossible
        If it would move to another site while people are invited or findings debated.
    """
    _refuse_before_step(site, step, held_on)
    stays = Meeting.objects.filter(pk=meeting.pk, site=site).exists()
    if not stays and (meeting.invitations.exists() or meeting.debated.exists()):
        raise NotPossible(
            _(
                "Des personnes sont invitées ou des constats choisis : la séance ne change plus "
                "de site. Préparez-en une autre."
            )
        )
    editing.change(meeting, expected=expected, site=site, step=step, held_on=held_on, **values)
    journal.record("meeting.changed", meeting, by=by)
    return meeting


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: User | None) -> None:
    """Start: from now on what is said in the room can be written down.

    Raises
    ------
    NotPossible
        Unless it is being prepared.
    """
    move(meeting, {State.PREPARED}, State.OPEN)
    journal.record("meeting.opened", meeting, by=by)


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: User | None) -> None:
    """Delete a meeting that is only prepared.

    Raises
    ------
    NotPossible
        Once opened, or once somebody answered, reacted, voted or wrote: all that is kept.
    """
    spoken = (
        meeting.reactions.exists()
        or meeting.invitations.answered().exists()
        or meeting.rounds.exclude(opened_at=None).exists()
        or meeting.groups.exists()
    )
    if meeting.state != State.PREPARED or spoken:
        raise NotPossible(
            _("Rien n’a été supprimé : des personnes ont déjà répondu ou parlé dans cette séance.")
        )
    journal.record("meeting.removed", meeting, by=by)
    meeting.delete()


def move(meeting: Meeting, allowed: set[State], to: State, **values: Any) -> None:
    """Change the state if it is still one of ``allowed``: two gestures at once, one passes.

    Raises
    ------
    NotPossible
        If it is not.
    """
    rows = Meeting.objects.select_for_update().filter(pk=meeting.pk, state__in=allowed)
    if not rows.update(state=to, **values):
        raise NotPossible(
            _("La séance a changé entre-temps : rien n’a été fait. Relisez son état ci-dessous.")
        )
    meeting.refresh_from_db()


def _refuse_before_step(site: Site, step: Step, held_on: date) -> None:
    starts = SiteStep.objects.filter(site=site, step=step).values_list("starts", flat=True).first()
    if starts and held_on < starts:
        raise TooEarly(
            _(
                "À ce site, l’étape %(step)d commence le %(starts)s : la séance ne peut se tenir "
                "avant. Choisissez un autre jour, ou changez les dates de l’étape."
            )
            % {"step": step.number, "starts": day_in_words(starts)}
        )
