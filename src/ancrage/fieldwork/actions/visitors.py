"""Who may go on a visit, and when they and the sites are free."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.fieldwork.models import HostSlot, Visitor, VisitorSlot
from ancrage.fieldwork.visit_days import refusal
from ancrage.studies.models import Site, Step


class NotAVisitDay(Exception):
    """No visit can start that day; the message says why."""


@transaction.atomic
def free_visitor(
    visitor: Visitor, *, days: Collection[date], within: tuple[date, date], by: User | None
) -> None:
    """Replace the days from which somebody is free, among those of a period.

    Visits agreed upon stand whatever the days: the visit page says who is no longer free.

    Raises
    ------
    NotAVisitDay
        If one of them falls on a week-end or a public holiday.
    """
    _assert_open(days)
    kept = VisitorSlot.objects.filter(visitor=visitor, starts__range=within)
    kept.exclude(starts__in=days).delete()
    known = set(kept.values_list("starts", flat=True))
    VisitorSlot.objects.bulk_create(
        VisitorSlot(visitor=visitor, starts=day) for day in sorted(set(days) - known)
    )
    journal.record("visitor.freed", visitor, by=by)


@transaction.atomic
def open_site(
    site: Site, step: Step, *, days: Collection[date], within: tuple[date, date], by: User | None
) -> None:
    """Replace the days from which a site may host a visit, among those of a period.

    Raises
    ------
    NotAVisitDay
        If one of them falls on a week-end or a public holiday.
    """
    _assert_open(days, site)
    kept = HostSlot.objects.filter(site=site, step=step, starts__range=within)
    kept.exclude(starts__in=days).delete()
    known = set(kept.values_list("starts", flat=True))
    HostSlot.objects.bulk_create(
        HostSlot(site=site, step=step, starts=day) for day in sorted(set(days) - known)
    )
    journal.record("site.opened", site, by=by)


def _assert_open(days: Iterable[date], site: Site | None = None) -> None:
    at = None if site is None else site.territory
    for day in sorted(days):
        if reason := refusal(day, at=at):
            raise NotAVisitDay(reason + " " + _("Rien n’a été enregistré."))
