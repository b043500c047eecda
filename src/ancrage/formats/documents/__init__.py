"""Documents: notes and transcripts as text, with who speaks where."""

from ancrage.formats.characters import ENCODINGS
from ancrage.formats.documents.document import TextDocument
from ancrage.formats.documents.reading import EXTENSIONS, read_document
from ancrage.formats.documents.turns import Turn, find_turns
from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice

__all__ = [
    "ENCODINGS",
    "EXTENSIONS",
    "Notice",
    "TextDocument",
    "Turn",
    "Unreadable",
    "find_turns",
    "read_document",
]
