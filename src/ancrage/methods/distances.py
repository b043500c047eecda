"""Distances over the Earth."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088  # the mean radius of the IUGG


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two (longitude, latitude) in degrees, as the crow flies.

    >>> round(great_circle_km((2.3488, 48.8534), (-1.5534, 47.2173)))
    342
    """
    longitude, latitude = radians(one[0]), radians(one[1])
    to_longitude, to_latitude = radians(other[0]), radians(other[1])
    half_chord = (
        sin((to_latitude - latitude) / 2) ** 2
        + cos(latitude) * cos(to_latitude) * sin((to_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_chord))
