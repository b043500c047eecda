"""``ancrage import-study FOLDER``: carry a whole study in."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from ancrage.core.commands import ActingCommand
from ancrage.web.exchange import carry_in
from ancrage.web.sentences import sentence


class Command(ActingCommand):
    """Read a study's tables, Markdown and texts, whole or not at all."""

    help = "Crée une étude à partir d’un dossier de tableaux et de textes."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the folder."""
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path, metavar="DOSSIER")
        parser.add_argument("--dry-run", action="store_true", help="ne rien écrire, seulement dire")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, or say line by line what stands in the way."""
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError("Ce dossier n’existe pas. Rien n’a été fait.")
        outcome = carry_in(
            folder, by=self.actor(options), now=timezone.now(), dry_run=options["dry_run"]
        )
        for fault in outcome.faults:
            self.stderr.write(sentence(fault))
        if outcome.faults:
            raise CommandError(f"{len(outcome.faults)} lignes à corriger. Rien n’a été importé.")
        for name, count in outcome.counts.items():
            self.stdout.write(f"{count:6} {name}")
        self.stdout.write("Rien n’a été écrit." if options["dry_run"] else "Étude importée.")
