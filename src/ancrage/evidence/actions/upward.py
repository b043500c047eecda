"""Write stakes, leads and recommendations, and tie each to what it rests on."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.evidence.actions.numbers import (
    next_number,
    refuse_another_study,
    refuse_if_something_rests,
)
from ancrage.evidence.models import Lead, Recommendation, Stake
from ancrage.studies.models import Study

Step = TypeVar("Step", Stake, Lead, Recommendation)
Links = Mapping[str, Iterable[Model]]


@transaction.atomic
def record_upward(
    model: type[Step],
    *,
    study: Study,
    by: User | None,
    links: Links | None = None,
    number: int | None = None,
    **values: Any,
) -> Step:
    """Write a stake, a lead or a recommendation.

    ``links`` gives the rows of each relation by name: ``{"findings": […]}`` for a stake.
    """
    step = model._default_manager.create(
        study=study, number=number or next_number(model, study), **values
    )
    _tie(step, links or {})
    journal.record(f"{model._meta.model_name}.recorded", step, by=by)
    return step


@transaction.atomic
def change_upward(
    step: Step, *, expected: int, by: User | None, links: Links | None = None, **values: Any
) -> Step:
    """Change what a step says and what it rests on; a relation not in ``links`` stays as it is.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    editing.change(step, expected=expected, **values)
    _tie(step, links or {})
    journal.record(f"{step._meta.model_name}.changed", step, by=by)
    return step


@transaction.atomic
def remove_upward(step: Step, *, by: User | None) -> None:
    """Delete a step; what it rested on stays.

    Raises
    ------
    SomethingRestsOnIt
        While the step above or a published report rests on it.
    """
    above = getattr(step, step.leads_to).all() if step.leads_to else []
    refuse_if_something_rests(step, above)
    journal.record(f"{step._meta.model_name}.removed", step, by=by)
    step.delete()


def _tie(step: Step, links: Links) -> None:
    for relation, rows in links.items():
        chosen = list(rows)
        refuse_another_study(step.study, chosen)
        getattr(step, relation).set(chosen)
