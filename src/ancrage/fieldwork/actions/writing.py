"""Write what an import prepared: one short transaction, all or nothing."""

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.core import failpoints, journal
from ancrage.core.sweeping import shield_new_files
from ancrage.core.text import fold
from ancrage.fieldwork.actions.categories import categories_named
from ancrage.fieldwork.actions.identities import seal_identity
from ancrage.fieldwork.actions.preparing import (
    Prepared,
    PreparedInterview,
    PreparedPerson,
    PreparedText,
    state_of,
)
from ancrage.fieldwork.models import (
    ActorCategory,
    Consent,
    Document,
    ImportBatch,
    Interview,
    Interviewer,
    Paragraph,
    Participant,
    TextVersion,
    Turn,
)
from ancrage.studies.models import Study
from ancrage.vault import actions as vault
from ancrage.vault.models import Kind

_AT_ONCE: Final = 500
_LONGEST_AUTHOR: Final = 200


class StudyMoved(Exception):
    """Another import was written since this one was prepared: prepare it again."""


@transaction.atomic
def create_interviews(
    *,
    study: Study,
    prepared: Prepared,
    batch: ImportBatch | None,
    by: User | None,
) -> list[Interview]:
    """Create interviews with their people, consents and texts.

    Raises
    ------
    StudyMoved
        If the study no longer is as it was when ``prepared`` was made.
    """
    shield_new_files()
    if state_of(study) != prepared.state:
        raise StudyMoved
    interviews = _create_rows(study, prepared.interviews, batch)
    _link_interviewers(study, interviews, prepared.interviews)
    people = chain.from_iterable(source.people for source in prepared.interviews)
    categories = categories_named(study, (person.category for person in people))
    for interview, source in zip(interviews, prepared.interviews, strict=True):
        created = _create_people(interview, source.people, categories)
        _create_texts(interview, source, created)
    failpoints.reached("import.rows-written")
    for interview in interviews:
        journal.record("interview.created", interview, by=by)
    return interviews


def _create_rows(
    study: Study, sources: Iterable[PreparedInterview], batch: ImportBatch | None
) -> list[Interview]:
    return Interview.objects.bulk_create(
        Interview(
            study=study,
            site_id=source.site,
            step_id=source.step,
            code=source.source.identifier,
            held_on=source.source.day,
            kind=source.source.type,
            place=source.source.place,
            minutes=source.source.minutes,
            theme=source.source.theme,
            batch=batch,
        )
        for source in sources
    )


def _link_interviewers(
    study: Study, interviews: list[Interview], sources: list[PreparedInterview]
) -> None:
    """Link the interviews with who led them; somebody new becomes an interviewer of the study."""
    names = dict.fromkeys(chain.from_iterable(source.source.conducted_by for source in sources))
    known = {fold(each.name): each for each in study.interviewers.all()}
    for name in names:
        if fold(name) not in known:
            known[fold(name)] = Interviewer.objects.create(study=study, name=name)
    link = Interview.interviewers.through
    link.objects.bulk_create(
        link(interview=interview, interviewer=known[folded])
        for interview, source in zip(interviews, sources, strict=True)
        for folded in dict.fromkeys(fold(name) for name in source.source.conducted_by)
    )


def _create_people(
    interview: Interview,
    people: Iterable[PreparedPerson],
    categories: Mapping[str, ActorCategory],
) -> dict[int, Participant]:
    """Create the people of an interview; return them by their row of the table."""
    sources = list(people)
    created = Participant.objects.bulk_create(
        Participant(
            interview=interview,
            category=categories[fold(person.category)],
            label=person.label,
            identity=seal_identity(person.identity, interview=interview.uuid),
        )
        for person in sources
    )
    Consent.objects.bulk_create(
        Consent(participant=participant, purpose=purpose, mode=Consent.Mode.TABLE)
        for participant, person in zip(created, sources, strict=True)
        for purpose in person.consents
    )
    return {person.row: made for person, made in zip(sources, created, strict=True)}


def _create_texts(
    interview: Interview, source: PreparedInterview, people: Mapping[int, Participant]
) -> None:
    numbers: dict[str, int] = {}
    for text in source.texts:
        nature = text.source.nature
        numbers[nature] = numbers.get(nature, 0) + 1
        author = ", ".join(text.source.conducted_by)
        create_text(interview, text, people, number=numbers[nature], author=author)


def create_text(
    interview: Interview,
    text: PreparedText,
    people: Mapping[int, Participant],
    *,
    number: int,
    author: str,
) -> Document:
    """Create a text of an interview: its original sealed, its first work version to be read."""
    original = vault.seal(owner=interview.uuid, kind=Kind.ORIGINAL, data=text.original)
    document = Document.objects.create(
        interview=interview,
        kind=text.source.nature,
        number=number,
        author=author[:_LONGEST_AUTHOR],
        media_type=text.source.document.media_type,
        original=original.uuid,
        content_digest=text.source.digest,
    )
    _create_first_version(document, text, people)
    return document


def _create_first_version(
    document: Document, text: PreparedText, people: Mapping[int, Participant]
) -> None:
    work = text.work
    version = TextVersion.objects.create(
        document=document, number=1, text=work.text, edits=[list(edit) for edit in work.edits]
    )
    Turn.objects.bulk_create(
        Turn(
            text_version=version,
            start=turn.start,
            end=turn.end,
            label_start=turn.label_start,
            participant=people[turn.row] if turn.row is not None else None,
        )
        for turn in work.turns
    )
    Paragraph.objects.bulk_create(
        (Paragraph(text_version=version, **stretch._asdict()) for stretch in work.paragraphs),
        batch_size=_AT_ONCE,
    )
    log = {
        "document": str(document.uuid),
        "file": text.source.file,
        "text": text.source.document.text,
        "replacements": work.log,
    }
    data = json.dumps(log, ensure_ascii=False).encode()
    vault.seal(owner=document.interview.uuid, kind=Kind.REPLACEMENTS, data=data)
