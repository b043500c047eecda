"""Every text has its English, compiled; and its French is set as print would set it."""

import gettext
import re
import shutil
from ast import literal_eval
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.core.management import call_command

from ancrage.formats.report_markup.typography import french

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ancrage"
REFRESH = "Run “make messages”, translate what it added, run it again, and commit the catalogues."
_LINE = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? (\".*\")")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|</?[a-z]\w*|\[\[[^\]]*\]\]")


@dataclass
class Entry:
    """One message of a catalogue; ``strings`` has one translation, or one for each plural form."""

    fuzzy: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    strings: list[str] = field(default_factory=list)

    @property
    def originals(self) -> list[str]:
        """What each string translates: the singular, then the plural where there is one."""
        return [self.texts[key] for key in ("msgid", "msgid_plural") if key in self.texts]

    @property
    def key(self) -> str:
        """What gettext looks up."""
        return "\x04".join(self.texts[key] for key in ("msgctxt", "msgid") if key in self.texts)


def read_po(path: Path) -> list[Entry]:
    """Read a catalogue's entries, its header left out."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [read_entry(block) for block in blocks[1:]]


def read_entry(block: str) -> Entry:
    """Read one entry, whose strings may run over several lines."""
    joined = re.sub(r'"\n"', "", block)
    entry = Entry(fuzzy=bool(re.search(r"^#,.*\bfuzzy\b", block, re.M)))
    for keyword, _form, quoted in _LINE.findall(joined):
        if keyword == "msgstr":
            entry.strings.append(literal_eval(quoted))
        else:
            entry.texts[keyword] = literal_eval(quoted)
    return entry


def catalogue(language: str, suffix: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / f"django.{suffix}"


ENGLISH = read_po(catalogue("en", "po"))
FRENCH = read_po(catalogue("fr", "po"))


def test_every_text_has_its_english():
    missing = [entry.key for entry in ENGLISH if entry.fuzzy or not all(entry.strings)]
    assert not missing, f"Translate into English: {missing}"


def test_every_french_plural_is_written():
    for entry in FRENCH:
        plural = "msgid_plural" in entry.texts
        assert entry.strings == (entry.originals if plural else [""]), entry.key
        assert not entry.fuzzy, entry.key


def test_english_keeps_what_the_code_fills_in():
    for entry in ENGLISH:
        for original, string in zip(entry.originals, entry.strings, strict=True):
            wanted, found = (sorted(_PLACEHOLDER.findall(text)) for text in (original, string))
            assert found == wanted, f"{string!r} should keep {wanted}."


def test_english_has_no_french_typography():
    french_signs = re.compile(r"[«»\u202f]|\s[:;!?](?=\s|$)")
    strays = [text for entry in ENGLISH for text in entry.strings if french_signs.search(text)]
    assert not strays


def test_french_has_its_spaces_and_apostrophes():
    """A line breaks neither before « : ; ! ? » nor inside quotation marks."""
    for entry in ENGLISH:
        for text in entry.originals:
            assert "\\u" not in text, f"{text!r}: gettext reads no escapes; write the space itself."
            # A placeholder opens with a percent sign that is none.
            shown = re.sub(r"%%?\(\w+\)[sd]", "0", text)
            assert shown == french(shown), f"{text!r}: write U+202F before ; ! ?, U+00A0 before :"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_compiled_catalogue_is_that_of_its_source(language):
    written: dict[object, str] = {}
    for entry in read_po(catalogue(language, "po")):
        if "msgid_plural" in entry.texts:
            written |= {(entry.key, form): text for form, text in enumerate(entry.strings)}
        elif entry.strings[0]:
            written[entry.key] = entry.strings[0]
    with catalogue(language, "mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    compiled.pop("")
    assert compiled == written, REFRESH


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")
def test_catalogue_holds_exactly_the_texts_of_the_sources(tmp_path, monkeypatch, settings):
    others = shutil.ignore_patterns("locale", "static", "data", "migrations", "__pycache__")
    copy = shutil.copytree(SOURCE, tmp_path / "ancrage", ignore=others)
    (copy / "locale").mkdir()
    settings.LOCALE_PATHS = []
    monkeypatch.chdir(copy)
    call_command("makemessages", locale=["en"], no_wrap=True, verbosity=0)
    gathered = {entry.key for entry in read_po(copy / "locale/en/LC_MESSAGES/django.po")}
    assert {entry.key for entry in ENGLISH} == gathered, REFRESH


def test_no_name_follows_a_word_that_would_be_cut_before_a_vowel():
    """« Thématique de Angers », « à Le Havre »: put the name first, « Angers : la thématique »."""
    cut = re.compile(r"\b(?:de|à|que|jusque) %\((?:site|territory|place|who|name|author)\)s", re.I)
    strays = [text for entry in ENGLISH for text in entry.originals if cut.search(text)]
    assert not strays
