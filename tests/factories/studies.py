"""Studies, their sites, steps, members and questions."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from ancrage.core.access import Role
from ancrage.studies.models import (
    Axis,
    FunderQuestion,
    Hypothesis,
    Membership,
    RequiredOutput,
    Site,
    Step,
    Study,
    Theme,
)
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory


class StudyFactory(DjangoModelFactory):
    class Meta:
        model = Study

    slug = factory.Sequence(lambda n: f"etude-{n}")
    title = factory.Sequence(lambda n: f"Étude {n}")


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site

    study = factory.SubFactory(StudyFactory)
    territory = factory.SubFactory(TerritoryFactory)
    name = factory.LazyAttribute(lambda o: o.territory.name)
    slug = factory.Sequence(lambda n: f"site-{n}")
    order = factory.Sequence(lambda n: n % 30_000)


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "Rencontrer"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    study = factory.SubFactory(StudyFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.NATIONAL


class AxisFactory(DjangoModelFactory):
    class Meta:
        model = Axis

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "Habitants et institutions"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    site = factory.SubFactory(SiteFactory)
    axis = factory.SubFactory(AxisFactory)
    title = "Réciprocité"
    since = date(2015, 10, 1)


class RequiredOutputFactory(DjangoModelFactory):
    class Meta:
        model = RequiredOutput

    step = factory.SubFactory(StepFactory)
    code = factory.Sequence(lambda n: f"production-{n}")
    label = "Feuille de route"


class HypothesisFactory(DjangoModelFactory):
    class Meta:
        model = Hypothesis

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "De la coordination à la coopération"


class FunderQuestionFactory(DjangoModelFactory):
    class Meta:
        model = FunderQuestion

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    text = "Comment mobiliser le droit commun ?"
