"""Visits: who goes and when, plans, hours of the agenda, debriefs, what devices brought back."""

import uuid
from datetime import UTC, date, datetime, time

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ancrage.fieldwork.models import (
    AgendaItem,
    Debrief,
    HostSlot,
    KeptPack,
    NoteSheet,
    PlanLock,
    TeamSeat,
    Visit,
    Visitor,
    VisitorSlot,
    VisitPlan,
)
from tests.factories.accounts import UserFactory
from tests.factories.fieldwork import InterviewFactory
from tests.factories.preparation import STUDY_OF_SITE
from tests.factories.studies import SiteFactory, StepFactory, StudyFactory
from tests.factories.territories import TerritoryFactory


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    site = factory.SubFactory(SiteFactory)
    step = factory.SubFactory(StepFactory, study=STUDY_OF_SITE)
    starts = date(2016, 3, 21)


class VisitorFactory(DjangoModelFactory):
    class Meta:
        model = Visitor

    study = factory.SubFactory(StudyFactory)
    name = factory.Sequence(lambda n: f"Visiteuse {n}")
    group = Visitor.Group.VOLUNTEER
    home = factory.SubFactory(TerritoryFactory)


class VisitorSlotFactory(DjangoModelFactory):
    class Meta:
        model = VisitorSlot

    visitor = factory.SubFactory(VisitorFactory)
    starts = date(2016, 1, 26)


class HostSlotFactory(DjangoModelFactory):
    class Meta:
        model = HostSlot

    site = factory.SubFactory(SiteFactory)
    step = factory.SubFactory(StepFactory, study=factory.SelfAttribute("..site.study"))
    starts = date(2016, 1, 26)


class VisitPlanFactory(DjangoModelFactory):
    class Meta:
        model = VisitPlan

    study = factory.SubFactory(StudyFactory)
    step = factory.SubFactory(StepFactory, study=factory.SelfAttribute("..study"))
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    starts = date(2016, 1, 4)
    ends = date(2016, 6, 30)
    settings = {"weights": {"km": 1, "load": 500, "pair": 200}, "rest_days": 0, "seconds": 5}
    asked_at = datetime(2015, 12, 1, 9, tzinfo=UTC)


class PlanLockFactory(DjangoModelFactory):
    class Meta:
        model = PlanLock

    study = factory.SubFactory(StudyFactory)
    step = factory.SubFactory(StepFactory, study=factory.SelfAttribute("..study"))
    kind = PlanLock.Kind.DATE
    site = factory.SubFactory(SiteFactory, study=factory.SelfAttribute("..study"))
    starts = date(2016, 1, 26)


class TeamSeatFactory(DjangoModelFactory):
    """Someone in the first team; ``visitor__user`` links an account."""

    class Meta:
        model = TeamSeat

    visit = factory.SubFactory(VisitFactory)
    visitor = factory.SubFactory(VisitorFactory, study=factory.SelfAttribute("..visit.site.study"))
    team = 1


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    visit = factory.SubFactory(VisitFactory)
    team = 1
    on = factory.SelfAttribute("visit.starts")
    starts = time(9, 30)
    ends = time(11, 0)
    kind = AgendaItem.Kind.INTERVIEW
    title = factory.Sequence(lambda n: f"Centre social {n}")


class DebriefFactory(DjangoModelFactory):
    class Meta:
        model = Debrief

    visit = factory.SubFactory(VisitFactory)
    team = 1
    on = factory.SelfAttribute("visit.starts")
    heard = "On se parle peu."


class NoteSheetFactory(DjangoModelFactory):
    class Meta:
        model = NoteSheet

    interview = factory.SubFactory(InterviewFactory)
    author = factory.SubFactory(UserFactory)


class KeptPackFactory(DjangoModelFactory):
    """A sending that waits; nothing is sealed behind it."""

    class Meta:
        model = KeptPack

    study = factory.SubFactory(StudyFactory)
    sent_by = factory.SubFactory(UserFactory)
    reason = KeptPack.Reason.REVOKED
    sealed = factory.LazyFunction(uuid.uuid4)
    entries = factory.LazyFunction(lambda: [str(uuid.uuid4())])
    received_at = factory.LazyFunction(lambda: timezone.make_aware(datetime(2016, 9, 30, 10)))
