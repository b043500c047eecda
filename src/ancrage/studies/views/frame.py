"""What a study sets out to know: its page, its lines and their forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ancrage.studies import access, actions, models
from ancrage.studies.forms import StudyForm, line_form
from ancrage.studies.models import Study

# The word in the URL of each kind of line, and where its list is shown.
KINDS: dict[str, tuple[type[Any], str]] = {
    "objectifs": (models.Objective, "studies:study_frame"),
    "hypotheses": (models.Hypothesis, "studies:study_frame"),
    "axes": (models.Axis, "studies:study_frame"),
    "questions": (models.FunderQuestion, "studies:study_frame"),
    "etude-precedente": (models.PriorFinding, "studies:study_frame"),
    "partenaires": (models.Partner, "studies:study_frame"),
    "etapes": (models.Step, "studies:step_board"),
    "sources": (models.Source, "studies:fact_list"),
    "dates": (models.Milestone, "studies:calendar"),
}


def study_create(request: HttpRequest) -> HttpResponse:
    """Open a study."""
    if not request.user.may_create_studies:
        raise Http404
    form = StudyForm(request.POST or None)
    if form.is_valid():
        try:
            study = actions.create_study(by=request.user, **form.values)
        except actions.SlugTaken as error:
            form.add_error("slug", str(error))
        else:
            messages.success(request, _("L’étude est créée. Décrivez maintenant sa démarche."))
            return redirect("studies:study_frame", study.slug)
    return render(request, "studies/study_form.html", {"form": form, "study": None})


def study_edit(request: HttpRequest, study: str) -> HttpResponse:
    """Change what a study is about."""
    found = get_object_or_404(Study.objects.editable_by(request.user), slug=study)
    form = StudyForm(request.POST or None, instance=found)
    if form.is_valid():
        try:
            actions.change_study(found, expected=form.expected, by=request.user, **form.values)
        except actions.SlugTaken as error:
            form.add_error("slug", str(error))
        else:
            return redirect("studies:study_frame", form.cleaned_data["slug"])
    return render(request, "studies/study_form.html", {"form": form, "study": found})


def study_frame(request: HttpRequest, study: str) -> HttpResponse:
    """Show the question, the objectives, the hypotheses, the axes and who takes part."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    context = {
        "study": found,
        "may_edit": Study.objects.editable_by(user).filter(pk=found.pk).exists(),
        "objectives": found.objectives.visible_to(user),
        "hypotheses": found.hypotheses.visible_to(user),
        "axes": found.axes.visible_to(user),
        "questions": found.questions.visible_to(user),
        "prior_findings": found.prior_findings.visible_to(user),
        "partners": found.partners.visible_to(user).select_related("source"),
        "contradictions": found.facts.visible_to(user).contradictions(),
    }
    return render(request, "studies/study_frame.html", context)


def line_create(request: HttpRequest, study: str, kind: str) -> HttpResponse:
    """Add a line to the frame."""
    model, shown_at = _kind(kind)
    found = _study_for_adding(request, study, model)
    form = line_form(model, found)(request.POST or None, user=request.user)
    if form.is_valid():
        line = actions.add_line(model, study=found, by=request.user, **form.values)
        # Raised inside the command's transaction: a row for somebody else's site is not kept.
        get_object_or_404(model._default_manager.editable_by(request.user), pk=line.pk)
        return redirect(shown_at, found.slug)
    context = {"study": found, "form": form, "kind": kind, "line": None, "shown_at": shown_at}
    return render(request, "studies/line_form.html", context | {"noun": _noun(model)})


def line_edit(request: HttpRequest, study: str, kind: str, uuid: UUID) -> HttpResponse:
    """Change a line of the frame."""
    model, shown_at = _kind(kind)
    rows = model._default_manager.editable_by(request.user).select_related("study")
    line = get_object_or_404(rows, study__slug=study, uuid=uuid)
    form = line_form(model, line.study)(request.POST or None, instance=line, user=request.user)
    if form.is_valid():
        actions.change_row(line, expected=form.expected, by=request.user, **form.values)
        return redirect(shown_at, study)
    context = {"study": line.study, "form": form, "kind": kind, "line": line}
    context |= {"shown_at": shown_at, "noun": _noun(model)}
    return render(request, "studies/line_form.html", context)


def line_remove(request: HttpRequest, study: str, kind: str, uuid: UUID) -> HttpResponse:
    """Remove a line of the frame, once confirmed."""
    model, shown_at = _kind(kind)
    rows = model._default_manager.deletable_by(request.user).select_related("study")
    line = get_object_or_404(rows, study__slug=study, uuid=uuid)
    if request.method == "POST":
        try:
            actions.remove_row(line, by=request.user)
        except actions.StillUsed as error:
            messages.error(request, str(error))
        return redirect(shown_at, study)
    context = {"study": line.study, "line": line, "kind": kind, "shown_at": shown_at}
    return render(request, "studies/line_remove.html", context)


def _kind(word: str) -> tuple[type[Any], str]:
    if word not in KINDS:
        raise Http404
    return KINDS[word]


def _noun(model: type[Any]) -> str:
    return str(model._meta.verbose_name)


def _study_for_adding(request: HttpRequest, slug: str, model: type[Any]) -> Study:
    """Return the study if one of the person's roles in it may write rows of ``model``."""
    study = get_object_or_404(Study.objects.visible_to(request.user), slug=slug)
    if not access.may_add(request.user, model, study):
        raise Http404
    return study
