"""What a site asks to correct in an edition it was sent, and what it is answered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.editing import change
from ancrage.fieldwork.actions import names_taken_out
from ancrage.reports.models import Correction, Publication


class NotSentToSite(Exception):
    """An edition that no site was sent has nobody to correct it."""


class NothingAsked(Exception):
    """A correction doesn't say what to correct."""


class AlreadyAnswered(Exception):
    """What was answered stays as it was asked."""


class NotAnswered(Exception):
    """An answer lacks its outcome or its words."""


@transaction.atomic
def ask_correction(
    *,
    publication: Publication,
    words: str,
    about: str = "",
    section: str = "",
    by: User | None,
    now: datetime,
) -> Correction:
    """Ask for a correction, for the site that was sent an edition.

    Raises
    ------
    NotSentToSite
        If the edition is not an état des lieux given to a site.
    NothingAsked
        If it doesn't say what to correct.
    """
    site = _site_sent(publication)
    correction: Correction = Correction.objects.create(
        publication=publication,
        section=section,
        asked_by=by,
        asked_at=now,
        **_cleaned(site, about=about, words=words),
    )
    journal.record("correction.asked", correction, by=by)
    return correction


@transaction.atomic
def change_correction(
    *,
    correction: Correction,
    expected: int,
    words: str,
    about: str,
    section: str,
    by: User | None,
) -> Correction:
    """Reword a correction that nobody answered yet.

    Raises
    ------
    AlreadyAnswered
        If it was answered.
    NothingAsked
        If it doesn't say what to correct.
    StaleEdit
        If it changed, or was answered, since version ``expected``.
    """
    if correction.is_answered:
        raise _already_answered()
    values = _cleaned(_site_sent(correction.publication), about=about, words=words)
    correction = change(correction, expected=expected, section=section, **values)
    journal.record("correction.changed", correction, by=by)
    return correction


@transaction.atomic
def withdraw_correction(*, correction: Correction, by: User | None) -> None:
    """Withdraw a correction that nobody answered yet.

    Raises
    ------
    AlreadyAnswered
        If it was answered, be it a moment ago.
    """
    journal.record("correction.withdrawn", correction, by=by)
    deleted, _by_model = Correction.objects.pending().filter(pk=correction.pk).delete()
    if not deleted:
        raise _already_answered()


@transaction.atomic
def answer_correction(
    *,
    correction: Correction,
    expected: int,
    outcome: str,
    answer: str,
    by: User | None,
    now: datetime,
) -> Correction:
    """Say what was made of a correction, and why; an answer can be put right later.

    Raises
    ------
    NotAnswered
        If the outcome or the words are missing.
    StaleEdit
        If the site reworded it, or somebody answered, since version ``expected``.
    """
    if outcome not in Correction.ANSWERS:
        raise NotAnswered(_("Dites si la correction est reprise, en partie ou non."))
    if not answer.strip():
        raise NotAnswered(_("Répondez au site en quelques mots : ils seront gardés."))
    words = names_taken_out(_site_sent(correction.publication))(answer)
    correction = change(correction, expected=expected, outcome=outcome, answer=words)
    correction.answered_by, correction.answered_at = by, now
    correction.save(update_fields=["answered_by", "answered_at"])
    journal.record("correction.answered", correction, by=by)
    return correction


def _cleaned(site: int, *, about: str, words: str) -> dict[str, str]:
    """Take the names of the people met out of what the site writes."""
    if not words.strip():
        raise NothingAsked(_("Dites ce qu’il faudrait corriger."))
    clean = names_taken_out(site)
    return {"about": clean(about), "words": clean(words)}


def _site_sent(publication: Publication) -> int:
    """Return the site that was sent an edition."""
    site: int | None = publication.report.site_id
    if site is None or not publication.takes_corrections:
        raise NotSentToSite(
            _("Une correction se demande sur un état des lieux publié pour son site.")
        )
    return site


def _already_answered() -> AlreadyAnswered:
    return AlreadyAnswered(
        _("Cette correction a reçu une réponse : elle reste telle que vous l’avez demandée.")
    )
