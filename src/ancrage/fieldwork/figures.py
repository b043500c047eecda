"""What the field amounts to: interviews and people counted apart, per step, and reconciled."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from ancrage.fieldwork.models import Consent, ImportBatch
from ancrage.studies.models import Step


@dataclass(frozen=True)
class StepFigures:
    """What one step amounts to, and what the imported tables announced (None: not told)."""

    step: Step
    interviews: int
    people: int
    texts: int
    announced: dict[str, int] | None

    @property
    def agrees(self) -> bool:
        """Whether the study holds what the tables announced."""
        held = {"interviews": self.interviews, "people": self.people, "texts": self.texts}
        return self.announced is None or held == self.announced


def by_step(
    steps: Iterable[Step], interviews: QuerySet[Any], batches: Iterable[ImportBatch] | None
) -> list[StepFigures]:
    """Count ``interviews`` step by step beside what ``batches`` announced."""
    held = {
        row["step"]: row
        for row in interviews.values("step").annotate(
            interviews=Count("pk", distinct=True),
            people=Count("participants", distinct=True),
            texts=Count("documents", distinct=True),
        )
    }
    announced = None if batches is None else _announced(batches)
    nothing = {"interviews": 0, "people": 0, "texts": 0}
    figures = []
    for step in steps:
        found = held.get(step.pk, nothing)
        figures.append(
            StepFigures(
                step,
                found["interviews"],
                found["people"],
                found["texts"],
                None if announced is None else {**nothing, **announced.get(step.number, {})},
            )
        )
    return figures


def by_category(people: QuerySet[Any]) -> list[dict[str, Any]]:
    """Count people by kind of actor, the most heard first."""
    rows = people.values("category__label").annotate(
        people=Count("pk", distinct=True),
        sites=Count("interview__site", distinct=True),
        interviews=Count("interview", distinct=True),
    )
    return list(rows.order_by("-people", "category__label"))


def consent_states(people: QuerySet[Any]) -> dict[str, int]:
    """Count the consents of ``people``: complete, and declared to be completed."""
    return people.aggregate(
        complete=Count(
            "consents",
            filter=Q(consents__withdrawn_at=None) & ~Q(consents__mode=Consent.Mode.TABLE),
        ),
        declared=Count(
            "consents", filter=Q(consents__withdrawn_at=None, consents__mode=Consent.Mode.TABLE)
        ),
    )


def _announced(batches: Iterable[ImportBatch]) -> dict[int, dict[str, int]]:
    totals: dict[int, Counter[str]] = {}
    for batch in batches:
        for row in batch.counts.get("steps", []):
            counted = {name: row[name] for name in ("interviews", "people", "texts")}
            totals.setdefault(row["step"], Counter()).update(counted)
    return {step: dict(total) for step, total in totals.items()}
