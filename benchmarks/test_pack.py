"""How long the pack of a restitution takes: slides, summary and cards."""

import time

import pytest
from tests import factories

from ancrage.deliberation.reading import cards_of
from ancrage.reports import pack
from ancrage.reports.render import pack as rendering

FINDINGS, COPIES = 20, 30


@pytest.fixture
def meeting(cast):
    step = factories.StepFactory(study=cast.study, number=3)
    meeting = factories.MeetingFactory(study=cast.study, site=cast.site, step=step)
    for number in range(1, FINDINGS + 1):
        finding = factories.FindingFactory(study=cast.study, site=cast.site, number=number)
        factories.DebatedFindingFactory(meeting=meeting, finding=finding)
    return meeting


def test_the_pack_of_twenty_findings(cast, meeting):
    begun = time.perf_counter()
    data = pack.compose(meeting, cast.national, language="fr")
    kept = rendering.archive(data)
    print(
        f"\nslides twice, summary and zip: {time.perf_counter() - begun:.2f} s, {len(kept)} bytes"
    )
    begun = time.perf_counter()
    debated = pack.standing_findings(meeting, cast.national)
    cards = cards_of(meeting, debated, range(1, COPIES + 1))
    printed = rendering.cards({**data, "cards": pack.card_data(cards)})
    print(f"{len(cards)} cards: {time.perf_counter() - begun:.2f} s, {len(printed)} bytes")
    assert len(cards) == (FINDINGS + 1) * COPIES
