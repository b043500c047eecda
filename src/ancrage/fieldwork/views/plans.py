"""Plans of visits: ask, follow, read, adopt; and what the planner must respect."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRefresh

from ancrage.fieldwork import actions, tasks
from ancrage.fieldwork.forms import LockForm, PlanForm
from ancrage.fieldwork.models import PlanLock, VisitPlan
from ancrage.fieldwork.plan_reading import read_plan
from ancrage.fieldwork.views.visitors import planned_study


def plan_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show every plan of the study, the last first, and what they must respect."""
    found = planned_study(request, study)
    plans = VisitPlan.objects.visible_to(request.user).filter(study=found)
    locks = PlanLock.objects.visible_to(request.user).filter(study=found)
    context = {
        "study": found,
        "plans": plans.select_related("step", "asked_by", "study"),
        "locks": locks.select_related("step", "site", "visitor", "other"),
    }
    return render(request, "fieldwork/plan_list.html", context)


def plan_create(request: HttpRequest, study: str) -> HttpResponse:
    """Ask the planner for dates and teams."""
    found = planned_study(request, study)
    form = PlanForm(request.POST or None, study=found, user=request.user)
    if form.is_valid():
        values = form.cleaned_data
        try:
            plan = actions.ask_plan(
                step=values["step"],
                starts=values["starts"],
                ends=values["ends"],
                settings=form.settings(),
                seed=values["seed"],
                now=timezone.now(),
                today=timezone.localdate(),
                by=request.user,
            )
        except actions.NotPlannable as error:
            for reason in error.reasons:
                form.add_error(None, reason)
        else:
            tasks.search_plan.enqueue(plan.pk)
            return redirect(plan)
    return render(request, "fieldwork/plan_form.html", {"study": found, "form": form})


def plan_detail(request: HttpRequest, study: str, number: int) -> HttpResponse:
    """Follow a plan, read it, and do what it waits for."""
    plan = get_object_or_404(
        VisitPlan.objects.editable_by(request.user).select_related("study", "step", "asked_by"),
        study__slug=study,
        number=number,
    )
    if request.method == "POST":
        return _do(request, plan)
    interrupted = plan.is_interrupted(timezone.now())
    if request.htmx:
        if interrupted or not plan.is_at_work:
            return HttpResponseClientRefresh()
        return render(request, "fieldwork/_plan_progress.html", _progress(plan))
    context = {
        "study": plan.study,
        "plan": plan,
        "interrupted": interrupted,
        "at_work": plan.is_at_work and not interrupted,
        "reading": read_plan(plan),
        **_progress(plan),
    }
    return render(request, "fieldwork/plan_detail.html", context)


def lock_create(request: HttpRequest, study: str) -> HttpResponse:
    """Settle something that the planner must respect."""
    found = planned_study(request, study)
    form = LockForm(request.POST or None, study=found, user=request.user)
    if form.is_valid():
        actions.add_lock(study=found, by=request.user, **form.cleaned_data)
        return redirect("fieldwork:plan_list", found.slug)
    return render(request, "fieldwork/lock_form.html", {"study": found, "form": form})


def lock_remove(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Leave the planner free again."""
    locks = PlanLock.objects.deletable_by(request.user)
    lock = get_object_or_404(locks, study__slug=study, uuid=uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.remove_lock(lock, by=request.user)
    messages.success(request, _("Le planificateur est de nouveau libre sur ce point."))
    return redirect("fieldwork:plan_list", study)


def _do(request: HttpRequest, plan: VisitPlan) -> HttpResponse:
    """Do what a button of the page asks, if the plan is still where the person saw it."""
    gesture = _GESTURES.get(request.POST.get("geste", ""))
    if gesture is None:
        raise Http404
    try:
        return gesture(request, plan)
    except actions.PlanMoved as error:
        messages.warning(request, str(error))
    except actions.NotPlannable as error:
        for reason in error.reasons:
            messages.error(request, reason)
    return redirect(plan)


def _adopt(request: HttpRequest, plan: VisitPlan) -> HttpResponse:
    changed = actions.adopt_plan(plan, today=timezone.localdate(), by=request.user)
    told = ngettext(
        "Le plan est adopté : %(count)s visite a changé. Rien n’a été envoyé.",
        "Le plan est adopté : %(count)s visites ont changé. Rien n’a été envoyé.",
        len(changed),
    )
    messages.success(request, told % {"count": len(changed)})
    return redirect("fieldwork:visit_list", plan.study.slug)


def _give_up(request: HttpRequest, plan: VisitPlan) -> HttpResponse:
    actions.give_plan_up(plan, by=request.user)
    return redirect(plan)


def _ask_again(request: HttpRequest, plan: VisitPlan) -> HttpResponse:
    actions.ask_again(plan, by=request.user)
    tasks.search_plan.enqueue(plan.pk)
    return redirect(plan)


_GESTURES: dict[str, Callable[[HttpRequest, VisitPlan], HttpResponse]] = {
    "adopter": _adopt,
    "abandonner": _give_up,
    "relancer": _ask_again,
}


def _progress(plan: VisitPlan) -> dict[str, Any]:
    """Return how long the planner has searched, of how long it may."""
    began = plan.begun_at
    spent = int((timezone.now() - began).total_seconds()) if plan.is_at_work and began else 0
    return {"plan": plan, "spent": min(spent, plan.seconds)}
