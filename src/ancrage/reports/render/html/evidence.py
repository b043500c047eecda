"""The evidence behind the claims of a report, as readers may see it."""

from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from ancrage.reports.render.html.parts import EMPTY, Node, join, strength


def evidence(data: Node, number: int, *, call_href: Callable[[str], str]) -> SafeString:
    """Return what a claim stands on, as readers may see it; links go back to where it is called."""
    with override(data["language"]):
        return _Evidence(data, call_href).of(number)


def evidence_annex(data: Node, *, top: int = 2) -> SafeString:
    """Return the evidence of every claim, for a document that stands alone."""
    with override(data["language"]):
        proofs = _Evidence(data, lambda call: f"#{call}")
        items = (
            format_html(
                '<section class="book-proof" id="preuve-{}"><h{}>{}</h{}>{}</section>',
                number,
                top + 1,
                _("Constat %(number)s") % {"number": number},
                top + 1,
                proofs.of(int(number)),
            )
            for number in data["claims"]
        )
        title = _("Sur quoi repose chaque constat")
        return format_html(
            '<section class="book-section book-evidence" id="preuves"><h{}>{}</h{}>{}</section>',
            top,
            title,
            top,
            join(items),
        )


class _Evidence:
    """The evidence behind claims."""

    def __init__(self, data: Node, call_href: Callable[[str], str]) -> None:
        self.data = data
        self.call_href = call_href
        self.titles = {
            section["id"]: f"{section['number']} {section['title']}".strip()
            for section in data["sections"]
        }

    def of(self, number: int) -> SafeString:
        claim = self.data["claims"][str(number)]
        return join(
            [
                format_html('<p class="book-claim-text">{}</p>', claim["text"]),
                strength(claim),
                self._side(claim, "pour", "for", _("Ce qui l’appuie")),
                self._side(claim, "contre", "against", _("Ce qui le contredit")),
                self._where(claim),
            ]
        )

    def _side(self, claim: Node, side: str, counts: str, title: str) -> SafeString:
        if not claim[counts]["passages"]:
            return EMPTY
        quotes = join(
            format_html(
                '<li class="book-verbatim"><blockquote><p>«\u00a0{}\u00a0»</p></blockquote>'
                '<p class="book-who">{}</p></li>',
                one["quote"],
                one["who"],
            )
            for one in claim["evidence"]
            if one["side"] == side
        )
        withheld = claim[counts]["withheld_words"]
        return join(
            [
                format_html('<p class="book-side book-side--{}">{}</p>', side, title),
                format_html('<ul class="book-quotes">{}</ul>', quotes) if quotes else EMPTY,
                format_html('<p class="book-withheld">{}</p>', withheld) if withheld else EMPTY,
            ]
        )

    def _where(self, claim: Node) -> SafeString:
        """Lead to the first call of each section."""
        firsts: dict[str, str] = {}
        for call in claim["calls"]:
            firsts.setdefault(call["section"], call["call"])
        places = format_html_join(
            "",
            '<li><a href="{}">{}</a></li>',
            ((self.call_href(call), self.titles[section]) for section, call in firsts.items()),
        )
        return format_html(
            '<p class="book-side">{}</p><ul class="book-where">{}</ul>',
            _("Dans le rapport"),
            places,
        )
