"""Stakes, leads and recommendations, served alike: each URL says which ``model`` it shows."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.evidence import actions
from ancrage.evidence.access import studies_researched_by
from ancrage.evidence.chain import key_of
from ancrage.evidence.forms import LeadForm, RecommendationForm, StakeForm, UpwardForm
from ancrage.evidence.models import Finding, Lead, Recommendation, Stake
from ancrage.evidence.models.upward import Upward
from ancrage.evidence.outcomes import what_came_of
from ancrage.evidence.quotes import read_evidence
from ancrage.evidence.sentences import named
from ancrage.evidence.views.findings import may_write
from ancrage.evidence.wording import begins_with_action
from ancrage.studies.models import Site


@dataclass(frozen=True)
class Step:
    """How the pages of a model speak, and its form."""

    form: type[UpwardForm]
    view: str
    plural: str | Promise
    numbered: str | Promise
    write: str | Promise
    nothing: str | Promise
    teach: str | Promise


STEPS: dict[type[Upward], Step] = {
    Stake: Step(
        StakeForm,
        "stake",
        gettext_lazy("Enjeux"),
        gettext_lazy("Enjeu n° %(number)d"),
        gettext_lazy("Écrire un enjeu"),
        gettext_lazy("Aucun enjeu pour l’instant."),
        gettext_lazy(
            "Un enjeu rassemble des constats : ce qui se joue, vu de plusieurs d’entre eux."
        ),
    ),
    Lead: Step(
        LeadForm,
        "lead",
        gettext_lazy("Pistes d’action"),
        gettext_lazy("Piste d’action n° %(number)d"),
        gettext_lazy("Écrire une piste d’action"),
        gettext_lazy("Aucune piste d’action pour l’instant."),
        gettext_lazy("Une piste dit ce que l’on pourrait faire devant un ou plusieurs enjeux."),
    ),
    Recommendation: Step(
        RecommendationForm,
        "recommendation",
        gettext_lazy("Préconisations"),
        gettext_lazy("Préconisation n° %(number)d"),
        gettext_lazy("Écrire une préconisation"),
        gettext_lazy("Aucune préconisation pour l’instant."),
        gettext_lazy("Une préconisation demande une action à quelqu’un, avec des moyens."),
    ),
}


# What an address may point at, and the relation that it ticks.
POINTERS = {"constat": "findings", "enjeu": "stakes", "piste": "leads", "question": "questions"}
# What is written next on a row, and how its address points back at the row.
NEXT: dict[type[Upward], tuple[type[Upward], str]] = {
    Stake: (Lead, "enjeu"),
    Lead: (Recommendation, "piste"),
}


def upward_list(request: HttpRequest, study: str, model: type[Upward]) -> HttpResponse:
    """List the rows of ``model``."""
    found = get_object_or_404(studies_researched_by(request.user), slug=study)
    rows = model.objects.visible_to(request.user).filter(study=found).with_reach()
    context = {
        "study": found,
        "rows": rows.select_related("study"),
        "sites_total": _sites_total(request, found.pk),
        **_speech(model, found.slug),
    }
    return render(request, "evidence/upward_list.html", context)


def upward_detail(
    request: HttpRequest, study: str, number: int, model: type[Upward]
) -> HttpResponse:
    """Show a row, all that it rests on and what it leads to."""
    user = request.user
    rows = model.objects.visible_to(user).with_reach().select_related("study")
    row = get_object_or_404(rows, study__slug=study, number=number)
    findings = _findings_behind(row, user)
    evidence = read_evidence(findings, user)
    is_asked = model is Recommendation
    context = {
        "study": row.study,
        "row": row,
        "thread": [(finding, evidence[finding.pk]) for finding in findings],
        "below": _steps_below(row, user),
        "above": _steps_above(row, user),
        "outcomes": what_came_of(_leads_around(row, user), user),
        "questions": row.questions.visible_to(user) if is_asked else [],
        "hint": is_asked and not begins_with_action(row.text),
        "element": key_of(row),
        "sites_total": _sites_total(request, row.study_id),
        "may_write": may_write(user, row.study),
        "next": _next(row),
        **_speech(model, row.study.slug, number),
    }
    return render(request, "evidence/upward_detail.html", context)


def upward_create(request: HttpRequest, study: str, model: type[Upward]) -> HttpResponse:
    """Write a row of ``model``."""
    found = get_object_or_404(studies_researched_by(request.user), slug=study)
    pointed = {name: request.GET.get(word, "") for word, name in POINTERS.items()}
    form = STEPS[model].form(request.POST or None, study=found, user=request.user, pointed=pointed)
    if form.is_valid():
        row = actions.record_upward(model, study=found, by=request.user, **form.values)
        return redirect(row)
    context = {"study": found, "form": form, "row": None, **_speech(model, found.slug)}
    return render(request, "evidence/upward_form.html", context)


def upward_change(
    request: HttpRequest, study: str, number: int, model: type[Upward]
) -> HttpResponse:
    """Change a row of ``model``."""
    row = _editable(request, study, number, model)
    form = STEPS[model].form(request.POST or None, instance=row, study=row.study, user=request.user)
    if form.is_valid():
        actions.change_upward(row, expected=form.expected, by=request.user, **form.values)
        return redirect(row)
    context = {"study": row.study, "form": form, "row": row, **_speech(model, study, number)}
    context["name"] = named(STEPS[model].view, [number])
    return render(request, "evidence/upward_form.html", context)


def upward_remove(
    request: HttpRequest, study: str, number: int, model: type[Upward]
) -> HttpResponse:
    """Ask, then delete a row on which nothing rests."""
    row = _editable(request, study, number, model)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_upward(row, by=request.user)
        except actions.SomethingRestsOnIt as error:
            refusal = str(error)
        else:
            messages.success(request, _("C’est supprimé. Ce sur quoi il s’appuyait reste."))
            return redirect(f"evidence:{STEPS[model].view}_list", study)
    context = {
        "study": row.study,
        "row": row,
        "name": named(STEPS[model].view, [number]),
        "plural": STEPS[model].plural,
        "consequence": _("Ce sur quoi il s’appuie reste."),
        "refusal": refusal,
        **_speech(model, study, number),
    }
    return render(request, "evidence/remove.html", context)


def _editable(request: HttpRequest, study: str, number: int, model: type[Upward]) -> Any:
    rows = model.objects.editable_by(request.user).select_related("study")
    return get_object_or_404(rows, study__slug=study, number=number)


def _speech(model: type[Upward], study: str, number: int = 0) -> dict[str, Any]:
    """Return the words of a page and the names of its URLs."""
    step = STEPS[model]
    return {
        "step": step,
        "numbered": str(step.numbered) % {"number": number},
        "list_view": f"evidence:{step.view}_list",
        "create_view": f"evidence:{step.view}_create",
        "change_view": f"evidence:{step.view}_change",
        "remove_view": f"evidence:{step.view}_remove",
    }


def _next(row: Upward) -> tuple[str | Promise, str] | None:
    """Return the words and the address of what is written next on ``row``."""
    if type(row) not in NEXT:
        return None
    model, word = NEXT[type(row)]
    step = STEPS[model]
    url = reverse(f"evidence:{step.view}_create", args=[row.study.slug])
    return step.write, f"{url}?{word}={row.number}"


def _findings_behind(row: Upward, user: Any) -> list[Finding]:
    upwards = {
        Stake: "stakes",
        Lead: "stakes__leads",
        Recommendation: "stakes__leads__recommendations",
    }
    keys = Finding.objects.visible_to(user).filter(**{upwards[type(row)]: row}).values("pk")
    findings = Finding.objects.visible_to(user).filter(pk__in=keys).with_strength()
    return list(findings.select_related("study", "site"))


def _steps_below(row: Upward, user: Any) -> list[tuple[str | Promise, "QuerySet[Any]"]]:
    """Return the steps between ``row`` and the findings, the nearest first."""
    stakes = Stake.objects.visible_to(user).select_related("study")
    if isinstance(row, Lead):
        return [(STEPS[Stake].plural, stakes.filter(leads=row))]
    if isinstance(row, Recommendation):
        leads = Lead.objects.visible_to(user).filter(recommendations=row)
        return [
            (STEPS[Lead].plural, leads.select_related("study")),
            (STEPS[Stake].plural, stakes.filter(leads__in=leads).distinct()),
        ]
    return []


def _steps_above(row: Upward, user: Any) -> list[tuple[str | Promise, "QuerySet[Any]"]]:
    """Return the steps that ``row`` leads to, the nearest first."""
    asked = Recommendation.objects.visible_to(user).select_related("study")
    if isinstance(row, Lead):
        return [(STEPS[Recommendation].plural, asked.filter(leads=row))]
    if isinstance(row, Stake):
        leads = Lead.objects.visible_to(user).filter(stakes=row)
        return [
            (STEPS[Lead].plural, leads.select_related("study")),
            (STEPS[Recommendation].plural, asked.filter(leads__in=leads).distinct()),
        ]
    return []


def _leads_around(row: Upward, user: Any) -> "QuerySet[Lead]":
    """Return the leads that ``row`` is, leads to or rests on."""
    paths = {Stake: "stakes", Lead: "pk", Recommendation: "recommendations"}
    wanted = row.pk if isinstance(row, Lead) else row
    return Lead.objects.visible_to(user).filter(**{paths[type(row)]: wanted})


def _sites_total(request: HttpRequest, study: int) -> int:
    return Site.objects.visible_to(request.user).filter(study=study).count()
