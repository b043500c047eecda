"""Background work of the field: check an import, write it, plan visits."""

from collections.abc import Callable

from django.utils import timezone
from django_tasks import task

from ancrage.fieldwork import actions
from ancrage.fieldwork.models import ImportBatch


class Interrupted(Exception):
    """An import failed: what is kept says where, never what was read."""


@task()
def check_batch(pk: int) -> None:
    """Read what a person dropped and say what it would create."""
    _work(actions.check_import, pk)


@task()
def write_batch(pk: int) -> None:
    """Write an import that a person confirmed."""
    _work(actions.write_import, pk)


@task()
def search_plan(pk: int) -> None:
    """Let the planner look for dates and teams, or for why there are none."""
    actions.search(pk=pk, clock=timezone.now)


def _work(work: Callable[..., None], pk: int) -> None:
    batch = ImportBatch.objects.select_related("study", "by").get(pk=pk)
    try:
        work(batch=batch, clock=timezone.now)
    except actions.Stopped:
        return  # given up, or another worker's: there is nothing left to do
    except Exception as error:
        # The message may quote an interview, and what fails is kept in the database.
        raise Interrupted(type(error).__name__).with_traceback(error.__traceback__) from None
