"""The register of visitors, and when people and sites are free."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.fieldwork import actions
from ancrage.fieldwork.access import may_free
from ancrage.fieldwork.forms import DaysForm, PeriodForm, VisitorForm
from ancrage.fieldwork.forms.visitors import USUAL
from ancrage.fieldwork.models import HostSlot, Visitor, VisitorSlot
from ancrage.fieldwork.views.preparation import prepared_site
from ancrage.fieldwork.visit_days import open_days, weeks
from ancrage.studies.access import may_add, may_add_on_site
from ancrage.studies.actions import add_line, change_row
from ancrage.studies.models import Step, Study


def visitor_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show who may go on visits, and how often they are free and asked."""
    found = planned_study(request, study)
    today = timezone.localdate()
    people = Visitor.objects.visible_to(request.user).filter(study=found)
    rows = (
        people.select_related("home", "user")
        .defer("home__outline")
        .annotate(
            free=Count("slots", filter=Q(slots__starts__gt=today), distinct=True),
            asked=Count("seats", filter=~Q(seats__visit__state="annulee"), distinct=True),
        )
    )
    groups = [
        (label, [row for row in rows if row.group == group])
        for group, label in Visitor.Group.choices
    ]
    context = {"study": found, "groups": groups, "today": today}
    return render(request, "fieldwork/visitor_list.html", context)


def visitor_create(request: HttpRequest, study: str) -> HttpResponse:
    """Add somebody to the register."""
    found = planned_study(request, study)
    form = VisitorForm(request.POST or None, study=found, user=request.user)
    if form.is_valid():
        visitor = add_line(Visitor, study=found, by=request.user, **form.values)
        return redirect("fieldwork:visitor_days", found.slug, visitor.uuid)
    context = {"study": found, "form": form, "visitor": None}
    return render(request, "fieldwork/visitor_form.html", context)


def visitor_edit(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Change somebody of the register."""
    visitor = get_object_or_404(
        Visitor.objects.editable_by(request.user).select_related("study", "home"),
        study__slug=study,
        uuid=uuid,
    )
    found = visitor.study
    form = VisitorForm(request.POST or None, instance=visitor, study=found, user=request.user)
    if form.is_valid():
        change_row(visitor, expected=form.expected, by=request.user, **form.values)
        return redirect("fieldwork:visitor_list", found.slug)
    context = {"study": found, "form": form, "visitor": visitor}
    return render(request, "fieldwork/visitor_form.html", context)


def visitor_days(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Say when somebody is free: the team for anybody, a volunteer for themselves."""
    user = request.user
    visitor = own_visitor(request, study, uuid)
    slots = VisitorSlot.objects.visible_to(user).filter(visitor=visitor)
    known = list(slots.values_list("starts", flat=True))
    within = _period(request, known)
    offered = open_days(*within)
    form = DaysForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_valid():
        actions.free_visitor(visitor, days=form.chosen(), within=within, by=user)
        messages.success(request, _("Les disponibilités sont enregistrées."))
        return redirect(request.get_full_path())
    context = {
        "study": visitor.study,
        "visitor": visitor,
        "may_list": may_add(user, Visitor, visitor.study),
        **_calendar(form, within, offered, known),
    }
    return render(request, "fieldwork/visitor_days.html", context)


def host_days(request: HttpRequest, study: str, site: str, step: int) -> HttpResponse:
    """Say when a site can host the visit of a step."""
    user = request.user
    found = prepared_site(request, study, site)
    if not may_add_on_site(user, HostSlot, found):
        raise Http404
    steps = Step.objects.visible_to(user).filter(study=found.study)
    at = get_object_or_404(steps, number=step)
    slots = HostSlot.objects.visible_to(user).filter(site=found, step=at)
    known = list(slots.values_list("starts", flat=True))
    within = _period(request, known)
    offered = open_days(*within, at=found.territory)
    form = DaysForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_valid():
        actions.open_site(found, at, days=form.chosen(), within=within, by=user)
        messages.success(request, _("Les dates d’accueil sont enregistrées."))
        return redirect(request.get_full_path())
    others = [
        (other, reverse("fieldwork:host_days", args=[found.study.slug, found.slug, other.number]))
        for other in steps
    ]
    context = {
        "study": found.study,
        "site": found,
        "step": at,
        "steps": others,
        **_calendar(form, within, offered, known),
    }
    return render(request, "fieldwork/host_days.html", context)


def own_visitor(request: HttpRequest, study: str, uuid: UUID) -> Visitor:
    """Return somebody of the register for whom the person may answer, else 404."""
    rows = Visitor.objects.visible_to(request.user).select_related("study")
    visitor: Visitor = get_object_or_404(rows, study__slug=study, uuid=uuid)
    if not may_free(request.user, visitor):
        raise Http404
    return visitor


def planned_study(request: HttpRequest, slug: str) -> Study:
    """Return the study, to those who plan its visits."""
    found: Study = get_object_or_404(Study.objects.visible_to(request.user), slug=slug)
    if not may_add(request.user, Visitor, found):
        raise Http404
    return found


def _period(request: HttpRequest, known: Sequence[date]) -> tuple[date, date]:
    """Return the days asked for, else those to come, else those known."""
    asked = PeriodForm(request.GET)
    if asked.is_valid():
        return asked.cleaned_data["du"], asked.cleaned_data["au"]
    today = timezone.localdate()
    if known and max(known) < today:
        return min(known), max(known) + timedelta(days=1)
    return today, today + USUAL


def _calendar(
    form: DaysForm, within: tuple[date, date], offered: Sequence[date], known: Sequence[date]
) -> dict[str, Any]:
    """Return what the page of days shows: weeks, and which days are ticked."""
    ticked = set(form.chosen()) if form.is_bound and form.is_valid() else set(known)
    return {
        "form": form,
        "weeks": weeks(offered, ticked),
        "ticked": len(ticked & set(offered)),
        "elsewhere": len(set(known) - set(offered)),
        "period": PeriodForm(initial={"du": within[0], "au": within[1]}),
    }
