"""The field carried in and out with a whole study, through the same actions as an import.

In: the folder ``terrain`` of a study, read as the import does. Out: the same tables and the work
texts, labels in place of names.
"""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Final

from django.utils import timezone

from ancrage.accounts.models import User
from ancrage.core.folders import take_each
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import Document, Interview, Participant, TextVersion
from ancrage.formats.archives import open_folder
from ancrage.formats.errors import Unreadable
from ancrage.formats.study_folder import Fault, Row, StudyFolder, Unfit, write_table
from ancrage.formats.tables import Cell
from ancrage.studies.models import Study

FOLDER: Final = "terrain"
INTERVIEWS: Final = (
    *("identifiant", "site", "etape", "date", "type", "lieu", "duree"),
    *("menes_par", "theme", "nature", "fichier"),
)
PEOPLE: Final = (
    *("entretien", "nom", "fonction", "organisme", "categorie", "locuteur", "consentements"),
)

REVIEWS: Final = ("entretien", "fichier", "relu_par", "date")


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Create the interviews of ``terrain``; what can't be taken is added to the faults."""
    path = folder.path / FOLDER
    if not path.is_dir():
        return
    try:
        bundle = open_folder(path)
    except Unreadable as error:
        folder.faults.append(Fault(error.kind, FOLDER))
        return
    with bundle:
        checked = actions.check_bundle(study, bundle)
        folder.faults += [
            Fault(loss.kind, f"{FOLDER}/{loss.file}", loss.row, loss.column)
            for loss in checked.report
            if loss.blocking
        ]
        if checked.can_be_written:
            prepared = actions.prepare(study, checked.folder, bundle.read)
            batch = actions.record_import(study=study, checked=checked, by=by)
            actions.create_interviews(study=study, prepared=prepared, batch=batch, by=by)
            _read_reviews(folder, study=study)


def _read_reviews(folder: StudyFolder, *, study: Study) -> None:
    """Note which texts were read through, by whom and when (``relectures``)."""
    documents = documents_by_file(folder, study=study)
    readers = {member.user.email: member.user for member in study.memberships.all()}

    def review(row: Row) -> None:
        document = documents.get((row["entretien"], row["fichier"]))
        if document is None:
            raise Unfit("unknown_text", "fichier")
        reader = readers.get(row["relu_par"].lower())
        if reader is None:
            raise Unfit("unknown_author", "relu_par")
        noon = timezone.make_aware(datetime.combine(row.day("date"), time(12)))
        version = document.versions.current().get()
        actions.review_version(version=version, by=reader, now=noon)

    take_each(folder, "relectures", review)


def documents_by_file(folder: StudyFolder, *, study: Study) -> dict[tuple[str, str], Document]:
    """Return the texts just created by (interview, file) as the tables of the folder name them.

    The name of an original may name a person: it is sealed, so only the folder still knows it.
    """
    documents = {
        (document.interview.code, document.kind, document.number): document
        for document in Document.objects.filter(interview__study=study).select_related("interview")
    }
    found: dict[tuple[str, str], Document] = {}
    numbers: dict[tuple[str, str], int] = {}
    for row in folder.rows(f"{FOLDER}/entretiens"):
        if row["fichier"]:
            text = (row["identifiant"], _nature(row))
            numbers[text] = numbers.get(text, 0) + 1
            if document := documents.get((*text, numbers[text])):
                found[row["identifiant"], row["fichier"]] = document
    return found


def export_tables(study: Study, target: Path) -> None:
    """Write the tables and the current work texts; no name leaves the vault."""
    folder = target / FOLDER
    interviews = list(
        study.interviews.select_related("site", "step").prefetch_related(
            "interviewers", "documents__interview", "participants__consents"
        )
    )
    write_table(folder / "entretiens.csv", INTERVIEWS, _interview_rows(interviews))
    write_table(folder / "personnes.csv", PEOPLE, _people_rows(study))
    current = TextVersion.objects.current().filter(document__interview__study=study)
    versions = list(current.select_related("document__interview", "reviewed_by"))
    write_table(target / "relectures.csv", REVIEWS, _review_rows(versions))
    for version in versions:
        (folder / version.document.file_name).write_text(version.text, encoding="utf-8")


def _nature(row: Row) -> str:
    return (
        Document.Kind.NOTE
        if row["nature"].casefold().startswith(("note", "prise"))
        else Document.Kind.TRANSCRIPT
    )


def _interview_rows(interviews: list[Interview]) -> Iterator[dict[str, Cell]]:
    for interview in interviews:
        facts: dict[str, Cell] = {
            "identifiant": interview.code,
            "site": interview.site.name,
            "etape": interview.step.number,
            "date": interview.held_on.isoformat(),
            "type": interview.kind,
            "lieu": interview.place,
            "duree": interview.minutes or "",
            "menes_par": ";".join(each.name for each in interview.interviewers.all()),
            "theme": interview.theme,
        }
        for document in interview.documents.all():
            yield {**facts, "nature": document.kind, "fichier": document.file_name}
        if not interview.documents.all():
            yield {**facts, "nature": "", "fichier": ""}


def _review_rows(versions: list[TextVersion]) -> Iterator[dict[str, Cell]]:
    for version in versions:
        if version.reviewed_by and version.reviewed_at:
            yield {
                "entretien": version.document.interview.code,
                "fichier": version.document.file_name,
                "relu_par": version.reviewed_by.email,
                "date": timezone.localtime(version.reviewed_at).date().isoformat(),
            }


def _people_rows(study: Study) -> Iterator[dict[str, Cell]]:
    people = Participant.objects.filter(interview__study=study)
    for person in people.select_related("interview", "category").prefetch_related("consents"):
        agreed = [each.purpose for each in person.consents.all() if each.withdrawn_at is None]
        yield {
            "entretien": person.interview.code,
            "nom": person.label,
            "fonction": person.label.rpartition(" ")[0],
            "organisme": "",
            "categorie": person.category.label,
            "locuteur": person.label,
            "consentements": ";".join(agreed),
        }
