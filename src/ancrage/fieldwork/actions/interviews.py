"""Change what is known of an interview, who led it, and what people agreed to."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.fieldwork.models import Consent, Interview, Interviewer, Participant


@transaction.atomic
def change_interview(*, interview: Interview, expected: int, by: User, **values: Any) -> Interview:
    """Change the facts of an interview: date, type, place, duration, theme.

    Raises
    ------
    StaleEdit
        If somebody changed it since the form was opened.
    """
    editing.change(interview, expected=expected, **values)
    journal.record("interview.changed", interview, by=by)
    return interview


@transaction.atomic
def link_interviewer(*, interviewer: Interviewer, user: User | None, by: User) -> None:
    """Say which account an interviewer is: a volunteer then reads the interviews they led."""
    interviewer.user = user
    interviewer.save(update_fields=["user"])
    journal.record("interviewer.linked", interviewer, by=by)


@transaction.atomic
def record_consents(
    *,
    participant: Participant,
    purposes: Iterable[str],
    mode: str,
    form_version: str,
    given_on: date,
    by: User,
    expires_on: date | None = None,
) -> None:
    """Record what a person agreed to, and how; what a table declared is completed.

    A purpose that is not among ``purposes`` is left as it is.
    """
    known = {consent.purpose: consent for consent in participant.consents.in_force(given_on)}
    for purpose in purposes:
        consent = known.get(purpose) or Consent(participant=participant, purpose=purpose)
        consent.mode = mode
        consent.form_version = form_version
        consent.given_on = given_on
        consent.expires_on = expires_on
        consent.save()
        journal.record("consent.recorded", consent, by=by)


@transaction.atomic
def complete_consents(
    *,
    interview: Interview,
    mode: str,
    form_version: str,
    given_on: date,
    by: User,
    expires_on: date | None = None,
) -> int:
    """Complete at once what a table declared for everybody met in an interview; return how many."""
    declared = Consent.objects.filter(
        participant__interview=interview, mode=Consent.Mode.TABLE, withdrawn_at=None
    )
    consents = list(declared)
    declared.update(mode=mode, form_version=form_version, given_on=given_on, expires_on=expires_on)
    for consent in consents:
        journal.record("consent.recorded", consent, by=by)
    return len(consents)
