"""Room ``plans``."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Room ``plans``."""

    name = "ancrage.plans"
