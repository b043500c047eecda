"""A table taken out opens in a French spreadsheet, runs nothing there, and comes back the same."""

import ast
from pathlib import Path

import pytest

from ancrage.core.downloads import spreadsheet_csv
from ancrage.formats.tables import read_workbook

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ancrage"
RUN = ["=cmd|' /C calc'!A0", "+33 1", "-1+1", "@SUM(A1)", "\t=1", "＝1", "\u200b=1", "'=1"]


def test_table_opens_in_a_french_spreadsheet():
    content = spreadsheet_csv(["nom", "rôle"], [["Été ; hiver", "l’un\nl’autre"]])
    assert content.decode("utf-8-sig") == 'nom;rôle\n"Été ; hiver";"l’un\nl’autre"\n'
    assert content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("cell", RUN)
def test_no_cell_is_taken_for_a_formula(cell):
    line = spreadsheet_csv(["a", "b"], [[cell, "b"]]).decode("utf-8-sig").splitlines()[1]
    assert line.lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", [cell for cell in RUN if cell.isprintable()])
def test_a_cell_comes_back_as_it_went(cell):
    tables = read_workbook("t.csv", spreadsheet_csv(["a", "b"], [[cell, "b"]]))
    assert tables["t"].rows[0].cells[0] == cell


def test_every_page_gives_its_tables_by_the_one_writer():
    """Only the folder of a study, which is no download, is written otherwise."""
    allowed = {"core/downloads.py", "formats/study_folder.py"}
    found = set()
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith("formats/tables/") and name not in allowed:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
            names = {ast.unparse(call) for call in calls}
            found |= {name} if names & {"write_csv", "csv.writer", "csv.DictWriter"} else set()
    assert not found
