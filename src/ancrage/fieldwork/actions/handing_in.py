"""A sheet of notes becomes a text of its interview, by the same path as an import."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.sweeping import shield_new_files
from ancrage.fieldwork.actions.identities import Identity, identities_at, identities_in
from ancrage.fieldwork.actions.names import Named
from ancrage.fieldwork.actions.note_entries import NothingNoted, Written, assert_open, standing
from ancrage.fieldwork.actions.preparing import PreparedText
from ancrage.fieldwork.actions.work_texts import Speaker, work_text
from ancrage.fieldwork.actions.writing import create_text
from ancrage.fieldwork.models import (
    Document,
    GuideQuestion,
    Interview,
    NoteEntry,
    NoteSheet,
    Participant,
    Purpose,
)
from ancrage.formats.documents import TextDocument, Turn, find_turns
from ancrage.formats.field_folder import FieldPerson, FieldText, identify, known_labels

PLAIN: Final = "text/plain"


class NobodyAgreed(Exception):
    """People were met and none agreed to be transcribed: the text would be empty."""


@transaction.atomic
def hand_in(*, sheet: NoteSheet, by: User, now: datetime, today: date) -> Document:
    """Make a sheet a text of its interview: sealed as written, names replaced, to be read through.

    Raises
    ------
    HandedIn
        If it was already.
    NothingNoted
        If nothing stands on it.
    NobodyAgreed
        If everybody met is known and nobody agreed to be transcribed.
    """
    shield_new_files()
    sheet = NoteSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    assert_open(sheet)
    written = standing(sheet)
    if not written:
        raise NothingNoted(_("Votre feuille est vide : il n’y a rien à remettre."))
    interview = sheet.interview
    document = make_text(interview, pieces(written), author=sheet.author.name, today=today)
    sheet.document, sheet.handed_in_at = document, now
    sheet.save(update_fields=["document", "handed_in_at"])
    journal.record("notes.handed_in", sheet, by=by)
    return document


def make_text(interview: Interview, said: Sequence[str], *, author: str, today: date) -> Document:
    """Create a note of an interview from its pieces, as the import does.

    Raises
    ------
    NobodyAgreed
        If everybody met is known and nobody agreed to be transcribed.
    """
    met = list(interview.participants.all())
    agreeing = set(
        interview.participants.agreeing(Purpose.TRANSCRIBE, today).values_list("pk", flat=True)
    )
    if met and not agreeing:
        raise NobodyAgreed(
            _(
                "Personne n’a accepté d’être transcrit : le texte serait vide. Recueillez d’abord "
                "les accords ; vos notes restent ici."
            )
        )
    source = _source(interview, said, met)
    speakers = [Speaker(person.pk, person.label, person.pk in agreeing) for person in met]
    work = work_text(source, speakers, _named(interview, met))
    prepared = PreparedText(source, source.document.text.encode(), work)
    notes = Document.objects.filter(interview=interview, kind=Document.Kind.NOTE)
    number = (notes.aggregate(last=Max("number"))["last"] or 0) + 1
    people = {person.pk: person for person in met}
    return create_text(interview, prepared, people, number=number, author=author)


@translation.override("fr")  # a text of the study, whoever hands it in
def pieces(written: Iterable[Written]) -> list[str]:
    """Return what a sheet says, question after question, each tag after the words it marks."""
    under: dict[GuideQuestion | None, list[Written]] = {}
    for each in written:
        under.setdefault(each.entry.question, []).append(each)
    said = []
    for question in sorted(under, key=_in_guide):
        said.append(question.text if question else _("Hors du guide"))
        said += [tagged(each.words, each.entry.tags) for each in under[question]]
    return said


def tagged(words: str, tags: Iterable[str]) -> str:
    """Return the words of a note with its tags after them."""
    names = ", ".join(str(NoteEntry.Tag(tag).label) for tag in tags)
    return f"{words} ({names})" if names else words


def _in_guide(question: GuideQuestion | None) -> tuple[bool, int, int]:
    if question is None:
        return (True, 0, 0)
    return (False, question.order, question.pk)


def _source(interview: Interview, said: Sequence[str], met: Sequence[Participant]) -> FieldText:
    """Return the text as the reading of a file gives it, each piece with its own turns."""
    who = dict(identities_in(interview))
    people = [
        _person(interview, person, who[person.label]) for person in met if person.label in who
    ]
    hands = tuple(interview.interviewers.values_list("name", flat=True))
    document = _document(said, known_labels(people, hands))
    voices = tuple(identify(label, people, hands) for label in document.speakers)
    digest = sha256(" ".join(document.text.casefold().split()).encode()).hexdigest()
    file = f"{interview.code}.txt"
    return FieldText(interview.code, 0, file, "note", document, voices, hands, digest)


def _document(said: Iterable[str], labels: frozenset[str]) -> TextDocument:
    text, turns = "", []
    for piece in said:
        text += "\n\n" if text else ""
        found = find_turns(piece.strip(), labels, only_known=True)
        turns += [_shifted(turn, len(text)) for turn in found]
        text += piece.strip()
    return TextDocument(text, tuple(turns), PLAIN)


def _shifted(turn: Turn, by: int) -> Turn:
    return replace(
        turn,
        start=turn.start + by,
        end=turn.end + by,
        label_start=turn.label_start + by,
        label_end=turn.label_end + by,
    )


def _person(interview: Interview, person: Participant, who: Identity) -> FieldPerson:
    return FieldPerson(
        interview=interview.code,
        name=who.name,
        function=who.function,
        organisation=who.organisation,
        category="",
        label=who.voice,
        consents=(),
        row=person.pk,
    )


def _named(interview: Interview, met: Sequence[Participant]) -> list[Named]:
    own = {person.label for person in met}
    return [
        Named(label, who.name, who.voice if label in own else "", who.function, label in own)
        for label, who in identities_at(interview.site_id)
    ]
