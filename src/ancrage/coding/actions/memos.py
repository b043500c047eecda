"""Write memos on passages and codes."""

from datetime import datetime

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.coding.models import Code, Memo
from ancrage.core import editing, journal
from ancrage.fieldwork.models import Passage
from ancrage.studies.models import Study


@transaction.atomic
def write_memo(
    *,
    study: Study,
    text: str,
    by: User,
    at: datetime,
    passage: Passage | None = None,
    code: Code | None = None,
) -> Memo:
    """Keep a thought on a passage or on a code, exactly one of the two."""
    memo = Memo.objects.create(study=study, passage=passage, code=code, text=text, author=by, at=at)
    journal.record("memo.written", memo, by=by)
    return memo


@transaction.atomic
def change_memo(*, memo: Memo, expected: int, text: str, by: User) -> Memo:
    """Rewrite a memo.

    Raises
    ------
    StaleEdit
        If it changed meanwhile.
    """
    editing.change(memo, expected=expected, text=text)
    journal.record("memo.changed", memo, by=by)
    return memo


@transaction.atomic
def remove_memo(*, memo: Memo, by: User) -> None:
    """Delete a memo for good."""
    journal.record("memo.removed", memo, by=by)
    memo.delete()
