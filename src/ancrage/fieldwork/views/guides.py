"""Interview guides of a site: read, print, write, settle."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.fieldwork import actions
from ancrage.fieldwork.forms import GuideForm, GuideOpenForm, GuideQuestionForm
from ancrage.fieldwork.models import Guide, GuideQuestion
from ancrage.fieldwork.views.preparation import prepared_site
from ancrage.studies.access import may_add_on_site, sites_prepared_for


def guide_list(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """List the guides of a site, the last edition first; open a new one."""
    user = request.user
    found = prepared_site(request, study, site)
    may_write = may_add_on_site(user, Guide, found)
    form = GuideOpenForm(request.POST or None, site=found, user=user)
    if request.method == "POST" and not may_write:
        raise Http404
    if form.is_valid():
        step = form.cleaned_data["step"]
        guide = actions.open_guide(site=found, step=step, today=timezone.localdate(), by=user)
        return redirect(guide)
    guides = Guide.objects.visible_to(user).filter(site=found).select_related("step", "site__study")
    context = {
        "study": found.study,
        "site": found,
        "guides": guides,
        "form": form,
        "may_write": may_write,
    }
    return render(request, "fieldwork/guide_list.html", context)


def guide_detail(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show a guide as teams carry it, to read or to print."""
    guide = _guide(Guide.objects.visible_to(request.user), study, uuid)
    questions = GuideQuestion.objects.visible_to(request.user).filter(guide=guide)
    context = {
        "study": guide.site.study,
        "site": guide.site,
        "guide": guide,
        "questions": questions.select_related("axis"),
        "lists": sites_prepared_for(request.user).filter(pk=guide.site_id).exists(),
        "may_write": Guide.objects.editable_by(request.user).filter(pk=guide.pk).exists(),
    }
    return render(request, "fieldwork/guide_detail.html", context)


def guide_edit(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Change what frames the questions."""
    guide = _draft(request, study, uuid)
    form = GuideForm(request.POST or None, instance=guide)
    if form.is_valid():
        actions.change_guide(guide, expected=form.expected, by=request.user, **form.values)
        return redirect(guide)
    context = {"study": guide.site.study, "site": guide.site, "guide": guide, "form": form}
    return render(request, "fieldwork/guide_form.html", context)


def question_create(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Add a question."""
    guide = _draft(request, study, uuid)
    form = GuideQuestionForm(request.POST or None, guide=guide, user=request.user)
    if form.is_valid():
        actions.add_question(guide=guide, by=request.user, **form.values)
        return redirect(guide)
    return _question_form(request, guide, form, None)


def question_edit(request: HttpRequest, study: str, uuid: UUID, question: UUID) -> HttpResponse:
    """Change a question."""
    guide = _draft(request, study, uuid)
    row = _question(request, guide, question)
    form = GuideQuestionForm(request.POST or None, instance=row, guide=guide, user=request.user)
    if form.is_valid():
        actions.change_question(row, expected=form.expected, by=request.user, **form.values)
        return redirect(guide)
    return _question_form(request, guide, form, row)


def question_move(request: HttpRequest, study: str, uuid: UUID, question: UUID) -> HttpResponse:
    """Move a question up or down, or remove it."""
    guide = _draft(request, study, uuid)
    row = _question(request, guide, question)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    wanted = request.POST.get("vers", "")
    if wanted == "retirer":
        actions.remove_question(row, by=request.user)
        messages.success(request, _("La question est retirée."))
    else:
        actions.move_question(row, up=wanted == "haut", by=request.user)
    return redirect(guide)


def guide_settle(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Settle a guide: it no longer changes."""
    guide = _draft(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.settle_guide(guide, now=timezone.now(), by=request.user)
    except actions.NoQuestion as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Le guide est arrêté : les équipes peuvent l’emporter."))
    return redirect(guide)


def _guide(rows, study: str, uuid: UUID) -> Guide:
    chosen = rows.select_related("site__study", "step")
    return get_object_or_404(chosen, site__study__slug=study, uuid=uuid)


def _draft(request: HttpRequest, study: str, uuid: UUID) -> Guide:
    """Return a guide that the person may still change: a settled one is no longer there to edit."""
    return _guide(Guide.objects.editable_by(request.user).filter(settled_at=None), study, uuid)


def _question(request: HttpRequest, guide: Guide, uuid: UUID) -> GuideQuestion:
    rows = GuideQuestion.objects.editable_by(request.user).select_related("guide__site")
    return get_object_or_404(rows, guide=guide, uuid=uuid)


def _question_form(
    request: HttpRequest, guide: Guide, form: GuideQuestionForm, row: GuideQuestion | None
) -> HttpResponse:
    context = {
        "study": guide.site.study,
        "site": guide.site,
        "guide": guide,
        "form": form,
        "question": row,
    }
    return render(request, "fieldwork/question_form.html", context)
