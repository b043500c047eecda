"""Printing in the background."""

import logging
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from ancrage.core import failpoints
from ancrage.reports import actions, gate, press
from ancrage.reports.models import Printing, Publication
from ancrage.reports.obstacles import Obstacle

logger = logging.getLogger(__name__)
# How often a report may change under the press before giving up.
ATTEMPTS = 3
Status = Printing.Status


@task()
def print_report(printing: str) -> None:
    """Print and publish what was asked; what stands in the way is kept with the request."""
    row = Printing.objects.select_related("report__study", "report__site").get(uuid=UUID(printing))
    if row.status != Status.WAITING:
        return
    try:
        _print(row)
    except gate.Refused as refused:
        reasons = [_reason(obstacle) for obstacle in refused.obstacles]
        actions.follow(row, Status.REFUSED, reasons=reasons)
    except Exception:
        actions.follow(row, Status.FAILED)
        raise


def _print(printing: Printing) -> None:
    report = printing.report
    for _attempt in range(ATTEMPTS):
        actions.follow(printing, Status.COMPOSING)
        frozen = gate.freeze(
            report, now=timezone.now(), dated=printing.asked_at, edition=report.next_edition
        )
        actions.follow(printing, Status.RENDERING)
        files = press.render_all(frozen, name=report.slug)
        with press.lock():
            press.sweep(Publication.objects.values_list("uuid", flat=True))
            try:
                actions.publish(printing=printing, frozen=frozen, files=files, now=timezone.now())
            except actions.Moved:
                logger.info("Report %s changed under the press.", report.uuid)
            else:
                failpoints.reached("press.after-commit")
                return
    actions.follow(printing, Status.FAILED)


def _reason(obstacle: Obstacle) -> dict[str, str]:
    return {"place": obstacle.place, "message": obstacle.message, "mend": obstacle.mend}
