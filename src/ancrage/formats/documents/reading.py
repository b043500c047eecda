"""Read a document of any format: what it is decides, not what its name says."""

from ancrage.formats.characters import decode
from ancrage.formats.content_types import content_of, extension, ole_refusal
from ancrage.formats.documents.document import TextDocument, compose
from ancrage.formats.documents.subtitles import SUBRIP, read_subtitles, subtitle_type
from ancrage.formats.errors import Unreadable

EXTENSIONS = frozenset({"docx", "odt", "pdf", "srt", "txt", "vtt"})
# A name in one of these formats promises that format and no other.
_PACKAGES = frozenset({"docx", "odt", "pdf", "xlsx", "ods"})
_TEXTS = frozenset({"srt", "txt", "vtt", "csv", "md"})


def read_document(name: str, data: bytes, *, encoding: str | None = None) -> TextDocument:
    """Return the text of a docx, odt, pdf, txt, srt or vtt file.

    Parameters
    ----------
    name : str
        File name; its extension must not claim another format than the bytes hold. Plain text may
        hold subtitles.
    data : bytes
        Content of the file.
    encoding : {'utf-8', 'utf-16', 'cp1252'}, optional
        Encoding of a plain text without a byte order mark. UTF-8 unless told.

    Raises
    ------
    Unreadable
        With the ``kind`` that says why.
    """
    content = content_of(data)
    if content == "ole":
        raise ole_refusal(data)
    _check_claim(extension(name), content)
    if content == "docx":
        from ancrage.formats.documents.word import read_word

        return read_word(data)
    if content == "odt":
        from ancrage.formats.documents.opendocument import read_opendocument

        return read_opendocument(data)
    if content == "pdf":
        from ancrage.formats.documents.portable import read_pdf

        return read_pdf(data)
    return _read_text(extension(name), decode(data, encoding))


def _check_claim(claim: str, content: str) -> None:
    """Refuse a file whose name claims a format that its bytes are not."""
    if claim in _PACKAGES and claim != content:
        raise Unreadable("wrong_type", f"named {claim}, holds {content}")
    if claim in _TEXTS and content != "text":
        raise Unreadable("wrong_type", f"named {claim}, holds {content}")
    if content not in ("docx", "odt", "pdf", "text"):
        raise Unreadable("unsupported", f"holds {content}")


def _read_text(claim: str, text: str) -> TextDocument:
    media_type = subtitle_type(text)
    if media_type is None and claim == "srt" and "-->" in text:
        media_type = SUBRIP
    if media_type is not None:
        return read_subtitles(text, media_type)
    if claim in ("srt", "vtt") and text.strip():
        raise Unreadable("wrong_type", f"named {claim}, holds text without cues")
    return compose(text, "text/plain")
