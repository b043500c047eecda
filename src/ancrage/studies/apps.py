"""Room ``studies``."""

from django.apps import AppConfig


class StudiesConfig(AppConfig):
    """Room ``studies``."""

    name = "ancrage.studies"
