"""An import from the drop to the end: staged, checked, confirmed, given up, resumed, undone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from ancrage.fieldwork import actions
from ancrage.fieldwork.actions import staging
from ancrage.fieldwork.models import (
    Document,
    ImportBatch,
    Interview,
    Paragraph,
    TextVersion,
)
from ancrage.vault.actions import unseal_unseen
from ancrage.vault.models import SealedObject
from tests import factories
from tests.fieldwork.conftest import kinds

Status = ImportBatch.Status


def test_what_was_staged_is_destroyed_once_written(brought, bring, settings):
    batch = bring(brought)
    assert list((settings.ANCRAGE_DATA / "staging").iterdir()) == []
    assert not (Path(settings.ANCRAGE_KEYS) / "data" / str(batch.uuid)).exists()


def test_staged_files_are_sealed(brought, settings):
    batch = actions.start_import(study=brought.study, files=brought.dropped(), by=None)
    [path] = (settings.ANCRAGE_DATA / "staging").iterdir()
    assert b"Okafor" not in path.read_bytes()
    assert b"Okafor" in staging.read(batch.uuid, staging.FILES)


def test_nothing_is_written_before_confirmation(brought):
    batch = actions.start_import(study=brought.study, files=brought.dropped(), by=None)
    actions.check_import(batch=batch, clock=timezone.now)
    batch.refresh_from_db()
    assert batch.status == Status.READY
    assert batch.report == [] or not kinds(batch)
    assert not Interview.objects.exists()
    assert not SealedObject.objects.exists()


def test_a_study_that_changed_since_the_check_refuses(brought):
    batches = [
        actions.start_import(study=brought.study, files=brought.dropped(), by=None)
        for _ in range(2)
    ]
    for batch in batches:
        actions.check_import(batch=batch, clock=timezone.now)
        actions.confirm_import(batch=batch, by=None, now=timezone.now())
        batch.refresh_from_db()
    for batch in batches:
        actions.write_import(batch=batch, clock=timezone.now)
        batch.refresh_from_db()
    assert [batch.status for batch in batches] == [Status.DONE, Status.REFUSED]
    assert Interview.objects.count() == 3


def test_a_given_up_import_leaves_nothing(brought, settings, django_capture_on_commit_callbacks):
    batch = actions.start_import(study=brought.study, files=brought.dropped(), by=None)
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_import(batch=batch, by=None)
    assert list((settings.ANCRAGE_DATA / "staging").iterdir()) == []
    with pytest.raises(actions.NotPossible):
        actions.cancel_import(batch=batch, by=None)
    with pytest.raises(actions.Stopped):
        actions.check_import(batch=batch, clock=timezone.now)


def test_an_import_given_up_while_it_is_written_writes_nothing(brought, transactional_db):
    batch = actions.start_import(study=brought.study, files=brought.dropped(), by=None)
    actions.check_import(batch=batch, clock=timezone.now)
    actions.confirm_import(batch=batch, by=None, now=timezone.now())
    batch.refresh_from_db()
    ticks = iter(range(100))

    def clock():
        if next(ticks) == 2:
            actions.cancel_import(batch=ImportBatch.objects.get(pk=batch.pk), by=None)
        return timezone.now()

    with pytest.raises(actions.Stopped):
        actions.write_import(batch=batch, clock=clock)
    assert not Interview.objects.exists()
    batch.refresh_from_db()
    assert batch.status == Status.CANCELLED


def test_confirming_twice_is_refused(brought):
    batch = actions.start_import(study=brought.study, files=brought.dropped(), by=None)
    with pytest.raises(actions.NotPossible):
        actions.confirm_import(batch=batch, by=None, now=timezone.now())


def test_nothing_dropped_is_refused(study):
    with pytest.raises(actions.NothingDropped):
        actions.start_import(study=study, files=[], by=None)


def test_undoing_takes_everything_back_and_destroys_the_keys(brought, bring, settings):
    step = brought.study.steps.get()
    before = factories.InterviewFactory(study=brought.study, step=step)
    batch = bring(brought)
    actions.undo_import(batch=batch, by=None)
    assert list(Interview.objects.all()) == [before]
    assert not SealedObject.objects.exists()
    assert not Paragraph.objects.exists()
    assert list((Path(settings.ANCRAGE_KEYS) / "data").iterdir()) == []
    batch.refresh_from_db()
    assert batch.status == Status.CANCELLED
    assert bring(brought).status == Status.DONE


def test_undoing_is_refused_while_passages_stand(brought, bring):
    batch = bring(brought)
    version = TextVersion.objects.first()
    actions.passage_at(version=version, start=0, end=10)
    with pytest.raises(actions.StillAnchored):
        actions.undo_import(batch=batch, by=None)
    assert Interview.objects.count() == 3


def test_a_silent_import_can_be_resumed(brought):
    now = timezone.now()
    batch = actions.start_import(study=brought.study, files=brought.dropped(), by=None)
    with pytest.raises(actions.NotPossible):
        actions.resume_import(batch=batch, by=None, now=now)
    ImportBatch.objects.filter(pk=batch.pk).update(
        lease=batch.uuid, alive_at=now - timedelta(minutes=5)
    )
    batch.refresh_from_db()
    assert batch.is_interrupted(now)
    assert actions.sweep_orphans(now=now) == {"imports": 1, "files": 0, "keys": 0}
    batch.refresh_from_db()
    assert batch.status == Status.FAILED
    actions.resume_import(batch=batch, by=None, now=now)
    batch.refresh_from_db()
    actions.check_import(batch=batch, clock=timezone.now)
    batch.refresh_from_db()
    assert batch.status == Status.READY


def test_an_import_that_fails_says_so_and_keeps_what_was_staged(brought, settings, monkeypatch):
    batch = actions.start_import(study=brought.study, files=brought.dropped(), by=None)

    def broken(*args, **kwargs):
        raise RuntimeError("Okafor")

    monkeypatch.setattr("ancrage.fieldwork.actions.working.check", broken)
    with pytest.raises(RuntimeError):
        actions.check_import(batch=batch, clock=timezone.now)
    batch.refresh_from_db()
    assert batch.status == Status.FAILED
    assert staging.read(batch.uuid, staging.FILES)


def test_sweeping_spares_what_lives(brought, bring, settings):
    bring(brought)
    actions.start_import(study=brought.study, files=brought.dropped(), by=None)
    (settings.ANCRAGE_DATA / "staging" / ".draft.1").write_bytes(b"x")
    assert actions.sweep_orphans(now=timezone.now()) == {"imports": 0, "files": 1, "keys": 0}
    assert unseal_unseen(uuid=Document.objects.first().original)
