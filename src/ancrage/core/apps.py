"""Start-up of the ground: read each room's access table."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """Room ``core``."""

    name = "ancrage.core"

    def ready(self) -> None:
        """Import every room's ``access`` module, so that the declared table is whole."""
        autodiscover_modules("access")
