"""Room ``reports``."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Room ``reports``."""

    name = "ancrage.reports"
