"""Killed anywhere, an import leaves the state before or the state after, and can be resumed."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as real_settings

from tests.fieldwork import conftest as field

ROOT = Path(__file__).resolve().parents[2]
STAGES = {
    "start": [
        *("key.before-link", "key.after-link"),
        *("staging.fichiers.before-rename", "staging.fichiers.after-rename"),
        "import.started.before-commit",
    ],
    "check": [
        *("staging.controle.before-rename", "staging.controle.after-rename"),
        *("import.checked.before-commit", "import.checked.after-commit"),
    ],
    "write": [
        *("key.before-link", "key.after-link", "import.rows-written"),
        *("import.written.before-commit", "import.written.after-commit"),
        *("key.overwritten", "staging.key-destroyed"),
    ],
    "cancel": ["key.overwritten", "staging.key-destroyed"],
    "undo": ["import.undone.before-commit", "import.undone.after-commit", "key.overwritten"],
}
BEFORE = {
    "start": [],
    "check": ["start"],
    "write": ["start", "check", "confirm"],
    "cancel": ["start", "check"],
    "undo": ["start", "check", "confirm", "write"],
}
# What a worker notes of its own work, and what differs from a run to the next.
BOOKKEEPING = {"lease", "alive_at", "progress", "total", "status", "version"}
OPAQUE = {
    *("uuid", "identity", "original", "owner", "ciphertext", "digest", "target"),
    *("at", "created_at", "sealed_at", "confirmed_at", "reviewed_at"),
}


@dataclass(frozen=True)
class Installation:
    """A data folder and a key store of their own."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "var" / "ancrage.sqlite3"

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a process of Ancrage here."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "ancrage.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "ANCRAGE_DATA": str(self.folder / "var"),
            "ANCRAGE_KEYS": str(self.folder / "keys"),
            "FIELD": str(self.folder / "field"),
        }
        environment.pop("DATABASE_URL", None)
        return subprocess.run(
            [sys.executable, *arguments],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def stage(self, stage: str, failpoint: str = "") -> list[str]:
        """Do a stage of an import; return the failpoints reached on the way."""
        arguments = [stage, failpoint] if failpoint else [stage]
        done = self.run("-m", "tests.fieldwork.mortal", *arguments)
        assert done.returncode == (-9 if failpoint else 0), done.stderr
        return list(dict.fromkeys(done.stdout.split()))

    def copied(self, to: Path) -> "Installation":
        """Copy everything, as a machine stopped dead would be found."""
        shutil.copytree(self.folder, to)
        return Installation(to)

    def rows(self, without: set[str]) -> dict[str, list[tuple[Any, ...]]]:
        """Return the rows of every table of the rooms."""
        with sqlite3.connect(self.database) as connection:
            named = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND ("
                "name LIKE 'fieldwork_%' OR name LIKE 'vault_%' OR name LIKE 'core_journal%')"
                " AND name NOT LIKE '%fts_%'"
            )
            return {table: self._rows(connection, table, without) for (table,) in named}

    def files(self) -> dict[str, str]:
        """Return the digest of every staged file and of every key."""
        folders = [self.folder / "var" / "staging", self.folder / "keys" / "data"]
        return {
            str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for folder in folders
            if folder.exists()
            for path in folder.iterdir()
        }

    def status(self) -> str | None:
        """Return where the import is."""
        with sqlite3.connect(self.database) as connection:
            row = connection.execute("SELECT status FROM fieldwork_importbatch").fetchone()
        return row and row[0]

    def shape(self) -> Any:
        """Return what does not differ from a whole run to another, resumed or not."""
        rows = self.rows(BOOKKEEPING | OPAQUE)
        written = {table: found for table, found in rows.items() if "journal" not in table}
        return written, len(self.files()), self.status()

    @staticmethod
    def _rows(connection: Any, table: str, without: set[str]) -> list[tuple[Any, ...]]:
        found = connection.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608
        kept = [n for n, (name, *_) in enumerate(found.description) if name not in without]
        return [tuple(row[n] for n in kept) for row in found]


PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import factories
study = factories.StudyFactory()
factories.StepFactory(study=study, number=2)
for name in ("Arras", "Creil"):
    factories.SiteFactory(study=study, territory__name=name)
"""


@pytest.fixture(scope="module")
def installations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Installation]:
    """The state before each stage, and after the last one."""
    if not real_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        pytest.skip("Kills are tried on SQLite.")
    base = Installation(tmp_path_factory.mktemp("kills") / "new")
    (base.folder / "field").mkdir(parents=True)
    for name, data in small_field():
        (base.folder / "field" / name).write_bytes(data)
    done = base.run("-c", PREPARE)
    assert done.returncode == 0, done.stderr
    states = {"start": base}
    for stage in ("start", "check", "confirm", "write", "undo"):
        states[f"after {stage}"] = states[_latest(stage)].copied(base.folder.parent / stage)
        states[f"after {stage}"].stage(stage)
    states["after cancel"] = states["after check"].copied(base.folder.parent / "cancel")
    states["after cancel"].stage("cancel")
    return states


def _latest(stage: str) -> str:
    before = {"start": "start", "confirm": "after check"}
    return before.get(stage) or f"after {BEFORE[stage][-1]}"


def small_field() -> list[tuple[str, bytes]]:
    """Return a folder of one interview of two people, and one without text."""
    facts = {"site": "Arras", "etape": 2, "date": "2016-03-21", "type": "collectif"}
    interviews = [
        {**facts, "identifiant": "E001", "nature": "transcription", "fichier": "E001.txt"},
        {**facts, "identifiant": "E002", "site": "Creil"},
    ]
    person = {"fonction": "adjointe", "categorie": "élu", "consentements": field.EVERYTHING}
    people = [
        {**person, "entretien": "E001", "nom": "Nathalie Okafor", "locuteur": "Mme Okafor"},
        {**person, "entretien": "E001", "nom": "Hugues Delattre", "locuteur": "M. Delattre"},
        {**person, "entretien": "E002", "nom": "Samira Benali"},
    ]
    return [
        ("entretiens.csv", field.table(field.INTERVIEWS, interviews)),
        ("personnes.csv", field.table(field.PEOPLE, people)),
        ("E001.txt", field.TRANSCRIPT.encode()),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_every_place_is_tried(installations, tmp_path, stage):
    here = installations[_latest(stage)].copied(tmp_path / "here")
    assert set(here.stage(stage)) == set(STAGES[stage])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stage", "failpoint"), [(stage, point) for stage in STAGES for point in STAGES[stage]]
)
def test_killed_anywhere_it_is_before_or_after(installations, tmp_path, stage, failpoint):
    before = installations[_latest(stage)]
    after = installations[f"after {stage}"]
    here = before.copied(tmp_path / "here")
    here.stage(stage, failpoint)
    here.stage("sweep")
    if here.rows(BOOKKEEPING) == before.rows(BOOKKEEPING):
        assert here.files() == before.files()
        here.stage(f"resume,{stage}" if here.status() == "echec" else stage)
    assert here.shape() == after.shape()
