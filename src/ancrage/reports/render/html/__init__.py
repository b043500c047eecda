"""A report as HTML that reads like a book: used by the public page and the file to download."""

from ancrage.reports.render.html.book import book
from ancrage.reports.render.html.evidence import evidence, evidence_annex

__all__ = ["book", "evidence", "evidence_annex"]
