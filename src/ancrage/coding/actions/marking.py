"""Mark words of a text, if whoever says them agreed to be coded."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ancrage.accounts.models import User
from ancrage.coding.actions.codings import apply_codes
from ancrage.coding.actions.memos import write_memo
from ancrage.coding.models import Code, Coding, Memo
from ancrage.fieldwork.actions import assert_codable, passage_at, words_at
from ancrage.fieldwork.models import Passage, TextVersion


@transaction.atomic
def passage_of_words(
    *, version: TextVersion, start: int, end: int, by: User | None, now: datetime
) -> Passage:
    """Return the passage of these words.

    Raises
    ------
    NotCodable
        If somebody who says them did not agree to be coded.
    NothingSelected
        If they are blank or outside the text.
    """
    assert_codable(version, start, end, day=timezone.localdate(now))
    return passage_at(version=version, start=start, end=end, by=by)


def words_to_cite(*, version: TextVersion, start: int, end: int, now: datetime) -> Passage:
    """Return the passage of these words without keeping it, if nobody marked it yet.

    Raises
    ------
    NotCodable
        If somebody who says them did not agree to be coded.
    NothingSelected
        If they are blank or outside the text.
    """
    assert_codable(version, start, end, day=timezone.localdate(now))
    return words_at(version=version, start=start, end=end)


@transaction.atomic
def mark(
    *,
    version: TextVersion,
    start: int,
    end: int,
    codes: Iterable[Code],
    by: User,
    now: datetime,
) -> list[Coding]:
    """Put ``codes`` on words."""
    passage = passage_of_words(version=version, start=start, end=end, by=by, now=now)
    return apply_codes(passage=passage, codes=codes, by=by, at=now)


@transaction.atomic
def write_memo_on_words(
    *, version: TextVersion, start: int, end: int, text: str, by: User, now: datetime
) -> Memo:
    """Keep a thought on words."""
    passage = passage_of_words(version=version, start=start, end=end, by=by, now=now)
    study = version.document.interview.study
    return write_memo(study=study, passage=passage, text=text, by=by, at=now)
