"""The two days of a visit, hour by hour."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.core.forms import whole_number
from ancrage.core.middleware import not_a_command
from ancrage.fieldwork import actions
from ancrage.fieldwork.forms import AgendaItemForm
from ancrage.fieldwork.models import AgendaItem, Visit
from ancrage.fieldwork.visit_clashes import lines_in_clash, told
from ancrage.studies.access import may_add_on_site


@dataclass
class Moment:
    """What begins at some time of a day: for both teams, or in each."""

    starts: time
    both: list[AgendaItem] = field(default_factory=list)
    teams: dict[int, list[AgendaItem]] = field(default_factory=lambda: {1: [], 2: []})


@dataclass
class Day:
    """A day of the agenda, moment after moment."""

    on: date
    moments: list[Moment] = field(default_factory=list)


def agenda_of(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    """Return what shows the agenda of a visit, and what clashes in it."""
    rows = AgendaItem.objects.visible_to(request.user).filter(visit=visit)
    items = list(rows.select_related("actor", "interview"))
    found = told(items)
    kinds = {AgendaItem.Kind.INTERVIEW, AgendaItem.Kind.GROUP}
    return {
        "days": _days(visit, items),
        "interviews": sum(item.kind in kinds for item in items),
        "clashes": [sentence for sentence, _keys in found],
        "in_clash": lines_in_clash(found),
        "may_arrange": may_add_on_site(request.user, AgendaItem, visit.site),
    }


def hour_create(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Add an hour to the agenda; the address may say when and for which team."""
    visit = _arranged_visit(request, study, uuid)
    data = request.POST or None
    form = AgendaItemForm(data, visit=visit, user=request.user, initial=_wanted(request))
    if form.is_valid():
        actions.add_hour(visit=visit, by=request.user, **form.values)
        return redirect(f"{visit.get_absolute_url()}#emploi-du-temps")
    context = {"study": visit.site.study, "visit": visit, "form": form, "item": None}
    return render(request, "fieldwork/hour_form.html", context)


def hour_edit(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Change an hour of the agenda."""
    row = _line(AgendaItem.objects.editable_by(request.user), study, uuid, item)
    visit = row.visit
    form = AgendaItemForm(request.POST or None, instance=row, visit=visit, user=request.user)
    if form.is_valid():
        actions.change_hour(row, expected=form.expected, by=request.user, **form.values)
        return redirect(f"{visit.get_absolute_url()}#emploi-du-temps")
    context = {"study": visit.site.study, "visit": visit, "form": form, "item": row}
    return render(request, "fieldwork/hour_form.html", context)


def hour_remove(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Remove an hour from the agenda, or only whom to ask for."""
    row = _line(AgendaItem.objects.deletable_by(request.user), study, uuid, item)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.POST.get("quoi") == "contact":
        actions.forget_contact(row, by=request.user)
        messages.success(request, _("Le contact est détruit."))
    else:
        actions.remove_hour(row, by=request.user)
        messages.success(request, _("La ligne est retirée de l’emploi du temps."))
    return redirect(f"{row.visit.get_absolute_url()}#emploi-du-temps")


@not_a_command  # to look twice leaves two traces, and changes nothing
def hour_contact(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Show whom to ask for, once: the journal keeps who looked."""
    row = _line(AgendaItem.objects.visible_to(request.user), study, uuid, item)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if row.contact is None:
        raise Http404
    contact = actions.open_contact(row, by=request.user)
    context = {
        "study": row.visit.site.study,
        "visit": row.visit,
        "item": row,
        "contact": contact,
    }
    return render(request, "fieldwork/hour_contact.html", context)


def agenda_draft(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Give an hour to each actor to meet that has none."""
    visit = _arranged_visit(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    added = actions.draft_agenda(visit, by=request.user)
    said = ngettext(
        "%(count)s rencontre est placée. Vérifiez les heures, puis ajoutez les salles.",
        "%(count)s rencontres sont placées. Vérifiez les heures, puis ajoutez les salles.",
        len(added),
    )
    messages.success(request, said % {"count": len(added)})
    return redirect(f"{visit.get_absolute_url()}#emploi-du-temps")


def _days(visit: Visit, items: list[AgendaItem]) -> list[Day]:
    days = {visit.starts + timedelta(days=n) for n in range(visit.days)}
    return [_day(on, items) for on in sorted(days | {item.on for item in items})]


def _day(on: date, items: list[AgendaItem]) -> Day:
    moments: dict[time, Moment] = {}
    for item in (item for item in items if item.on == on):
        moment = moments.setdefault(item.starts, Moment(item.starts))
        (moment.both if item.team is None else moment.teams[item.team]).append(item)
    return Day(on, list(moments.values()))


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """Return the day and team that the address asks for."""
    team = whole_number(request.GET.get("equipe", ""))
    return {"on": request.GET.get("jour", ""), "team": team if team in (1, 2) else None}


def _arranged_visit(request: HttpRequest, study: str, uuid: UUID) -> Visit:
    """Return a visit whose agenda the person may write, else 404."""
    rows = Visit.objects.visible_to(request.user).select_related("site__study")
    visit: Visit = get_object_or_404(rows, site__study__slug=study, uuid=uuid)
    if not may_add_on_site(request.user, AgendaItem, visit.site):
        raise Http404
    return visit


def _line(rows: Any, study: str, visit: UUID, uuid: UUID) -> AgendaItem:
    chosen = rows.select_related("visit__site__study", "visit__step")
    line: AgendaItem = get_object_or_404(
        chosen, visit__site__study__slug=study, visit__uuid=visit, uuid=uuid
    )
    return line
