"""A process that works on an import and is killed where it is told to.

``python -m tests.fieldwork.mortal STAGES [FAILPOINT]``: do stages of an import, split by commas,
on the folder ``FIELD``; killed the first time that FAILPOINT is reached. Say what is reached.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path


def main() -> None:
    """Set Django up, then do the stages."""
    import django

    django.setup()
    from ancrage.core import failpoints

    stages, *where = sys.argv[1:]

    def reached(name: str) -> None:
        sys.stdout.write(f"{name}\n")
        if name in where:
            os.kill(os.getpid(), signal.SIGKILL)

    failpoints.reached = reached
    for stage in stages.split(","):
        do(stage)


def do(stage: str) -> None:
    """Do one stage of the last import."""
    from django.utils import timezone

    from ancrage.fieldwork import actions
    from ancrage.fieldwork.models import ImportBatch
    from ancrage.studies.models import Study

    field = Path(os.environ["FIELD"])
    batch = ImportBatch.objects.order_by("pk").last()
    if stage == "start":
        files = [(path.name, path.read_bytes()) for path in sorted(field.iterdir())]
        actions.start_import(study=Study.objects.get(), files=files, by=None)
    elif stage == "check":
        actions.check_import(batch=batch, clock=timezone.now)
    elif stage == "confirm":
        actions.confirm_import(batch=batch, by=None, now=timezone.now())
    elif stage == "write":
        actions.write_import(batch=batch, clock=timezone.now)
    elif stage == "cancel":
        actions.cancel_import(batch=batch, by=None)
    elif stage == "undo":
        actions.undo_import(batch=batch, by=None)
    elif stage == "sweep":
        actions.sweep_orphans(now=timezone.now() + timedelta(minutes=5))
    elif stage == "resume":
        actions.resume_import(batch=batch, by=None, now=timezone.now())


if __name__ == "__main__":
    main()
