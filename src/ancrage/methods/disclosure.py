"""Small counts hidden from published tables, so that nobody can be recognised."""

from collections.abc import Sequence


def suppress(counts: Sequence[int], floor: int = 5) -> list[int | None]:
    """Hide the counts from 1 to ``floor`` excluded; hide one more where only one would be hidden.

    A single hidden count could be recovered from the total, which is often printed elsewhere.
    Zeros say nothing about anybody and stay.

    Parameters
    ----------
    counts : sequence of int
        Non-negative counts of one dimension.
    floor : int
        The smallest count that may be shown.

    Returns
    -------
    list of int or None
        The counts in the same order, None where hidden.

    Examples
    --------
    >>> suppress([28, 3, 12, 40])
    [28, None, None, 40]
    >>> suppress([28, 0, 12])
    [28, 0, 12]
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < floor}
    shown = [place for place, count in enumerate(counts) if count >= floor]
    if len(hidden) == 1 and shown:
        hidden.add(min(shown, key=lambda place: counts[place]))
    return [None if place in hidden else count for place, count in enumerate(counts)]
