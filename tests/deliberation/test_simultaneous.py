"""Many people vote at once: none is lost, none counts twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from ancrage.deliberation.models import Ballot
from tests import factories
from tests.deliberation.votes import ballot_page, opened

VOTES = 200


def cast_from_a_phone(sent):
    address, mark = sent
    try:
        return Client().post(address, {"choix-1": mark}).status_code
    finally:
        connection.close()


@pytest.fixture
def round(transactional_db):
    study = factories.StudyFactory()
    return opened(factories.SiteFactory(study=study), codes=VOTES)


def test_votes_sent_at_once_are_all_kept(round):
    sent = [(ballot_page(round, number), str(number % 3)) for number in range(1, VOTES + 1)]
    with ThreadPoolExecutor(16) as phones:
        answers = list(phones.map(cast_from_a_phone, sent))
    assert answers == [200] * VOTES
    assert Ballot.objects.filter(round=round).count() == VOTES
    assert not round.codes.unused().exists()
    marks = [ballot.choices["1"] for ballot in round.ballots.all()]
    assert sorted(marks) == sorted(number % 3 for number in range(1, VOTES + 1))


def test_same_code_sent_at_once_counts_once(round):
    sent = [(ballot_page(round), "2")] * 16
    with ThreadPoolExecutor(16) as phones:
        answers = list(phones.map(cast_from_a_phone, sent))
    assert sorted(answers) == [200] + [409] * 15
    assert Ballot.objects.filter(round=round).count() == 1
