"""Read a folder from the field: what it brings, and what is wrong with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ancrage.formats.archives import Bundle
from ancrage.formats.characters import fold
from ancrage.formats.field_folder.columns import Mapping
from ancrage.formats.field_folder.faults import Fault
from ancrage.formats.field_folder.names import Discretion
from ancrage.formats.field_folder.rows import (
    FieldInterview,
    FieldPerson,
    InterviewRow,
    PersonRow,
    read_interview_rows,
    read_person_rows,
)
from ancrage.formats.field_folder.tables import FieldTables, FoundTable, ReadTables, find_tables
from ancrage.formats.field_folder.texts import FieldText, ReadText, TextReader


@dataclass(frozen=True)
class FieldFolder:
    """What a folder holds. Whatever has a fault of its own is left out of the first three."""

    interviews: tuple[FieldInterview, ...] = ()
    people: tuple[FieldPerson, ...] = ()
    texts: tuple[FieldText, ...] = ()
    mapping: tuple[Mapping, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def can_be_imported(self) -> bool:
        """Whether no fault blocks the import."""
        return not any(fault.blocking for fault in self.faults)


def read_field_folder(
    bundle: Bundle, *, read_text: ReadText, read_tables: ReadTables
) -> FieldFolder:
    """Return what the tables and texts of a folder say, and every fault found in one pass.

    Several rows may have the same identifier and the same site, step, date and type, each with its
    own file: these are the texts of several hands on one interview.

    Parameters
    ----------
    bundle : Bundle
        The folder.
    read_text, read_tables : callable
        Read one file from its name and bytes, as :func:`~ancrage.formats.documents.read_document`
        and :func:`~ancrage.formats.tables.read_workbook` do: those of a
        :class:`~ancrage.formats.sandbox.Sandbox` for files that people sent. What they raise,
        ``Unreadable`` apart, goes through, so that they may stop a reading under way.
    """
    if not bundle.names:
        return FieldFolder(faults=(Fault("empty_folder"),))
    tables = find_tables(bundle, read_tables)
    mapping = tuple(table.mapping for table in tables.found)
    faults = list(tables.faults)
    people = _read_people(tables.people, faults)
    if tables.interviews is None:
        return FieldFolder(mapping=mapping, faults=tuple(faults))
    names = [each.person.name for each in people]
    discretion = Discretion(names, complete=tables.people is not None)
    interviews = _read_interviews(tables.interviews, discretion, faults)
    met = _people_met(people, interviews, tables, faults)
    reader = TextReader(bundle, read_text, tables.interviews.mapping, discretion, faults)
    texts = tuple(reader.read([row for group in interviews for row in group], met))
    told = reader.files | {fault.file for fault in faults} | {each.file for each in mapping}
    faults += _files_without_row(bundle, told, people, discretion, tables)
    return FieldFolder(
        tuple(_interviews(interviews, _wrong_rows(tables.interviews, faults))),
        tuple(_people(met, _wrong_rows(tables.people, faults))),
        texts,
        mapping,
        tuple(_discreet(fault, discretion) for fault in faults),
    )


def _discreet(fault: Fault, discretion: Discretion) -> Fault:
    """Return the fault without a name of table that would name a participant."""
    if discretion.hides(fault.table):
        fault = replace(fault, table="", sheet="")
    named = discretion.hides(fault.file) or discretion.hides(fault.sheet)
    return replace(fault, file="", sheet="") if named else fault


def _read_people(found: FoundTable | None, faults: list[Fault]) -> list[PersonRow]:
    return list(read_person_rows(found.table, found.mapping, faults)) if found else []


def _read_interviews(
    found: FoundTable, discretion: Discretion, faults: list[Fault]
) -> list[list[InterviewRow]]:
    """Return the rows of each interview, without those that double another."""
    groups: dict[str, list[InterviewRow]] = {}
    for row in read_interview_rows(found.table, found.mapping, faults):
        group = groups.setdefault(row.key or f"row {row.row}", [])
        if not group or _is_another_hand(row, group):
            group.append(row)
            continue
        fault = found.mapping.fault(
            "doubled_identifier",
            row.row,
            "identifiant",
            detail=discretion.shown(row.identifier),
            other_row=group[0].row,
        )
        faults.append(fault)
    return list(groups.values())


def _is_another_hand(row: InterviewRow, group: list[InterviewRow]) -> bool:
    files = {other.file.casefold() for other in group}
    return row.facts == group[0].facts and bool(row.file) and row.file.casefold() not in files


def _people_met(
    people: list[PersonRow],
    interviews: list[list[InterviewRow]],
    tables: FieldTables,
    faults: list[Fault],
) -> dict[str, list[FieldPerson]]:
    """Return the people of each interview, by its key, each person once."""
    if tables.people is None or tables.interviews is None:
        return {}
    firsts = {group[0].key: group[0] for group in interviews if group[0].key}
    met: dict[str, list[FieldPerson]] = defaultdict(list)
    rows: dict[tuple[str, str, str], int] = {}
    note = tables.people.mapping.fault
    for key, person in ((each.key, each.person) for each in people if each.key):
        who = (key, fold(person.name), fold(person.label))
        if key not in firsts:
            faults.append(note("person_without_interview", person.row, "entretien"))
        elif person.name and who in rows:
            faults.append(note("doubled_person", person.row, "nom", other_row=rows[who]))
        else:
            rows[who] = person.row
            met[key].append(replace(person, interview=firsts[key].identifier))
    note = tables.interviews.mapping.fault
    lonely = [first.row for key, first in firsts.items() if key not in met]
    faults += [note("interview_without_person", row, "identifiant") for row in lonely]
    return met


def _files_without_row(
    bundle: Bundle,
    told: set[str],
    people: list[PersonRow],
    discretion: Discretion,
    tables: FieldTables,
) -> Iterator[Fault]:
    """Yield the files that no row names; one that names a person is told by that person's row."""
    sheet = tables.people.mapping.sheet if tables.people else ""
    for name in bundle.names:
        if name in told:
            continue
        if discretion.may_show(name):
            yield Fault("file_without_row", name)
            continue
        named = (each.person for each in people if Discretion([each.person.name]).hides(name))
        row = next((person.row for person in named), None)
        yield Fault("file_without_row", "", sheet, row, "nom" if row else "")


def _wrong_rows(found: FoundTable | None, faults: list[Fault]) -> set[int | None]:
    """Return the rows of a table that have a blocking fault of their own, not of their text."""
    if found is None:
        return set()
    place = (found.file, found.mapping.sheet)
    return {fault.row for fault in faults if fault.blocking and (fault.file, fault.sheet) == place}


def _interviews(
    groups: Iterable[list[InterviewRow]], wrong: set[int | None]
) -> Iterator[FieldInterview]:
    """Yield the interviews that rows without a fault tell."""
    for group in groups:
        first = group[0]
        if first.row in wrong or first.step is None or first.day is None or first.type is None:
            continue
        yield FieldInterview(
            identifier=first.identifier,
            site=first.site,
            step=first.step,
            day=first.day,
            type=first.type,
            place=next((row.place for row in group if row.place), ""),
            minutes=next((row.minutes for row in group if row.minutes), None),
            conducted_by=tuple(dict.fromkeys(name for row in group for name in row.conducted_by)),
            theme=next((row.theme for row in group if row.theme), ""),
            row=first.row,
        )


def _people(met: dict[str, list[FieldPerson]], wrong: set[int | None]) -> Iterator[FieldPerson]:
    return (person for group in met.values() for person in group if person.row not in wrong)
