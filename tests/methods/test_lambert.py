import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.methods.lambert import ConformalConic, isometric_latitude, lambert93, project


@pytest.mark.parametrize(
    ("latitude", "eccentricity", "expected"),
    [
        (0.872664626, 0.08199188998, 1.00552653649),
        (-0.3, 0.08199188998, -0.302616900631),
        (0.19998903370, 0.08199188998, 0.2),
    ],
)
def test_isometric_latitude_gives_the_values_published_by_ign(latitude, eccentricity, expected):
    # IGN, NTG_71, ALG0001, test values
    assert isometric_latitude(latitude, eccentricity) == pytest.approx(expected, abs=1e-9)


def test_projection_gives_the_values_published_by_ign():
    # IGN, NTG_71, ALG0003, test values
    projection = ConformalConic(
        n=0.760405966,
        c=11603796.9767,
        central_meridian=0.04079234433,
        xs=600000.0,
        ys=5657616.674,
        eccentricity=0.0824832568,
    )
    x, y = project(0.145512099, 0.872664626, projection)
    assert x == pytest.approx(1029705.0818, abs=1e-3)
    assert y == pytest.approx(272723.8510, abs=3e-3)


def test_projection_keeps_shapes_of_arrays():
    x, y = lambert93(np.array([[2.35, 7.75]]), np.array([[48.86, 48.58]]))
    assert x.shape == y.shape == (1, 2)
    assert x[0, 0] < x[0, 1]


def test_projection_refuses_the_poles():
    with pytest.raises(ValueError, match="between the poles"):
        lambert93(3.0, 90.0)


@given(
    longitude=st.floats(-5, 9),
    latitude=st.floats(41.5, 51),
    east=st.floats(0.001, 0.01),
)
def test_projection_measures_distances_within_four_per_thousand(longitude, latitude, east):
    x, y = lambert93([longitude, longitude + east], [latitude, latitude])
    measured = np.hypot(x[1] - x[0], y[1] - y[0])
    sine = np.sin(np.radians(latitude))
    parallel = (
        6378137 * np.cos(np.radians(latitude)) / np.sqrt(1 - (0.0818191910428158 * sine) ** 2)
    )
    assert measured == pytest.approx(parallel * np.radians(east), rel=4e-3)
