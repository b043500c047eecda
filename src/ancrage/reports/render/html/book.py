"""The pages of a report: contents, sections, notes."""

from collections.abc import Callable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from ancrage.reports.render.html.parts import EMPTY, Node, join, strength, table

Href = Callable[[int], str]


def book(data: Node, *, evidence_href: Href, top: int = 2) -> SafeString:
    """Return contents, sections and notes; the page gives the title above.

    ``evidence_href`` says where the evidence of a claim is; ``top`` is the heading level of parts.
    """
    with override(data["language"]):
        return _Book(data, evidence_href, top).whole()


class _Book:
    """One rendering: the notes met on the way are printed at the end."""

    def __init__(self, data: Node, evidence_href: Href, top: int) -> None:
        self.data = data
        self.evidence_href = evidence_href
        self.top = top
        self.notes: list[SafeString] = []

    def whole(self) -> SafeString:
        sections = join([self._section(section) for section in self.data["sections"]])
        return join([_GLYPHS, self._contents(), sections, self._notes()])

    def _contents(self) -> SafeString:
        entries = join(
            format_html(
                '<li class="book-entry book-entry--{}"><a href="#{}">{}{}</a></li>',
                section["level"],
                section["id"],
                _number(section),
                section["title"],
            )
            for section in self.data["sections"]
        )
        return format_html(
            '<nav class="book-contents" aria-labelledby="sommaire"><h{} id="sommaire">{}</h{}>'
            "<ol>{}</ol></nav>",
            self.top,
            _("Sommaire"),
            self.top,
            entries,
        )

    def _section(self, section: Node) -> SafeString:
        level = self.top + section["level"] - 1
        return format_html(
            '<section class="book-section book-section--{}" id="{}"><h{}>{}{}</h{}>{}</section>',
            section["kind"],
            section["id"],
            level,
            _number(section),
            section["title"],
            level,
            self._blocks(section["blocks"]),
        )

    def _notes(self) -> SafeString:
        if not self.notes:
            return EMPTY
        return format_html(
            '<section class="book-notes" aria-labelledby="notes"><h{} id="notes">{}</h{}>'
            "<ol>{}</ol></section>",
            self.top,
            _("Notes"),
            self.top,
            join(self.notes),
        )

    def _blocks(self, nodes: list[Node]) -> SafeString:
        return join([getattr(self, f"_{node['t']}_block")(node) for node in nodes])

    def _inlines(self, nodes: list[Node]) -> SafeString:
        return join([getattr(self, f"_{node['t']}")(node) for node in nodes])

    # Blocks

    def _para_block(self, node: Node) -> SafeString:
        return format_html("<p>{}</p>", self._inlines(node["c"]))

    def _heading_block(self, node: Node) -> SafeString:
        level = min(self.top + node["level"] - 1, 6)
        return format_html("<h{}>{}</h{}>", level, self._inlines(node["c"]), level)

    def _list_block(self, node: Node) -> SafeString:
        items = join(format_html("<li>{}</li>", self._blocks(item)) for item in node["items"])
        if node["start"] is None:
            return format_html("<ul>{}</ul>", items)
        return format_html('<ol start="{}">{}</ol>', node["start"], items)

    def _quote_block(self, node: Node) -> SafeString:
        return format_html("<blockquote>{}</blockquote>", self._blocks(node["c"]))

    def _code_block(self, node: Node) -> SafeString:
        return format_html("<pre><code>{}</code></pre>", node["s"])

    def _rule_block(self, node: Node) -> SafeString:
        return SafeString("<hr>")

    def _table_block(self, node: Node) -> SafeString:
        head = [self._inlines(cell) for cell in node["head"]]
        rows = [[self._inlines(cell) for cell in row] for row in node["rows"]]
        return table(head, rows, self._inlines(node["caption"]))

    def _claim_block(self, node: Node) -> SafeString:
        claim = self.data["claims"][str(node["claim"])]
        return format_html(
            '<div class="book-claim book-claim--{}"><p class="book-claim-kind">{}</p>'
            '<p class="book-claim-text">{} {}</p>{}</div>',
            claim["kind"],
            claim["kind_label"],
            claim["text"],
            self._anchor(node),
            strength(claim),
        )

    def _verbatim_block(self, node: Node) -> SafeString:
        return format_html(
            '<figure class="book-verbatim"><blockquote><p>«\u00a0{}\u00a0»</p></blockquote>'
            "<figcaption>{} {}</figcaption></figure>",
            node["quote"],
            node["who"],
            self._anchor(node),
        )

    def _recommendation_block(self, node: Node) -> SafeString:
        name = _("Préconisation %(number)s") % {"number": node["number"]}
        rows = [(_("Destinataire"), node["addressee"]), (_("Moyens"), node["means"])]
        facts = format_html_join(
            "", "<dt>{}</dt><dd>{}</dd>", [(term, words) for term, words in rows if words]
        )
        body = format_html("{}<dl>{}</dl>", _lines(node["text"]), facts)
        return self._card("recommendation", name, body, node)

    def _stake_block(self, node: Node) -> SafeString:
        return self._titled("stake", _("Enjeu %(number)s"), node)

    def _lead_block(self, node: Node) -> SafeString:
        return self._titled("lead", _("Piste d’action %(number)s"), node)

    def _titled(self, kind: str, name: str, node: Node) -> SafeString:
        title = format_html('<p class="book-card-title">{}</p>', node["title"])
        body = join([title, _lines(node["text"])])
        return self._card(kind, name % {"number": node["number"]}, body, node)

    def _card(self, kind: str, name: str, body: SafeString, node: Node) -> SafeString:
        return format_html(
            '<div class="book-card book-card--{}"><p class="book-card-name">{}</p>{}'
            '<p class="book-card-behind">{} {}</p></div>',
            kind,
            name,
            body,
            _("S’appuie sur"),
            self._calls(node["claims"]),
        )

    def _lessons_block(self, node: Node) -> SafeString:
        items = join(
            format_html(
                "<li>{} {}</li>",
                self.data["claims"][str(call["claim"])]["text"],
                self._anchor(call),
            )
            for call in node["claims"]
        )
        gathered = format_html("<ul>{}</ul>", items) if items else EMPTY
        written = self._blocks(node["c"])
        return format_html('<div class="book-lessons">{}{}</div>', written, gathered)

    def _figure_block(self, node: Node) -> SafeString:
        figures = table(node["head"], node["rows"], "")
        note = (
            format_html('<p class="book-figure-note">{}</p>', node["note"]) if node["note"] else ""
        )
        name = _("Figure %(number)s") if node["svg"] else _("Tableau %(number)s")
        caption = format_html(
            "<figcaption><strong>{}</strong> {}</figcaption>",
            name % {"number": node["number"]},
            node["title"],
        )
        if not node["svg"]:
            return format_html(
                '<figure class="book-figure">{}{}{}</figure>', caption, figures, note
            )
        return format_html(
            '<figure class="book-figure">{}{}{}<details><summary>{}</summary>{}</details></figure>',
            caption,
            _drawing(node),
            note,
            _("Voir les chiffres en tableau"),
            figures,
        )

    # Inlines

    def _text(self, node: Node) -> SafeString:
        return conditional_escape(node["s"])

    def _counter(self, node: Node) -> SafeString:
        return conditional_escape(node["s"])

    def _code(self, node: Node) -> SafeString:
        return format_html("<code>{}</code>", node["s"])

    def _break(self, node: Node) -> SafeString:
        return SafeString("<br>")

    def _strong(self, node: Node) -> SafeString:
        return format_html("<strong>{}</strong>", self._inlines(node["c"]))

    def _emphasis(self, node: Node) -> SafeString:
        return format_html("<em>{}</em>", self._inlines(node["c"]))

    def _link(self, node: Node) -> SafeString:
        return format_html(
            '<a href="{}" rel="noopener">{}</a>', node["href"], self._inlines(node["c"])
        )

    def _broken(self, node: Node) -> SafeString:
        return format_html('<mark class="book-broken">{}</mark>', node["s"])

    def _note(self, node: Node) -> SafeString:
        number = node["number"]
        self.notes.append(
            format_html(
                '<li id="note-{}" value="{}">{} <a href="#renvoi-{}" aria-label="{}">↩</a></li>',
                number,
                number,
                self._inlines(node["c"]),
                number,
                _("Revenir au texte, note %(number)s") % {"number": number},
            )
        )
        return format_html(
            '<sup class="book-note"><a id="renvoi-{}" href="#note-{}" aria-label="{}">{}</a></sup>',
            number,
            number,
            _("Note %(number)s") % {"number": number},
            number,
        )

    def _anchor(self, node: Node) -> SafeString:
        number = node["claim"]
        return format_html(
            '<a class="book-anchor" id="{}" href="{}" data-evidence aria-label="{}">'
            '<svg aria-hidden="true" focusable="false"><use href="#ancre"></use></svg>{}</a>',
            node["call"],
            self.evidence_href(number),
            _("Sur quoi repose le constat %(number)s") % {"number": number},
            number,
        )

    def _calls(self, calls: list[Node]) -> SafeString:
        return format_html_join(" ", "{}", ((self._anchor(call),) for call in calls))

    def _quotation(self, node: Node) -> SafeString:
        return format_html(
            '<q class="book-words">«\u00a0{}\u00a0»</q> ({}) {}',
            node["quote"],
            node["who"],
            self._anchor(node),
        )

    def _mention(self, node: Node) -> SafeString:
        return format_html("{} {}", node["s"], self._calls(node["claims"]))


def _drawing(node: Node) -> SafeString:
    """Return the picture; a chart scrolls on a narrow screen, lest its words be too small."""
    picture = format_html(
        '<div class="book-chart" role="img" aria-label="{}">{}</div>',
        node["alt"],
        mark_safe(node["svg"]),  # noqa: S308 - drawn by us, from escaped labels
    )
    if node["source"].startswith("carte"):
        return picture
    return format_html(
        '<div class="book-scroll" tabindex="0" role="group" aria-label="{}">{}</div>',
        node["title"],
        picture,
    )


def _number(section: Node) -> SafeString:
    if not section["number"]:
        return EMPTY
    return format_html('<span class="book-number">{}</span> ', section["number"])


def _lines(text: str) -> SafeString:
    """Return paragraphs of plain words."""
    return format_html_join("", "<p>{}</p>", ((line,) for line in text.splitlines() if line))


_GLYPHS = SafeString(
    '<svg class="book-glyphs" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<symbol id="ancre" viewBox="0 0 16 16"><circle cx="8" cy="3" r="1.6"/>'
    '<path d="M8 4.6V14M4.8 7h6.4M2.5 9.5C2.8 12.4 5 14 8 14s5.2-1.6 5.5-4.5"/></symbol>'
    "</defs></svg>"
)
