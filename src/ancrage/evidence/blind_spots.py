"""What nobody has looked at yet: each list is something to do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

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
        findings = Finding.objects.visible_to(user).filter(study=study).select_related("study")
        return cls(
            unsupported=list(findings.without_evidence()),
            unchallenged=list(_unchallenged(study, user)),
            unanswered=list(_unanswered(study, user)),
            unheard=list(_unheard(study, user)),
            leading_nowhere=list(findings.filter(stakes=None)),
        )

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(len(rows) for rows in vars(self).values())


def _unchallenged(study: Study, user: Any) -> Any:
    """Keep the hypotheses that no finding and no passage contradicts or nuances."""
    stances = FindingHypothesis.objects.visible_to(user).filter(hypothesis=OuterRef("pk"))
    against = EvidenceLink.objects.visible_to(user).filter(
        side=EvidenceLink.Side.AGAINST, finding__stances__hypothesis=OuterRef("pk")
    )
    hypotheses = Hypothesis.objects.visible_to(user).filter(study=study)
    return hypotheses.annotate(spoken_of=Exists(stances)).exclude(
        Exists(stances.filter(stance__in=CHALLENGES)) | Exists(against)
    )


def _unanswered(study: Study, user: Any) -> Any:
    answers = Recommendation.objects.visible_to(user).filter(questions=OuterRef("pk"))
    return FunderQuestion.objects.visible_to(user).filter(study=study).exclude(Exists(answers))


def _unheard(study: Study, user: Any) -> Any:
    cited = EvidenceLink.objects.visible_to(user).filter(
        passage__text_version__document__interview__site=OuterRef("pk")
    )
    return (
        Site.objects.visible_to(user)
        .filter(study=study)
        .exclude(Exists(cited))
        .select_related("study")
    )
