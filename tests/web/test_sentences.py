"""Each fault of a study folder says where it is and what to do."""

import re
from pathlib import Path

import pytest

from ancrage.formats.study_folder import Fault
from ancrage.web.sentences import WORDS, sentence

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ancrage"
RAISED = re.compile(r"""(?:Unfit|_Unfit|fault|missing)\(\s*"([a-z_]+)\"""")


def test_sentence_gives_the_place_then_what_to_do():
    said = sentence(Fault("bad_date", "calendrier.csv", 3, "debut"))
    assert said.startswith("calendrier.csv, ligne 3 (colonne debut)")
    assert said.endswith("Corrigez-la.")


EXCHANGES = sorted([*SOURCE.glob("*/exchange.py"), *SOURCE.glob("*/exchange/*.py")])


@pytest.mark.parametrize("path", EXCHANGES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_fault_that_a_room_finds_has_its_words(path):
    kinds = set(RAISED.findall(path.read_text(encoding="utf-8")))
    assert {kind for kind in kinds if not kind.startswith("unknown_")} <= set(WORDS)
