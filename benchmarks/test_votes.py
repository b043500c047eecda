"""How many votes a second are taken, each committed for good before it is acknowledged."""

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from tests import factories
from tests.deliberation.votes import ballot_page, opened

VOTES, THREADS, CHOICES = 1000, 4, 8


@pytest.fixture
def round(transactional_db):
    study = factories.StudyFactory()
    labels = [f"Choix {number}" for number in range(1, CHOICES + 1)]
    return opened(factories.SiteFactory(study=study), codes=VOTES, labels=labels)


def durable():
    """Have this thread's connection write as an installation does, not as the tests do."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def test_votes_per_second(round):
    local = threading.local()

    def vote(address):
        if not hasattr(local, "phone"):
            durable()
            local.phone = Client()
        marks = {f"choix-{number}": str(number % 3) for number in range(1, CHOICES + 1)}
        begun = time.perf_counter()
        status = local.phone.post(address, marks).status_code
        return status, time.perf_counter() - begun

    addresses = [ballot_page(round, number) for number in range(1, VOTES + 1)]
    with ThreadPoolExecutor(THREADS) as phones:
        begun = time.perf_counter()
        answers = list(phones.map(vote, addresses))
        spent = time.perf_counter() - begun
        list(phones.map(lambda _: connection.close(), range(THREADS)))
    assert {status for status, _time in answers} == {200}
    assert round.ballots.count() == VOTES
    slow = statistics.quantiles([each for _status, each in answers], n=20)[-1]
    print(
        f"\n{connection.vendor}: {VOTES / spent:.0f} votes/s on {THREADS} threads, "
        f"p95 {slow * 1000:.0f} ms"
    )
