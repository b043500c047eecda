"""``ancrage sweep``: remove what killed processes left."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ancrage.fieldwork import actions


class Command(BaseCommand):
    """Remove staged files and keys that nothing needs; give silent imports back to people."""

    help = "Retire ce que des processus interrompus ont laissé."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and say what was found."""
        swept = actions.sweep_orphans(now=timezone.now())
        for name, count in swept.items():
            self.stdout.write(f"{count:6} {name}")
