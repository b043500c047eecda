"""Who a speaker's label stands for: someone met, someone asking, or nobody known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ancrage.formats.characters import fold
from ancrage.formats.documents.vocabulary import ANSWERERS, INTERVIEWERS
from ancrage.formats.field_folder.names import name_words
from ancrage.formats.field_folder.rows import FieldPerson

Part = Literal["participant", "interviewer", "unknown"]


@dataclass(frozen=True)
class Voice:
    """A label of a text and who it stands for.

    ``rows`` are those of the people whose label it is: several when a table gives several people
    one label, so that what one of them refuses is refused for that voice.
    """

    label: str
    part: Part
    rows: tuple[int, ...] = ()


def identify(label: str, people: Iterable[FieldPerson], interviewers: Iterable[str]) -> Voice:
    """Return who ``label`` stands for.

    First the people whose ``locuteur`` it is; then who conducts the interview, by name, initials or
    a usual label (« ENQUÊTRICE », « Q »); then the only person whose name it may shorten
    (« Mme Durand », « Marie D. », « MD »); then, where one person answers, « R » or « Réponse ».
    """
    people = tuple(people)
    called = tuple(each.row for each in people if each.label and fold(each.label) == fold(label))
    if called:
        return Voice(label, "participant", called)
    asks = fold(label).rstrip(" 0123456789") in INTERVIEWERS
    if asks or any(_shortens(label, name) for name in interviewers):
        return Voice(label, "interviewer")
    named = tuple(each.row for each in people if _shortens(label, each.name))
    if len(named) != 1 and len(people) == 1 and fold(label) in ANSWERERS:
        named = (people[0].row,)
    return Voice(label, "participant", named) if len(named) == 1 else Voice(label, "unknown")


def known_labels(people: Iterable[FieldPerson], interviewers: Iterable[str]) -> frozenset[str]:
    """Return the labels that a text of the interview may use, as far as the tables tell."""
    said = {each.label for each in people} | {each.name for each in people} | set(interviewers)
    return frozenset(said - {""})


def _shortens(label: str, name: str) -> bool:
    """Say whether ``label`` is ``name`` with words left out or cut to their initials."""
    words, whole = name_words(label), name_words(name)
    if not words or not whole:
        return False
    initials = "".join(word[0] for word in whole)
    if label.isupper() and "".join(words) == initials and len(initials) > 1:
        return True
    in_full = any(word in whole and len(word) > 1 for word in words)
    return in_full and all(
        word in whole or (len(word) == 1 and any(each.startswith(word) for each in whole))
        for word in words
    )
