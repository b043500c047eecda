"""What a report and its evidence share: a claim's strength, a table, pieces set end to end."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Node = dict[str, Any]
EMPTY = SafeString("")


def join(parts: Iterable[SafeString]) -> SafeString:
    """Set ``parts`` end to end."""
    return format_html_join("", "{}", ((part,) for part in parts))


def strength(claim: Node) -> SafeString:
    """Say how much stands behind a claim, and what stands against it."""
    words = [format_html("<strong>{}</strong> {}", _("Force"), claim["for"]["words"])]
    if claim["against"]["words"]:
        words.append(format_html("<strong>{}</strong> {}", _("Contre"), claim["against"]["words"]))
    return format_html(
        '<p class="book-strength">{}</p>', format_html_join("\u202f; ", "{}", ((w,) for w in words))
    )


def table(head: list[Any], rows: list[list[Any]], caption: str) -> SafeString:
    """Return a table that scrolls on a narrow screen, named after its caption."""
    columns = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in head))
    body = join(
        format_html("<tr>{}</tr>", format_html_join("", "<td>{}</td>", ((cell,) for cell in row)))
        for row in rows
    )
    title = format_html("<caption>{}</caption>", caption) if caption else EMPTY
    label = strip_tags(caption) or _("Tableau")
    return format_html(
        '<div class="table-scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        label,
        title,
        columns,
        body,
    )
