"""Files made for the tests, in memory."""

import io
import zipfile

import docx
import typst
from docx.document import Document

from ancrage.formats.tables import Sheet, write_csv, write_xlsx

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
INTERVIEWS = (
    *("identifiant", "site", "etape", "date", "type", "lieu", "duree", "menes_par", "theme"),
    *("nature", "fichier"),
)
PEOPLE = (*("entretien", "nom", "fonction", "organisme", "categorie", "locuteur", "consentements"),)


def zipped(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as container:
        for name, data in members.items():
            container.writestr(name, data)
    return stream.getvalue()


def rezipped(data: bytes, changes: dict[str, bytes | str]) -> bytes:
    """Return a zip with some members replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        members: dict[str, bytes | str] = {n: container.read(n) for n in container.namelist()}
    return zipped(members | changes)


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def word_of(body: str, relations: str = "") -> bytes:
    """Return a Word file with the XML of its body written by hand."""
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    changes: dict[str, bytes | str] = {"word/document.xml": document}
    if relations:
        kind = "http://schemas.openxmlformats.org/package/2006/relationships"
        changes["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="{kind}">{relations}</Relationships>'
        )
    return rezipped(word(), changes)


def odt(body: str, **members: str) -> bytes:
    """Return an OpenDocument text with the XML of its body written by hand."""
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text"}
        | {"content.xml": opendocument("text", body)}
        | {name.replace("__", "/") + ".xml": data for name, data in members.items()}
    )


def ods(*rows: str) -> bytes:
    """Return an OpenDocument workbook of one sheet, from the XML of its cells."""
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    table = f'<table:table table:name="entretiens">{body}</table:table>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        "</manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": mimetype,
            "content.xml": opendocument("spreadsheet", table),
            "META-INF/manifest.xml": manifest,
        }
    )


def opendocument(kind: str, body: str) -> str:
    names = "".join(
        f' xmlns:{name}="{OFFICE}:{space}:1.0"'
        for name, space in (
            *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
            ("xlink", "none"),
        )
    ).replace(f"{OFFICE}:none:1.0", "http://www.w3.org/1999/xlink")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names}>'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )


def pdf(markup: str) -> bytes:
    """Return a PDF set from Typst markup."""
    return typst.compile(markup.encode())


def interview_row(**changes: str) -> list[str]:
    usual = {
        "identifiant": "E001",
        "site": "Arras",
        "etape": "2",
        "date": "2016-03-12",
        "type": "individuel",
        "nature": "transcription",
        "fichier": "e001.txt",
        "menes_par": "Paule Rivet",
    }
    return [(usual | changes).get(column, "") for column in INTERVIEWS]


def person_row(**changes: str) -> list[str]:
    usual = {
        "entretien": "E001",
        "nom": "Marie Durand",
        "fonction": "adjointe",
        "categorie": "élu",
        "locuteur": "MARIE",
        "consentements": "enregistrer;citer",
    }
    return [(usual | changes).get(column, "") for column in PEOPLE]


def field_files(
    interviews: list[list[str]] | None = None,
    people: list[list[str]] | None = None,
    **files: bytes | str,
) -> dict[str, bytes | str]:
    """Return the files of a folder from the field: one interview, one person, one transcript."""
    usual: dict[str, bytes | str] = {"e001.txt": "ENQUÊTRICE : Bonjour.\nMARIE : Bonjour.\n"}
    return (
        {
            "entretiens.csv": write_csv(INTERVIEWS, interviews or [interview_row()]),
            "personnes.csv": write_csv(PEOPLE, people or [person_row()]),
        }
        | usual
        | {name.replace("__", "."): data for name, data in files.items()}
    )


def field_workbook(interviews: list[list[str]], people: list[list[str]]) -> bytes:
    return write_xlsx(
        {"Entretiens": Sheet(INTERVIEWS, interviews), "Personnes": Sheet(PEOPLE, people)}
    )
