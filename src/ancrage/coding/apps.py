"""Room ``coding``."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    """Room ``coding``."""

    name = "ancrage.coding"
