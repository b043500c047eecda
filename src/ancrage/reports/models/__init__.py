"""The models of the room, one noun a file."""

from ancrage.reports.models.printing import Printing
from ancrage.reports.models.publication import Publication
from ancrage.reports.models.report import Report, ReportKind, Section, SectionKind

__all__ = ["Printing", "Publication", "Report", "ReportKind", "Section", "SectionKind"]
