"""The parts of a Word file that say what its paragraphs are: styles, numbering, notes, links."""

import posixpath
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from ancrage.formats.documents.packages import Package
from ancrage.formats.errors import Unreadable

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_DIGITS = 9
_FOLLOWED = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Level:
    """One level of a numbering: bullets where ``start`` is None."""

    start: int | None


class Parts:
    """A Word file opened: what its main part refers to by number."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.main = self._main()
        body = self.package.part(self.main).find(f"{WORD}body")
        if body is None:
            raise Unreadable("malformed", "no body")
        self.body = body

    def style(self, paragraph_or_run: etree._Element, tag: str) -> str:
        """Return the name of a style in lower case: « heading 1 », « list bullet »."""
        element = paragraph_or_run.find(f"{WORD}{tag[0]}Pr/{WORD}{tag}")
        key = attribute(element, "val") if element is not None else ""
        return self._styles.get(key, key).lower()

    def level(self, number: str, depth: int) -> Level:
        """Return what a paragraph numbered ``number`` at ``depth`` shows."""
        return self._numbering.get(number, {}).get(depth, Level(None))

    def note(self, key: str) -> etree._Element | None:
        """Return a footnote or an endnote."""
        return self._notes.get(key)

    def address(self, link: etree._Element) -> str:
        """Return where a link leads, empty if it leads into the file or to no page."""
        target = self._links.get(link.get(RELATIONSHIP, ""), "")
        return target if target.lower().startswith(_FOLLOWED) else ""

    @cached_property
    def comments(self) -> list[etree._Element]:
        """Every comment of the margin."""
        part = self._beside("comments.xml")
        return [] if part is None else list(part.iterchildren(f"{WORD}comment"))

    def _main(self) -> str:
        for relation in self.package.part("_rels/.rels"):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
        raise Unreadable("malformed", "no main part")

    def _beside(self, name: str) -> etree._Element | None:
        path = posixpath.join(posixpath.dirname(self.main), name)
        return self.package.part(path) if path in self.package.names else None

    @cached_property
    def _styles(self) -> dict[str, str]:
        part = self._beside("styles.xml")
        styles = [] if part is None else part.iterchildren(f"{WORD}style")
        names = {}
        for style in styles:
            name = style.find(f"{WORD}name")
            if name is not None:
                names[attribute(style, "styleId")] = attribute(name, "val")
        return names

    @cached_property
    def _numbering(self) -> dict[str, dict[int, Level]]:
        part = self._beside("numbering.xml")
        if part is None:
            return {}
        models = {
            attribute(model, "abstractNumId"): _levels(model)
            for model in part.iterchildren(f"{WORD}abstractNum")
        }
        numbers = {}
        for number in part.iterchildren(f"{WORD}num"):
            model = number.find(f"{WORD}abstractNumId")
            levels = dict(models.get(attribute(model, "val") if model is not None else "", {}))
            numbers[attribute(number, "numId")] = levels | _overrides(number, levels)
        return numbers

    @cached_property
    def _notes(self) -> dict[str, etree._Element]:
        notes = {}
        for name, tag in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
            part = self._beside(name)
            for note in [] if part is None else part.iterchildren(f"{WORD}{tag}"):
                notes[tag + attribute(note, "id")] = note
        return notes

    @cached_property
    def _links(self) -> dict[str, str]:
        folder, name = posixpath.split(self.main)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.package.names:
            return {}
        relations = self.package.part(path)
        return {str(one.get("Id", "")): str(one.get("Target", "")) for one in relations}


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute of Word, empty if absent."""
    return element.get(f"{WORD}{name}", "")


def _levels(model: etree._Element) -> dict[int, Level]:
    levels = {}
    for level in model.iterchildren(f"{WORD}lvl"):
        shown = level.find(f"{WORD}numFmt")
        ordered = shown is not None and attribute(shown, "val") not in ("bullet", "none", "")
        levels[_integer(attribute(level, "ilvl"))] = Level(_start(level) if ordered else None)
    return levels


def _overrides(number: etree._Element, levels: dict[int, Level]) -> dict[int, Level]:
    changed = {}
    for override in number.iterchildren(f"{WORD}lvlOverride"):
        depth = _integer(attribute(override, "ilvl"))
        start = override.find(f"{WORD}startOverride")
        known = levels.get(depth)
        if start is not None and known is not None and known.start is not None:
            changed[depth] = Level(_integer(attribute(start, "val"), 1))
    return changed


def _start(level: etree._Element) -> int:
    start = level.find(f"{WORD}start")
    return _integer(attribute(start, "val"), 1) if start is not None else 1


def _integer(text: str, otherwise: int = 0) -> int:
    return int(text[:_MOST_DIGITS]) if text.isdecimal() else otherwise
