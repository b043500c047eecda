"""Put codes on passages, take them off, put them back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.coding.models import Code, Coding
from ancrage.core import journal
from ancrage.fieldwork.models import Passage


@transaction.atomic
def apply_codes(*, passage: Passage, codes: Iterable[Code], by: User, at: datetime) -> list[Coding]:
    """Put ``codes`` on ``passage``; a code that the person already put there stays as it is."""
    codings = []
    for code in codes:
        coding, is_new = Coding.objects.get_or_create(
            passage=passage, code=code, author=by, removed_at=None, defaults={"at": at}
        )
        if is_new:
            journal.record("coding.applied", coding, by=by)
        codings.append(coding)
    return codings


@transaction.atomic
def remove_coding(*, coding: Coding, by: User, at: datetime) -> None:
    """Take a code off a passage; it is kept, so that this can be undone."""
    removed = Coding.objects.filter(pk=coding.pk).standing().update(removed_at=at, removed_by=by)
    if removed:
        journal.record("coding.removed", coding, by=by)


@transaction.atomic
def restore_coding(*, coding: Coding, by: User) -> Coding:
    """Put back a code that was taken off, unless its author has put it there again since."""
    again: Coding | None = (
        Coding.objects.standing()
        .filter(passage=coding.passage_id, code=coding.code_id, author=coding.author_id)
        .first()
    )
    if again is not None:
        return again
    Coding.objects.filter(pk=coding.pk).update(removed_at=None, removed_by=None)
    coding.refresh_from_db()
    journal.record("coding.restored", coding, by=by)
    return coding
