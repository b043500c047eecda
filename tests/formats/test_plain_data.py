"""What a folder from the field holds goes through JSON and comes back the same."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pytest

from ancrage.formats.plain_data import from_plain, to_plain


@dataclass(frozen=True)
class Sample:
    day: date
    nature: Literal["note", "transcription"]
    place: tuple[str, int]
    rows: tuple[int, ...] = ()


SAMPLE = Sample(date(2016, 3, 21), "note", ("A", 1), (2, 3))


def test_data_comes_back_through_json():
    assert from_plain(Sample, json.loads(json.dumps(to_plain(SAMPLE)))) == SAMPLE


@pytest.mark.parametrize(
    "change",
    [{"day": "2016-02-31"}, {"nature": "roman"}, {"place": ["A"]}, {"rows": ["2"]}],
    ids=lambda change: next(iter(change)),
)
def test_data_of_another_type_is_refused(change):
    with pytest.raises((TypeError, ValueError)):
        from_plain(Sample, to_plain(SAMPLE) | change)
