"""The map of France with the sites of a study: drawn on the server, words included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from ancrage.territories import outlines
from ancrage.territories.labels import FONT_SIZE, POINT_RADIUS, Label, Point, place_labels
from ancrage.territories.models import Territory


class Place(NamedTuple):
    """A territory to show, under the name and the look that the page gives it."""

    territory: Territory
    label: str
    css_class: str = ""


@dataclass(frozen=True)
class Mark:
    """A point drawn on the map; ``label`` is None where there is no room for its name."""

    place: Place
    x: int
    y: int
    label: Label | None


@dataclass(frozen=True)
class FranceMap:
    """All that the template needs: places on the map, places without position, words."""

    key: str
    title: str
    marks: Sequence[Mark]
    unplaced: Sequence[Place]
    drawing: outlines.Drawing
    width: int = outlines.WIDTH
    height: int = outlines.HEIGHT
    radius: int = POINT_RADIUS
    font_size: int = FONT_SIZE

    @property
    def description(self) -> str:
        """Say in words what the map shows."""
        names = ", ".join(described(mark.place) for mark in self.marks)
        shown = len(self.marks)
        sentences = [
            ngettext(
                "Carte de France avec %(count)s lieu : %(names)s.",
                "Carte de France avec %(count)s lieux : %(names)s.",
                shown,
            )
            % {"count": shown, "names": names}
            if shown
            else gettext("Carte de France sans aucun lieu.")
        ]
        if self.unplaced:
            missing = ", ".join(described(place) for place in self.unplaced)
            sentences.append(gettext("Sans position connue : %(names)s.") % {"names": missing})
        return " ".join(sentences)

    def as_image(self) -> SafeString:
        """Return the drawing as SVG: part of a page, or a file of its own."""
        return render_to_string("territories/france_map.svg", {"map": self})


def france_map(places: Iterable[Place], *, title: str, key: str = "carte") -> FranceMap:
    """Return the map of ``places``; ``key`` makes its identifiers unique in the page."""
    places = list(places)
    placed = [place for place in places if place.territory.longitude is not None]
    points = [_point(place) for place in placed]
    labels = place_labels(points, outlines.FRAME)
    return FranceMap(
        key=key,
        title=title,
        marks=[
            Mark(place, point.x, point.y, label)
            for place, point, label in zip(placed, points, labels, strict=True)
        ],
        unplaced=[place for place in places if place.territory.longitude is None],
        drawing=outlines.drawing(),
    )


def described(place: Place) -> str:
    """Return the label of ``place`` with its department, which tells namesakes apart."""
    department = place.territory.department_name
    return f"{place.label} ({department})" if department else place.label


def _point(place: Place) -> Point:
    territory = place.territory
    x, y = outlines.place(territory.department, territory.longitude, territory.latitude)
    return Point(x, y, place.label)
