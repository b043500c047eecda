"""Room ``plans``."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Room ``plans``."""

    name = "ancrage.plans"

    def ready(self) -> None:
        """Declare that sheets rest on leads, and that they are what came of them."""
        from ancrage.evidence import holders, outcomes
        from ancrage.plans import threads

        holders.declare(threads.sheets_taking_up)
        outcomes.declare(threads.what_came_of)
