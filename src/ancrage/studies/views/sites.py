"""Sites: the list, their themes, their answers to the common grid, their steps."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.studies import access, actions
from ancrage.studies.forms import (
    DeliveryForm,
    GridAnswerForm,
    RequiredOutputForm,
    SiteAddForm,
    SiteForm,
    StepDatesForm,
    ThemeForm,
)
from ancrage.studies.models import (
    Claim,
    Delivery,
    GridAnswer,
    RequiredOutput,
    Site,
    SiteStep,
    Step,
    Study,
    Theme,
)
from ancrage.studies.progress import board, gates


def site_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show the sites, their themes grouped under the major axes, and the common grid."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    sites = list(found.sites.visible_to(user).select_related("territory"))
    themes: dict[int, Theme] = {}
    for theme in Theme.objects.visible_to(user).filter(site__study=found).select_related("axis"):
        themes.setdefault(theme.site_id, theme)
    answers = GridAnswer.objects.visible_to(user).filter(site__study=found)
    said = {(answer.site_id, answer.axis_id): answer for answer in answers}
    axes = list(found.axes.visible_to(user))
    grouped = [
        (axis, [s for s in sites if s.pk in themes and themes[s.pk].axis_id == axis.pk])
        for axis in axes
    ]
    context = {
        "study": found,
        "rows": [(s, themes.get(s.pk), [(a, said.get((s.pk, a.pk))) for a in axes]) for s in sites],
        "axes": axes,
        "grouped": grouped,
        "may_edit": access.may_add(user, Site, found),
        "writable": access.sites_to_write(user, GridAnswer, found),
        "theme_writable": access.sites_to_write(user, Theme, found),
        "prepared": set(access.sites_prepared_for(user).values_list("pk", flat=True)),
    }
    return render(request, "studies/site_list.html", context)


def site_add(request: HttpRequest, study: str) -> HttpResponse:
    """Choose a commune or an EPCI of the official list."""
    found = get_object_or_404(Study.objects.editable_by(request.user), slug=study)
    form = SiteAddForm(request.POST or None)
    if form.is_valid():
        territory = form.cleaned_data["territory"]
        if found.sites.editable_by(request.user).filter(territory=territory).exists():
            form.add_error("territory", _("Ce territoire est déjà un site de l’étude."))
        else:
            site = actions.add_site(
                study=found, territory=territory, name=form.cleaned_data["name"], by=request.user
            )
            messages.success(request, _("Le site est ajouté. Donnez-lui sa thématique."))
            return redirect("studies:theme_change", found.slug, site.slug)
    return render(request, "studies/site_add.html", {"study": found, "form": form})


def site_edit(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Change how a site is presented."""
    found = _site(Site.objects.editable_by(request.user), study, site)
    form = SiteForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.change_row(found, expected=form.expected, by=request.user, **form.values)
        return redirect(found)
    context = {"study": found.study, "site": found, "form": form}
    return render(request, "studies/site_form.html", context)


def theme_change(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Give a site its theme, or another one from a date on; show the history."""
    found = _site_to_write(request, study, site, Theme)
    form = ThemeForm(request.POST or None, site=found, user=request.user)
    if form.is_valid():
        try:
            actions.change_theme(site=found, by=request.user, **form.cleaned_data)
        except actions.NotTheOrder as error:
            form.add_error("since", str(error))
        else:
            return redirect(found)
    themes = found.themes.visible_to(request.user).select_related("axis")
    context = {
        "study": found.study,
        "site": found,
        "form": form,
        "themes": themes,
        "proposals": found.theme_proposals.visible_to(request.user).select_related("axis"),
    }
    return render(request, "studies/theme_form.html", context)


def grid_answer(request: HttpRequest, study: str, site: str, axis: int) -> HttpResponse:
    """Write what a site says on one common axis."""
    found = _site_to_write(request, study, site, GridAnswer)
    asked = get_object_or_404(found.study.axes.visible_to(request.user), number=axis)
    answer = GridAnswer.objects.visible_to(request.user).filter(site=found, axis=asked).first()
    initial = {"text": answer.text, "version": answer.version} if answer else None
    form = GridAnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.answer_grid(
            site=found,
            axis=asked,
            text=form.cleaned_data["text"],
            expected=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return redirect("studies:site_list", study)
    context = {"study": found.study, "site": found, "axis": asked, "form": form}
    return render(request, "studies/grid_form.html", context)


def step_board(request: HttpRequest, study: str) -> HttpResponse:
    """Show which site is at which step, and what each step asks."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    steps, rows = board(found, user, today=timezone.localdate())
    said: dict[int, list[Claim]] = {step.pk: [] for step in steps}
    claims = Claim.objects.visible_to(user).filter(fact__study=found, fact__step__isnull=False)
    for claim in claims.select_related("fact", "source").order_by("fact__field", "source__code"):
        said[claim.fact.step_id].append(claim)
    context = {
        "study": found,
        "steps": [(step, said[step.pk]) for step in steps],
        "rows": rows,
        "may_edit": access.may_add(user, Step, found),
    }
    return render(request, "studies/step_board.html", context)


def site_steps(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Show the four gates of a site: what is delivered, what is missing."""
    found = _site(Site.objects.visible_to(request.user), study, site)
    context = {
        "study": found.study,
        "site": found,
        "gates": gates(found, request.user, today=timezone.localdate()),
        "may_write": _may_write(request, found, Delivery),
        "prepares": access.sites_prepared_for(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "studies/site_steps.html", context)


def step_plan(request: HttpRequest, study: str, site: str, step: int) -> HttpResponse:
    """Say when a site goes through a step."""
    found = _site_to_write(request, study, site, SiteStep)
    asked = get_object_or_404(found.study.steps.visible_to(request.user), number=step)
    planned = SiteStep.objects.visible_to(request.user).filter(site=found, step=asked).first()
    initial = {"starts": planned.starts, "ends": planned.ends} if planned else None
    form = StepDatesForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.plan_step(site=found, step=asked, by=request.user, **form.cleaned_data)
        return redirect("studies:site_steps", study, site)
    context = {"study": found.study, "site": found, "step": asked, "form": form}
    return render(request, "studies/step_plan.html", context)


def output_deliver(request: HttpRequest, study: str, site: str, output: UUID) -> HttpResponse:
    """Record that a site delivered an output, with what shows it."""
    found = _site_to_write(request, study, site, Delivery)
    asked = get_object_or_404(
        RequiredOutput.objects.visible_to(request.user), step__study=found.study, uuid=output
    )
    given = found.deliveries.visible_to(request.user).filter(output=asked).first()
    initial = {"on": given.on, "proof": given.proof} if given else None
    form = DeliveryForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.deliver(site=found, output=asked, by=request.user, **form.cleaned_data)
        return redirect("studies:site_steps", study, site)
    context = {"study": found.study, "site": found, "output": asked, "form": form, "given": given}
    return render(request, "studies/delivery_form.html", context)


def delivery_withdraw(request: HttpRequest, study: str, site: str, uuid: UUID) -> HttpResponse:
    """Say that an output is missing after all."""
    rows = Delivery.objects.deletable_by(request.user).select_related("site__study", "output")
    delivery = get_object_or_404(rows, site__study__slug=study, site__slug=site, uuid=uuid)
    if request.method == "POST":
        actions.withdraw_delivery(delivery, by=request.user)
        return redirect("studies:site_steps", study, site)
    context = {"study": delivery.site.study, "site": delivery.site, "delivery": delivery}
    return render(request, "studies/delivery_withdraw.html", context)


def output_add(request: HttpRequest, study: str, step: int) -> HttpResponse:
    """Ask one more output of every site at a step."""
    steps = Step.objects.editable_by(request.user).select_related("study")
    found = get_object_or_404(steps, study__slug=study, number=step)
    form = RequiredOutputForm(request.POST or None)
    if form.is_valid():
        if found.outputs.visible_to(request.user).filter(code=form.values["code"]).exists():
            form.add_error("code", _("Cette étape a déjà une production de ce code."))
        else:
            actions.require_output(step=found, by=request.user, **form.values)
            return redirect("studies:step_board", study)
    context = {"study": found.study, "step": found, "form": form}
    return render(request, "studies/output_form.html", context)


def _site(rows, study: str, site: str) -> Site:
    chosen = rows.select_related("study", "territory")
    return get_object_or_404(chosen, study__slug=study, slug=site)


def _may_write(request: HttpRequest, site: Site, model) -> bool:
    """Tell whether the person may write rows of ``model`` for this very site."""
    user = request.user
    return access.may_add_on_site(user, model, site)


def _site_to_write(request: HttpRequest, study: str, site: str, model) -> Site:
    found = _site(Site.objects.visible_to(request.user), study, site)
    if not _may_write(request, found, model):
        raise Http404
    return found
