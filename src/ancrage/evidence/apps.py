"""Room ``evidence``."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Room ``evidence``."""

    name = "ancrage.evidence"
