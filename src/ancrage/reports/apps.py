"""Room ``reports``."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Room ``reports``."""

    name = "ancrage.reports"

    def ready(self) -> None:
        """Answer the rooms below that ask what rests on a row of theirs."""
        from ancrage.evidence.signals import asked_what_rests
        from ancrage.reports.citations import reports_citing

        asked_what_rests.connect(reports_citing, dispatch_uid="reports_citing")
