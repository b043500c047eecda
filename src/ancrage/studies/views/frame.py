"""What a study sets out to know: its page, its lines and their forms."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.studies import access, actions, models
from ancrage.studies.forms import StudyForm, line_form
from ancrage.studies.models import Study


@dataclass(frozen=True)
class Kind:
    """A kind of line: how its pages speak, where its list is shown and what that page is called."""

    model: type[Any]
    add: str | Promise
    change: str | Promise
    shown_at: str = "studies:study_frame"
    place: str | Promise = ""


# Each kind under its word in the URL.
KINDS = {
    "objectifs": Kind(
        models.Objective, gettext_lazy("Ajouter un objectif"), gettext_lazy("Modifier un objectif")
    ),
    "hypotheses": Kind(
        models.Hypothesis,
        gettext_lazy("Ajouter une hypothèse"),
        gettext_lazy("Modifier une hypothèse"),
    ),
    "axes": Kind(
        models.Axis,
        gettext_lazy("Ajouter un axe d’investigation"),
        gettext_lazy("Modifier un axe d’investigation"),
    ),
    "questions": Kind(
        models.FunderQuestion,
        gettext_lazy("Ajouter une question du financeur"),
        gettext_lazy("Modifier une question du financeur"),
    ),
    "etude-precedente": Kind(
        models.PriorFinding,
        gettext_lazy("Ajouter un constat de l’étude précédente"),
        gettext_lazy("Modifier un constat de l’étude précédente"),
    ),
    "partenaires": Kind(
        models.Partner,
        gettext_lazy("Ajouter un partenaire"),
        gettext_lazy("Modifier un partenaire"),
    ),
    "etapes": Kind(
        models.Step,
        gettext_lazy("Ajouter une étape"),
        gettext_lazy("Modifier une étape"),
        "studies:step_board",
        gettext_lazy("Étapes"),
    ),
    "sources": Kind(
        models.Source,
        gettext_lazy("Ajouter une source"),
        gettext_lazy("Modifier une source"),
        "studies:fact_list",
        gettext_lazy("Faits et sources"),
    ),
    "dates": Kind(
        models.Milestone,
        gettext_lazy("Ajouter une date au calendrier"),
        gettext_lazy("Modifier une date du calendrier"),
        "studies:calendar",
        gettext_lazy("Calendrier"),
    ),
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
    facts = found.facts.visible_to(user)
    context = {
        "study": found,
        "may_edit": Study.objects.editable_by(user).filter(pk=found.pk).exists(),
        "objectives": found.objectives.visible_to(user),
        "hypotheses": found.hypotheses.visible_to(user),
        "axes": found.axes.visible_to(user),
        "questions": found.questions.visible_to(user),
        "prior_findings": found.prior_findings.visible_to(user),
        "partners": found.partners.visible_to(user).select_related("source"),
        "contradictions": facts.contradicted().contradictions().total(),
        "undecided": facts.undecided().contradictions().total(),
    }
    return render(request, "studies/study_frame.html", context)


def line_create(request: HttpRequest, study: str, kind: str) -> HttpResponse:
    """Add a line to the frame."""
    told = _kind(kind)
    model = told.model
    found = _study_for_adding(request, study, model)
    form = line_form(model, found)(request.POST or None, user=request.user)
    if form.is_valid():
        line = actions.add_line(model, study=found, by=request.user, **form.values)
        # Raised inside the command's transaction: a row for somebody else's site is not kept.
        get_object_or_404(model._default_manager.editable_by(request.user), pk=line.pk)
        return redirect(told.shown_at, found.slug)
    context = {"study": found, "form": form, "word": kind, "kind": told, "line": None}
    return render(request, "studies/line_form.html", context)


def line_edit(request: HttpRequest, study: str, kind: str, uuid: UUID) -> HttpResponse:
    """Change a line of the frame."""
    told = _kind(kind)
    rows = told.model._default_manager.editable_by(request.user).select_related("study")
    line = get_object_or_404(rows, study__slug=study, uuid=uuid)
    form = line_form(told.model, line.study)(request.POST or None, instance=line, user=request.user)
    if form.is_valid():
        actions.change_row(line, expected=form.expected, by=request.user, **form.values)
        return redirect(told.shown_at, study)
    context = {"study": line.study, "form": form, "word": kind, "kind": told, "line": line}
    return render(request, "studies/line_form.html", context)


def line_remove(request: HttpRequest, study: str, kind: str, uuid: UUID) -> HttpResponse:
    """Remove a line of the frame, once confirmed."""
    told = _kind(kind)
    rows = told.model._default_manager.deletable_by(request.user).select_related("study")
    line = get_object_or_404(rows, study__slug=study, uuid=uuid)
    if request.method == "POST":
        try:
            actions.remove_row(line, by=request.user)
        except actions.StillUsed as error:
            messages.error(request, str(error))
        return redirect(told.shown_at, study)
    context = {"study": line.study, "line": line, "word": kind, "kind": told}
    return render(request, "studies/line_remove.html", context)


def _kind(word: str) -> Kind:
    if word not in KINDS:
        raise Http404
    return KINDS[word]


def _study_for_adding(request: HttpRequest, slug: str, model: type[Any]) -> Study:
    """Return the study if one of the person's roles in it may write rows of ``model``."""
    study = get_object_or_404(Study.objects.visible_to(request.user), slug=slug)
    if not access.may_add(request.user, model, study):
        raise Http404
    return study
