"""Meetings, what is debated there and what is said."""

from datetime import date
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ancrage.deliberation import keys
from ancrage.deliberation.models import (
    Cause,
    DebatedFinding,
    Dissent,
    Invitation,
    Meeting,
    PriorityDecision,
    PriorityRound,
    ProgrammeItem,
    Reaction,
    RoundOption,
    Solution,
    WorkGroup,
)
from tests.factories.evidence import FindingFactory, StakeFactory
from tests.factories.fieldwork import ParticipantFactory
from tests.factories.studies import SiteFactory, StepFactory, StudyFactory


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    study = factory.SubFactory(StudyFactory)
    site = factory.SubFactory(SiteFactory, study=factory.SelfAttribute("..study"))
    step = factory.SubFactory(StepFactory, study=factory.SelfAttribute("..study"))
    kind = Meeting.Kind.RESTITUTION
    title = "Restitution"
    held_on = date(2016, 10, 12)


class ProgrammeItemFactory(DjangoModelFactory):
    class Meta:
        model = ProgrammeItem

    meeting = factory.SubFactory(MeetingFactory)
    minutes = 20
    order = factory.Sequence(lambda n: n % 30_000)
    title = "Accueil"


class DebatedFindingFactory(DjangoModelFactory):
    class Meta:
        model = DebatedFinding

    meeting = factory.SubFactory(MeetingFactory)
    finding = factory.SubFactory(
        FindingFactory,
        study=factory.SelfAttribute("..meeting.study"),
        site=factory.SelfAttribute("..meeting.site"),
    )
    order = factory.Sequence(lambda n: n % 30_000)
    wording = "On se parle, mais on ne décide pas ensemble."


class InvitationFactory(DjangoModelFactory):
    """An invitation whose link opens; ``code`` is what the letter prints."""

    class Meta:
        model = Invitation

    uuid = factory.LazyFunction(uuid4)
    meeting = factory.SubFactory(MeetingFactory)
    participant = factory.SubFactory(ParticipantFactory)
    channel = Invitation.Channel.BY_HAND
    secret_digest = factory.LazyAttribute(lambda o: keys.digest(keys.code_of(o.uuid, 0)))


class ReactionFactory(DjangoModelFactory):
    class Meta:
        model = Reaction

    meeting = factory.SubFactory(MeetingFactory)
    debated = factory.SubFactory(DebatedFindingFactory, meeting=factory.SelfAttribute("..meeting"))
    stance = Reaction.Stance.CONFIRMS
    words = "Oui, c’est exactement cela."
    at = factory.LazyFunction(timezone.now)


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = PriorityRound

    meeting = factory.SubFactory(MeetingFactory)
    question = "Que traiter d’abord ?"
    ballots_are = PriorityRound.Ballots.GRADES
    settings = factory.LazyFunction(
        lambda: {"levels": ["À écarter", "Utile", "Prioritaire"], "blank": "worst"}
    )


class RoundOptionFactory(DjangoModelFactory):
    class Meta:
        model = RoundOption

    round = factory.SubFactory(RoundFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    label = "L’écoute des familles"


class DissentFactory(DjangoModelFactory):
    class Meta:
        model = Dissent

    round = factory.SubFactory(RoundFactory)
    held_by = "deux associations"
    words = "L’urgence est ailleurs."


class PriorityDecisionFactory(DjangoModelFactory):
    class Meta:
        model = PriorityDecision

    option = factory.SubFactory(RoundOptionFactory)
    round = factory.SelfAttribute("option.round")
    kept = True
    reason = "La salle y tient."
    decided_by = "la séance"


class WorkGroupFactory(DjangoModelFactory):
    class Meta:
        model = WorkGroup

    meeting = factory.SubFactory(MeetingFactory, kind=Meeting.Kind.WORKSHOP)
    stake = factory.SubFactory(StakeFactory, study=factory.SelfAttribute("..meeting.study"))
    number = factory.Sequence(lambda n: n % 30_000 + 1)


class CauseFactory(DjangoModelFactory):
    class Meta:
        model = Cause

    group = factory.SubFactory(WorkGroupFactory)
    text = "Personne n’est chargé d’écouter."


class SolutionFactory(DjangoModelFactory):
    class Meta:
        model = Solution

    group = factory.SubFactory(WorkGroupFactory)
    text = "Une permanence le samedi."
