"""The field at a glance, interviews, and notes side by side."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ancrage.fieldwork import actions, figures
from ancrage.fieldwork.filters import InterviewFilter
from ancrage.fieldwork.forms import InterviewForm
from ancrage.fieldwork.models import (
    Consent,
    Document,
    ImportBatch,
    Interview,
    Interviewer,
    Participant,
    Purpose,
    TextVersion,
)
from ancrage.studies.access import may_add
from ancrage.studies.models import Study

PER_PAGE = 50


def field_overview(request: HttpRequest, study: str) -> HttpResponse:
    """Show what was brought in: interviews and people apart, per step, reconciled."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    interviews = Interview.objects.visible_to(user).filter(study=found)
    people = Participant.objects.visible_to(user).filter(interview__study=found)
    may_import = may_add(user, ImportBatch, found)
    batches = ImportBatch.objects.visible_to(user).filter(study=found)
    unread = TextVersion.objects.editable_by(user).current().filter(reviewed_at=None)
    steps = figures.by_step(
        found.steps.visible_to(user),
        interviews,
        batches.filter(status=ImportBatch.Status.DONE) if may_import else None,
    )
    context = {
        "study": found,
        "may_import": may_import,
        "steps": steps,
        "totals": _totals(steps),
        "categories": figures.by_category(people),
        "unread": unread.filter(document__interview__study=found).count(),
        "declared": figures.consent_states(people)["declared"] if may_import else 0,
        "waiting": batches.staged() if may_import else [],
    }
    return render(request, "fieldwork/field_overview.html", context)


def interview_list(request: HttpRequest, study: str) -> HttpResponse:
    """List interviews, by site, step, type, kind of actors and text."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    form = InterviewFilter(request.GET, study=found, user=user)
    interviews = Interview.objects.visible_to(user).filter(study=found)
    counted = (
        form.narrow(interviews)
        .with_counts()
        .select_related("site", "step", "study")
        .order_by("code")
    )
    context = {
        "study": found,
        "form": form,
        "page": Paginator(counted, PER_PAGE).get_page(request.GET.get("page")),
        "any": interviews.exists(),
        "may_import": may_add(user, ImportBatch, found),
        "address": form.address(),
    }
    return render(request, "fieldwork/interview_list.html", context)


def interview_detail(request: HttpRequest, study: str, code: str) -> HttpResponse:
    """Show an interview: when, where, who by their labels, and its texts."""
    user = request.user
    found = _interview(Interview.objects.visible_to(user), study, code)
    versions = TextVersion.objects.visible_to(user).current().filter(document__interview=found)
    people = Participant.objects.visible_to(user).filter(interview=found)
    consents = Consent.objects.visible_to(user).filter(participant__interview=found)
    held: dict[int, dict[str, str]] = {}
    for consent in consents.filter(withdrawn_at=None):
        held.setdefault(consent.participant_id, {})[consent.purpose] = consent.mode
    may_edit = may_add(user, Interview, found.study)
    context = {
        "study": found.study,
        "interview": found,
        "people": [
            (person, _agreement(held.get(person.pk, {})))
            for person in people.select_related("category")
        ],
        "versions": versions.select_related("document__interview__study").defer("text"),
        "interviewers": Interviewer.objects.visible_to(user).filter(interviews=found),
        "may_edit": may_edit,
    }
    return render(request, "fieldwork/interview_detail.html", context)


def interview_edit(request: HttpRequest, study: str, code: str) -> HttpResponse:
    """Change the facts of an interview."""
    found = _interview(Interview.objects.editable_by(request.user), study, code)
    form = InterviewForm(request.POST or None, instance=found, user=request.user)
    if form.is_valid():
        actions.change_interview(
            interview=found, expected=form.expected, by=request.user, **form.values
        )
        messages.success(request, _("L’entretien est modifié."))
        return redirect(found)
    context = {"study": found.study, "interview": found, "form": form}
    return render(request, "fieldwork/interview_form.html", context)


def note_compare(request: HttpRequest, study: str, code: str) -> HttpResponse:
    """Set several hands' notes of one interview side by side."""
    found = _interview(Interview.objects.visible_to(request.user), study, code)
    versions = TextVersion.objects.visible_to(request.user).current()
    notes = versions.filter(document__interview=found, document__kind=Document.Kind.NOTE)
    context = {
        "study": found.study,
        "interview": found,
        "notes": notes.select_related("document__interview__study"),
    }
    return render(request, "fieldwork/note_compare.html", context)


def _interview(interviews: QuerySet[Any], study: str, code: str) -> Interview:
    related = interviews.select_related("study", "site", "step")
    return get_object_or_404(related, study__slug=study, code=code)


def _agreement(modes: dict[str, str]) -> dict[str, Any]:
    """Sum up what a person agreed to: the exceptions, and what is still to be completed."""
    return {
        "any": bool(modes),
        "refused": [purpose.label for purpose in Purpose if purpose not in modes],
        "declared": list(modes.values()).count(Consent.Mode.TABLE),
    }


def _totals(steps: list[figures.StepFigures]) -> dict[str, int]:
    return {
        "interviews": sum(step.interviews for step in steps),
        "people": sum(step.people for step in steps),
        "texts": sum(step.texts for step in steps),
    }
