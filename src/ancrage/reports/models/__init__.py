"""The models of the room, one noun a file."""

from ancrage.reports.models.correction import Correction
from ancrage.reports.models.printing import Printing
from ancrage.reports.models.publication import Publication
from ancrage.reports.models.report import Report, ReportKind, Section, SectionKind
from ancrage.reports.models.word_return import WordReturn

__all__ = [
    "Correction",
    "Printing",
    "Publication",
    "Report",
    "ReportKind",
    "Section",
    "SectionKind",
    "WordReturn",
]
