"""Characters that a text may hold, and how bytes become characters."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice

ENCODINGS = ("utf-8", "utf-16", "cp1252")

# UTF-32 comes first: its little-endian mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MOST_CONTROLS = 0.01
_BINARY = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    f"|(?<![{_PICTURE}])\u200d|\u200d(?![{_PICTURE}])"  # a joiner inside an emoji stays
)
# Text of Windows that was once taken for Latin-1: U+0092 was meant as an apostrophe.
_WINDOWS = {
    code: character
    for code in range(0x80, 0xA0)
    if (character := bytes([code]).decode("cp1252", "ignore"))
}


@dataclass(frozen=True)
class Cleaned:
    """A text, and what was taken out of it."""

    text: str
    notices: tuple[Notice, ...]


def decode(data: bytes, encoding: str | None = None) -> str:
    """Return ``data`` as text: by its byte order mark, else as ``encoding``, else as strict UTF-8.

    Raises
    ------
    Unreadable
        ``encoding`` if the bytes are not text in that encoding, ``unsupported`` if so many control
        characters come out that they are no text at all.
    """
    if encoding is not None and encoding not in ENCODINGS:
        raise ValueError(f"Unknown encoding ({encoding}); allowed: {', '.join(ENCODINGS)}.")
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    codec = marked or encoding or "utf-8"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", f"not {codec}, from byte {error.start}") from None
    nulls = text.count("\0")
    if nulls > len(text) / 5:
        raise Unreadable("encoding", "one null in five characters: UTF-16 without its mark?")
    controls = len(_BINARY.findall(text))
    if controls > MOST_CONTROLS * len(text) + 2:
        raise Unreadable("unsupported", f"{controls} control characters: not text")
    return text


def clean(text: str) -> Cleaned:
    """Return ``text`` in NFC, with ``\\n`` as line end, without control or invisible characters.

    Invisible characters are zero-width ones, soft hyphens and marks of writing direction: they hide
    a word from a search and a name from its replacement. The joiners of emoji stay.
    """
    text = _LINE_ENDS.sub("\n", text.translate(_WINDOWS))
    text, controls = _CONTROL.subn("", text)
    # The mark that opens a file is no character of its text.
    text, invisible = _INVISIBLE.subn("", text.removeprefix("\ufeff"))
    notices = Notice.counted(control_characters=controls, invisible_characters=invisible)
    return Cleaned(unicodedata.normalize("NFC", text), notices)


def fold(text: str) -> str:
    """Return ``text`` as compared: no accent, no case, words separated by one space.

    >>> fold("Prénom - NOM (de l’élue)")
    'prenom nom de l elue'
    """
    spread = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare))
