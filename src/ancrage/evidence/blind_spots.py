"""What nobody has looked at yet: each list is something to do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from ancrage.evidence.models import (
    EvidenceLink,
    Finding,
    FindingHypothesis,
    Recommendation,
)
from ancrage.studies.models import FunderQuestion, Hypothesis, Site, Study

CHALLENGES = [FindingHypothesis.Stance.CONTRADICTS, FindingHypothesis.Stance.NUANCES]


@dataclass(frozen=True)
class BlindSpots:
    """The blind spots of a study, as far as a person sees it."""

    unsupported: list[Finding]
    unchallenged: list[Hypothesis]
    unanswered: list[FunderQuestion]
    unheard: list[Site]
    leading_nowhere: list[Finding]

    @classmethod
    def of(cls, study: Study, user: Any) -> "BlindSpots":
        """Look for them all, one query each."""
        findings = Finding.objects.visible_to(user).filter(study=study, stakes=None)
        return cls(
            unsupported=list(unsupported([study.pk], user).select_related("study")),
            unchallenged=list(unchallenged([study.pk], user)),
            unanswered=list(unanswered([study.pk], user)),
            unheard=list(unheard([study.pk], user).select_related("study")),
            leading_nowhere=list(findings.select_related("study")),
        )

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(len(rows) for rows in vars(self).values())


def unsupported(studies: list[int], user: Any) -> "QuerySet[Finding]":
    """Return the claims of ``studies`` that nobody makes in the texts."""
    findings: QuerySet[Finding] = Finding.objects.visible_to(user).filter(study__in=studies)
    return findings.without_evidence()


def unchallenged(studies: list[int], user: Any) -> "QuerySet[Hypothesis]":
    """Return the hypotheses that no finding and no passage contradicts or nuances.

    Each says whether a finding speaks of it at all: ``spoken_of``.
    """
    stances = FindingHypothesis.objects.visible_to(user).filter(hypothesis=OuterRef("pk"))
    against = EvidenceLink.objects.visible_to(user).filter(
        side=EvidenceLink.Side.AGAINST, finding__stances__hypothesis=OuterRef("pk")
    )
    hypotheses = Hypothesis.objects.visible_to(user).filter(study__in=studies)
    return hypotheses.annotate(spoken_of=Exists(stances)).exclude(
        Exists(stances.filter(stance__in=CHALLENGES)) | Exists(against)
    )


def unanswered(studies: list[int], user: Any) -> "QuerySet[FunderQuestion]":
    """Return the funder's questions to which no recommendation answers."""
    answers = Recommendation.objects.visible_to(user).filter(questions=OuterRef("pk"))
    questions = FunderQuestion.objects.visible_to(user).filter(study__in=studies)
    return questions.exclude(Exists(answers))


def unheard(studies: list[int], user: Any) -> "QuerySet[Site]":
    """Return the sites of which no finding cites anybody."""
    cited = EvidenceLink.objects.visible_to(user).filter(
        passage__text_version__document__interview__site=OuterRef("pk")
    )
    return Site.objects.visible_to(user).filter(study__in=studies).exclude(Exists(cited))
