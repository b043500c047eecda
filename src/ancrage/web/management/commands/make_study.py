"""``ancrage make-study --interviews N --seed S``: a synthetic study, as large as wanted."""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from ancrage.core.commands import ActingCommand
from ancrage.web.exchange import carry_in
from ancrage.web.synthesis import write_study


class Command(ActingCommand):
    """Draw a study and load it through the importers; or only write its folder."""

    help = "Crée une étude de synthèse, tirée au sort, de la taille voulue."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the size, the seed and, if only the folder is wanted, where to write it."""
        super().add_arguments(parser)
        parser.add_argument("--interviews", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--words", type=int, default=600, help="mots par entretien")
        parser.add_argument("--folder", type=Path, metavar="DOSSIER", help="écrire sans importer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, then import unless a folder was asked for."""
        if options["interviews"] < 1:
            raise CommandError("Il faut au moins un entretien.")
        drawn = {key: options[key] for key in ("interviews", "seed", "words")}
        if options["folder"]:
            write_study(options["folder"], **drawn)
            self.stdout.write(f"Étude écrite dans {options['folder']}.")
            return
        call_command("load_territories", stdout=self.stdout)
        with tempfile.TemporaryDirectory() as folder:
            write_study(Path(folder), **drawn)
            outcome = carry_in(Path(folder), by=self.actor(options), now=timezone.now())
        if outcome.faults:
            raise CommandError(f"Le dossier tiré au sort est refusé : {outcome.faults[0]}.")
        self.stdout.write(f"Étude créée : {outcome.study}.")
