"""Write findings, and what they do to the study's hypotheses and questions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.evidence.actions.links import cite
from ancrage.evidence.actions.numbers import (
    next_number,
    refuse_another_study,
    refuse_if_something_rests,
)
from ancrage.evidence.models import EvidenceLink, Finding, FindingHypothesis, FindingKind
from ancrage.fieldwork.models import Passage
from ancrage.studies.models import FunderQuestion, Hypothesis, Site, Study

Stances = Mapping[Hypothesis, str]


@transaction.atomic
def record_finding(
    *,
    study: Study,
    kind: FindingKind | str,
    claim: str,
    by: User | None,
    explanation: str = "",
    site: Site | None = None,
    questions: Iterable[FunderQuestion] = (),
    stances: Stances | None = None,
    supported_by: Iterable[Passage] = (),
    contradicted_by: Iterable[Passage] = (),
    number: int | None = None,
) -> Finding:
    """Write a finding on one site or across sites, with the passages already at hand."""
    questions, stances = list(questions), stances or {}
    refuse_another_study(study, [*questions, *stances, *([site] if site else [])])
    finding = Finding.objects.create(
        study=study,
        number=number or next_number(Finding, study),
        kind=kind,
        claim=claim,
        explanation=explanation,
        site=site,
        author=by,
    )
    finding.questions.set(questions)
    _write_stances(finding, stances)
    for passage in supported_by:
        cite(finding, passage, EvidenceLink.Side.FOR, by=by)
    for passage in contradicted_by:
        cite(finding, passage, EvidenceLink.Side.AGAINST, by=by)
    journal.record("finding.recorded", finding, by=by)
    return finding


@transaction.atomic
def change_finding(
    *,
    finding: Finding,
    expected: int,
    by: User | None,
    questions: Iterable[FunderQuestion] | None = None,
    stances: Stances | None = None,
    **values: Any,
) -> Finding:
    """Change what a finding says and what it speaks to; ``None`` leaves the links as they are.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    site = values.get("site")
    refuse_another_study(finding.study, [site] if site else [])
    editing.change(finding, expected=expected, **values)
    if questions is not None:
        questions = list(questions)
        refuse_another_study(finding.study, questions)
        finding.questions.set(questions)
    if stances is not None:
        _write_stances(finding, stances)
    journal.record("finding.changed", finding, by=by)
    return finding


@transaction.atomic
def set_stance(
    *, finding: Finding, hypothesis: Hypothesis, stance: str | None, by: User | None
) -> None:
    """Say what a finding does to a hypothesis; ``None`` unties them."""
    refuse_another_study(finding.study, [hypothesis])
    if stance is None:
        finding.stances.filter(hypothesis=hypothesis).delete()
    else:
        FindingHypothesis.objects.update_or_create(
            finding=finding, hypothesis=hypothesis, defaults={"stance": stance}
        )
    journal.record("finding.stance_set", finding, by=by)


@transaction.atomic
def remove_finding(*, finding: Finding, by: User | None) -> None:
    """Delete a finding and its evidence links; the passages stay.

    Raises
    ------
    SomethingRestsOnIt
        While a stake or a published report rests on it.
    """
    refuse_if_something_rests(finding, finding.stakes.all())
    journal.record("finding.removed", finding, by=by)
    finding.delete()


def _write_stances(finding: Finding, stances: Stances) -> None:
    refuse_another_study(finding.study, stances)
    finding.stances.exclude(hypothesis__in=list(stances)).delete()
    for hypothesis, stance in stances.items():
        FindingHypothesis.objects.update_or_create(
            finding=finding, hypothesis=hypothesis, defaults={"stance": stance}
        )
