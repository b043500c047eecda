"""``ancrage import-interviews STUDY FOLDER``: the same import as the pages'."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from ancrage.core.commands import ActingCommand, usable
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import ImportBatch
from ancrage.formats.archives import open_folder
from ancrage.formats.errors import Unreadable
from ancrage.studies.models import Study


class Command(ActingCommand):
    """Check a folder or a zip, write the report asked for, and import unless a fault blocks."""

    help = "Importe les entretiens d’un dossier ou d’une archive zip dans une étude."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the study, the folder, and what to do."""
        super().add_arguments(parser)
        parser.add_argument("study", metavar="ÉTUDE")
        parser.add_argument("folder", type=Path, metavar="DOSSIER")
        parser.add_argument("--dry-run", action="store_true", help="ne rien écrire, seulement dire")
        parser.add_argument(
            "--report", type=Path, metavar="FICHIER.json", help="où écrire le bilan"
        )
        parser.add_argument(
            "--encoding",
            choices=["cp1252"],
            default="",
            help="lire ainsi les textes qui ne sont pas en UTF-8",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check; stop there on a blocking fault or a dry run; else write."""
        study = Study.objects.filter(slug=options["study"]).first()
        if study is None:
            raise CommandError("Aucune étude n’a ce nom court. Rien n’a été fait.")
        by = self.actor(options)
        if options["report"]:  # before anything is staged: it must be possible to write it
            with usable(options["report"]):
                options["report"].open("a").close()
        with usable(options["folder"]):
            files = _files(options["folder"])
        if options["dry_run"] or not files:
            checked = actions.check_files(study, files, encoding=options["encoding"])
            report = [loss.as_json() for loss in checked.report]
            self._tell(report, checked.counts(), options["report"])
            self.stdout.write("Rien n’a été écrit.")
            return
        batch = actions.start_import(study=study, files=files, by=by, encoding=options["encoding"])
        actions.check_import(batch=batch, clock=timezone.now)
        batch.refresh_from_db()
        if batch.status == ImportBatch.Status.REFUSED:
            actions.cancel_import(batch=batch, by=by)
        self._tell(batch.report, batch.counts, options["report"])
        actions.confirm_import(batch=batch, by=by, now=timezone.now())
        actions.write_import(batch=batch, clock=timezone.now)
        self.stdout.write("Entretiens importés.")

    def _tell(
        self, lines: list[dict[str, Any]], counts: dict[str, Any], report: Path | None
    ) -> None:
        """Write the report; end with 1 if a line blocks."""
        faults = [actions.fault(line) for line in lines]
        if report is not None:
            content = json.dumps({"faults": faults, "counts": counts}, ensure_ascii=False, indent=2)
            report.write_text(f"{content}\n", encoding="utf-8")
        for line, fault in zip(lines, faults, strict=True):
            mark = "à corriger" if line["blocking"] else "à savoir"
            self.stderr.write(f"{mark} – {actions.place(line)} : {fault['message']}")
        for name in ("interviews", "people", "texts"):
            self.stdout.write(f"{counts[name]:6} {name}")
        if any(line["blocking"] for line in lines):
            self.stderr.write("Rien n’a été importé. Corrigez, puis relancez.")
            sys.exit(1)


def _files(path: Path) -> list[tuple[str, bytes]]:
    """Return the files of a folder, or a zip as it is."""
    if path.is_file():
        return [(path.name, path.read_bytes())]
    if not path.is_dir():
        raise CommandError("Ce dossier n’existe pas. Rien n’a été fait.")
    try:
        with open_folder(path) as bundle:
            return [(name, bundle.read(name)) for name in bundle.names]
    except Unreadable as error:
        sentence = actions.sentence({"kind": "unreadable", "detail": error.kind})
        raise CommandError(f"{sentence} Rien n’a été importé.") from error
