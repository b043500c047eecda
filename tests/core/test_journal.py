"""The journal grows, says nothing, and shows when it was altered."""

import pytest
from django.db import connection

from ancrage.core import journal
from ancrage.core.models import JournalEntry


def test_journal_is_verified_whole(cast):
    before = journal.verify()
    for _ in range(3):
        journal.record("study.read", cast.study, by=cast.admin)
    assert journal.verify() == before + 3


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE core_journalentry SET verb = 'autre' WHERE number = 2",
        "DELETE FROM core_journalentry WHERE number = 2",
        "DELETE FROM core_journalentry WHERE number = 3",
    ],
)
def test_altered_journal_is_broken(cast, tampering):
    for _ in range(3):
        journal.record("study.read", cast.study, by=None)
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    with pytest.raises(journal.BrokenChain):
        journal.verify()


def test_journal_refuses_change_through_the_models(cast):
    journal.record("study.read", cast.study, by=None)
    with pytest.raises(TypeError):
        JournalEntry.objects.all().delete()
    with pytest.raises(TypeError):
        JournalEntry.objects.update(verb="autre")
