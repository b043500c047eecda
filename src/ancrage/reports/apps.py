"""Room ``reports``."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Room ``reports``."""

    name = "ancrage.reports"

    def ready(self) -> None:
        """Declare that reports rest on what they cite."""
        from ancrage.evidence import holders
        from ancrage.reports.citations import reports_citing

        holders.declare(reports_citing)
