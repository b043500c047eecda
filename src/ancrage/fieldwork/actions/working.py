"""What a worker does with an import: check it, write it, and sweep what a killed one left.

A worker holds a lease and renews it at each step. One that is killed goes silent: its import can
then be resumed, by whoever takes the lease.
"""

import json
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q

from ancrage.core import failpoints, journal
from ancrage.core.sweeping import shield_new_files, wait_for_new_files
from ancrage.fieldwork.actions import staging
from ancrage.fieldwork.actions.checking import check
from ancrage.fieldwork.actions.losses import Frame, losses
from ancrage.fieldwork.actions.preparing import prepare
from ancrage.fieldwork.actions.writing import create_interviews
from ancrage.fieldwork.models import ImportBatch
from ancrage.fieldwork.models.batch import SILENCE
from ancrage.formats.archives import open_zip
from ancrage.formats.field_folder import FieldFolder
from ancrage.formats.plain_data import from_plain, to_plain
from ancrage.vault import keys
from ancrage.vault.models import SealedObject

Clock = Callable[[], datetime]
Status = ImportBatch.Status


class Stopped(Exception):
    """The import was given up, or another worker took it over."""


def check_import(*, batch: ImportBatch, clock: Clock) -> None:
    """Read what was staged and keep the loss report. Nothing of it is written.

    Raises
    ------
    Stopped
        If the import was given up meanwhile, or is another worker's.
    """
    with _Lease(batch, Status.CHECKING, clock) as lease:
        archive = staging.read(batch.uuid, staging.FILES)
        checked = check(batch.study, archive, encoding=batch.encoding, tick=lease.renew)
        folder = json.dumps(to_plain(checked.folder), ensure_ascii=False).encode()
        with transaction.atomic():
            shield_new_files()
            lease.release(
                Status.READY if checked.can_be_written else Status.REFUSED,
                report=[loss.as_json() for loss in checked.report],
                mapping=checked.mapping(),
                counts=checked.counts(),
            )
            staging.write(batch.uuid, staging.CHECKED, folder)
            failpoints.reached("import.checked.before-commit")
    failpoints.reached("import.checked.after-commit")


def write_import(*, batch: ImportBatch, clock: Clock) -> None:
    """Write an import that a person confirmed, whole or not at all, then destroy what was staged.

    Raises
    ------
    Stopped
        If the import was given up meanwhile, or is another worker's.
    """
    with _Lease(batch, Status.WRITING, clock) as lease:
        folder = read_checked(batch.uuid)
        report = losses(folder, Frame.of(batch.study, folder))
        if any(loss.blocking for loss in report):  # the study changed since the check
            lease.release(Status.REFUSED, report=[loss.as_json() for loss in report])
            return
        with open_zip(staging.read(batch.uuid, staging.FILES)) as bundle:
            prepared = prepare(batch.study, folder, bundle.read, tick=lease.renew)
        with transaction.atomic():
            lease.release(Status.DONE)
            create_interviews(study=batch.study, prepared=prepared, batch=batch, by=batch.by)
            journal.record("import.written", batch, by=batch.by)
            failpoints.reached("import.written.before-commit")
    failpoints.reached("import.written.after-commit")
    staging.destroy(batch.uuid)


def read_checked(batch: UUID) -> FieldFolder:
    """Return what the check read, without reading the files again."""
    plain = json.loads(staging.read(batch, staging.CHECKED))
    folder: FieldFolder = from_plain(FieldFolder, plain)
    return folder


@transaction.atomic
def sweep_orphans(*, now: datetime) -> dict[str, int]:
    """Remove what killed processes left: silent imports, staged files, keys that open nothing.

    Raises
    ------
    NotTheseKeys
        If the key store is not this database's: nothing is removed.
    """
    wait_for_new_files()
    silent = ImportBatch.objects.silent(now)
    failed = silent.update(status=Status.FAILED, lease=None, version=F("version") + 1)
    staged = set(ImportBatch.objects.staged().values_list("uuid", flat=True))
    checked = ImportBatch.objects.checked().values_list("uuid", flat=True)
    needed = {(uuid, staging.FILES) for uuid in staged}
    needed |= {(uuid, staging.CHECKED) for uuid in checked}
    owners = set(SealedObject.objects.values_list("owner", flat=True).distinct())
    return {
        "imports": failed,
        "files": staging.sweep(needed=needed),
        "keys": keys.sweep(staged | owners),
    }


class _Lease:
    """The right to work on an import, as long as one gives signs of life.

    An error marks the import as failed, to be resumed.
    """

    def __init__(self, batch: ImportBatch, status: str, clock: Clock) -> None:
        self._clock = clock
        token = uuid4()
        now = clock()
        free = Q(lease=None) | Q(alive_at__lt=now - SILENCE)
        rows = ImportBatch.objects.filter(free, pk=batch.pk, status=status)
        if not rows.update(lease=token, alive_at=now, progress=0, total=0):
            raise Stopped
        self._held = ImportBatch.objects.filter(pk=batch.pk, status=status, lease=token)

    def renew(self, done: int, total: int) -> None:
        """Say that the worker is alive and how far it is."""
        if not self._held.update(alive_at=self._clock(), progress=done, total=total):
            raise Stopped

    def release(self, status: str, **values: object) -> None:
        """Leave the import in ``status``."""
        version = F("version") + 1
        if not self._held.update(status=status, lease=None, version=version, **values):
            raise Stopped

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, Stopped):
            self.release(Status.FAILED)
