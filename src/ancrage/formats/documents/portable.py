"""PDF with text: lines put back together into paragraphs."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from ancrage.formats.documents.document import TextDocument, compose
from ancrage.formats.documents.lines import Line, Page, paragraphs, without_repeated_margins
from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice

MEDIA_TYPE = "application/pdf"
_END_MARK = b"%%EOF"
_TAIL = 4_096
_SPACES = re.compile(r"[ \t]{2,}")
# Fonts of symbols draw the bullets of Word as private characters.
_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•"})


def read_pdf(data: bytes) -> TextDocument:
    """Return the text of a PDF.

    Headers, footers and page numbers that recur from page to page are dropped, with a notice.

    Raises
    ------
    Unreadable
        ``encrypted``, ``truncated``, ``malformed``, or ``no_text`` for a scan.
    """
    if _END_MARK not in data[-_TAIL:]:
        raise Unreadable("truncated", "no end mark")
    pages = _read_pages(data)
    if not any(page for page in pages):
        raise Unreadable("no_text", f"{len(pages)} pages without text")
    kept, dropped = without_repeated_margins(pages)
    notices = Notice.counted(
        pages_without_text=sum(not page for page in pages), page_headers=dropped
    )
    return compose("\n".join(paragraphs(kept)), MEDIA_TYPE, notices)


def _read_pages(data: bytes) -> list[Page]:
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it would quote what it reads
    try:
        return [tuple(_lines(layout)) for layout in _layouts(data)]
    except (Unreadable, MemoryError):
        raise
    except PDFPasswordIncorrect:
        raise Unreadable("encrypted", "PDF with a password") from None
    except Exception as error:
        # The parser meets hostile bytes and raises whatever Python raises on them.
        raise Unreadable("malformed", f"PDF: {type(error).__name__}") from None


def _layouts(data: bytes) -> Iterator[Any]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))):
        interpreter.process_page(page)
        yield device.get_result()


def _lines(layout: Any) -> Iterator[Line]:
    from pdfminer.layout import LTTextBox, LTTextLine

    for box in layout:
        if isinstance(box, LTTextBox):
            for line in box:
                if isinstance(line, LTTextLine) and (text := line.get_text().strip()):
                    yield Line(_written(text), line.x0, line.x1, line.y0, line.y1)


def _written(text: str) -> str:
    """Return a line without the double spaces of justified setting."""
    return _SPACES.sub(" ", text.translate(_BULLETS))
