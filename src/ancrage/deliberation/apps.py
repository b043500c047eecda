"""Room ``deliberation``."""

from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """Room ``deliberation``."""

    name = "ancrage.deliberation"
