"""Notes of one person on one interview: sealed as they come, opened for their author alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.sweeping import shield_new_files
from ancrage.fieldwork.actions.field_interviews import interview_of
from ancrage.fieldwork.models import AgendaItem, GuideQuestion, NoteEntry, NoteSheet
from ancrage.formats.characters import clean
from ancrage.vault import actions as vault
from ancrage.vault.models import Kind

LONGEST: Final = 20_000
Channel = NoteEntry.Channel


def tidy(words: str) -> str:
    """Return words as they are kept: no invisible character, no blank at the ends."""
    return clean(words).text.strip()


class HandedIn(Exception):
    """The sheet was handed in: it is a text now, and no longer changes."""


class NothingNoted(Exception):
    """There is no word to keep."""


class NotYours(Exception):
    """These notes are somebody else's."""


@dataclass(frozen=True)
class Jotting:
    """A few words as they arrive; ``item`` is the line of the agenda during which they came."""

    uuid: UUID
    item: UUID
    words: str
    question: UUID | None = None
    replaces: UUID | None = None
    struck: bool = False
    order: int = 0
    tags: tuple[str, ...] = ()
    taken_at: datetime | None = None


@dataclass(frozen=True)
class Written:
    """An entry and its words, opened for whoever wrote them."""

    entry: NoteEntry
    words: str

    @property
    def tags(self) -> list[str]:
        """The names of its tags, as a page shows them."""
        return [str(NoteEntry.Tag(tag).label) for tag in self.entry.tags]


def sheet_for(item: AgendaItem, author: User) -> NoteSheet:
    """Return the sheet of ``author`` for an interview of the agenda, made on first use.

    Inside a transaction: the line of the agenda is locked, so that nobody makes it twice.
    """
    interview = interview_of(item, by=author)
    sheet, _made = NoteSheet.objects.get_or_create(interview=interview, author=author)
    return sheet


@transaction.atomic
def jot_down(
    *, item: AgendaItem, jotting: Jotting, channel: str, by: User, now: datetime
) -> NoteEntry:
    """Keep a note typed on a page.

    Raises
    ------
    HandedIn
        If the sheet is already a text.
    NothingNoted
        If there is no word in it.
    """
    shield_new_files()
    sheet = sheet_for(item, by)
    assert_open(sheet)
    if not tidy(jotting.words) and not jotting.struck:
        raise NothingNoted(_("Écrivez au moins un mot."))
    (entry,) = add_entries(sheet, [jotting], channel=channel, device=None, now=now)
    journal.record("notes.written", sheet, by=by)
    return entry


@transaction.atomic
def type_sheet(
    *,
    item: AgendaItem,
    answers: Iterable[tuple[UUID | None, str, tuple[str, ...]]],
    by: User,
    now: datetime,
) -> list[NoteEntry]:
    """Keep what was typed from a paper sheet: for each question, words and their tags.

    Raises
    ------
    HandedIn
        If the sheet is already a text.
    NothingNoted
        If every answer is empty.
    """
    shield_new_files()
    jottings = [
        Jotting(uuid=uuid4(), item=item.uuid, words=words, question=question, order=n, tags=tags)
        for n, (question, words, tags) in enumerate(answers)
        if tidy(words)
    ]
    if not jottings:
        raise NothingNoted(_("La feuille est vide : tapez au moins une note."))
    sheet = sheet_for(item, by)
    assert_open(sheet)
    entries = add_entries(sheet, jottings, channel=Channel.PAPER, device=None, now=now)
    journal.record("notes.written", sheet, by=by)
    return entries


def assert_open(sheet: NoteSheet) -> None:
    """Refuse to change a sheet that was handed in.

    Raises
    ------
    HandedIn
        If it was.
    """
    if sheet.handed_in_at is not None:
        raise HandedIn(
            _("Votre feuille est déjà remise : corrigez le texte ou demandez à l’équipe nationale.")
        )


def add_entries(
    sheet: NoteSheet,
    jottings: Iterable[Jotting],
    *,
    channel: str,
    device: UUID | None,
    now: datetime,
) -> list[NoteEntry]:
    """Seal the words of new entries under the interview's key and keep the entries."""
    new = list(jottings)
    questions = _questions(new)
    owner = sheet.interview.uuid
    return NoteEntry.objects.bulk_create(
        NoteEntry(
            uuid=each.uuid,
            sheet=sheet,
            question_id=questions.get(each.question) if each.question else None,
            replaces=each.replaces,
            struck=each.struck,
            order=each.order,
            tags=list(each.tags),
            sealed=vault.seal(owner=owner, kind=Kind.NOTE, data=tidy(each.words).encode()).uuid,
            channel=channel,
            device=device,
            taken_at=each.taken_at or now,
            received_at=now,
        )
        for each in new
    )


def words_of(entries: Iterable[NoteEntry]) -> dict[UUID, str]:
    """Return the words of entries by their identifiers, for the machine or for their author."""
    sealed = {entry.uuid: entry.sealed for entry in entries}
    opened = vault.unseal_each(sealed.values())
    return {uuid: opened[name].decode() for uuid, name in sealed.items() if name in opened}


def read_sheet(sheet: NoteSheet, *, by: User) -> list[Written]:
    """Return what stands on a sheet, in order, for its author alone.

    Raises
    ------
    NotYours
        If ``by`` did not write it.
    """
    if sheet.author_id != by.pk:
        raise NotYours(str(sheet.uuid))
    return standing(sheet)


def standing(sheet: NoteSheet) -> list[Written]:
    """Return what stands on a sheet, in the order of the server's clock."""
    everything = list(sheet.entries.select_related("question"))
    current = set(sheet.entries.current().values_list("pk", flat=True))
    places = _places(everything)
    words = words_of(entry for entry in everything if entry.pk in current)
    kept = [Written(e, words[e.uuid]) for e in everything if e.pk in current and e.uuid in words]
    return sorted(kept, key=lambda one: places[one.entry.uuid])


def _places(entries: Sequence[NoteEntry]) -> Mapping[UUID, tuple[datetime, int, int]]:
    """Return where each entry stands: one that replaces another stands in its place."""
    by_uuid = {entry.uuid: entry for entry in entries}
    places = {}
    for entry in entries:
        first, seen = entry, {entry.uuid}
        while first.replaces in by_uuid and first.replaces not in seen:
            first = by_uuid[first.replaces]
            seen.add(first.uuid)
        places[entry.uuid] = (first.received_at, first.order, first.pk)
    return places


def _questions(jottings: Iterable[Jotting]) -> dict[UUID, int]:
    """Return the questions that still exist; a note under one that is gone stands under none."""
    asked = {each.question for each in jottings if each.question}
    return dict(GuideQuestion.objects.filter(uuid__in=asked).values_list("uuid", "pk"))
