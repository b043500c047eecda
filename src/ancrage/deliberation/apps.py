"""Room ``deliberation``."""

from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """Room ``deliberation``."""

    name = "ancrage.deliberation"

    def ready(self) -> None:
        """Declare that meetings rest on the findings that they debated."""
        from ancrage.deliberation.reading import meetings_debating
        from ancrage.evidence import holders

        holders.declare(meetings_debating)
