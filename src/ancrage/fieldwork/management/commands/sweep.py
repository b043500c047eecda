"""``ancrage sweep``: remove what killed processes left."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ancrage.fieldwork import actions


class Command(BaseCommand):
    """Remove staged files and keys that nothing needs; give silent imports back to people."""

    help = "Retire ce que des processus interrompus ont laissé."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and say what was found; touch nothing if the keys are another database's."""
        try:
            swept = actions.sweep_orphans(now=timezone.now())
        except actions.NotTheseKeys as error:
            raise CommandError(
                "Aucune clé de ce trousseau n’ouvre quoi que ce soit dans cette base : vérifiez "
                "ANCRAGE_DATA et ANCRAGE_KEYS. Rien n’a été retiré."
            ) from error
        for name, count in swept.items():
            self.stdout.write(f"{count:6} {name}")
