"""A report as one HTML file that needs nothing else: it opens offline and prints as it is."""

from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from ancrage.reports.render import html

_STYLE = Path(__file__).with_name("book_alone.css")
_BOOK_STYLE = Path(__file__).parents[1] / "static" / "reports" / "book.css"


def render(data: dict[str, Any]) -> bytes:
    """Return the file: contents, text, notes, and the evidence of each claim at the end."""
    with override(data["language"]):
        report = data["report"]
        page = format_html(
            '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            "<title>{}</title><style>{}</style></head>"
            '<body><main class="book"><header class="book-cover"><p>{}</p><h1>{}</h1>{}</header>'
            "{}{}</main></body></html>\n",
            data["language"],
            report["title"],
            _style(),
            data["study"]["title"],
            report["title"],
            cover_lines(data),
            html.book(data, evidence_href=lambda number: f"#preuve-{number}"),
            html.evidence_annex(data) if data["claims"] else "",
        )
    return page.encode()


def cover_lines(data: dict[str, Any]) -> SafeString:
    """Return what stands under the title: subtitle, edition, credits, warning."""
    report = data["report"]
    edition = f"{data['edition_label']}, {data['published_on']}"
    lines = [
        *(("book-subtitle", line) for line in (report["subtitle"], report["site"])),
        ("book-edition", edition),
        *(("book-credit", line) for line in report["credits"]),
        ("book-warning", data["study"]["notice"]),
    ]
    shown = [(kind, line) for kind, line in lines if line]
    return format_html_join("", '<p class="{}">{}</p>', shown)


def _style() -> SafeString:
    css = _STYLE.read_text(encoding="utf-8") + _BOOK_STYLE.read_text(encoding="utf-8")
    return mark_safe(css)  # noqa: S308 - our own style sheets
