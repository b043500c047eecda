"""Findings, their evidence and what they lead to."""

import factory
from factory.django import DjangoModelFactory

from ancrage.evidence.models import (
    EvidenceLink,
    Finding,
    FindingHypothesis,
    Lead,
    Recommendation,
    Stake,
)
from tests.factories.fieldwork import PassageFactory
from tests.factories.studies import HypothesisFactory, StudyFactory


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    kind = "frein"
    claim = "Les partenaires se coordonnent, mais ne coopèrent pas."


class FindingHypothesisFactory(DjangoModelFactory):
    class Meta:
        model = FindingHypothesis

    finding = factory.SubFactory(FindingFactory)
    hypothesis = factory.SubFactory(
        HypothesisFactory, study=factory.SelfAttribute("..finding.study")
    )
    stance = FindingHypothesis.Stance.SUPPORTS


class EvidenceLinkFactory(DjangoModelFactory):
    class Meta:
        model = EvidenceLink
        skip_postgeneration_save = True

    passage = factory.SubFactory(PassageFactory)
    finding = factory.SubFactory(
        FindingFactory,
        study=factory.SelfAttribute("..passage.text_version.document.interview.study"),
    )
    rank = factory.LazyAttribute(lambda o: o.finding.last_rank + 1)

    @factory.post_generation
    def remember_rank(self, create, extracted, **kwargs):
        self.finding.last_rank = self.rank
        self.finding.save(update_fields=["last_rank"])


class StakeFactory(DjangoModelFactory):
    class Meta:
        model = Stake

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "Se donner des critères communs"


class LeadFactory(DjangoModelFactory):
    class Meta:
        model = Lead

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "Écrire ensemble les critères de réussite"


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    text = "Écrire les critères de réussite avant de signer."
    addressee = "villes et agglomérations"
