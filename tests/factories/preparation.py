"""The preparation of a site: papers, actors to meet, inventory, log, guides, proposals of theme."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from ancrage.fieldwork.models import (
    ActorToMeet,
    Guide,
    GuideQuestion,
    InventoryItem,
    LogEntry,
    PaperRevision,
    WorkingPaper,
)
from ancrage.studies.models import ThemeProposal
from tests.factories.fieldwork import ActorCategoryFactory
from tests.factories.studies import AxisFactory, SiteFactory, StepFactory

STUDY_OF_SITE = factory.SelfAttribute("..site.study")


class ThemeProposalFactory(DjangoModelFactory):
    class Meta:
        model = ThemeProposal

    site = factory.SubFactory(SiteFactory)
    axis = factory.SubFactory(AxisFactory, study=STUDY_OF_SITE)
    title = "Observation partagée"
    proposed_by = "la direction du site"
    on = date(2015, 10, 12)


class WorkingPaperFactory(DjangoModelFactory):
    class Meta:
        model = WorkingPaper

    site = factory.SubFactory(SiteFactory)
    kind = WorkingPaper.Kind.ROAD_MAP
    text = "## Calendrier\n\nTrois réunions. "


class PaperRevisionFactory(DjangoModelFactory):
    class Meta:
        model = PaperRevision

    paper = factory.SubFactory(WorkingPaperFactory)
    number = 1
    text = "## Calendrier\n\nTrois réunions. "
    at = datetime(2015, 11, 2, 10, tzinfo=UTC)


class ActorToMeetFactory(DjangoModelFactory):
    class Meta:
        model = ActorToMeet

    site = factory.SubFactory(SiteFactory)
    category = factory.SubFactory(ActorCategoryFactory, study=STUDY_OF_SITE)
    body = factory.Sequence(lambda n: f"Conseil citoyen {n}")


class InventoryItemFactory(DjangoModelFactory):
    class Meta:
        model = InventoryItem

    site = factory.SubFactory(SiteFactory)
    kind = InventoryItem.Kind.PARTICIPATION
    title = factory.Sequence(lambda n: f"Atelier citoyen {n}")


class LogEntryFactory(DjangoModelFactory):
    """A line for the national team alone, unless ``shared``."""

    class Meta:
        model = LogEntry

    site = factory.SubFactory(SiteFactory)
    on = date(2015, 11, 3)
    kind = LogEntry.Kind.CALL
    summary = "Le calendrier est trop serré. "
    shared = False


class GuideFactory(DjangoModelFactory):
    class Meta:
        model = Guide

    site = factory.SubFactory(SiteFactory)
    step = factory.SubFactory(StepFactory, study=STUDY_OF_SITE)
    title = "Guide d’entretien"


class GuideQuestionFactory(DjangoModelFactory):
    class Meta:
        model = GuideQuestion

    guide = factory.SubFactory(GuideFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    text = "Qui décide ?"
