"""``ancrage worker``: sweep what a killed worker left, then do the background work."""

from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Run the background work until stopped."""

    help = "Fait le travail d’arrière-plan : contrôles et imports."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep, then wait for work: what can't be swept is said, and stops nothing."""
        try:
            call_command("sweep", stdout=self.stdout)
        except CommandError as error:
            self.stderr.write(str(error))
        call_command("db_worker")
