"""Interviews, people met, texts and passages."""

import hashlib
import uuid
from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ancrage.core.text import stems
from ancrage.fieldwork.models import (
    ActorCategory,
    Consent,
    Document,
    ImportBatch,
    Interview,
    Interviewer,
    Paragraph,
    Participant,
    Passage,
    Purpose,
    TextVersion,
    Turn,
)
from tests.factories.accounts import UserFactory
from tests.factories.studies import SiteFactory, StepFactory, StudyFactory


class ActorCategoryFactory(DjangoModelFactory):
    class Meta:
        model = ActorCategory

    study = factory.SubFactory(StudyFactory)
    label = factory.Sequence(lambda n: f"catégorie {n}")


class InterviewerFactory(DjangoModelFactory):
    class Meta:
        model = Interviewer

    study = factory.SubFactory(StudyFactory)
    name = factory.Sequence(lambda n: f"Enquêtrice {n}")


class InterviewFactory(DjangoModelFactory):
    class Meta:
        model = Interview

    study = factory.SubFactory(StudyFactory)
    site = factory.SubFactory(SiteFactory, study=factory.SelfAttribute("..study"))
    step = factory.SubFactory(StepFactory, study=factory.SelfAttribute("..study"))
    code = factory.Sequence(lambda n: f"E{n:03}")
    held_on = date(2016, 3, 21)
    kind = Interview.Kind.INDIVIDUAL


class ParticipantFactory(DjangoModelFactory):
    """A person met; ``agrees_to`` lists the purposes agreed (all of them by default)."""

    class Meta:
        model = Participant
        skip_postgeneration_save = True

    interview = factory.SubFactory(InterviewFactory)
    category = factory.SubFactory(
        ActorCategoryFactory, study=factory.SelfAttribute("..interview.study")
    )
    label = factory.Sequence(lambda n: f"Adjointe {n}")
    identity = factory.LazyFunction(uuid.uuid4)

    @factory.post_generation
    def agrees_to(self, create, purposes, **kwargs):
        for purpose in Purpose if purposes is None else purposes:
            Consent.objects.create(participant=self, purpose=purpose, mode=Consent.Mode.WRITTEN)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    interview = factory.SubFactory(InterviewFactory)
    kind = Document.Kind.TRANSCRIPT
    media_type = "text/plain"
    original = factory.LazyFunction(uuid.uuid4)
    content_digest = factory.LazyFunction(lambda: hashlib.sha256(uuid.uuid4().bytes).hexdigest())


class TextVersionFactory(DjangoModelFactory):
    """A work version; its paragraphs are indexed as the import does."""

    class Meta:
        model = TextVersion
        skip_postgeneration_save = True

    class Params:
        reviewed = factory.Trait(
            reviewed_by=factory.SubFactory(UserFactory), reviewed_at=timezone.now()
        )

    document = factory.SubFactory(DocumentFactory)
    number = 1
    text = "On se voit en réunion, oui.\nMais travailler ensemble, personne n’en parle."

    @factory.post_generation
    def paragraphs(self, create, extracted, **kwargs):
        start = 0
        for line in self.text.splitlines(keepends=True):
            end = start + len(line.rstrip("\n"))
            Paragraph.objects.create(text_version=self, start=start, end=end, stems=stems(line))
            start += len(line)


class TurnFactory(DjangoModelFactory):
    class Meta:
        model = Turn

    text_version = factory.SubFactory(TextVersionFactory)
    start = 0
    end = 26


class PassageFactory(DjangoModelFactory):
    class Meta:
        model = Passage

    text_version = factory.SubFactory(TextVersionFactory, reviewed=True)
    participant = factory.SubFactory(
        ParticipantFactory, interview=factory.SelfAttribute("..text_version.document.interview")
    )
    start = 33
    end = 52


class ImportBatchFactory(DjangoModelFactory):
    class Meta:
        model = ImportBatch

    study = factory.SubFactory(StudyFactory)
    by = factory.SubFactory(UserFactory)
    counts = {"interviews": 0, "people": 0, "texts": 0, "steps": [], "sites": []}
