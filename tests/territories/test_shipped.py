"""The shipped geography, against published figures and against an independent extract."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest
import shapely

from ancrage.territories import shipped

DATA = Path(shipped.__file__).parent / "data"
REFERENCE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "territory"
OVERSEAS_COLLECTIVITIES = {"975", "977", "978", "984", "986", "987", "988", "989"}
LEFT_NEUSSARGUES = {"15031", "15035", "15047", "15171"}

needs_reference = pytest.mark.skipif(
    not (REFERENCE / "cog").is_dir(), reason=f"{REFERENCE} is not on this machine"
)


@pytest.fixture(scope="module")
def communes():
    return {commune.code: commune for commune in shipped.communes()}


@pytest.fixture(scope="module")
def outlines():
    return {code: shapely.from_wkb(wkb) for code, wkb in shipped.commune_outlines().items()}


def typographic(name):
    return name.replace("'", "’")


def test_communes_number_what_insee_publishes(communes):
    # INSEE, Code officiel géographique 2025 and 2026: 34,875 communes in departments.
    in_departments = [
        commune
        for commune in communes.values()
        if commune.department not in OVERSEAS_COLLECTIVITIES
    ]
    assert len(in_departments) == 34_875
    assert len(communes) == 34_969


def test_epcis_number_what_the_dgcl_publishes():
    # DGCL, 2025 and 2026: 1,254 EPCI, of which 21 métropoles, 14 CU, 230 CA and 989 CC; the
    # Métropole de Lyon, a collectivity of its own, comes on top.
    natures = Counter(epci.nature for epci in shipped.epcis())
    assert natures == {"CC": 989, "CA": 230, "CU": 14, "METROPOLE": 21 + 1}


def test_departments_and_regions_number_what_the_law_says():
    departments = shipped.departments()
    proper = departments.keys() - OVERSEAS_COLLECTIVITIES
    assert len(proper) == 101
    assert len({departments[code].region for code in proper}) == 18
    assert all(department.region in shipped.regions() for department in departments.values())


def test_every_commune_belongs_to_known_units(communes):
    epcis = {epci.code for epci in shipped.epcis()}
    assert all(commune.department in shipped.departments() for commune in communes.values())
    assert {commune.epci for commune in communes.values()} - {""} == epcis
    assert {
        commune.name
        for commune in communes.values()
        if not commune.epci and commune.department not in OVERSEAS_COLLECTIVITIES
    } == {"L’Île-d’Yeu", "Île-de-Bréhat", "Île-de-Sein", "Ouessant"}


def test_names_are_typeset_and_trimmed(communes):
    names = [commune.name for commune in communes.values()]
    assert not [name for name in names if "'" in name or name != name.strip()]


def test_outlines_cover_every_commune_of_departments_but_four(communes, outlines):
    without = {
        code
        for code, commune in communes.items()
        if code not in outlines and commune.department not in OVERSEAS_COLLECTIVITIES
    }
    assert without == LEFT_NEUSSARGUES
    assert outlines.keys() <= communes.keys()


def test_outlines_are_valid_surfaces_in_degrees(outlines):
    shapes = list(outlines.values())
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    west, south, east, north = shapely.total_bounds(shapes)
    assert west > -62
    assert east < 56
    assert south > -22
    assert north < 51.2


def test_outline_of_paris_has_its_published_area(outlines):
    # INSEE: Paris covers 105.4 km².
    metres_per_degree = 111_195
    area = outlines["75056"].area * metres_per_degree**2 * 0.6577 / 1e6  # cos 48.87°
    assert area == pytest.approx(105.4, rel=0.03)


def test_merged_communes_keep_the_land_of_both(outlines):
    pierrefitte = shapely.Point(2.361, 48.966)  # merged into Saint-Denis in 2025
    assert outlines["93066"].contains(pierrefitte)


def test_outline_of_an_epci_is_that_of_its_communes(communes, outlines):
    epcis = shipped.epci_outlines()
    assert epcis.keys() == {epci.code for epci in shipped.epcis()}
    arras = [code for code, commune in communes.items() if commune.epci == "200033579"]
    expected = shapely.union_all([outlines[code] for code in arras])
    found = shapely.from_wkb(epcis["200033579"])
    assert found.symmetric_difference(expected).area < 0.01 * expected.area


def test_departments_share_no_land():
    shapes = [shapely.from_wkb(wkb) for wkb in shipped.department_outlines().values()]
    assert len(shapes) == 101
    overlap = sum(shapely.area(shapes)) - shapely.union_all(shapes).area
    tiny_enclaves = 1e-3  # square degrees, about 8 km²: holes below 4 km² are filled
    assert 0 <= overlap < tiny_enclaves


def test_light_files_stay_light():
    assert (DATA / "department_outlines.csv.gz").stat().st_size < 300_000
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 7_000_000


def test_provenance_gives_the_digest_of_every_file():
    provenance = (DATA / "PROVENANCE.md").read_text(encoding="utf-8")
    for path in DATA.glob("*.csv*"):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert f"| {path.name} |" in provenance
        assert digest in provenance, f"PROVENANCE.md does not describe this {path.name}"


@needs_reference
def test_communes_match_the_independent_extract(communes):
    extract = json.loads((REFERENCE / "cog" / "communes_sites.json").read_text(encoding="utf-8"))
    assert len(extract) == 510
    for row in extract:
        expected = shipped.Commune(
            row["code"], typographic(row["nom"]), row["departement"], row["epci"], row["population"]
        )
        assert communes[row["code"]] == expected


@needs_reference
def test_epcis_match_the_independent_extract(communes):
    extract = json.loads((REFERENCE / "cog" / "epci_sites.json").read_text(encoding="utf-8"))
    epcis = {epci.code: epci for epci in shipped.epcis()}
    for row in extract:
        epci = epcis[row["code"]]
        assert epci.name == typographic(row["nom"])
        assert epci.population == row["populationMunicipale"]
        members = {commune.code for commune in communes.values() if commune.epci == epci.code}
        assert members == {member["code"] for member in row["membres"]}


@needs_reference
def test_outlines_match_the_independent_extract(outlines):
    path = REFERENCE / "contours_communes_2025" / "communes_sites.geojson"
    extract = json.loads(path.read_text(encoding="utf-8"))["features"]
    apart = []
    for feature in extract:
        code = feature["properties"]["code"]
        expected = shapely.geometry.shape(feature["geometry"])
        if code != "93066":  # the extract lacks Pierrefitte-sur-Seine, merged in 2025
            apart.append(expected.symmetric_difference(outlines[code]).area / expected.area)
    assert max(apart) < 0.15
    assert sorted(apart)[len(apart) // 2] < 0.025
