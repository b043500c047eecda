"""Room ``accounts``."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Room ``accounts``."""

    name = "ancrage.accounts"
