import io
from datetime import date

import openpyxl
import pytest

from ancrage.formats.archives import open_zip
from ancrage.formats.documents import read_document
from ancrage.formats.errors import Unreadable
from ancrage.formats.field_folder import KINDS, Fault, read_field_folder
from ancrage.formats.tables import read_workbook, write_csv
from tests.formats import builders
from tests.formats.builders import INTERVIEWS, PEOPLE, field_files, interview_row, person_row

TRANSCRIPT = "ENQUÊTRICE : Bonjour.\nMARIE : Bonjour.\n"


def read(files, **options):
    options = {"read_text": read_document, "read_tables": read_workbook} | options
    with open_zip(builders.zipped(files)) as bundle:
        folder = read_field_folder(bundle, **options)
    for fault in folder.faults:
        assert "Durand" not in str(fault)
        assert "durand" not in str(fault)
    return folder


def kinds(folder, *, blocking=None):
    return [f.kind for f in folder.faults if blocking is None or f.blocking == blocking]


def only(folder, kind):
    (fault,) = [fault for fault in folder.faults if fault.kind == kind]
    return fault


class TestWhatIsRead:
    def test_interviews_people_and_texts(self):
        folder = read(field_files())
        assert folder.can_be_imported
        assert folder.faults == ()
        (interview,), (person,), (text,) = folder.interviews, folder.people, folder.texts
        assert (interview.identifier, interview.site, interview.step) == ("E001", "Arras", 2)
        assert (interview.day, interview.type) == (date(2016, 3, 12), "individuel")
        assert (interview.conducted_by, interview.row) == (("Paule Rivet",), 2)
        assert (person.interview, person.name, person.consents) == (
            *("E001", "Marie Durand"),
            ("enregistrer", "citer"),
        )
        assert (text.interview, text.file, text.nature, text.row) == (
            *("E001", "e001.txt"),
            *("transcription", 2),
        )
        assert [(voice.label, voice.part, voice.rows) for voice in text.voices] == [
            ("ENQUÊTRICE", "interviewer", ()),
            ("MARIE", "participant", (2,)),
        ]

    def test_two_sheets_of_one_workbook(self):
        data = builders.field_workbook([interview_row()], [person_row()])
        folder = read({"terrain.xlsx": data, "e001.txt": TRANSCRIPT})
        assert folder.can_be_imported
        assert [mapping.sheet for mapping in folder.mapping] == ["Entretiens", "Personnes"]

    def test_tables_are_told_by_their_columns_when_their_names_say_nothing(self):
        files = field_files()
        files = {
            "a.csv": files["personnes.csv"],
            "b.csv": files["entretiens.csv"],
            "e001.txt": TRANSCRIPT,
        }
        folder = read(files)
        assert [(mapping.table, mapping.file) for mapping in folder.mapping] == [
            ("entretiens", "b.csv"),
            ("personnes", "a.csv"),
        ]
        assert folder.can_be_imported

    def test_near_columns_in_another_order_are_shown(self):
        headings = ["Fichiers", "Nature du texte", "Ville", "N°", "Étape", "Date de l’entretien"]
        row = ["e001.txt", "Notes", "Arras", "E001", "étape 2", "12/03/2016", "collectif"]
        table = write_csv([*headings, "Type d’entretien"], [row], delimiter=";")
        folder = read(field_files() | {"entretiens.csv": table})
        assert {each.heading: each.column for each in folder.mapping[0].recognised} == {
            **dict(zip(headings[:3], ("fichier", "nature", "site"), strict=True)),
            **dict(zip(headings[3:], ("identifiant", "etape", "date"), strict=True)),
            "Type d’entretien": "type",
        }
        assert folder.can_be_imported
        assert kinds(folder) == ["missing_optional_column"] * 4

    def test_first_names_may_have_a_column_of_their_own(self):
        table = write_csv(
            ["entretien", "Prénom", "Nom", "consentements"], [["E001", "Marie", "Durand", ""]]
        )
        folder = read(field_files() | {"personnes.csv": table})
        assert folder.people[0].name == "Marie Durand"

    def test_an_empty_file_cell_is_an_interview_without_text(self):
        folder = read(field_files([interview_row(fichier="", nature="")]))
        assert len(folder.interviews) == 1
        assert folder.texts == ()
        assert kinds(folder) == ["file_without_row"]

    def test_several_hands_stand_side_by_side(self):
        rows = [
            interview_row(fichier="a.txt", nature="note", menes_par="Paule Rivet"),
            interview_row(identifiant="e001 ", fichier="b.txt", nature="note", menes_par="Al Bo"),
        ]
        folder = read(field_files(rows, a__txt="Une main", b__txt="L’autre", e001__txt="x"))
        assert folder.can_be_imported
        assert folder.interviews[0].conducted_by == ("Paule Rivet", "Al Bo")
        assert [(text.row, text.document.text) for text in folder.texts] == [
            (2, "Une main"),
            (3, "L’autre"),
        ]

    def test_only_labels_of_the_tables_speak_in_notes(self):
        text = "CCAS : absent.\nMARIE : oui."
        folder = read(field_files([interview_row(nature="note")], e001__txt=text))
        assert folder.texts[0].document.speakers == ("MARIE",)
        assert folder.faults == ()

    def test_a_stop_asked_while_reading_goes_through(self):
        class Stopped(Exception):
            pass

        def stop(name, data):
            raise Stopped

        with pytest.raises(Stopped):
            read(field_files(), read_text=stop)


class TestTables:
    def test_an_empty_folder(self):
        assert kinds(read({})) == ["empty_folder"]

    @pytest.mark.parametrize("table", ["entretiens", "personnes"])
    def test_a_missing_table(self, table):
        files = field_files()
        del files[f"{table}.csv"]
        folder = read(files)
        assert only(folder, "missing_table").detail == table
        assert not folder.can_be_imported

    def test_without_names_no_file_is_shown(self):
        files = field_files([interview_row(fichier="durand.txt")]) | {"Durand2.txt": "x"}
        del files["personnes.csv"]
        folder = read(files)
        assert only(folder, "missing_file").row == 2
        assert {fault.file for fault in folder.faults} == {""}

    def test_two_tables_that_may_be_the_one(self):
        files = field_files()
        fault = only(read(files | {"b/entretiens.csv": files["entretiens.csv"]}), "ambiguous_table")
        assert (fault.detail, fault.file) == ("entretiens", "entretiens.csv")

    def test_an_unreadable_table_is_not_said_to_be_missing_too(self):
        folder = read(field_files() | {"personnes.csv": "é;b\n1;2".encode("cp1252")})
        fault = only(folder, "unreadable")
        assert (fault.file, fault.detail) == ("personnes.csv", "encoding")
        assert "missing_table" not in kinds(folder)

    def test_an_unreadable_table_that_nobody_needs_is_a_file_without_row(self):
        folder = read(field_files() | {"budget.xlsx": b"x"})
        assert kinds(folder) == ["file_without_row"]
        assert folder.can_be_imported

    def test_a_hundred_thousand_rows(self):
        one = write_csv(INTERVIEWS, [interview_row()])
        data = one + one.splitlines(keepends=True)[1] * 100_000
        assert only(read(field_files() | {"entretiens.csv": data}), "too_many_rows").blocking

    @pytest.mark.parametrize(
        ("table", "headings", "missing"),
        [("entretiens", INTERVIEWS, "site"), ("personnes", PEOPLE, "consentements")],
    )
    def test_a_missing_column(self, table, headings, missing):
        kept = [name for name in headings if name != missing]
        row = dict(
            zip(headings, interview_row() if "site" in headings else person_row(), strict=True)
        )
        data = write_csv(kept, [[row[name] for name in kept]])
        folder = read(field_files() | {f"{table}.csv": data})
        assert only(folder, "missing_column") == Fault(
            "missing_column", f"{table}.csv", column=missing
        )
        assert "missing_value" not in kinds(folder)

    def test_a_column_that_is_left_out(self):
        data = write_csv([*PEOPLE, "Téléphone"], [[*person_row(), "01 02"]])
        fault = only(read(field_files() | {"personnes.csv": data}), "ignored_column")
        assert (fault.column, fault.blocking) == ("H", False)

    def test_a_doubled_column(self):
        data = write_csv([*PEOPLE, "Nom"], [[*person_row(), "x"]])
        fault = only(read(field_files() | {"personnes.csv": data}), "doubled_column")
        assert (fault.column, fault.blocking) == ("nom", True)

    def test_a_table_named_after_someone_is_not_shown(self):
        data = builders.field_workbook([interview_row(date="hier")], [person_row()])
        fault = only(read({"Durand.xlsx": data, "e001.txt": TRANSCRIPT}), "bad_date")
        assert (fault.file, fault.row, fault.column) == ("", 2, "date")

    def test_merged_cells(self):
        data = builders.field_workbook([interview_row()] * 2, [person_row()])
        book = openpyxl.load_workbook(io.BytesIO(data))
        book["Entretiens"].merge_cells("B2:B3")
        stream = io.BytesIO()
        book.save(stream)
        fault = only(read({"terrain.xlsx": stream.getvalue()}), "merged_cells")
        assert (fault.file, fault.sheet, fault.row) == ("terrain.xlsx", "Entretiens", 2)
        assert fault.blocking


class TestRows:
    @pytest.mark.parametrize(
        ("change", "kind"),
        [
            ({"identifiant": ""}, "missing_value"),
            ({"site": ""}, "missing_value"),
            ({"etape": ""}, "missing_value"),
            ({"date": ""}, "missing_value"),
            ({"type": ""}, "missing_value"),
            ({"nature": ""}, "missing_value"),
            ({"date": "31/02/2016"}, "bad_date"),
            ({"etape": "deux"}, "bad_step"),
            ({"type": "Durand"}, "bad_type"),
            ({"nature": "Durand"}, "bad_nature"),
            ({"duree": "longue"}, "bad_duration"),
        ],
    )
    def test_a_wrong_value_of_an_interview(self, change, kind):
        folder = read(field_files([interview_row(**change)]))
        fault = only(folder, kind)
        assert (fault.file, fault.row, fault.column) == ("entretiens.csv", 2, next(iter(change)))
        assert fault.blocking
        assert folder.interviews == ()

    @pytest.mark.parametrize(
        ("change", "kind", "column"),
        [
            ({"entretien": ""}, "missing_value", "entretien"),
            ({"nom": "", "fonction": "", "locuteur": ""}, "missing_value", "nom"),
            ({"consentements": "citer;Durand"}, "unknown_consent", "consentements"),
            ({"entretien": "E999"}, "person_without_interview", "entretien"),
        ],
    )
    def test_a_wrong_value_of_a_person(self, change, kind, column):
        folder = read(field_files(people=[person_row(locuteur="x"), person_row(**change)]))
        fault = only(folder, kind)
        assert (fault.file, fault.row, fault.column) == ("personnes.csv", 3, column)
        assert fault.blocking
        assert [person.row for person in folder.people] == [2]

    @pytest.mark.parametrize(
        "change",
        [{"site": "Creil", "fichier": "b.txt"}, {"date": "2016-03-13"}, {}, {"fichier": ""}],
    )
    def test_a_doubled_identifier(self, change):
        files = field_files([interview_row(), interview_row(**change)], b__txt="x")
        fault = only(read(files), "doubled_identifier")
        assert (fault.row, fault.other_row, fault.detail) == (3, 2, "E001")

    def test_an_identifier_that_names_someone_is_not_shown(self):
        rows = [interview_row(identifiant="Durand")] * 2
        fault = only(
            read(field_files(rows, [person_row(entretien="Durand")])), "doubled_identifier"
        )
        assert fault.detail == ""

    def test_a_doubled_person(self):
        rows = [person_row(), person_row(nom="durand  MARIE".title()), person_row(locuteur="M2")]
        rows[1] = person_row(nom="MARIE DURAND")
        fault = only(read(field_files(people=rows)), "doubled_person")
        assert (fault.row, fault.other_row) == (3, 2)

    def test_an_interview_without_anyone_met(self):
        rows = [interview_row(), interview_row(identifiant="E002", fichier="")]
        fault = only(read(field_files(rows)), "interview_without_person")
        assert (fault.row, fault.blocking) == (3, False)


class TestTexts:
    def test_a_missing_file(self):
        fault = only(read(field_files([interview_row(fichier="e002.txt")])), "missing_file")
        assert (fault.file, fault.row, fault.blocking) == ("e002.txt", 2, True)

    def test_a_file_without_row(self):
        fault = only(read(field_files(e9__txt="x")), "file_without_row")
        assert (fault.file, fault.row, fault.blocking) == ("e9.txt", None, False)

    def test_a_file_named_after_someone_is_told_by_that_persons_row(self):
        fault = only(read(field_files(durand__txt="x")), "file_without_row")
        assert (fault.file, fault.row, fault.column) == ("", 2, "nom")

    @pytest.mark.parametrize("name", ["durand.pdf", "e001.pdf"])
    def test_an_unreadable_text(self, name):
        files = field_files([interview_row(fichier=name)]) | {name: b"%PDF-1.4"}
        fault = only(read(files), "unreadable")
        assert (fault.row, fault.detail, fault.column) == (2, "truncated", "fichier")
        assert fault.file == ("" if "durand" in name else name)

    def test_a_member_that_cannot_be_read_is_an_unreadable_text(self):
        class Bundle:
            names = ("entretiens.csv", "personnes.csv", "e001.txt")

            def read(self, name):
                if name == "e001.txt":
                    raise Unreadable("bomb")
                return field_files()[name]

            def find(self, typed, *, beside=""):
                return typed

        folder = read_field_folder(Bundle(), read_text=read_document, read_tables=read_workbook)
        assert only(folder, "unreadable").detail == "bomb"

    def test_the_same_words_twice(self):
        rows = [interview_row(), interview_row(identifiant="E002", fichier="b.txt")]
        people = [person_row(), person_row(entretien="E002")]
        folder = read(
            field_files(rows, people, b__txt=TRANSCRIPT.replace("\n", "\r\n\r\n").upper())
        )
        fault = only(folder, "doubled_content")
        assert (fault.file, fault.row, fault.other_row) == ("b.txt", 3, 2)
        assert fault.blocking

    def test_a_speaker_that_the_table_lacks_is_told_by_line(self):
        text = "MARIE : Bonjour 😀.\n\nM. DURAND-ROY : Oui.\nM. DURAND-ROY : Non."
        fault = only(read(field_files(e001__txt=text)), "speaker_not_in_table")
        assert (fault.file, fault.row, fault.line, fault.blocking) == ("e001.txt", 2, 3, False)

    def test_what_a_reader_left_out_is_told(self):
        data = builders.word_of(
            "<w:p><w:r><w:t>MARIE : Oui</w:t></w:r>"
            '<w:del w:id="2" w:author="x"><w:r><w:delText>non</w:delText></w:r></w:del></w:p>'
        )
        files = field_files([interview_row(fichier="a.docx")]) | {"a.docx": data}
        fault = only(read(files), "tracked_changes")
        assert (fault.file, fault.row, fault.detail, fault.blocking) == ("a.docx", 2, "1", False)


def test_kinds_of_notices_are_kinds_of_faults():
    with pytest.raises(ValueError, match="nonsense"):
        Fault("nonsense")
    assert {"control_characters", "tracked_changes", "merged_cells"} <= KINDS
