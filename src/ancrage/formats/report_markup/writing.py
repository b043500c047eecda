"""From the tree back to what a writer types, always the same way for the same tree."""

import re
from collections.abc import Iterable, Sequence

from ancrage.formats.report_markup import tree
from ancrage.formats.report_markup.references import Reference

# What would be read as a mark inside words; a lone underscore inside a word would not.
_MARKS = re.compile(r"([\\`*\[]|<(?=[\w/!?])|(?<!\w)_|_(?!\w))")
_AT_START = re.compile(r"^(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|\||=+$|-+$|~~~)|^(\d{1,9})([.)])(?=\s|$)")


def to_markdown(blocks: Iterable[tree.Block]) -> str:
    """Return the text that ``parse`` reads back as ``blocks``."""
    return "\n\n".join(block_texts(blocks))


def block_texts(blocks: Iterable[tree.Block]) -> list[str]:
    """Return the text of each block; a blank paragraph is no paragraph in Markdown."""
    return [text for block in blocks if (text := _block(block)).strip()]


def _block(block: tree.Block) -> str:
    match block:
        case tree.Paragraph(children):
            return _paragraph(children)
        case tree.Heading(depth, children):
            return f"{'#' * depth} {_line(children)}"
        case tree.Numbered(start, items):
            return _list(start, items)
        case tree.Quote(blocks):
            return _prefixed(to_markdown(blocks), "> ", "> ")
        case tree.Table():
            return _table(block)
        case tree.CodeBlock(text):
            return f"```\n{text.rstrip()}\n```"
        case tree.Rule():
            return "***"
        case tree.BlockReference(reference):
            return f"[[{reference}]]"


def _paragraph(children: Sequence[tree.Inline]) -> str:
    lines = _inlines(children).strip().split("\\\n")
    return "\\\n".join(_guarded(line.strip()) for line in lines)


def _guarded(line: str) -> str:
    """Escape what would begin a heading, a list or a quotation at the start of a line."""
    return _AT_START.sub(lambda m: f"{m[2]}\\{m[3]}" if m[2] else f"\\{m[1]}", line)


def _line(children: Sequence[tree.Inline]) -> str:
    return _inlines(children).replace("\\\n", " ").strip()


def _list(start: int | None, items: Sequence[Sequence[tree.Block]]) -> str:
    lines = []
    for position, item in enumerate(items):
        mark = "- " if start is None else f"{start + position}. "
        lines.append(_prefixed(to_markdown(item), mark, " " * len(mark)))
    tight = all(len(item) == 1 for item in items)
    return ("\n" if tight else "\n\n").join(lines)


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    rest = [f"{others}{line}".rstrip() for line in lines[1:]]
    return "\n".join([f"{first}{lines[0]}".rstrip(), *rest])


def _table(table: tree.Table) -> str:
    rows = [table.head, *table.rows]
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    lines.insert(1, f"|{'---|' * len(table.head)}")
    caption = f"Tableau\u00a0: {_line(table.caption)}\n\n" if table.caption else ""
    return caption + "\n".join(lines)


def _cell(cell: Sequence[tree.Inline]) -> str:
    return _line(cell).replace("|", "\\|")


def _inlines(children: Sequence[tree.Inline]) -> str:
    return "".join(_inline(child) for child in children)


def _inline(inline: tree.Inline) -> str:
    match inline:
        case tree.Text(text):
            return _MARKS.sub(r"\\\1", text.replace("\n", " "))
        case tree.Code(text):
            return f"`{text}`"
        case tree.LineBreak():
            return "\\\n"
        case tree.Strong(children):
            return _wrapped("**", children)
        case tree.Emphasis(children):
            return _wrapped("*", children)
        case tree.Link(href, children):
            return f"[{_line(children)}]({href})"
        case tree.Note(children):
            return f"^[{_line(children)}]"
        case tree.BrokenReference(written):
            return f"[[{written}]]"
        case tree.Image(alternative):
            return f"![{alternative}]()"
        case Reference():
            return f"[[{inline}]]"


def _wrapped(mark: str, children: Sequence[tree.Inline]) -> str:
    """Put marks around words, the blanks at both ends outside: Markdown wants it so."""
    words = _line(children) if children else ""
    if not words:
        return ""
    inner = _inlines(children)
    before = inner[: len(inner) - len(inner.lstrip())]
    after = inner[len(inner.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"
