"""A study's frame carried in and out as tables of a folder."""

from ancrage.studies.exchange.reading import create_study
from ancrage.studies.exchange.writing import export_tables

__all__ = ["create_study", "export_tables"]
