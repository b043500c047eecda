"""The journal: append-only, hash-chained, opaque identifiers only, never a text or a name."""

import hashlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from ancrage.core import clock
from ancrage.core.belonging import study_of
from ancrage.core.models import JournalCheck, JournalEntry, JournalHead, Traceable

current_command: ContextVar[UUID | None] = ContextVar("current_command", default=None)


class BrokenChain(Exception):
    """The journal was altered at ``number``."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"The journal is broken at entry {number}.")


def record(
    verb: str, target: Traceable, *, by: Traceable | None, study: UUID | None = None
) -> JournalEntry:
    """Append an act to the journal; call it last in the transaction that does it.

    ``by`` is the account that acts; ``None`` is the system itself. ``study`` is the one whose
    administrators read the entry: that of ``target``, unless ``target`` belongs to none.
    """
    study = study or study_of(target)
    return append(verb, target._meta.label_lower, target.uuid, by=by, study=study)


def append(
    verb: str, kind: str, target: UUID, *, by: Traceable | None, study: UUID | None = None
) -> JournalEntry:
    """Append an act on an object that may no longer exist."""
    with transaction.atomic():
        head, _ = JournalHead.objects.select_for_update().get_or_create(pk=1)
        entry = JournalEntry(
            number=head.number + 1,
            at=clock.now(),
            actor=by.uuid if by else None,
            verb=verb,
            kind=kind,
            target=target,
            command=current_command.get(),
            study=study,
        )
        entry.digest = _digest(head.digest, entry)
        entry.save(force_insert=True)
        JournalHead.objects.filter(pk=1).update(number=entry.number, digest=entry.digest)
    return entry


def verify() -> int:
    """Walk the whole chain and return its length.

    Raises
    ------
    BrokenChain
        At the first entry whose digest does not follow from the one before, at the first
        missing number, or after the last entry if the head says that more were written.
    """
    previous, number = "", 0
    for number, entry in enumerate(_entries(), start=1):
        if entry.number != number or entry.digest != _digest(previous, entry):
            raise BrokenChain(number)
        previous = entry.digest
    head = JournalHead.objects.filter(pk=1).first()
    if (head.number, head.digest) != (number, previous) if head else number:
        raise BrokenChain(number + 1)
    return number


def check() -> JournalCheck:
    """Walk the whole chain and keep what was found."""
    try:
        length, broken_at = verify(), None
    except BrokenChain as error:
        length, broken_at = error.number - 1, error.number
    return JournalCheck.objects.create(at=clock.now(), length=length, broken_at=broken_at)


def last_check() -> JournalCheck | None:
    """Return what the last walk found."""
    return JournalCheck.objects.first()


def _entries() -> Iterator[JournalEntry]:
    return JournalEntry.objects.order_by("number").iterator(chunk_size=2000)


def _digest(previous: str, entry: JournalEntry) -> str:
    parts = [
        previous,
        str(entry.number),
        _utc(entry.at),
        str(entry.actor or ""),
        entry.verb,
        entry.kind,
        str(entry.target),
        str(entry.command or ""),
        # Entries older than this column were chained without it.
        *([str(entry.study)] if entry.study else []),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
