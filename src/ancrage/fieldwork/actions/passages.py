"""Passages: words of a text, and who says them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.fieldwork.models import Participant, Passage, Purpose, TextVersion, Turn


class NothingSelected(Exception):
    """The selection holds no word of the text."""


class NotCodable(Exception):
    """Somebody who speaks there did not agree to be coded."""


@dataclass(frozen=True)
class Voices:
    """Who speaks in a stretch of text.

    ``participants`` are the people met, each once; ``others`` says that an interviewer speaks too.
    """

    participants: tuple[Participant, ...]
    others: bool

    @property
    def only(self) -> Participant | None:
        """The person who says it all, or None if several speak."""
        alone = len(self.participants) == 1 and not self.others
        return self.participants[0] if alone else None


@transaction.atomic
def passage_at(*, version: TextVersion, start: int, end: int, by: User | None = None) -> Passage:
    """Return the passage of ``version`` from ``start`` to ``end``, blank ends left out.

    Its participant is the one person who speaks there; nobody if several do, or an interviewer
    with them: ``voices_between`` says who.

    Raises
    ------
    NothingSelected
        If the stretch is outside the text, or blank.
    """
    start, end = _chosen(version, start, end)
    speaking = voices_between(version, start, end).only
    passage, is_new = Passage.objects.get_or_create(
        text_version=version, start=start, end=end, defaults={"participant": speaking}
    )
    if is_new:
        journal.record("passage.marked", passage, by=by)
    return passage


def words_at(*, version: TextVersion, start: int, end: int) -> Passage:
    """Return the passage that ``passage_at`` would; one that nobody marked yet is not kept.

    Raises
    ------
    NothingSelected
        If the stretch is outside the text, or blank.
    """
    start, end = _chosen(version, start, end)
    marked: Passage | None = Passage.objects.filter(
        text_version=version, start=start, end=end
    ).first()
    if marked is not None:
        return marked
    speaking = voices_between(version, start, end).only
    return Passage(text_version=version, start=start, end=end, participant=speaking)


def voices_between(version: TextVersion, start: int, end: int) -> Voices:
    """Return who speaks from ``start`` to ``end``.

    Words that no label gives to anybody are those of the only person met, if there is only one.
    """
    turns = list(_turns_between(version, start, end).select_related("participant"))
    speaking = {turn.participant for turn in turns if turn.participant}
    unlabelled = not turns or any(turn.label_start is None for turn in turns)
    if unlabelled and not speaking:
        everybody = list(version.document.interview.participants.all()[:2])
        speaking = set(everybody) if len(everybody) == 1 else set()
    others = any(turn.participant is None and turn.label_start is not None for turn in turns)
    return Voices(tuple(sorted(speaking, key=lambda person: person.pk)), others)


def assert_codable(version: TextVersion, start: int, end: int, *, day: date) -> None:
    """Refuse to code the words of somebody who does not agree to it on ``day``.

    A person's turns are theirs alone. Where no label says who speaks, somebody met in the interview
    must have agreed.

    Raises
    ------
    NotCodable
        With the sentence to show.
    """
    turns = _turns_between(version, start, end)
    speaking = Participant.objects.filter(turns__in=turns)
    if speaking.refusing(Purpose.CODE, day).exists():
        raise NotCodable(
            _("Une personne qui parle ici n’a pas accepté que ses paroles soient codées.")
        )
    met = version.document.interview.participants
    unlabelled = not turns.exists() or turns.filter(label_start=None).exists()
    if unlabelled and met.exists() and not met.agreeing(Purpose.CODE, day).exists():
        raise NotCodable(
            _("Personne, dans cet entretien, n’a accepté que ses paroles soient codées.")
        )


def _chosen(version: TextVersion, start: int, end: int) -> tuple[int, int]:
    words = trimmed(version.text, start, end)
    if words is None:
        raise NothingSelected(_("Sélectionnez au moins un mot du texte."))
    return words


def _turns_between(version: TextVersion, start: int, end: int) -> QuerySet[Turn]:
    return Turn.objects.filter(text_version=version, start__lt=end, end__gt=start)


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a stretch of ``text`` without its blank ends, or None if no word is left."""
    if not 0 <= start < end <= len(text):
        return None
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return (start, start + len(words.strip())) if words.strip() else None
