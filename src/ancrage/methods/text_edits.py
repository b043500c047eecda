"""Follow offsets from a text to its next version, by the list of what was replaced.

Numbers only: an edit says that ``[start, end)`` of the parent became ``length`` code points in the
child. Lists of edits are sorted and disjoint; an empty stretch (``start == end``) is an insertion.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

_ENDLESS: Final = 2**62  # longer than any text


class Edit(NamedTuple):
    """``[start, end)`` of the parent became ``length`` code points."""

    start: int
    end: int
    length: int

    @property
    def growth(self) -> int:
        """How much longer the child is for this edit."""
        return self.length - (self.end - self.start)


@dataclass(frozen=True)
class Followed:
    """Where a span of the parent is in the child.

    ``whole`` is false if an edit cut through one of its ends: only the words that survived are
    covered.
    """

    start: int
    end: int
    whole: bool


def checked(edits: Iterable[Sequence[int]]) -> list[Edit]:
    """Return ``edits`` as a list of :class:`Edit`.

    Raises
    ------
    ValueError
        If one is not three numbers of which the first two are in order, or if they overlap.
    """
    found = [Edit(*edit) for edit in edits]
    position = 0
    for edit in found:
        if not position <= edit.start <= edit.end or edit.length < 0:
            raise ValueError(f"Edit out of order: {tuple(edit)} after offset {position}.")
        position = edit.end
    return found


def remap(edits: Sequence[Edit], offset: int, *, side: Literal["left", "right"] = "left") -> int:
    """Return where ``offset`` of the parent is in the child.

    Parameters
    ----------
    edits : sequence of Edit
        Sorted, disjoint.
    offset : int
        A position between two code points of the parent.
    side : {'left', 'right'}
        Where a position strictly inside a replaced stretch, or at an insertion, goes: before what
        replaces it, or after.

    Examples
    --------
    >>> edits = [Edit(4, 9, 2)]
    >>> remap(edits, 4), remap(edits, 6), remap(edits, 6, side="right"), remap(edits, 12)
    (4, 4, 6, 9)
    """
    growth = 0
    for edit in edits:
        if edit.start > offset or (edit.start == offset and edit.end > offset):
            break
        if edit.end > offset:
            return edit.start + growth + (edit.length if side == "right" else 0)
        if edit.start == offset and side == "left":
            break
        growth += edit.growth
    return offset + growth


def follow(edits: Sequence[Edit], start: int, end: int) -> Followed | None:
    """Return where ``[start, end)`` of the parent is in the child, or None if nothing survives.

    A replacement wholly inside the span belongs to it; one wholly outside moves it. When a
    replacement cuts through an end, the span shrinks to the words that survive. A span equal to
    what was replaced covers the replacement; text inserted at one of its ends stays outside.

    Examples
    --------
    >>> follow([Edit(4, 9, 2)], 0, 20)
    Followed(start=0, end=17, whole=True)
    >>> follow([Edit(4, 9, 2)], 6, 20)
    Followed(start=6, end=17, whole=False)
    >>> follow([Edit(4, 9, 0)], 5, 8) is None
    True
    """
    if start >= end:
        raise ValueError(f"Empty span: {start}-{end}.")
    whole = True
    for edit in edits:
        if edit.start < start < edit.end:
            start, whole = min(edit.end, end), False
        if edit.start < end < edit.end:
            end, whole = max(edit.start, start), False
    if start >= end:
        return None
    moved = Followed(remap(edits, start, side="right"), remap(edits, end, side="left"), whole)
    return moved if moved.start < moved.end else None


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Return the edits that lead from the parent of ``first`` to the child of ``second``.

    Edits that touch are merged into one.

    Examples
    --------
    >>> compose([Edit(4, 9, 2)], [Edit(5, 8, 1)])
    [Edit(start=4, end=11, length=2)]
    """
    result: list[Edit] = []
    parent = child = 0
    for kept in _intersect(_kept(first), _kept(second)):
        if (kept.parent, kept.child) != (parent, child):
            result.append(Edit(parent, kept.parent, kept.child - child))
        parent, child = kept.parent + kept.length, kept.child + kept.length
    return result


class _Kept(NamedTuple):
    """A stretch that both texts hold, at different places."""

    parent: int
    child: int
    length: int


def _kept(edits: Sequence[Edit]) -> Iterator[_Kept]:
    """Yield the stretches between edits; the last one has no end."""
    parent = child = 0
    for edit in edits:
        if edit.start > parent:
            yield _Kept(parent, child, edit.start - parent)
        child += edit.start - parent + edit.length
        parent = edit.end
    yield _Kept(parent, child, _ENDLESS - parent - child)


def _intersect(first: Iterator[_Kept], second: Iterator[_Kept]) -> Iterator[_Kept]:
    """Yield what survives both: in the child of the first and in the parent of the second."""
    a, b = next(first, None), next(second, None)
    while a and b:
        start = max(a.child, b.parent)
        end = min(a.child + a.length, b.parent + b.length)
        if start < end:
            yield _Kept(a.parent + start - a.child, b.child + start - b.parent, end - start)
        if a.child + a.length <= b.parent + b.length:
            a = next(first, None)
        else:
            b = next(second, None)
