"""What a person does with an import: start, confirm, resume, read otherwise, give up, undo."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import failpoints, journal, search
from ancrage.core.sweeping import shield_new_files
from ancrage.fieldwork.actions import staging
from ancrage.fieldwork.actions.checking import Checked
from ancrage.fieldwork.models import (
    ImportBatch,
    Interview,
    Interviewer,
    Paragraph,
    Passage,
    TextVersion,
)
from ancrage.studies.models import Study
from ancrage.vault import keys
from ancrage.vault.models import SealedObject

Status = ImportBatch.Status


class NothingDropped(Exception):
    """There is no file to import."""


class NotPossible(Exception):
    """The import is no longer where the person saw it."""


class StillAnchored(Exception):
    """Passages stand on the texts of the import: undoing it would lose them."""


@transaction.atomic
def start_import(
    *, study: Study, files: Iterable[tuple[str, bytes]], by: User | None, encoding: str = ""
) -> ImportBatch:
    """Stage the files dropped, sealed, and open an import to be checked.

    Raises
    ------
    NothingDropped
        If there is no file.
    """
    dropped = list(files)
    if not dropped:
        raise NothingDropped(
            _("Déposez une archive zip, un dossier ou des fichiers : rien n’a été reçu.")
        )
    shield_new_files()
    batch = ImportBatch.objects.create(study=study, by=by, encoding=encoding)
    staging.write(batch.uuid, staging.FILES, staging.pack(dropped))
    journal.record("import.started", batch, by=by)
    failpoints.reached("import.started.before-commit")
    return batch


@transaction.atomic
def record_import(*, study: Study, checked: Checked, by: User | None) -> ImportBatch:
    """Keep the trace of an import that needs no staging: the field of a whole study."""
    batch = ImportBatch.objects.create(
        study=study,
        by=by,
        status=Status.DONE,
        report=[loss.as_json() for loss in checked.report],
        mapping=checked.mapping(),
        counts=checked.counts(),
    )
    journal.record("import.written", batch, by=by)
    return batch


@transaction.atomic
def confirm_import(*, batch: ImportBatch, by: User | None, now: datetime) -> None:
    """Agree to write what the check found.

    Raises
    ------
    NotPossible
        If the import is not ready, or no longer.
    """
    _move(batch, {Status.READY}, Status.WRITING, confirmed_at=now, progress=0)
    journal.record("import.confirmed", batch, by=by)


@transaction.atomic
def recheck_import(*, batch: ImportBatch, encoding: str, by: User | None) -> None:
    """Check again the same files, reading texts that are not in UTF-8 as ``encoding``."""
    waiting = {Status.READY, Status.REFUSED, Status.FAILED}
    _move(batch, waiting, Status.CHECKING, encoding=encoding, confirmed_at=None, progress=0)
    journal.record("import.rechecked", batch, by=by)


@transaction.atomic
def resume_import(*, batch: ImportBatch, by: User | None, now: datetime) -> None:
    """Take up again an import whose worker failed or went silent, where it was.

    Raises
    ------
    NotPossible
        If it is not interrupted.
    """
    if not batch.is_interrupted(now):
        raise NotPossible(_("Cet import n’est pas interrompu."))
    to = Status.WRITING if batch.confirmed_at else Status.CHECKING
    _move(batch, {batch.status}, to, lease=None, alive_at=None, progress=0)
    journal.record("import.resumed", batch, by=by)


@transaction.atomic
def cancel_import(*, batch: ImportBatch, by: User | None) -> None:
    """Give up an import before anything is written; what was staged is destroyed.

    Raises
    ------
    NotPossible
        If it is already written or given up.
    """
    _move(batch, ImportBatch.CANCELLABLE, Status.CANCELLED, lease=None)
    journal.record("import.cancelled", batch, by=by)
    transaction.on_commit(lambda: staging.destroy(batch.uuid))


@transaction.atomic
def undo_import(*, batch: ImportBatch, by: User | None) -> None:
    """Take back everything that an import wrote, while nothing stands on it.

    The keys of its interviews are destroyed: what was sealed is unreadable for ever.

    Raises
    ------
    StillAnchored
        If passages were marked in its texts.
    NotPossible
        If it is not written.
    """
    passages = Passage.objects.filter(text_version__document__interview__batch=batch)
    if count := passages.count():
        raise StillAnchored(
            _(
                "%(count)s verbatims ont été marqués dans les textes de cet import : l’annuler "
                "les perdrait. Retirez-les d’abord."
            )
            % {"count": count}
        )
    _move(batch, {Status.DONE}, Status.CANCELLED)
    interviews = list(batch.interviews.all())
    _delete(interviews)
    journal.record("import.undone", batch, by=by)
    failpoints.reached("import.undone.before-commit")
    owners = [interview.uuid for interview in interviews]
    transaction.on_commit(lambda: _forget(owners))


def _delete(interviews: list[Interview]) -> None:
    """Delete interviews with their versions, the latest first: each protects its parent."""
    versions = TextVersion.objects.filter(document__interview__in=interviews)
    while versions.filter(children=None).exists():
        versions.filter(pk__in=versions.filter(children=None).values("pk")).delete()
    SealedObject.objects.filter(owner__in=[interview.uuid for interview in interviews]).delete()
    studies = {interview.study_id for interview in interviews}
    Interview.objects.filter(pk__in=[interview.pk for interview in interviews]).delete()
    Interviewer.objects.filter(study__in=studies, interviews=None, user=None).delete()


def _forget(owners: Iterable[UUID]) -> None:
    """Once the rows are gone for good: destroy the keys, and the words kept by the index."""
    failpoints.reached("import.undone.after-commit")
    for owner in owners:
        keys.destroy(owner)
    search.purge(Paragraph)


def _move(batch: ImportBatch, allowed: Iterable[str], to: str, **values: object) -> None:
    """Change the status if it is still one of ``allowed``: two gestures at once, one passes."""
    rows = ImportBatch.objects.filter(pk=batch.pk, status__in=allowed)
    if not rows.update(status=to, version=F("version") + 1, **values):
        raise NotPossible(_("Cet import a avancé entre-temps : rien n’a été changé."))
    batch.refresh_from_db()
