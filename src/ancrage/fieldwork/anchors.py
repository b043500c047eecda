"""Find in the texts of a study folder the words that rows of its tables cite.

A row names an interview, a file, and a quotation or two offsets in the work text. Offsets tell
apart words said twice; where they don't hold the quotation, the quotation is believed.
"""

from ancrage.core.quotes import Quotable
from ancrage.fieldwork.exchange import documents_by_file
from ancrage.fieldwork.models import TextVersion
from ancrage.formats.study_folder import Row, StudyFolder, Unfit
from ancrage.studies.models import Study

Span = tuple[int, int]


class Anchors:
    """The texts of a folder, each read once however many rows cite it."""

    def __init__(self, folder: StudyFolder, *, study: Study) -> None:
        self._documents = documents_by_file(folder, study=study)
        self._texts: dict[int, tuple[TextVersion, Quotable]] = {}

    def find(self, row: Row) -> tuple[TextVersion, int, int]:
        """Return the version and the span that ``row`` cites.

        Raises
        ------
        Unfit
            If the text or the words are not there.
        """
        version, text = self._text(row)
        span = _span(row, version.text)
        if not row["citation"] and not row["debut"]:
            raise Unfit("missing_value", "citation")
        if row["citation"]:
            quoted = text.find(row["citation"])
            if span and quoted and _same(version.text, span, row["citation"]):
                return version, *span
            span = quoted
        if span is None:
            raise Unfit("citation_not_found", "citation")
        return version, *span

    def _text(self, row: Row) -> tuple[TextVersion, Quotable]:
        document = self._documents.get((row["entretien"], row["fichier"]))
        if document is None:
            raise Unfit("unknown_text", "fichier")
        if document.pk not in self._texts:
            version = TextVersion.objects.current().get(document=document)
            self._texts[document.pk] = version, Quotable(version.text)
        return self._texts[document.pk]


def _span(row: Row, text: str) -> Span | None:
    if not row["debut"]:
        return None
    start, end = row.integer("debut"), row.integer("fin")
    return (start, end) if start < end <= len(text) else None


def _same(text: str, span: Span, quotation: str) -> bool:
    """Tell whether the words of ``span`` are the quotation, typography aside."""
    words = text[span[0] : span[1]]
    found = Quotable(words).find(quotation)
    return found is not None and found[1] - found[0] == len(words.strip())
