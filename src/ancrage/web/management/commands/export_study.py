"""``ancrage export-study STUDY FOLDER``: carry a whole study out."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from ancrage.core.commands import ActingCommand, usable
from ancrage.studies.models import Study
from ancrage.web.exchange import carry_out


class Command(ActingCommand):
    """Write a study's tables, Markdown and work texts; no name leaves the vault."""

    help = "Écrit une étude dans un dossier que « import-study » relit."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the study and the folder."""
        super().add_arguments(parser)
        parser.add_argument("study", metavar="ÉTUDE")
        parser.add_argument("folder", type=Path, metavar="DOSSIER")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export to an empty or new folder."""
        folder: Path = options["folder"]
        with usable(folder):
            taken = folder.exists() and any(folder.iterdir())
        if taken:
            raise CommandError("Ce dossier n’est pas vide. Choisissez-en un autre.")
        study = Study.objects.filter(slug=options["study"]).first()
        if study is None:
            raise CommandError("Aucune étude n’a ce nom court.")
        with usable(folder):
            carry_out(study, folder)
        self.stdout.write(f"Étude écrite dans {folder}.")
