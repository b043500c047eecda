"""Whatever is dropped: a sentence that says what to do, nothing lost, nothing half written."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from ancrage.core.access import Role
from ancrage.fieldwork.models import ImportBatch, Interview, TextVersion
from ancrage.vault.models import SealedObject
from tests import factories
from tests.fieldwork.conftest import TRANSCRIPT, archive
from tests.formats import builders

ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
)
WORD = builders.word(*TRANSCRIPT.splitlines())
BOMB = builders.rezipped(WORD, {"word/document.xml": b"<a>" + b" " * 90_000_000 + b"</a>"})
DOCTYPE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def renamed(brought, name, data):
    """Give the first interview another text."""
    del brought.files["E001.txt"]
    brought.files[name] = data
    brought.interviews[0]["fichier"] = name


def workbook(brought, change):
    """Put both tables in one workbook, altered."""
    book = openpyxl.Workbook()
    for title, rows in (("entretiens", brought.interviews), ("personnes", brought.people)):
        sheet = book.create_sheet(title)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) for column in columns])
    del book["Sheet"]
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return [("terrain.xlsx", stream.getvalue()), *brought.files.items()]


def with_text(name, data):
    def drop(brought):
        renamed(brought, name, data)
        return brought.dropped()

    return drop


def with_row(**change):
    def drop(brought):
        brought.interviews[0].update(change)
        return brought.dropped()

    return drop


def with_book(change):
    return lambda brought: workbook(brought, change)


def without_column(brought):
    return [(n, d.replace(b"site", b"zzzz", 1)) for n, d in brought.dropped()]


def with_many_rows(brought):
    brought.interviews *= 34_000
    return brought.dropped()


def with_same_name(brought):
    return [("t.zip", archive([*brought.dropped(), ("e001.TXT", b"autre")]))]


REFUSED = {
    "empty folder": (lambda brought: [("t.zip", archive([]))], "empty_folder", ""),
    "zip bomb": (with_text("E001.docx", BOMB), "unreadable", "bomb"),
    "parent member": (
        lambda b: [("t.zip", archive([("../x.csv", b"x")]))],
        "unreadable",
        "unsafe_name",
    ),
    "backslash": (
        lambda b: [("t.zip", archive([("a\\x.csv", b"x")]))],
        "unreadable",
        "unsafe_name",
    ),
    "same name": (with_same_name, "unreadable", "doubled_name"),
    "truncated zip": (lambda b: [("t.zip", b.zipped()[:-300])], "unreadable", "truncated"),
    "encrypted docx": (with_text("E001.docx", ENCRYPTED), "unreadable", "encrypted"),
    "truncated docx": (with_text("E001.docx", WORD[: len(WORD) // 2]), "unreadable", "truncated"),
    "pdf named docx": (
        with_text("E001.docx", builders.pdf("Bonjour.")),
        "unreadable",
        "wrong_type",
    ),
    "scanned pdf": (
        with_text("E001.pdf", builders.pdf("#rect(width: 1cm)")),
        "unreadable",
        "no_text",
    ),
    "doctype": (
        with_text("E001.docx", builders.rezipped(WORD, {"word/document.xml": DOCTYPE + "<a/>"})),
        "unreadable",
        "doctype",
    ),
    "cp1252": (with_text("E001.txt", "Été à l’hôtel".encode("cp1252")), "unreadable", "encoding"),
    "empty text": (with_text("E001.txt", b""), "unreadable", "empty"),
    "sound": (with_text("E001.mp3", b"ID3\x03" + b"\0" * 400), "unreadable", "unsupported"),
    "missing column": (without_column, "missing_column", ""),
    "merged cells": (
        with_book(lambda book: book["entretiens"].merge_cells("B2:B3")),
        "merged_cells",
        None,
    ),
    "many rows": (with_many_rows, "too_many_rows", None),
    "unknown site": (with_row(site="Atlantide"), "unknown_site", ""),
    "31 February": (with_row(date="31/02/2016"), "bad_date", ""),
    "unknown consent": (
        lambda b: b.people[0].update(consentements="danser") or b.dropped(),
        "unknown_consent",
        "",
    ),
    "doubled identifier": (
        lambda b: b.interviews[1].update(identifiant="E001") or b.dropped(),
        "doubled_identifier",
        None,
    ),
    "same text twice": (
        lambda b: b.files.update({"E002.txt": b.files["E001.txt"]}) or b.dropped(),
        "doubled_content",
        "",
    ),
}

ACCEPTED = {
    "tracked changes": (
        with_text(
            "E001.docx",
            builders.word_of(
                "<w:p><w:r><w:t>Mme Okafor : On se voit </w:t></w:r>"
                '<w:ins w:id="1" w:author="X"><w:r><w:t>en réunion.</w:t></w:r></w:ins>'
                '<w:del w:id="2" w:author="X"><w:r><w:delText>non</w:delText></w:r></w:del></w:p>'
            ),
        ),
        "[Adjointe 1] : On se voit en réunion.",
    ),
    "utf-16": (with_text("E001.txt", "Mme Okafor : Été.".encode("utf-16")), "[Adjointe 1] : Été."),
    "byte order mark": (
        with_text("E001.txt", b"\xef\xbb\xbf" + "Mme Okafor : Été.".encode()),
        "[Adjointe 1] : Été.",
    ),
    "decomposed accents": (
        with_text("E001.txt", "Mme Okafor : E\u0301te\u0301.".encode()),
        "[Adjointe 1] : Été.",
    ),
    "control and direction marks": (
        with_text("E001.txt", "Mme Oka\u200bfor : Ou\x00i, \u202eMme Okafor\u202c.".encode()),
        "[Adjointe 1] : Oui, [Adjointe 1].",
    ),
    "emoji": (
        with_text("E001.txt", "Mme Okafor : Oui 👩‍🏫, Nathalie !".encode()),
        "[Adjointe 1] : Oui 👩‍🏫, [Adjointe 1] !",
    ),
    "image from elsewhere": (
        with_text(
            "E001.docx",
            builders.word_of(
                "<w:p><w:r><w:t>Mme Okafor : Oui.</w:t></w:r></w:p>",
                '<Relationship Id="r9" TargetMode="External" Target="http://exemple.invalid/x.png" '
                'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>',
            ),
        ),
        "[Adjointe 1] : Oui.",
    ),
}


@pytest.fixture
def client(as_, study):
    return as_(factories.MembershipFactory(study=study, role=Role.NATIONAL).user)


def through_the_page(client, study, files):
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    url = reverse("fieldwork:batch_create", args=[study.slug])
    response = client.post(url, {"fichiers": uploads}, follow=True)
    return ImportBatch.objects.get(), response.content.decode()


@pytest.mark.parametrize("name", REFUSED)
def test_refused_on_the_page_and_nothing_is_written(client, brought, name):
    drop, kind, detail = REFUSED[name]
    batch, page = through_the_page(client, brought.study, drop(brought))
    assert batch.status == ImportBatch.Status.REFUSED
    blocking = [line for line in batch.report if line["blocking"]]
    assert kind in {line["kind"] for line in blocking}
    if detail is not None:
        assert detail in {line["detail"] for line in blocking}
    assert "Rien n’a été importé" in page
    assert not Interview.objects.exists()
    assert not SealedObject.objects.exists()


@pytest.mark.parametrize("name", REFUSED)
def test_refused_on_the_command_line(brought, tmp_path, name):
    drop, kind, _ = REFUSED[name]
    files = drop(brought)
    path = tmp_path / "t.zip"
    path.write_bytes(files[0][1] if len(files) == 1 else archive(files))
    report = tmp_path / "report.json"
    with pytest.raises(SystemExit) as end:
        call_command(
            *("import_interviews", brought.study.slug, str(path), "--report", str(report)),
            stdout=io.StringIO(),
            stderr=io.StringIO(),
        )
    assert end.value.code == 1
    faults = json.loads(report.read_text(encoding="utf-8"))["faults"]
    assert kind in {fault["kind"] for fault in faults if fault["blocking"]}
    assert all(fault["message"].endswith(".") for fault in faults)
    assert not Interview.objects.exists()


@pytest.mark.parametrize("name", ACCEPTED)
def test_read_all_the_same(client, brought, name):
    drop, expected = ACCEPTED[name]
    batch, _ = through_the_page(client, brought.study, drop(brought))
    assert batch.status == ImportBatch.Status.READY, batch.report
    client.post(batch.get_absolute_url(), {"geste": "importer"})
    assert TextVersion.objects.get(document__interview__code="E001").text == expected
