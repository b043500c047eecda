"""A small study and what a team brings back from its field."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import timezone

from ancrage.accounts.models import User
from ancrage.fieldwork import actions
from ancrage.fieldwork.exchange.field import INTERVIEWS, PEOPLE
from ancrage.fieldwork.models import ImportBatch
from ancrage.studies.models import Study
from tests import factories

EVERYTHING = "enregistrer;transcrire;coder;citer;citer_fonction;partager;annexe;archiver"

TRANSCRIPT = """ENQUÊTRICE : Qui se parle, ici ?

Mme Okafor : On se voit en réunion, oui. M. Delattre aussi. Mais Nathalie Okafor ne décide pas.

M. Delattre : Travailler ensemble, personne n’en parle. Demandez à nathalie.

ENQUÊTRICE : Et les habitants ?
"""
NOTES = "Arras, 21 mars\n- Mme Benali dit que le conseil citoyen n’est pas consulté\n- à revoir\n"


@dataclass
class Field:
    """A folder from the field, to be altered by tests before it is dropped."""

    study: Study
    interviews: list[dict[str, Any]]
    people: list[dict[str, Any]]
    files: dict[str, bytes] = field(default_factory=dict)

    def dropped(self) -> list[tuple[str, bytes]]:
        """Return the files as a browser sends them."""
        tables = {
            "entretiens.csv": table(INTERVIEWS, self.interviews),
            "personnes.csv": table(PEOPLE, self.people),
        }
        return list({**tables, **self.files}.items())

    def zipped(self) -> bytes:
        """Return the folder as an archive."""
        return archive(self.dropped())


def table(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> bytes:
    """Write a csv table."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def archive(files: list[tuple[str, bytes]]) -> bytes:
    """Write a zip archive, names as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files:
            zipped.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


@pytest.fixture
def study(db: None) -> Study:
    """A study with two sites and step 2."""
    study = factories.StudyFactory()
    factories.StepFactory(study=study, number=2)
    for name in ("Arras", "Creil"):
        factories.SiteFactory(study=study, territory__name=name)
    return study


@pytest.fixture
def brought(study: Study) -> Field:
    """A transcript of two people, notes of a third, an interview without text."""
    common = {"etape": 2, "date": "2016-03-21", "type": "individuel", "duree": 60}
    return Field(
        study,
        interviews=[
            {
                **common,
                "identifiant": "E001",
                "site": "Arras",
                "type": "collectif",
                "lieu": "Hôtel de ville",
                "menes_par": "Odile Tarrazi;Bakary Lemoine",
                "nature": "transcription",
                "fichier": "E001.txt",
            },
            {
                **common,
                "identifiant": "E002",
                "site": "arras",
                "menes_par": "Odile Tarrazi",
                "nature": "note",
                "fichier": "E002.txt",
            },
            {**common, "identifiant": "E003", "site": "Creil", "menes_par": "Bakary Lemoine"},
        ],
        people=[
            {
                "entretien": "E001",
                "nom": "Nathalie Okafor",
                "fonction": "adjointe au maire",
                "organisme": "Ville d’Arras",
                "categorie": "élu",
                "locuteur": "Mme Okafor",
                "consentements": EVERYTHING,
            },
            {
                "entretien": "E001",
                "nom": "Hugues Delattre",
                "fonction": "directeur de la cohésion sociale",
                "categorie": "services de la ville",
                "locuteur": "M. Delattre",
                "consentements": "enregistrer;transcrire;coder",
            },
            {
                "entretien": "E002",
                "nom": "Samira Benali",
                "fonction": "habitante",
                "categorie": "habitant",
                "consentements": EVERYTHING,
            },
            {
                "entretien": "E003",
                "nom": "Yonas Tesfaye",
                "fonction": "coordinateur",
                "categorie": "association",
                "consentements": "",
            },
        ],
        files={"E001.txt": TRANSCRIPT.encode(), "E002.txt": NOTES.encode()},
    )


@pytest.fixture
def bring(transactional_db: None) -> Any:
    """Import a folder whole, as a person and a worker do."""

    def bring(brought: Field, by: User | None = None) -> ImportBatch:
        batch = actions.start_import(study=brought.study, files=brought.dropped(), by=by)
        actions.check_import(batch=batch, clock=timezone.now)
        batch.refresh_from_db()
        if batch.status == ImportBatch.Status.READY:
            actions.confirm_import(batch=batch, by=by, now=timezone.now())
            actions.write_import(batch=batch, clock=timezone.now)
            batch.refresh_from_db()
        return batch

    return bring


def kinds(batch):
    """Return the kinds of what blocks an import."""
    return {line["kind"] for line in batch.report if line["blocking"]}
