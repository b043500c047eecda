"""The calendar of a study, on screen and for other calendars."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from ancrage.core.downloads import attached
from ancrage.formats.calendar import Event, write_calendar
from ancrage.studies import access
from ancrage.studies.models import Milestone, Study


def calendar(request: HttpRequest, study: str) -> HttpResponse:
    """Show what is ahead, then what is past."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    today = timezone.localdate()
    milestones = list(found.milestones.visible_to(user).select_related("site"))
    mine = set(found.milestones.editable_by(user).values_list("pk", flat=True))
    rows = [(milestone, milestone.pk in mine) for milestone in milestones]
    context = {
        "study": found,
        "ahead": [row for row in rows if row[0].is_ahead(today)],
        "past": [row for row in reversed(rows) if not row[0].is_ahead(today)],
        "may_add": access.may_add(user, Milestone, found),
    }
    return render(request, "studies/calendar.html", context)


def calendar_file(request: HttpRequest, study: str) -> HttpResponse:
    """Give the calendar to other calendars (.ics)."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    milestones = found.milestones.exportable_by(user).select_related("site")
    events = [
        Event(
            uid=str(milestone.uuid),
            summary=f"{milestone.title} – {milestone.site}" if milestone.site else milestone.title,
            first=milestone.starts,
            last=milestone.ends,
            place=milestone.place,
        )
        for milestone in milestones
    ]
    content = write_calendar(found.title, events, language=get_language(), stamp=timezone.now())
    return attached(content, "text/calendar; charset=utf-8", f"{found.slug}.ics")
