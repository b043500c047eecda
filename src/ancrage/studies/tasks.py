"""Work of a study done in the background."""

from django_tasks import task

from ancrage.core import journal


@task()
def verify_journal() -> None:
    """Walk the whole journal, which may be long, and keep what was found."""
    journal.check()
