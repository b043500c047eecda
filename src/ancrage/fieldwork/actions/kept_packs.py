"""What could not be taken is settled by an administrator: made a text, or set aside."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.sweeping import shield_new_files
from ancrage.fieldwork.actions.handing_in import make_text, tagged
from ancrage.fieldwork.models import Document, GuideQuestion, Interview, KeptPack
from ancrage.vault import actions as vault


class AlreadySettled(Exception):
    """Somebody settled it meanwhile."""


class NoReason(Exception):
    """Nothing is set aside without saying why."""


@transaction.atomic
def take_in_pack(
    *, pack: KeptPack, interview: Interview, by: User, now: datetime, today: date
) -> Document:
    """Make what was kept a text of an interview, beside the notes already there.

    Raises
    ------
    AlreadySettled
        If somebody settled it meanwhile.
    NobodyAgreed
        If everybody met is known and nobody agreed to be transcribed.
    """
    shield_new_files()
    pack = _open(pack)
    author = pack.sent_by.name if pack.sent_by else ""
    said = list(_pieces(json.loads(vault.unseal_unseen(uuid=pack.sealed))))
    pack.document = make_text(interview, said, author=author, today=today)
    pack.interview, pack.outcome = interview, KeptPack.Outcome.TAKEN
    _settle(pack, by, now)
    journal.record("pack.taken_in", pack, by=by)
    return pack.document


@transaction.atomic
def discard_pack(*, pack: KeptPack, reason: str, by: User, now: datetime) -> None:
    """Set aside what was kept; it stays sealed, with the reason.

    Raises
    ------
    AlreadySettled
        If somebody settled it meanwhile.
    NoReason
        If no reason is given.
    """
    if not reason.strip():
        raise NoReason(_("Dites pourquoi vous écartez cet envoi."))
    pack = _open(pack)
    pack.outcome, pack.outcome_reason = KeptPack.Outcome.DISCARDED, reason.strip()
    _settle(pack, by, now)
    journal.record("pack.discarded", pack, by=by)


def _open(pack: KeptPack) -> KeptPack:
    locked: KeptPack = KeptPack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    if locked.settled_at is not None:
        raise AlreadySettled(_("Cet envoi a déjà été traité."))
    return locked


def _settle(pack: KeptPack, by: User, now: datetime) -> None:
    pack.settled_at, pack.settled_by = now, by
    pack.save()


@translation.override("fr")  # a text of the study, whoever takes it in
def _pieces(kept: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what stands, under the questions that still exist."""
    replaced = {each["replaces"] for each in kept}
    standing = [e for e in kept if e["uuid"] not in replaced and not e["struck"] and e["words"]]
    asked = {each["question"] for each in standing if each["question"]}
    rows = GuideQuestion.objects.filter(uuid__in=asked)
    questions = {str(question.uuid): question for question in rows}
    order = {uuid: place for place, uuid in enumerate(questions)}
    heading = None
    for each in sorted(standing, key=lambda e: order.get(e["question"], len(order))):
        question = questions.get(each["question"])
        title = question.text if question else _("Hors du guide")
        if title != heading:
            heading = title
            yield title
        yield tagged(each["words"], each["tags"])
