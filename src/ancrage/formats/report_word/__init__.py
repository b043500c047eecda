"""A report that comes back from Word: its sections as Markdown, comments, tracked changes.

The export marks the heading of each section with a bookmark; ``read_report_word`` finds the
sections again by it, or by their titles if somebody retyped a heading.
"""

from ancrage.formats.report_word.bookmarks import bookmark_name
from ancrage.formats.report_word.reading import (
    Comment,
    ReturnedReport,
    ReturnedSection,
    read_report_word,
)

__all__ = [
    "Comment",
    "ReturnedReport",
    "ReturnedSection",
    "bookmark_name",
    "read_report_word",
]
