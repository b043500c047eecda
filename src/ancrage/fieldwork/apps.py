"""Room ``fieldwork``."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    """Room ``fieldwork``."""

    name = "ancrage.fieldwork"
