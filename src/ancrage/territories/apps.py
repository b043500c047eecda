"""Room ``territories``."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Room ``territories``."""

    name = "ancrage.territories"
