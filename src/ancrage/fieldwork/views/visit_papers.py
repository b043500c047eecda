"""What people take along: the visit file to print, invitations, calendars."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.core.downloads import attached
from ancrage.fieldwork.models import AgendaItem, Guide, GuideQuestion, TeamSeat, Visit
from ancrage.fieldwork.views.agenda import agenda_of
from ancrage.fieldwork.views.visitors import own_visitor
from ancrage.fieldwork.views.visits import teams_shown, visit_or_404
from ancrage.fieldwork.visit_days import in_words
from ancrage.formats.icalendar import Event, write_icalendar

ICALENDAR = "text/calendar; charset=utf-8"


def visit_file(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show everything that a team takes along, to print."""
    user = request.user
    visit = visit_or_404(Visit.objects.visible_to(user), study, uuid)
    guide = Guide.objects.visible_to(user).filter(pk=visit.guide_id).first()
    questions = GuideQuestion.objects.visible_to(user).filter(guide=visit.guide_id)
    context = {
        "study": visit.site.study,
        "site": visit.site,
        "visit": visit,
        "teams": teams_shown(_seats(request, visit)),
        "guide": guide,
        "questions": questions.select_related("axis"),
        **agenda_of(request, visit),
    }
    return render(request, "fieldwork/visit_file.html", context)


def visit_invitations(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show what to write to each member of the teams: copied, or opened in one's own mail."""
    visit = visit_or_404(Visit.objects.editable_by(request.user), study, uuid)
    seats = _seats(request, visit)
    context = {
        "study": visit.site.study,
        "site": visit.site,
        "visit": visit,
        "letters": [_letter(request, visit, seat, seats) for seat in seats],
    }
    return render(request, "fieldwork/visit_invitations.html", context)


def visit_calendar(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Give a visit and its agenda as a calendar, as its site sees them."""
    visit = visit_or_404(Visit.objects.visible_to(request.user), study, uuid)
    items = AgendaItem.objects.visible_to(request.user).filter(visit=visit)
    events = [_visit_event(visit), *_hour_events(visit, items)]
    return _calendar(events, name=str(visit), file=f"visite-{visit.site.slug}.ics")


def visitor_calendar(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Give somebody their own visits as a calendar, with the hours of their team."""
    visitor = own_visitor(request, study, uuid)
    rows = TeamSeat.objects.visible_to(request.user).filter(visitor=visitor)
    seats = list(rows.select_related("visit__site__study", "visit__step"))
    visits = [seat.visit for seat in seats]
    items = list(AgendaItem.objects.visible_to(request.user).filter(visit__in=visits))
    events: list[Event] = []
    for seat in seats:
        mine = [i for i in items if i.visit_id == seat.visit_id and i.team in (None, seat.team)]
        events += [_visit_event(seat.visit), *_hour_events(seat.visit, mine)]
    return _calendar(events, name=f"{visitor.study} – {visitor}", file="mes-visites.ics")


def _seats(request: HttpRequest, visit: Visit) -> list[TeamSeat]:
    rows = TeamSeat.objects.visible_to(request.user).filter(visit=visit)
    return list(rows.select_related("visitor__user"))


def _letter(
    request: HttpRequest, visit: Visit, seat: TeamSeat, seats: Iterable[TeamSeat]
) -> dict[str, Any]:
    """Return the invitation of somebody: its subject, its words, and where to open it."""
    team = [other.visitor.name for other in seats if other.team == seat.team and other != seat]
    said = {
        "name": seat.visitor.name,
        "site": visit.site,
        "study": visit.site.study,
        "days": in_words(visit.starts, visit.days),
        "step": visit.step,
        "team": seat.team,
        "others": ", ".join(team) or _("personne d’autre pour l’instant"),
        "welcome": visit.welcome or _("à préciser"),
        "link": request.build_absolute_uri(visit.get_absolute_url()),
    }
    subject = _("%(site)s, %(days)s : votre visite") % said
    text = (
        _(
            "Bonjour %(name)s,\n\n"
            "La recherche-action « %(study)s » vous propose une visite : %(site)s (%(step)s), "
            "le %(days)s. Vous seriez dans l’équipe %(team)s, avec : %(others)s.\n\n"
            "Accueil : %(welcome)s\n\n"
            "Dites-nous si vous viendrez. Le détail est ici : %(link)s\n"
        )
        % said
    )
    address = seat.visitor.user.email if seat.visitor.user else ""
    query = urlencode({"subject": subject, "body": text}, quote_via=quote)
    return {
        "seat": seat,
        "subject": subject,
        "text": text,
        "mail": f"mailto:{address}?{query}",
    }


def _visit_event(visit: Visit) -> Event:
    return Event(
        uid=f"{visit.uuid}@ancrage",
        starts=visit.starts,
        ends=visit.ends,
        title=_("Visite : %(site)s") % {"site": visit.site},
        place=visit.welcome.partition("\n")[0],
        text=str(visit.step),
        cancelled=visit.state == Visit.State.CANCELLED,
    )


def _hour_events(visit: Visit, items: Iterable[AgendaItem]) -> Iterator[Event]:
    if visit.state == Visit.State.CANCELLED:
        return
    for item in items:
        team = _("équipe %(team)s") % {"team": item.team} if item.team else _("les deux équipes")
        yield Event(
            uid=f"{item.uuid}@ancrage",
            starts=_moment(item.on, item.starts),
            ends=_moment(item.on, item.ends),
            title=f"{item.title} ({team})",
            place=item.place,
        )


def _moment(on: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, at))


def _calendar(events: Iterable[Event], *, name: str, file: str) -> HttpResponse:
    content = write_icalendar(events, name=name, stamp=timezone.now())
    return attached(content, ICALENDAR, file)
