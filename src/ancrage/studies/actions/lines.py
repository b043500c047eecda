"""The lines of a study's frame: objectives, hypotheses, axes, questions, steps, partners…"""

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.core.models import Versioned
from ancrage.studies.models import Study

Line = TypeVar("Line", bound=Versioned)


class StillUsed(Exception):
    """Something else rests on this row."""


@transaction.atomic
def add_line(model: type[Line], *, study: Study, by: User | None, **values: Any) -> Line:
    """Add a line to ``study``; a numbered one without a number takes the next."""
    lines = model._default_manager.filter(study=study)
    if "number" in {field.name for field in model._meta.get_fields()} and not values.get("number"):
        values["number"] = (lines.aggregate(last=Max("number"))["last"] or 0) + 1
    line = model._default_manager.create(study=study, **values)
    journal.record(f"{model._meta.model_name}.added", line, by=by)
    return line


@transaction.atomic
def change_row(row: Line, *, expected: int, by: User | None, **values: Any) -> Line:
    """Change a row of the frame if nobody changed it since version ``expected``."""
    changed = editing.change(row, expected=expected, **values)
    journal.record(f"{row._meta.model_name}.changed", changed, by=by)
    return changed


@transaction.atomic
def remove_row(row: Versioned, *, by: User | None) -> None:
    """Remove a row on which nothing rests.

    Raises
    ------
    StillUsed
        If another row rests on it: nothing is removed.
    """
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError as error:
        message = _("D’autres éléments s’appuient sur cette ligne : retirez-les d’abord.")
        raise StillUsed(message) from error
    journal.record(f"{row._meta.model_name}.removed", row, by=by)
