"""``ancrage load-territories``."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ancrage.territories import actions, shipped


class Command(BaseCommand):
    """Load the official list of communes and EPCI that ships with Ancrage."""

    help = "Load or refresh the official list of communes and EPCI."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the list and say what it holds."""
        loaded = actions.load_territories()
        self.stdout.write(
            _("Liste officielle %(vintage)s : %(communes)s communes, %(epcis)s intercommunalités.")
            % {"vintage": shipped.VINTAGE, "communes": loaded.communes, "epcis": loaded.epcis}
        )
        if loaded.gone:
            self.stdout.write(
                _("%(gone)s territoires d’une liste plus ancienne sont conservés.")
                % {"gone": loaded.gone}
            )
