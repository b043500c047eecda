"""An import creates what the tables say, names nobody in clear, and is all or nothing."""

import json

import pytest
from django.db import connection
from django.utils import timezone

from ancrage.core import journal
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import (
    Consent,
    Document,
    ImportBatch,
    Interview,
    Paragraph,
    Participant,
    Purpose,
    TextVersion,
    Turn,
)
from ancrage.methods.text_edits import checked
from ancrage.vault.actions import unseal_unseen
from ancrage.vault.models import Kind, SealedObject
from tests.fieldwork.conftest import TRANSCRIPT, kinds

Status = ImportBatch.Status


def test_import_creates_what_the_tables_say(brought, bring):
    batch = bring(brought)
    assert batch.status == Status.DONE
    assert batch.counts == {
        "interviews": 3,
        "people": 4,
        "texts": 2,
        "steps": [{"step": 2, "interviews": 3, "people": 4, "texts": 2}],
        "sites": [
            {"site": "Arras", "interviews": 2, "people": 3, "texts": 2},
            {"site": "Creil", "interviews": 1, "people": 1, "texts": 0},
        ],
    }
    interview = Interview.objects.get(code="E001")
    assert (interview.site.name, interview.step.number, interview.kind) == ("Arras", 2, "collectif")
    assert sorted(each.name for each in interview.interviewers.all()) == [
        "Bakary Lemoine",
        "Odile Tarrazi",
    ]
    assert list(interview.participants.values_list("label", flat=True)) == [
        "Adjointe 1",
        "Directeur 1",
    ]
    assert not Interview.objects.get(code="E003").documents.exists()
    assert brought.study.interviewers.count() == 2
    assert journal.verify() > 0


def test_import_declares_consents_to_be_completed(brought, bring):
    bring(brought)
    person = Participant.objects.get(label="Directeur 1")
    assert set(person.consents.values_list("purpose", flat=True)) == {
        Purpose.RECORD,
        Purpose.TRANSCRIBE,
        Purpose.CODE,
    }
    assert set(Consent.objects.values_list("mode", flat=True)) == {Consent.Mode.TABLE}


def test_first_work_version_calls_people_by_their_labels(brought, bring):
    bring(brought)
    version = TextVersion.objects.get(document__interview__code="E001")
    assert "[Adjointe 1] : On se voit" in version.text
    assert "[Directeur 1] aussi. Mais [Adjointe 1] ne décide" in version.text
    assert "Demandez à [Adjointe 1]." in version.text
    assert not version.is_reviewed


def test_edits_lead_exactly_from_the_sealed_original_to_the_work_version(brought, bring):
    bring(brought)
    for version in TextVersion.objects.select_related("document__interview"):
        owner = version.document.interview.uuid
        sealed = SealedObject.objects.get(owner=owner, kind=Kind.REPLACEMENTS)
        log = json.loads(unseal_unseen(uuid=sealed.uuid))
        text, grown = log["text"], 0
        for edit, done in zip(checked(version.edits), log["replacements"], strict=True):
            assert (edit.start, edit.end, edit.length) == (
                done["start"],
                done["end"],
                len(done["is"]),
            )
            assert log["text"][edit.start : edit.end] == done["was"]
            text = text[: edit.start + grown] + done["is"] + text[edit.end + grown :]
            grown += edit.growth
        assert text == version.text


def test_original_is_sealed_as_it_came(brought, bring):
    bring(brought)
    document = Document.objects.get(interview__code="E001")
    assert unseal_unseen(uuid=document.original) == TRANSCRIPT.encode()
    assert document.media_type == "text/plain"


def test_turns_say_who_speaks(brought, bring):
    bring(brought)
    version = TextVersion.objects.get(document__interview__code="E001")
    turns = [
        (
            version.text[turn.start : turn.end][:12],
            version.text[turn.label_start : turn.start],
            turn.participant and turn.participant.label,
        )
        for turn in version.turns.all()
    ]
    assert turns == [
        ("Qui se parle", "ENQUÊTRICE : ", None),
        ("On se voit e", "[Adjointe 1] : ", "Adjointe 1"),
        ("Travailler e", "[Directeur 1] : ", "Directeur 1"),
        ("Et les habit", "ENQUÊTRICE : ", None),
    ]


def test_search_looks_into_words_not_into_labels(brought, bring):
    bring(brought)
    assert Paragraph.objects.matching("réunions").count() == 1
    assert Paragraph.objects.matching("directeur").count() == 1  # « [Directeur 1] aussi »
    assert not Paragraph.objects.matching("enquêtrice").exists()


def test_who_refuses_transcription_is_not_transcribed(brought, bring):
    brought.people[1]["consentements"] = "enregistrer;coder"
    bring(brought)
    version = TextVersion.objects.get(document__interview__code="E001")
    assert "[Directeur 1] : […]" in version.text
    assert "Travailler" not in version.text
    turn = Turn.objects.get(participant__label="Directeur 1")
    assert version.text[turn.start : turn.end] == "[…]"


def test_the_check_tells_whose_words_will_be_withheld(brought, bring):
    brought.people[1]["consentements"] = "enregistrer;coder"
    told = [line for line in bring(brought).report if line["kind"] == "not_transcribed"]
    assert [(line["row"], line["column"], line["blocking"]) for line in told] == [
        (3, "consentements", False)
    ]


def test_a_voice_that_the_table_does_not_know_is_withheld(brought, bring):
    brought.files["E001.txt"] += "\nMme Szabo : Moi, j’étais là.\nMme Szabo : Longtemps.\n".encode()
    batch = bring(brought)
    assert "speaker_not_in_table" in {line["kind"] for line in batch.report}
    version = TextVersion.objects.get(document__interview__code="E001")
    assert "Szabo" not in version.text
    assert version.text.endswith("[Voix non déclarée] : […]")


def test_unlabelled_words_are_withheld_where_nobody_agreed(brought, bring):
    brought.people[2]["consentements"] = ""
    bring(brought)
    assert TextVersion.objects.get(document__interview__code="E002").text == "[…]"


def test_notes_of_several_hands_stand_side_by_side(brought, bring):
    brought.interviews.insert(
        2, {**brought.interviews[1], "fichier": "E002-b.txt", "menes_par": "Bakary Lemoine"}
    )
    brought.files["E002-b.txt"] = b"Autre main : Samira trouve cela long."
    batch = bring(brought)
    assert (batch.counts["interviews"], batch.counts["texts"]) == (3, 3)
    notes = Document.objects.filter(interview__code="E002")
    assert [(note.number, note.author) for note in notes] == [
        (1, "Odile Tarrazi"),
        (2, "Bakary Lemoine"),
    ]
    assert notes[1].versions.get().text == "Autre main : [Habitante 1] trouve cela long."


def test_the_same_person_keeps_their_label_from_one_import_to_the_next(brought, bring):
    bring(brought)
    brought.interviews = [{**brought.interviews[1], "identifiant": "E010"}]
    brought.people = [
        {**brought.people[0], "entretien": "E010", "nom": "OKAFOR Nathalie"},
        {**brought.people[0], "entretien": "E010", "nom": "Sara Lenoir", "locuteur": ""},
    ]
    brought.files = {"E002.txt": b"M. Delattre et Nathalie Okafor, puis Sara Lenoir."}
    bring(brought)
    assert sorted(
        Participant.objects.filter(interview__code="E010").values_list("label", flat=True)
    ) == ["Adjointe 1", "Adjointe 2"]
    assert TextVersion.objects.get(document__interview__code="E010").text == (
        "[Directeur 1] et [Adjointe 1], puis [Adjointe 2]."
    )


def test_names_stand_in_no_table_outside_ciphertexts(brought, bring):
    canaries = ["Quetzalcoatl", "Ixtlilxochitl"]
    brought.people[0]["nom"] = " ".join(canaries)
    brought.people[0]["organisme"] = "Maison Ixtlilxochitl"
    brought.files["E001.txt"] = TRANSCRIPT.replace("Nathalie Okafor", canaries[1]).encode()
    brought.interviews[0]["fichier"] = "E001-Ixtlilxochitl.txt"
    brought.files["E001-Ixtlilxochitl.txt"] = brought.files.pop("E001.txt")
    assert bring(brought).status == Status.DONE
    assert TextVersion.objects.filter(text__contains="[Adjointe 1]").exists()
    for table, column, value in every_text():
        for canary in canaries:
            assert canary.casefold() not in value.casefold(), f"{table}.{column}"


def every_text():
    """Yield each value of each text column of each table, full-text index included."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            columns = [described[0] for described in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, str):
                        yield table, column, value


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"site": "Atlantide"}, "unknown_site"),
        ({"etape": 9}, "unknown_step"),
        ({"date": "31/02/2016"}, "bad_date"),
        ({"type": "confession"}, "bad_type"),
        ({"fichier": "absent.txt"}, "missing_file"),
        ({"duree": "-5"}, "bad_duration"),
        ({"lieu": "x" * 201}, "too_long"),
        ({"menes_par": "x" * 121}, "too_long"),
    ],
)
def test_a_bad_row_blocks_the_import_and_nothing_is_written(brought, bring, change, kind):
    brought.interviews[0].update(change)
    batch = bring(brought)
    assert batch.status == Status.REFUSED
    assert kinds(batch) == {kind}
    line = next(line for line in batch.report if line["kind"] == kind)
    assert line["row"] == 2
    assert actions.sentence(line).endswith(".")
    assert not Interview.objects.exists()


def test_a_text_at_fault_is_placed_by_the_row_that_names_it(brought, bring):
    brought.interviews[1]["fichier"] = "absent.txt"
    (line,) = [line for line in bring(brought).report if line["blocking"]]
    placed = "entretiens.csv, ligne 3, colonne «\u00a0fichier\u00a0»\u00a0: absent.txt"
    assert actions.place(line) == placed


def test_what_an_interview_that_cannot_be_read_brings_is_not_counted(brought, bring):
    brought.interviews[0]["date"] = "31/02/2016"
    counts = bring(brought).counts
    for name in ("interviews", "people", "texts"):
        assert counts[name] == sum(step[name] for step in counts["steps"])
    assert counts["interviews"] == len(brought.interviews) - 1


def test_what_the_study_already_holds_is_not_imported_twice(brought, bring):
    bring(brought)
    batch = bring(brought)
    assert kinds(batch) == {"known_identifier", "known_content"}
    assert Interview.objects.count() == 3


def test_texts_in_windows_1252_are_read_when_asked(brought, bring):
    brought.files["E002.txt"] = NOTES_1252
    batch = bring(brought)
    assert [line["detail"] for line in batch.report if line["kind"] == "unreadable"] == ["encoding"]
    actions.recheck_import(batch=batch, encoding="cp1252", by=None)
    actions.check_import(batch=batch, clock=timezone.now)
    batch.refresh_from_db()
    assert batch.status == Status.READY


NOTES_1252 = "Réunion à l’hôtel de ville : Samira Benali était présente.".encode("cp1252")


@pytest.mark.parametrize("identifier", ["E/001", "../E1", "x" * 41])
def test_an_identifier_that_no_address_may_hold_is_refused(brought, bring, identifier):
    brought.interviews[2]["identifiant"] = brought.people[3]["entretien"] = identifier
    assert kinds(bring(brought)) == {"bad_identifier"}


def test_every_kind_of_loss_has_a_sentence():
    from ancrage.fieldwork.actions import sentences
    from ancrage.formats.errors import KINDS as UNREADABLE
    from ancrage.formats.field_folder import KINDS

    blank = {"file": "", "sheet": "", "row": 1, "column": "nom", "other_row": 2, "line": 3}
    assert sentences.kinds() >= KINDS
    for kind in sentences.kinds() - {"unreadable"}:
        assert sentences.sentence({**blank, "kind": kind, "detail": "2"}).endswith(".")
    for detail in UNREADABLE:
        said = sentences.sentence({**blank, "kind": "unreadable", "detail": detail})
        assert said.endswith(".")
