"""From the shipped files to rows: names to search, points and outlines to draw."""

from collections.abc import Iterator, Mapping

import numpy as np
import shapely

from ancrage.territories import shipped
from ancrage.territories.models import Kind, Territory, search_key

Points = Mapping[str, tuple[float, float]]
NOWHERE = (None, None)


def epci_rows() -> Iterator[Territory]:
    """Yield an unsaved territory for each EPCI.

    Its department is that of its most populated commune: an EPCI may spread over several.
    """
    outlines = shipped.epci_outlines()
    points = points_in(outlines)
    departments = main_departments()
    for epci in shipped.epcis():
        longitude, latitude = points.get(epci.code, NOWHERE)
        yield Territory(
            kind=Kind.EPCI,
            code=epci.code,
            name=epci.name,
            name_folded=search_key(epci.name),
            nature=epci.nature,
            department=departments[epci.code].code,
            region=departments[epci.code].region,
            population=epci.population,
            longitude=longitude,
            latitude=latitude,
            outline=outlines.get(epci.code),
        )


def commune_rows(epci_ids: Mapping[str, int]) -> Iterator[Territory]:
    """Yield an unsaved territory for each commune; ``epci_ids`` gives the row of each EPCI."""
    outlines = shipped.commune_outlines()
    points = points_in(outlines)
    departments = shipped.departments()
    for commune in shipped.communes():
        longitude, latitude = points.get(commune.code, NOWHERE)
        yield Territory(
            kind=Kind.COMMUNE,
            code=commune.code,
            name=commune.name,
            name_folded=search_key(commune.name),
            department=commune.department,
            region=departments[commune.department].region,
            population=commune.population,
            epci_id=epci_ids.get(commune.epci),
            longitude=longitude,
            latitude=latitude,
            outline=outlines.get(commune.code),
        )


def main_departments() -> dict[str, shipped.Department]:
    """Return the department of the most populated commune of each EPCI."""
    by_population = sorted(shipped.communes(), key=lambda commune: commune.population or 0)
    return {commune.epci: shipped.departments()[commune.department] for commune in by_population}


def points_in(outlines: Mapping[str, bytes]) -> Points:
    """Return a point inside each outline: its centroid, or another where that falls outside."""
    shapes = shapely.from_wkb(list(outlines.values()))
    centroids = shapely.centroid(shapes)
    inside = np.where(
        shapely.contains(shapes, centroids), centroids, shapely.point_on_surface(shapes)
    )
    return {
        code: (round(float(point.x), 5), round(float(point.y), 5))
        for code, point in zip(outlines, inside, strict=True)
    }
