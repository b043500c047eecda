"""``ancrage verify-journal``: walk the hash chain of the journal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ancrage.core import journal


class Command(BaseCommand):
    """Check that nobody altered the journal."""

    help = "Vérifie que le journal n’a pas été altéré."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how long the chain is, or where it breaks."""
        check = journal.check()
        if check.broken_at:
            raise CommandError(
                f"Le journal est rompu à l’entrée {check.broken_at}. Passez l’installation en "
                "lecture seule et comparez avec la dernière sauvegarde."
            )
        self.stdout.write(f"Journal intact : {check.length} entrées.")
