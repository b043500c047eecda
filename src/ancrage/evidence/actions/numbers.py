"""What findings, stakes, leads and recommendations share: a number, and what rests on them."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Max, Model
from django.utils.translation import ngettext

from ancrage.evidence.holders import what_rests_on
from ancrage.evidence.models import Finding
from ancrage.evidence.models.upward import Upward
from ancrage.studies.models import Study

Numbered = TypeVar("Numbered", Finding, Upward)


class SomethingRestsOnIt(Exception):
    """Removing the row would leave something standing on nothing."""


def next_number(model: type[Finding] | type[Upward], study: Study) -> int:
    """Return the number after the last one given in ``study``; call it inside the transaction."""
    last: int | None = model._default_manager.filter(study=study).aggregate(last=Max("number"))[
        "last"
    ]
    return (last or 0) + 1


def refuse_if_something_rests(row: Finding | Upward, above: Iterable[Upward]) -> None:
    """Raise if a step above, or a room above, rests on ``row``.

    Raises
    ------
    SomethingRestsOnIt
        Naming everything that does.
    """
    names = [f"{step._meta.verbose_name} {step.number}" for step in above]
    names += what_rests_on(row)
    if names:
        raise SomethingRestsOnIt(
            ngettext(
                "Rien n’a été supprimé : %(names)s s’appuie dessus. Retirez d’abord ce lien.",
                "Rien n’a été supprimé : %(names)s s’appuient dessus. Retirez d’abord ces liens.",
                len(names),
            )
            % {"names": ", ".join(names)}
        )


def refuse_another_study(study: Study, rows: Iterable[Model]) -> None:
    """Raise if a row to link belongs to another study: a form never offers one."""
    for row in rows:
        if row.study_id != study.pk:  # type: ignore[attr-defined]  # each has one
            raise ValueError(f"{row._meta.object_name} {row.pk} is not of study {study.pk}.")
