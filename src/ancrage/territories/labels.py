"""Where to write the names on a map, so that none hides another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

FONT_SIZE: Final = 26
LINE_HEIGHT: Final = 30
POINT_RADIUS: Final = 9
GAP: Final = 7
_CHARACTER_WIDTH: Final = 0.58 * FONT_SIZE  # a wide estimate for the system fonts of the page
_LARGEST_SHIFT: Final = 8  # half lines, up or down


class Box(NamedTuple):
    """A rectangle; y grows downwards, as in SVG."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two rectangles share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        """Tell whether this rectangle lies wholly in ``other``."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


class Point(NamedTuple):
    """A point of the map and the name to write beside it."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Label:
    """A place for a name: ``x`` is its start, or its end where ``anchor`` is ``end``.

    A name that stands above or below its point is ``shifted``: a leader joins the two.
    """

    x: int
    middle: int
    anchor: str
    box: Box
    shifted: bool

    @property
    def baseline(self) -> int:
        """Return where the letters stand, so that they look centred on ``middle``."""
        return round(self.middle + FONT_SIZE * 0.35)


def place_labels(points: Sequence[Point], frame: Box) -> list[Label | None]:
    """Return a label for each point, beside it if possible, else a little above or below.

    No label leaves ``frame``, covers a point or overlaps another label. A point gets None where
    there is no room left.
    """
    taken = [point_box(point) for point in points]
    labels: dict[int, Label] = {}
    for index in crowded_first(points):
        label = first_free(candidates(points[index]), taken, frame)
        if label:
            labels[index] = label
            taken.append(label.box)
    return [labels.get(index) for index in range(len(points))]


def point_box(point: Point) -> Box:
    """Return the square that the mark of ``point`` fills."""
    return Box(
        point.x - POINT_RADIUS,
        point.y - POINT_RADIUS,
        point.x + POINT_RADIUS,
        point.y + POINT_RADIUS,
    )


def crowded_first(points: Sequence[Point]) -> list[int]:
    """Return the indices of ``points``, those with the nearest neighbours first."""

    def distance_to_nearest(index: int) -> float:
        here = points[index]
        return min(
            (
                (there.x - here.x) ** 2 + (there.y - here.y) ** 2
                for other, there in enumerate(points)
                if other != index
            ),
            default=0,
        )

    return sorted(range(len(points)), key=distance_to_nearest)


def candidates(point: Point) -> Iterator[Label]:
    """Yield the possible labels of ``point``, the plainest first."""
    width = len(point.text) * _CHARACTER_WIDTH
    offset = POINT_RADIUS + GAP
    for shift in _shifts():
        middle = point.y + shift
        top, bottom = middle - LINE_HEIGHT / 2, middle + LINE_HEIGHT / 2
        right, left = point.x + offset, point.x - offset
        yield Label(right, middle, "start", Box(right, top, right + width, bottom), shift != 0)
        yield Label(left, middle, "end", Box(left - width, top, left, bottom), shift != 0)


def _shifts() -> Iterator[int]:
    yield 0
    for halves in range(1, _LARGEST_SHIFT + 1):
        yield -halves * LINE_HEIGHT // 2
        yield halves * LINE_HEIGHT // 2


def first_free(labels: Iterable[Label], taken: Sequence[Box], frame: Box) -> Label | None:
    """Return the first of ``labels`` that fits in ``frame`` and touches nothing ``taken``."""
    for label in labels:
        if label.box.inside(frame) and not any(label.box.overlaps(box) for box in taken):
            return label
    return None
