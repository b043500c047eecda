"""Texts that the rows of interviews name, read once each."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ancrage.formats.archives import Bundle
from ancrage.formats.documents import TextDocument
from ancrage.formats.errors import Unreadable
from ancrage.formats.field_folder.columns import Mapping
from ancrage.formats.field_folder.faults import Fault
from ancrage.formats.field_folder.names import Discretion
from ancrage.formats.field_folder.rows import FieldPerson, InterviewRow
from ancrage.formats.field_folder.values import Nature
from ancrage.formats.field_folder.voices import Voice, identify, known_labels

ReadText = Callable[[str, bytes], TextDocument]


@dataclass(frozen=True)
class FieldText:
    """A text of an interview: the row that names it, the file in the bundle, what was read."""

    interview: str
    row: int
    file: str
    nature: Nature
    document: TextDocument
    voices: tuple[Voice, ...]
    conducted_by: tuple[str, ...]  # in that row: whose hand it is
    digest: str  # of the words alone: letters' case and blanks don't matter


@dataclass
class TextReader:
    """Reads the texts of a bundle and notes what is wrong with them."""

    bundle: Bundle
    read_text: ReadText
    mapping: Mapping
    discretion: Discretion
    faults: list[Fault]
    files: set[str] = field(default_factory=set)  # that rows name, readable or not

    def read(
        self, rows: Iterable[InterviewRow], people: dict[str, list[FieldPerson]]
    ) -> Iterator[FieldText]:
        """Yield the text of each row that names a file which can be read."""
        first_rows: dict[str, int] = {}
        for row in rows:
            if not row.file:
                continue
            name = self.bundle.find(row.file, beside=self.mapping.file)
            if name is None:
                self._note("missing_file", row, shown=row.file)
                continue
            self.files.add(name)
            document = self._document(name, row)
            if document is None:
                continue
            text = self._text(name, row, document, people.get(row.key, []))
            first = first_rows.setdefault(text.digest, row.row)
            if first != row.row:
                self._note("doubled_content", row, shown=name, other_row=first)
            yield text

    def _document(self, name: str, row: InterviewRow) -> TextDocument | None:
        try:
            document = self.read_text(name, self.bundle.read(name))
        except Unreadable as error:
            self._note("unreadable", row, shown=name, detail=error.kind)
            return None
        for notice in document.notices:
            self._note(notice.kind, row, shown=name, detail=str(notice.count))
        return document

    def _text(
        self, name: str, row: InterviewRow, document: TextDocument, people: list[FieldPerson]
    ) -> FieldText:
        nature: Nature = row.nature or "note"
        labels = known_labels(people, row.conducted_by)
        document = document.with_known_speakers(labels, only=nature == "note")
        voices = tuple(identify(label, people, row.conducted_by) for label in document.speakers)
        for voice in voices:
            if voice.part == "unknown":
                line = _line_of(voice.label, document)
                self._note("speaker_not_in_table", row, shown=name, line=line)
        digest = hashlib.sha256(" ".join(document.text.casefold().split()).encode()).hexdigest()
        return FieldText(
            row.identifier, row.row, name, nature, document, voices, row.conducted_by, digest
        )

    def _note(
        self,
        kind: str,
        row: InterviewRow,
        *,
        shown: str,
        detail: str = "",
        other_row: int | None = None,
        line: int | None = None,
    ) -> None:
        """Note a fault by the row and, unless it names someone, the name of the text."""
        fault = Fault(
            kind,
            file=self.discretion.shown(shown),
            table=self.mapping.file,
            sheet=self.mapping.sheet,
            row=row.row,
            column="fichier",
            detail=detail,
            other_row=other_row,
            line=line,
        )
        self.faults.append(fault)


def _line_of(label: str, document: TextDocument) -> int:
    turn = next(turn for turn in document.turns if turn.speaker == label)
    return document.text.count("\n", 0, turn.label_start) + 1
