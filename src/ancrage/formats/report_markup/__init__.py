"""The text of a report: Markdown with references to findings, quotations and figures.

``parse`` turns a section's text into a tree of frozen dataclasses that every renderer reads. The
grammar of references and footnotes is documented in ``docs/reference/ecrire-un-rapport.md``.
"""

from ancrage.formats.report_markup.parsing import Fault, FaultKind, Parsed, parse
from ancrage.formats.report_markup.references import (
    BadReference,
    Kind,
    Reference,
    read_reference,
)
from ancrage.formats.report_markup.tree import (
    Block,
    BlockReference,
    BrokenReference,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    Note,
    Numbered,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    inlines_of,
    references_of,
)

__all__ = [
    "BadReference",
    "Block",
    "BlockReference",
    "BrokenReference",
    "Code",
    "CodeBlock",
    "Emphasis",
    "Fault",
    "FaultKind",
    "Heading",
    "Image",
    "Inline",
    "Kind",
    "LineBreak",
    "Link",
    "Note",
    "Numbered",
    "Paragraph",
    "Parsed",
    "Quote",
    "Reference",
    "Rule",
    "Strong",
    "Table",
    "Text",
    "inlines_of",
    "parse",
    "read_reference",
    "references_of",
]
