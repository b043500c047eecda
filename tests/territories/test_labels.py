"""Names on a map never hide each other."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ancrage.territories.labels import Box, Point, place_labels, point_box

FRAME = Box(0, 0, 1200, 1100)
points = st.lists(
    st.builds(
        Point,
        st.integers(20, 1180),
        st.integers(20, 1080),
        st.text("abcdefghij", min_size=1, max_size=20),
    ),
    max_size=25,
)


@given(points)
def test_labels_overlap_neither_each_other_nor_a_point_nor_the_frame(points):
    labels = place_labels(points, FRAME)
    assert len(labels) == len(points)
    boxes = [label.box for label in labels if label]
    assert all(box.inside(FRAME) for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert not any(box.overlaps(point_box(point)) for box in boxes for point in points)


def test_a_lonely_name_stands_at_the_right():
    (label,) = place_labels([Point(500, 500, "Moulins")], FRAME)
    assert (label.anchor, label.middle, label.shifted) == ("start", 500, False)
    assert label.x > 500


def test_a_name_at_the_right_edge_stands_at_the_left():
    (label,) = place_labels([Point(1150, 500, "Strasbourg")], FRAME)
    assert (label.anchor, label.shifted) == ("end", False)
    assert label.x < 1150


def test_close_points_share_right_left_and_shifted_places():
    cluster = [Point(500 + 4 * n, 500, f"Ville {n}") for n in range(4)]
    labels = place_labels(cluster, FRAME)
    assert {label.anchor for label in labels} == {"start", "end"}
    assert sum(label.shifted for label in labels) >= 2


def test_a_name_without_room_is_left_out():
    (label,) = place_labels([Point(50, 50, "Un nom trop long")], Box(0, 0, 100, 100))
    assert label is None
