"""Terms and follow-ups for other calendars (.ics)."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ancrage.core.downloads import attached
from ancrage.formats.calendar import Event, write_calendar
from ancrage.plans.access import studies_acting_for
from ancrage.plans.models import Action, FollowUp
from ancrage.plans.views.found import site_read


def site_calendar(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Give the dates of a site's actions."""
    found = site_read(request, study, site)
    name = _("Actions – %(site)s") % {"site": found.name}
    sheets = Action.objects.visible_to(request.user).filter(site=found)
    follow_ups = FollowUp.objects.visible_to(request.user).filter(action__site=found)
    return _calendar(name, f"actions-{found.slug}.ics", sheets, follow_ups.select_related("action"))


def my_calendar(request: HttpRequest, study: str) -> HttpResponse:
    """Give the dates of the actions that one is to be reminded of."""
    found = get_object_or_404(studies_acting_for(request.user), slug=study)
    mine = {"owner": request.user, "site__study": found}
    sheets = Action.objects.visible_to(request.user).filter(**mine)
    follow_ups = FollowUp.objects.visible_to(request.user).filter(action__in=sheets)
    name = _("Mes actions – %(study)s") % {"study": found.title}
    follow_ups = follow_ups.select_related("action")
    return _calendar(name, f"mes-actions-{found.slug}.ics", sheets, follow_ups)


def _calendar(
    name: str, file_name: str, sheets: Iterable[Action], follow_ups: Iterable[FollowUp]
) -> HttpResponse:
    events = [*_terms(sheets), *_follow_ups(follow_ups)]
    content = write_calendar(name, events, language=get_language(), stamp=timezone.now())
    return attached(content, "text/calendar; charset=utf-8", file_name)


def _terms(sheets: Iterable[Action]) -> Iterator[Event]:
    for sheet in sheets:
        if sheet.state == Action.State.ADOPTED and sheet.due_on:
            summary = _("Terme : %(action)s (%(who)s)")
            values = {"action": sheet.title, "who": sheet.led_by}
            yield Event(str(sheet.uuid), summary % values, sheet.due_on, sheet.due_on)


def _follow_ups(follow_ups: Iterable[FollowUp]) -> Iterator[Event]:
    for one in follow_ups:
        if not one.recorded_on:
            summary = _("Suivi à %(months)d mois : %(action)s")
            values = {"months": one.months, "action": one.action.title}
            yield Event(str(one.uuid), summary % values, one.due_on, one.due_on)
