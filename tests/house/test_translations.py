"""Everything a person reads is French, and has its English."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ancrage"
# The gallery shows components with sample names.
TEMPLATES = sorted(
    path for path in SOURCE.rglob("templates/**/*.html") if path.name != "gallery.html"
)
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MARKED = re.compile(
    r"{%\s*comment.*?{%\s*endcomment\s*%}|{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}"
    r"|{%\s*block \w+_url\b.*?{%\s*endblock.*?%}",  # an address, not words
    re.S,
)
HIDDEN = re.compile(
    r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<(script|style|svg)\b.*?</\1>|<[^>]*>|&\w+;", re.S
)
READ_ALOUD = re.compile(
    r"""\s(?:aria-label|title|placeholder|alt|data-label)="([^"{}]*\w{3}[^"{}]*)\""""
)
NOT_WORDS = re.compile(r"\b(Ancrage|MIT|CSV|XLSX|PDF|DOCX|HTML|JSON|ics|zip|Esc|Enter)\b")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_template_marks_its_words_for_translation(path):
    source = MARKED.sub("", path.read_text(encoding="utf-8"))
    visible = NOT_WORDS.sub("", HIDDEN.sub(" ", source))
    bare = re.findall(r"[^\W\d_]{3,}[^\n]*", visible)
    bare += READ_ALOUD.findall(source)
    assert not bare, f"Mark with translate: {bare}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_template_keeps_punctuation_within_its_texts(path):
    """What stands outside a text reads the same in English: no « », no space before a colon."""
    source = MARKED.sub("x", path.read_text(encoding="utf-8"))
    source = re.sub(r"{#.*?#}", "", source)
    shown = re.sub(r"<[^>]*>", "", re.sub(r"{[{%].*?[%}]}", "x", source))
    strays = re.findall(
        r"[^\n]*(?:[«»]|(?<=\S)(?:[ \u00a0\u202f]|&nbsp;|&#8239;)[:;!?])[^\n]*", shown
    )
    assert not strays, f"Move into the text, as “étape {{{{ n }}}} :”: {strays}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_template_writes_days_in_words(path):
    """« 1er juillet 2016 », “1 July 2016”: Django's own formats know neither."""
    assert "|date" not in path.read_text(encoding="utf-8"), "Use the filter in_words."
