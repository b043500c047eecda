"""The official geography that ships with Ancrage; ``data/PROVENANCE.md`` says where it is from."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

VINTAGE: Final = 2026
_DATA: Final = files("ancrage.territories") / "data"


@dataclass(frozen=True, slots=True)
class Department:
    """A department, or an overseas collectivity that the official list treats as one."""

    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today; ``population`` is None where nobody lives for good."""

    code: str
    name: str
    department: str
    epci: str
    population: int | None


@dataclass(frozen=True, slots=True)
class Epci:
    """An intercommunality that levies its own taxes; ``nature`` is CC, CA, CU or METROPOLE."""

    code: str
    name: str
    nature: str
    population: int


@cache
def regions() -> dict[str, str]:
    """Return the name of each region by code."""
    return {row["code"]: row["name"] for row in _rows("regions.csv")}


@cache
def departments() -> dict[str, Department]:
    """Return each department by code."""
    return {row["code"]: Department(**row) for row in _rows("departments.csv")}


def communes() -> Iterator[Commune]:
    """Yield every commune, in the order of codes."""
    for row in _rows("communes.csv.gz"):
        population = int(row["population"]) if row["population"] else None
        yield Commune(row["code"], row["name"], row["department"], row["epci"], population)


def epcis() -> Iterator[Epci]:
    """Yield every EPCI, in the order of codes."""
    for row in _rows("epcis.csv.gz"):
        yield Epci(row["code"], row["name"], row["nature"], int(row["population"]))


def commune_outlines() -> dict[str, bytes]:
    """Return the outline of each commune as WKB, in degrees; some overseas have none."""
    return _outlines("commune_outlines.csv.gz")


def epci_outlines() -> dict[str, bytes]:
    """Return the outline of each EPCI as WKB, in degrees: the union of its communes."""
    return _outlines("epci_outlines.csv.gz")


def department_outlines() -> dict[str, bytes]:
    """Return the outline of each department as WKB, in degrees, for maps of all France."""
    return _outlines("department_outlines.csv.gz")


def _outlines(name: str) -> dict[str, bytes]:
    return {row["code"]: bytes.fromhex(row["wkb"]) for row in _rows(name)}


def _rows(name: str) -> Iterator[dict[str, str]]:
    content = (_DATA / name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    yield from csv.DictReader(content.decode("utf-8").splitlines())
