"""Room ``vault``."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Room ``vault``."""

    name = "ancrage.vault"
