"""The Lambert-93 projection, in which maps of metropolitan France are drawn."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class ConformalConic:
    """The constants of a Lambert conformal conic projection, in the notation of IGN."""

    n: float
    c: float
    central_meridian: float
    xs: float
    ys: float
    eccentricity: float


LAMBERT_93: Final = ConformalConic(
    n=0.725607765053267,
    c=11754255.4260960,
    central_meridian=np.radians(3.0),
    xs=700000.0,
    ys=12655612.0498760,
    eccentricity=0.0818191910428158,
)


def lambert93(
    longitude: ArrayLike, latitude: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the Lambert-93 coordinates of points given in degrees.

    Parameters
    ----------
    longitude, latitude : array_like of float
        Degrees, RGF93 or WGS 84 (they differ by less than a metre). Latitudes lie strictly
        between -90 and 90.

    Returns
    -------
    x, y : ndarray of float
        Metres, easting and northing.

    References
    ----------
    .. [1] IGN, NTG_71, *Projection cartographique conique conforme de Lambert*, ALG0001, ALG0003.

    Examples
    --------
    The origin of the projection lies on the meridian 3 degrees east of Greenwich, at 46.5 north.

    >>> x, y = lambert93(3.0, 46.5)
    >>> int(x.round()), int(y.round())
    (700000, 6600000)
    """
    return project(np.radians(longitude), np.radians(latitude), LAMBERT_93)


def project(
    longitude: ArrayLike, latitude: ArrayLike, projection: ConformalConic
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the coordinates, in metres, of points given in radians (ALG0003)."""
    latitude = np.asarray(latitude, dtype=np.float64)
    if np.any(np.abs(latitude) >= np.pi / 2):
        raise ValueError("Latitudes must lie strictly between the poles.")
    radius = projection.c * np.exp(
        -projection.n * isometric_latitude(latitude, projection.eccentricity)
    )
    angle = projection.n * (np.asarray(longitude) - projection.central_meridian)
    return projection.xs + radius * np.sin(angle), projection.ys - radius * np.cos(angle)


def isometric_latitude(latitude: ArrayLike, eccentricity: float) -> NDArray[np.float64]:
    """Return the isometric latitude of latitudes in radians (ALG0001)."""
    sine = np.sin(latitude)
    flattening = eccentricity * np.arctanh(eccentricity * sine)
    result: NDArray[np.float64] = np.arctanh(sine) - flattening
    return result
