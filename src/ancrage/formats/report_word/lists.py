"""Paragraphs that follow each other, gathered into lists, quotations and blocks of code."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ancrage.formats.report_markup import Block, CodeBlock, Numbered, Quote


@dataclass(frozen=True)
class Entry:
    """A paragraph of a list: a new item, or more of the one before where ``goes_on``."""

    depth: int
    start: int | None
    block: Block
    goes_on: bool = False


def gathered(blocks: Iterable[Block | Entry]) -> list[Block]:
    """Return the blocks with the entries of each list put together."""
    found: list[Block] = []
    for kind, group in groupby(blocks, key=type):
        if kind is Entry:
            found += _lists([entry for entry in group if isinstance(entry, Entry)])
        else:
            found += _merged(block for block in group if not isinstance(block, Entry))
    return found


def _lists(entries: list[Entry]) -> Iterator[Block]:
    """Yield the lists at the depth of the first entry; deeper entries belong to its items."""
    top = min(entry.depth for entry in entries)
    items: list[list[Block]] = []
    deeper: list[Entry] = []
    start: int | None = None
    for entry in entries:
        if entry.depth > top and items:
            deeper.append(entry)
            continue
        if deeper:
            items[-1] += _lists(deeper)
            deeper = []
        if entry.goes_on and items:
            items[-1].append(entry.block)
            continue
        if items and (entry.start is None) != (start is None):
            yield _list(start, items)
            items = []
        if not items:
            start = entry.start
        items.append([entry.block])
    if deeper:
        items[-1] += _lists(deeper)
    yield _list(start, items)


def _list(start: int | None, items: list[list[Block]]) -> Numbered:
    return Numbered(start, tuple(tuple(item) for item in items))


def _merged(blocks: Iterable[Block]) -> Iterator[Block]:
    """Put paragraphs quoted one after the other in one quotation, lines of code in one block."""
    waiting: Block | None = None
    for block in blocks:
        match waiting, block:
            case CodeBlock(before), CodeBlock(after):
                waiting = CodeBlock(f"{before}\n{after}")
            case Quote(before), Quote(after):
                waiting = Quote((*before, *after))
            case None, _:
                waiting = block
            case _:
                yield waiting
                waiting = block
    if waiting is not None:
        yield waiting
