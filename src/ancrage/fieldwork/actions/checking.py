"""Read what a person dropped, in a child process, and say what it would create. Writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ancrage.fieldwork.actions import staging
from ancrage.fieldwork.actions.losses import Frame, Loss, losses
from ancrage.formats.archives import Bundle, open_zip
from ancrage.formats.documents import TextDocument
from ancrage.formats.errors import Unreadable
from ancrage.formats.field_folder import FieldFolder, read_field_folder
from ancrage.formats.field_folder import Mapping as Columns
from ancrage.formats.sandbox import Sandbox
from ancrage.studies.models import Site, Study

Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class Checked:
    """What a folder holds, what is wrong with it, and what it would create."""

    folder: FieldFolder
    report: list[Loss]
    sites: dict[str, Site] = field(default_factory=dict)

    @property
    def can_be_written(self) -> bool:
        """Whether no line of the report blocks."""
        return not any(loss.blocking for loss in self.report)

    def counts(self) -> dict[str, Any]:
        """Count interviews and people apart, and texts; the same for each step and site.

        Whom or what an interview that can't be read brings is left out with it.
        Sites go by the names that the study gives them: those of the folder may be anything.
        """
        steps = {each.identifier: each.step for each in self.folder.interviews}
        sites = {
            each.identifier: self.sites[each.site].name
            for each in self.folder.interviews
            if each.site in self.sites
        }
        return {
            "interviews": len(self.folder.interviews),
            "people": sum(each.interview in steps for each in self.folder.people),
            "texts": sum(each.interview in steps for each in self.folder.texts),
            "steps": list(_counted("step", steps, self.folder)),
            "sites": list(_counted("site", sites, self.folder)),
        }

    def mapping(self) -> list[dict[str, Any]]:
        """Say which heading was taken for which column."""
        return [_shown(table) for table in self.folder.mapping]


def check(
    study: Study, archive: bytes, *, encoding: str = "", tick: Tick = lambda done, total: None
) -> Checked:
    """Read a zip of tables and texts; ``tick`` is told after each file and may stop it all.

    ``encoding`` is how texts are read that are not in UTF-8.
    """
    try:
        bundle = open_zip(archive)
    except Unreadable as error:
        return Checked(FieldFolder(), [Loss("unreadable", True, detail=error.kind)])
    with bundle:
        return check_bundle(study, bundle, encoding=encoding, tick=tick)


def check_files(study: Study, files: Iterable[tuple[str, bytes]], *, encoding: str = "") -> Checked:
    """Read files as an import would, without opening any."""
    return check(study, staging.pack(files), encoding=encoding)


def check_bundle(
    study: Study, bundle: Bundle, *, encoding: str = "", tick: Tick = lambda done, total: None
) -> Checked:
    """Read the files of a bundle, one by one, in a sandbox."""
    with Sandbox() as box:
        reader = _Reader(box, encoding, len(bundle.names), tick)
        folder = read_field_folder(
            bundle, read_text=reader.read_text, read_tables=reader.read_tables
        )
    frame = Frame.of(study, folder)
    return Checked(folder, losses(folder, frame), frame.sites)


def _counted(
    name: str, group_of: Mapping[str, Any], folder: FieldFolder
) -> Iterator[dict[str, Any]]:
    """Yield what a folder holds for each group of interviews."""
    interviews = Counter(group_of.values())
    people = Counter(group_of.get(person.interview) for person in folder.people)
    texts = Counter(group_of.get(text.interview) for text in folder.texts)
    for group, count in sorted(interviews.items()):
        yield {name: group, "interviews": count, "people": people[group], "texts": texts[group]}


class _Reader:
    """Reads files in a sandbox, in a second encoding where asked, and counts them."""

    def __init__(self, box: Sandbox, encoding: str, total: int, tick: Tick) -> None:
        self.box = box
        self.encoding = encoding or None
        self.total = total
        self.tick = tick
        self.done = 0

    def read_text(self, name: str, data: bytes) -> TextDocument:
        self._advance()
        document: TextDocument = self._read(self.box.read_document, name, data)
        return document

    def read_tables(self, name: str, data: bytes) -> Any:
        self._advance()
        return self._read(self.box.read_workbook, name, data)

    def _read(self, read: Callable[..., Any], name: str, data: bytes) -> Any:
        try:
            return read(name, data)
        except Unreadable as error:
            if error.kind != "encoding" or self.encoding is None:
                raise
            return read(name, data, encoding=self.encoding)

    def _advance(self) -> None:
        self.done = min(self.done + 1, self.total)
        self.tick(self.done, self.total)


def _shown(table: Columns) -> dict[str, Any]:
    missing = [*table.missing(required=True), *table.missing(required=False)]
    return {
        "table": table.table,
        "file": table.file,
        "sheet": table.sheet,
        "recognised": [asdict(each) for each in table.recognised],
        "ignored": list(table.ignored),
        "missing": missing,
    }
