"""The drawing of France: one map unit is a kilometre, y grows downwards."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from ancrage.methods.lambert import lambert93
from ancrage.territories import shipped
from ancrage.territories.labels import Box

WIDTH: Final = 1200
HEIGHT: Final = 1110
FRAME: Final = Box(0, 0, WIDTH, HEIGHT)
_ORIGIN: Final = (75_000, 7_135_000)  # Lambert-93 metres of the top left corner
_TOLERANCE_M: Final = 1200
_OVERSEAS: Final = ("971", "972", "973", "974", "976")
_INSET_SIDE: Final = 116
_INSET_LEFT: Final = 8
_INSET_TOP: Final = 470
_INSET_PADDING: Final = 10


@dataclass(frozen=True)
class Inset:
    """An overseas department in its own frame, at its own scale."""

    department: str
    frame: Box
    bounds: tuple[float, float, float, float]
    side: int = _INSET_SIDE

    def place(self, longitude: Any, latitude: Any) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the map coordinates of points of this department."""
        west, south, east, north = self.bounds
        squeeze = np.cos(np.radians((south + north) / 2))
        scale = (_INSET_SIDE - 2 * _INSET_PADDING) / max((east - west) * squeeze, north - south)
        x = (self.frame.left + self.frame.right) / 2
        y = (self.frame.top + self.frame.bottom) / 2
        return (
            x + (np.asarray(longitude) - (west + east) / 2) * squeeze * scale,
            y - (np.asarray(latitude) - (south + north) / 2) * scale,
        )


@dataclass(frozen=True)
class Drawing:
    """The SVG paths of France: its land, the borders between departments, the insets."""

    land: str
    borders: str
    insets: tuple[tuple[Inset, str], ...]


def place(department: str, longitude: float, latitude: float) -> tuple[int, int]:
    """Return the map coordinates of a point of ``department``."""
    inset = insets().get(department)
    x, y = inset.place(longitude, latitude) if inset else _mainland(longitude, latitude)
    return round(float(x)), round(float(y))


@cache
def insets() -> dict[str, Inset]:
    """Return the frame of each overseas department."""
    outlines = shipped.department_outlines()
    return {
        code: Inset(code, _inset_frame(rank), shapely.from_wkb(outlines[code]).bounds)
        for rank, code in enumerate(_OVERSEAS)
    }


def _inset_frame(rank: int) -> Box:
    top = _INSET_TOP + rank * (_INSET_SIDE + 8)
    return Box(_INSET_LEFT, top, _INSET_LEFT + _INSET_SIDE, top + _INSET_SIDE)


@cache
def drawing() -> Drawing:
    """Return the paths of France, drawn once for the life of the process."""
    outlines = shipped.department_outlines()
    mainland = np.array(
        [shapely.from_wkb(wkb) for code, wkb in outlines.items() if code not in _OVERSEAS]
    )
    shapes = shapely.transform(mainland, _projected(_mainland))
    shapes = shapely.coverage_simplify(shapes, _TOLERANCE_M / 1000)
    shapes = shapely.set_precision(shapes, 1)
    land = shapely.union_all(shapes, grid_size=1)
    borders = shapely.union_all(shapely.boundary(shapes), grid_size=1)
    return Drawing(
        land=path(land.boundary),
        borders=path(shapely.line_merge(borders.difference(land.boundary))),
        insets=tuple(
            (inset, path(_inset_outline(inset, outlines[code]).boundary))
            for code, inset in insets().items()
        ),
    )


def _inset_outline(inset: Inset, wkb: bytes) -> Any:
    outline = shapely.transform(shapely.from_wkb(wkb), _projected(inset.place))
    return shapely.set_precision(outline, 1)


def _mainland(longitude: Any, latitude: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    x, y = lambert93(longitude, latitude)
    return (x - _ORIGIN[0]) / 1000, (_ORIGIN[1] - y) / 1000


def _projected(project: Any) -> Any:
    """Return what ``shapely.transform`` wants: a function of an array of coordinates."""
    return lambda points: np.column_stack(project(points[:, 0], points[:, 1]))


def path(lines: Any) -> str:
    """Return the SVG path of ``lines``, whose coordinates are whole; rings are closed."""
    return "".join(_subpath(line) for line in shapely.get_parts(lines))


def _subpath(line: Any) -> str:
    points = shapely.get_coordinates(line).round().astype(int)
    start, steps = points[0], np.diff(points, axis=0)
    if line.is_closed:
        steps = steps[:-1]
    moves = " ".join(f"{x} {y}" for x, y in steps)
    return f"M{start[0]} {start[1]}l{moves}" + ("z" if line.is_closed else "")
