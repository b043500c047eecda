"""Prepare a site: papers written together, actors to meet, inventory, log."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.core.text import fold
from ancrage.fieldwork.actions.categories import categories_named
from ancrage.fieldwork.models import (
    ActorToMeet,
    InventoryItem,
    LogEntry,
    PaperRevision,
    WorkingPaper,
)
from ancrage.studies.actions import change_row
from ancrage.studies.models import Site

SiteLine = TypeVar("SiteLine", ActorToMeet, InventoryItem, LogEntry)


class SettledEarlier(Exception):
    """A paper can't be settled before it was last written."""


@transaction.atomic
def add_to_preparation(
    model: type[SiteLine], *, site: Site, by: User | None, **values: Any
) -> SiteLine:
    """Add a line to the preparation of ``site``; a line of the log keeps who wrote it."""
    if model is LogEntry:
        values.setdefault("author", by)
    line = model._default_manager.create(site=site, **_with_category(site, values))
    journal.record(f"{model._meta.model_name}.added", line, by=by)
    return line


@transaction.atomic
def change_preparation(
    line: SiteLine, *, expected: int, by: User | None, **values: Any
) -> SiteLine:
    """Change a line of the preparation if nobody changed it since version ``expected``."""
    values = _with_category(line.site, values)
    return change_row(line, expected=expected, by=by, **values)


def _with_category(site: Site, values: dict[str, Any]) -> dict[str, Any]:
    """Return ``values`` with the kind of actors that ``new_category`` names, made if need be."""
    label = values.pop("new_category", "")
    if label:
        values["category"] = categories_named(site.study, [label])[fold(label)]
    return values


@transaction.atomic
def write_paper(
    *, site: Site, kind: str, text: str, expected: int, now: datetime, by: User | None
) -> WorkingPaper:
    """Write a working paper; what it said before stays among its revisions.

    ``expected`` is the version on which the person wrote, 0 where there was none. A settled paper
    that changes is to be settled again.

    Raises
    ------
    StaleEdit
        If somebody wrote it meanwhile.
    """
    paper: WorkingPaper | None = WorkingPaper.objects.filter(site=site, kind=kind).first()
    if paper is None:
        paper = WorkingPaper.objects.create(site=site, kind=kind, text=text)
    elif expected == 0:
        raise editing.StaleEdit(paper, {"text": text})
    elif paper.text == text:
        return paper
    else:
        values = {"text": text, "settled_on": None, "settled_with": ""}
        editing.change(paper, expected=expected, **values)
    last = paper.revisions.aggregate(last=Max("number"))["last"] or 0
    PaperRevision.objects.create(paper=paper, number=last + 1, text=text, author=by, at=now)
    journal.record("workingpaper.written", paper, by=by)
    return paper


@transaction.atomic
def settle_paper(
    paper: WorkingPaper, *, on: date, settled_with: str, expected: int, by: User | None
) -> WorkingPaper:
    """Record that the site and the national team agreed on a paper as it stands.

    Raises
    ------
    SettledEarlier
        If it was written after that day.
    """
    written = paper.revisions.aggregate(last=Max("at"))["last"]
    if written and timezone.localdate(written) > on:
        raise SettledEarlier(
            _("Ce document a été écrit après cette date. Donnez le jour de l’accord.")
        )
    editing.change(paper, expected=expected, settled_on=on, settled_with=settled_with)
    journal.record("workingpaper.settled", paper, by=by)
    return paper
