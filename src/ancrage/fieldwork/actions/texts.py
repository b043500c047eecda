"""Read and correct work versions. A correction is a new version; passages follow their words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.fieldwork.actions.passages import trimmed
from ancrage.fieldwork.actions.work_texts import WorkTurn, paragraphs_of
from ancrage.fieldwork.models import Paragraph, Passage, TextVersion, Turn
from ancrage.methods.text_edits import Edit, checked, follow, remap

_TOKEN = re.compile(r"\w+|\s|[^\w\s]")


class NotCurrent(Exception):
    """Somebody corrected the text meanwhile: this version is no longer the one that is read."""


class NothingChanged(Exception):
    """The text typed is the text that stands, or nothing at all."""


@dataclass(frozen=True)
class Correction:
    """A new version, and the passages that suffered from it.

    ``cut`` passages stand on the words that survived; ``lost`` ones, of which no word survived or
    whose words are already another passage, stay on the version before.
    """

    version: TextVersion
    cut: list[Passage]
    lost: list[Passage]


@transaction.atomic
def review_version(*, version: TextVersion, by: User, now: datetime) -> None:
    """Note that ``by`` read the current version through: it may be published from now on.

    Raises
    ------
    NotCurrent
        If the text was corrected meanwhile.
    """
    _assert_current(version)
    TextVersion.objects.filter(pk=version.pk).update(reviewed_by=by, reviewed_at=now)
    version.refresh_from_db(fields=["reviewed_by", "reviewed_at"])
    journal.record("text.reviewed", version, by=by)


@transaction.atomic
def correct_text(*, version: TextVersion, text: str, by: User, now: datetime) -> Correction:
    """Make ``text`` the next version; passages, turns and paragraphs follow the words.

    A version that was read stays read: who corrects it has read what changes.

    Raises
    ------
    NotCurrent
        If somebody corrected the text meanwhile.
    NothingChanged
        If the words are the same, or none.
    """
    _assert_current(version)
    text = text.replace("\r\n", "\n").strip()
    edits = edits_between(version.text, text)
    if not text or not edits:
        raise NothingChanged(_("Le texte est resté le même : rien n’a été enregistré."))
    child = TextVersion.objects.create(
        document=version.document,
        parent=version,
        number=version.number + 1,
        text=text,
        edits=[list(edit) for edit in edits],
        reviewed_by=by if version.is_reviewed else None,
        reviewed_at=now if version.is_reviewed else None,
    )
    _move_turns(version, child, edits)
    _index_anew(version, child)
    correction = _move_passages(version, child, edits)
    journal.record("text.corrected", child, by=by)
    return correction


def edits_between(before: str, after: str) -> list[Edit]:
    """Return the edits that lead from one text to another, word by word within changed lines."""
    edits: list[Edit] = []
    for (start, end), (new_start, new_end) in _changed(
        before.splitlines(keepends=True), after.splitlines(keepends=True)
    ):
        words = _changed(
            _TOKEN.findall(before[start:end]), _TOKEN.findall(after[new_start:new_end])
        )
        edits += [Edit(start + a, start + b, d - c) for (a, b), (c, d) in words]
    return checked(edits)


def _changed(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield where two lists of pieces of text differ, in code points."""
    places, new_places = _places(before), _places(after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield (places[a], places[b]), (new_places[c], new_places[d])


def _places(pieces: Iterable[str]) -> list[int]:
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def _assert_current(version: TextVersion) -> None:
    if version.children.exists():
        raise NotCurrent(
            _("Quelqu’un a corrigé ce texte entre-temps. Relisez la nouvelle version.")
        )


def _move_turns(parent: TextVersion, child: TextVersion, edits: Sequence[Edit]) -> None:
    moved = []
    for turn in parent.turns.all():
        at = follow(edits, turn.start, turn.end) if turn.start < turn.end else None
        if at is not None:
            label = None if turn.label_start is None else remap(edits, turn.label_start)
            moved.append(
                Turn(
                    text_version=child,
                    start=at.start,
                    end=at.end,
                    label_start=label,
                    participant_id=turn.participant_id,
                )
            )
    Turn.objects.bulk_create(moved)


def _index_anew(parent: TextVersion, child: TextVersion) -> None:
    """Search looks into the current version only."""
    parent.paragraphs.all().delete()
    turns = [WorkTurn(t.start, t.end, t.label_start, None) for t in child.turns.all()]
    Paragraph.objects.bulk_create(
        Paragraph(text_version=child, **stretch._asdict())
        for stretch in paragraphs_of(child.text, turns)
    )


def _move_passages(parent: TextVersion, child: TextVersion, edits: Sequence[Edit]) -> Correction:
    moved: list[Passage] = []
    cut: list[Passage] = []
    lost: list[Passage] = []
    taken: set[tuple[int, int]] = set()
    for passage in parent.passages.select_for_update():
        at = follow(edits, passage.start, passage.end)
        words = at and trimmed(child.text, at.start, at.end)
        if not at or not words or words in taken:
            lost.append(passage)
            continue
        taken.add(words)
        passage.text_version = child
        passage.start, passage.end = words
        moved.append(passage)
        if not at.whole:
            cut.append(passage)
    Passage.objects.bulk_update(moved, ["text_version", "start", "end"], batch_size=500)
    return Correction(child, cut, lost)
