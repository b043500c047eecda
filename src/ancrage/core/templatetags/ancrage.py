"""Template tags that every room uses."""

from datetime import date
from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from ancrage.core.dates import PartialDate, day_in_words

register = template.Library()
# Headings, lists, emphasis; neither raw HTML, nor links, nor images.
PROSE = MarkdownIt("zero").enable(["heading", "list", "emphasis", "newline", "blockquote", "hr"])


@register.simple_tag
def command() -> SafeString:
    """Sign a form: sent twice, it changes nothing twice."""
    return format_html('<input type="hidden" name="commande" value="{}">', uuid4())


@register.filter(expects_localtime=True)
def in_words(value: date | str | None) -> str:
    """Write a date, whole or partial, in full."""
    if not value:
        return ""
    if isinstance(value, str):
        return PartialDate.parse(value).in_words()
    return day_in_words(value)


@register.filter
def as_prose(text: str) -> SafeString:
    """Write plain Markdown as HTML; what looks like HTML in it stays text."""
    return mark_safe(str(PROSE.render(text)))  # noqa: S308  # the parser escapes what it does not know
