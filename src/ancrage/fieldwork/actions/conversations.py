"""Text that people write in Ancrage instead of importing it: names replaced, then sealed and kept.

A room above that gathers what was said (a debate, a workshop) hands it over here turn by turn: it
becomes a note of an interview like any other, with its passages.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.sweeping import shield_new_files
from ancrage.fieldwork.actions.identities import Identity, seal_identity
from ancrage.fieldwork.actions.work_texts import WorkTurn, paragraphs_of
from ancrage.fieldwork.models import (
    ActorCategory,
    Consent,
    Document,
    Interview,
    Paragraph,
    Participant,
    Passage,
    TextVersion,
    Turn,
)
from ancrage.studies.models import Study
from ancrage.vault import actions as vault
from ancrage.vault.models import Kind

# The label of whoever asks: the import reads it as such too.
ASKS: Final = "QUESTION"
_BETWEEN: Final = "\n\n"


@dataclass(frozen=True)
class Said:
    """What one voice says in one go; without a voice, it is what was asked.

    ``participant`` is whose voice it is; without one, ``voice`` only tells where the words come
    from (« Table 3 »).
    """

    words: str
    voice: str = ""
    participant: Participant | None = None

    @property
    def label(self) -> str:
        """What the text writes before the words."""
        return f"[{self.voice}] : " if self.voice else f"{ASKS} : "


@transaction.atomic
def create_interview(*, study: Study, code: str, by: User | None, **facts: Any) -> Interview:
    """Create an interview without anybody yet; ``code`` is followed by a number where taken."""
    taken = set(
        Interview.objects.filter(study=study, code__startswith=code).values_list("code", flat=True)
    )
    codes = (code, *(f"{code}-{n}" for n in range(2, len(taken) + 2)))
    free = next(each for each in codes if each not in taken)
    interview = Interview.objects.create(study=study, code=free, **facts)
    journal.record("interview.created", interview, by=by)
    return interview


@transaction.atomic
def add_voice(
    *,
    interview: Interview,
    label: str,
    category: ActorCategory,
    purposes: Iterable[str],
    mode: str,
    given_on: date,
    by: User | None,
    known: Participant | None = None,
) -> Participant:
    """Return who speaks as ``label`` in ``interview``, with what they agree to, made if need be.

    ``known`` is the same person in an earlier interview: who they are stays sealed there. Without
    it the voice is nobody's own.
    """
    person = interview.participants.filter(label=label).first()
    if person is None:
        nobody = Identity(name="", function=category.label, organisation="", voice=label)
        person = Participant.objects.create(
            interview=interview,
            category=category,
            label=label,
            identity=known.identity if known else _sealed(nobody, interview),
        )
    given = Consent.objects.in_force(given_on).filter(participant=person)
    agreed = set(given.values_list("purpose", flat=True))
    for purpose in purposes:
        if purpose not in agreed:
            consent = Consent.objects.create(
                participant=person, purpose=purpose, mode=mode, given_on=given_on
            )
            journal.record("consent.recorded", consent, by=by)
    return person


@transaction.atomic
def write_note(
    *, interview: Interview, parts: Sequence[Said], author: str, by: User | None
) -> list[Passage]:
    """Write ``parts`` as one more note of ``interview``; return a passage for each part said.

    Names must have been replaced already. What is asked has no passage.
    """
    shield_new_files()
    text, turns = _laid_out(parts)
    document = _note(interview, text, author)
    version = TextVersion.objects.create(document=document, number=1, text=text)
    Turn.objects.bulk_create(
        Turn(
            text_version=version,
            start=turn.start,
            end=turn.end,
            label_start=turn.label_start,
            participant=part.participant,
        )
        for part, turn in zip(parts, turns, strict=True)
    )
    Paragraph.objects.bulk_create(
        Paragraph(text_version=version, **stretch._asdict())
        for stretch in paragraphs_of(text, turns)
    )
    passages = Passage.objects.bulk_create(
        Passage(text_version=version, start=turn.start, end=turn.end, participant=part.participant)
        for part, turn in zip(parts, turns, strict=True)
        if part.voice
    )
    journal.record("text.written", document, by=by)
    return passages


def _sealed(identity: Identity, interview: Interview) -> Any:
    shield_new_files()
    return seal_identity(identity, interview=interview.uuid)


def _laid_out(parts: Sequence[Said]) -> tuple[str, list[WorkTurn]]:
    """Return the text and where each part stands in it."""
    pieces: list[str] = []
    turns = []
    position = 0
    for part in parts:
        words = part.words.replace("\r\n", "\n").strip()
        start = position + len(part.label)
        turns.append(WorkTurn(start, start + len(words), position, None))
        pieces.append(part.label + words)
        position = start + len(words) + len(_BETWEEN)
    return _BETWEEN.join(pieces), turns


def _note(interview: Interview, text: str, author: str) -> Document:
    notes = Document.objects.filter(interview=interview, kind=Document.Kind.NOTE)
    last = notes.aggregate(last=Max("number"))["last"] or 0
    data = text.encode()
    original = vault.seal(owner=interview.uuid, kind=Kind.ORIGINAL, data=data)
    return Document.objects.create(
        interview=interview,
        kind=Document.Kind.NOTE,
        number=last + 1,
        author=author,
        media_type="text/plain",
        original=original.uuid,
        content_digest=hashlib.sha256(data).hexdigest(),
    )
