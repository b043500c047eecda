import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ancrage.formats.errors import Unreadable
from ancrage.formats.tables import Sheet, neutralise, read_workbook, write_csv, write_xlsx
from ancrage.formats.tables.neutral_cells import restore
from tests.formats import builders


def only(name, data, **options):
    (table,) = read_workbook(name, data, **options).values()
    return table


def cells(table):
    return [row.cells for row in table.rows]


def kind_of(name, data, **options):
    with pytest.raises(Unreadable) as caught:
        read_workbook(name, data, **options)
    return caught.value.kind, caught.value.row


def saved(workbook):
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_the_delimiter_is_told_from_the_rows(self, delimiter):
        rows = [["identifiant", "menes_par", "theme"]]
        rows += [["E1", "A, B; C", "un, deux\tou; trois"]] * 3
        data = write_csv(rows[0], rows[1:], delimiter=delimiter)
        assert cells(only("a.csv", data)) == [("E1", "A, B; C", "un, deux\tou; trois")] * 3

    def test_a_declared_delimiter_is_no_row(self):
        table = only("a.csv", b"sep=;\r\na;b\r\n1,2,3;4\r\n")
        assert (table.columns, cells(table)) == (("a", "b"), [("1,2,3", "4")])
        assert table.rows[0].number == 2

    def test_rows_are_numbered_as_a_spreadsheet_does(self):
        table = only("a.csv", b'a;b\n"x\ny";2\n\n;\n3;4\n')
        assert [row.number for row in table.rows] == [2, 5]
        assert cells(table) == [("x\ny", "2"), ("3", "4")]

    def test_a_title_may_stand_above_the_headings(self):
        table = only("a.csv", b"Liste des entretiens;\n\nid;site\nE1;Arras\n")
        assert (table.columns, table.header_row) == (("id", "site"), 3)

    def test_records_go_by_heading(self):
        table = only("a.csv", b"a,b,a\n1,2,3\n4\n")
        assert list(table.records()) == [(2, {"a": "1", "b": "2"}), (3, {"a": "4", "b": ""})]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_byte_order_marks_tell_the_encoding(self, encoding):
        assert only("a.csv", "é;b\n1;2".encode(encoding)).columns == ("é", "b")

    def test_windows_encoding_is_read_when_told(self):
        data = "étape;b\n1;2".encode("cp1252")
        assert kind_of("a.csv", data) == ("encoding", None)
        assert only("a.csv", data, encoding="cp1252").columns == ("étape", "b")

    def test_cells_come_out_clean(self):
        table = only("a.csv", "a;b\n e\u0301\0 ;\u00a0Ma\u200brie\n".encode())
        assert cells(table) == [("é", "Marie")]
        assert {notice.kind for notice in table.notices} == {
            "control_characters",
            "invisible_characters",
        }

    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (b"a;b\n" + b"1;2\n" * 100_000, ("too_many_rows", None)),
            (b"a;b\n1;" + b"x" * 40_000, ("cell_too_long", 2)),
            (b"a;b\n1;" + b"x" * 140_000, ("cell_too_long", 2)),
            (b"a;b\n" + b"1;" * 300 + b"x", ("too_many_columns", 2)),
            (b'a;b\n1;"x\n', ("malformed", 2)),
            (b"", ("empty", None)),
            (b";;\n\n", ("empty", None)),
        ],
    )
    def test_what_cannot_be_a_table_is_refused(self, data, kind):
        assert kind_of("a.csv", data) == kind

    @settings(max_examples=100)
    @given(
        st.binary(max_size=200) | st.text(alphabet='a;,"\n\r\t\0é=', max_size=80).map(str.encode)
    )
    def test_random_bytes_are_read_or_refused(self, data):
        try:
            table = only("a.csv", data)
        except Unreadable:
            return
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


class TestWorkbook:
    def test_values_become_text(self):
        data = saved(
            workbook(
                ["id", "date", "heure", "durée", "n", "x", "vrai"],
                [
                    *("E1", datetime.date(2016, 3, 12), datetime.time(14, 30)),
                    *(datetime.timedelta(minutes=90), 3, 2.5, True),
                ],
                ["007", datetime.datetime(2016, 3, 12, 14, 30), None, None, 1e9, -1],
            )
        )
        assert cells(only("a.xlsx", data)) == [
            ("E1", "2016-03-12", "14:30:00", "PT1H30M", "3", "2.5", "true"),
            ("007", "2016-03-12T14:30:00", "", "", "1000000000", "-1", ""),
        ]

    def test_each_sheet_that_holds_something_is_a_table(self):
        book = workbook(["a", "b"], [1, 2])
        book.create_sheet("Vide")
        book.create_sheet("Personnes").append(["c", "d"])
        tables = read_workbook("a.xlsx", saved(book))
        assert {name: table.columns for name, table in tables.items()} == {
            "Sheet": ("a", "b"),
            "Personnes": ("c", "d"),
        }

    def test_rows_keep_the_numbers_of_the_sheet(self):
        book = openpyxl.Workbook()
        for cell, value in {"B3": "id", "C3": "site", "B7": "E1", "C7": "Arras"}.items():
            book.active[cell] = value
        table = only("a.xlsx", saved(book))
        assert (table.columns, table.header_row) == (("", "id", "site"), 3)
        assert [row.number for row in table.rows] == [7]

    def test_merged_cells_are_noted_with_their_row(self):
        book = workbook(["id", "site"], ["E1", "Arras"], ["E2", "Arras"])
        book.active.merge_cells("B2:B3")
        (notice,) = only("a.xlsx", saved(book)).notices
        assert (notice.kind, notice.row) == ("merged_cells", 2)

    def test_a_far_cell_is_refused_unless_it_is_empty(self):
        book = workbook(["id", "site"], ["E1", "Arras"])
        book.active.cell(1_048_576, 2).number_format = "0.00"
        assert cells(only("a.xlsx", saved(book))) == [("E1", "Arras")]
        book.active.cell(1_048_576, 2).value = "x"
        assert kind_of("a.xlsx", saved(book)) == ("too_many_rows", 1_048_576)
        book = workbook(["id", "site"])
        book.active.cell(1, 16_384).value = "x"
        assert kind_of("a.xlsx", saved(book)) == ("too_many_columns", 1)

    def test_too_many_rows_are_refused(self):
        data = saved(workbook(["a", "b"], *([1, 2] for _ in range(30))))
        assert kind_of("a.xlsx", data, most_rows=20) == ("too_many_rows", None)
        assert len(only("a.xlsx", data, most_rows=30).rows) == 30

    @pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
    def test_a_doctype_is_refused(self, member):
        data = saved(workbook(["a", "b"]))
        data = builders.rezipped(data, {member: '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'})
        assert kind_of("a.xlsx", data) == ("doctype", None)

    @pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
    def test_a_broken_part_is_malformed(self, member):
        data = builders.rezipped(saved(workbook(["a", "b"])), {member: "<worksheet><sheetData"})
        assert kind_of("a.xlsx", data) in [("malformed", None), ("empty", None)]

    @pytest.mark.parametrize(
        ("name", "data", "kind"),
        [
            ("a.xlsx", b"a;b\n1;2", "wrong_type"),
            ("a.csv", saved(workbook(["a"])), "wrong_type"),
            ("a.xlsx", builders.word("x"), "wrong_type"),
            ("a", builders.word("x"), "unsupported"),
            ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "legacy_format"),
            ("a.xlsx", saved(workbook(["a"]))[:-60], "truncated"),
        ],
    )
    def test_other_files_are_refused(self, name, data, kind):
        assert kind_of(name, data) == (kind, None)

    def test_an_ods_is_read(self):
        text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        day = '<table:table-cell office:value-type="date" office:date-value="2016-03-12"/>'
        number = '<table:table-cell office:value-type="float" office:value="3"/>'
        data = builders.ods(
            text.format("id") + text.format("date") + text.format("n"),
            text.format("E1") + day + number,
        )
        assert cells(only("a.ods", data)) == [("E1", "2016-03-12", "3")]

    def test_merged_cells_of_an_ods_are_counted(self):
        merged = (
            '<table:table-cell table:number-rows-spanned="2"><text:p>x</text:p></table:table-cell>'
        )
        merged = merged.replace("<table:table-cell", '<table:table-cell office:value-type="string"')
        (notice,) = only("a.ods", builders.ods(merged * 2)).notices
        assert (notice.kind, notice.count, notice.row) == ("merged_cells", 2, None)


class TestWriting:
    @pytest.mark.parametrize("start", "=+-@\t\r\n＝＋－＠")
    def test_what_a_spreadsheet_would_run_is_neutralised(self, start):
        assert neutralise(f"{start}cmd") == f"'{start}cmd"
        assert restore(neutralise(f"'{start}cmd")) == f"'{start}cmd"

    def test_csv_holds_values_as_plain_text(self):
        row = ["=1+1", 3, -2.5, Decimal("0.10"), datetime.date(2016, 3, 12), None, 'un "mot"; deux']
        assert write_csv(["a", "-b"], [row]).decode() == (
            'a,\'-b\n\'=1+1,3,-2.5,0.10,2016-03-12,,"un ""mot""; deux"\n'
        )

    def test_xlsx_keeps_numbers_and_dates_and_runs_nothing(self):
        rows = [["=1+1", 3, datetime.date(2016, 3, 12), None, "\x07+"]]
        data = write_xlsx({"Un": Sheet(["a", "b", "c", "d", "e"], rows)})
        sheet = openpyxl.load_workbook(io.BytesIO(data))["Un"]
        values = [cell.value for cell in sheet[2]]
        assert values == ["'=1+1", 3, datetime.datetime(2016, 3, 12), None, "'+"]
        assert all(cell.data_type != "f" for cell in sheet[2])

    def test_a_cell_that_a_workbook_cannot_hold_is_refused(self):
        with pytest.raises(ValueError, match="40000"):
            write_xlsx({"Un": Sheet(["a"], [["x" * 40_000]])})

    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.tuples(st.text(alphabet="a'=+-@é 😀;,\"\n1"), st.just("x")), min_size=1))
    def test_texts_come_back_as_they_went_out(self, rows):
        expected = [(first.strip(), second) for first, second in rows]
        columns = ("un", "deux")
        assert cells(only("a.csv", write_csv(columns, rows))) == expected
        assert cells(only("a.xlsx", write_xlsx({"a": Sheet(columns, rows)}))) == expected
