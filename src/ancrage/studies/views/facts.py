"""Facts and their sources: contradictions are shown side by side, never overwritten."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ancrage.studies import access, actions
from ancrage.studies.forms import ChooseClaimForm, ClaimForm, FactForm
from ancrage.studies.models import Claim, Fact, Study


def fact_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show each fact with every value that sources give, and which one is displayed."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    claims = Claim.objects.visible_to(user).filter(fact__study=found)
    claims = claims.select_related("fact", "source").order_by("source__code", "pk")
    by_fact: dict[int, list[Claim]] = {}
    for claim in claims:
        by_fact.setdefault(claim.fact_id, []).append(claim)
    only = request.GET.get("voir", "")
    facts = found.facts.visible_to(user)
    if only == "contradictions":
        facts = facts.contradicted()
    elif only == "a-trancher":
        facts = facts.undecided()
    context = {
        "study": found,
        "facts": [(fact, by_fact.get(fact.pk, [])) for fact in facts],
        "only": only,
        "sources": found.sources.visible_to(user),
        "may_edit": access.may_add(user, Fact, found),
    }
    return render(request, "studies/fact_list.html", context)


def fact_create(request: HttpRequest, study: str) -> HttpResponse:
    """Record a field on which sources speak."""
    found = get_object_or_404(Study.objects.editable_by(request.user), slug=study)
    form = FactForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if found.facts.visible_to(request.user).filter(code=code).exists():
            form.add_error("code", _("Un autre fait porte déjà ce code."))
        else:
            fact = actions.record_fact(study=found, by=request.user, **form.cleaned_data)
            return redirect("studies:claim_create", found.slug, fact.uuid)
    return render(request, "studies/fact_form.html", {"study": found, "form": form})


def claim_create(request: HttpRequest, study: str, fact: UUID) -> HttpResponse:
    """Add what one more source says of a fact."""
    facts = Fact.objects.editable_by(request.user).select_related("study")
    found = get_object_or_404(facts, study__slug=study, uuid=fact)
    form = ClaimForm(request.POST or None, study=found.study, user=request.user)
    if form.is_valid():
        given = {k: form.cleaned_data[k] for k in ("source", "value", "nature")}
        if found.claims.visible_to(request.user).filter(**given).exists():
            form.add_error("value", _("Cette source donne déjà cette valeur."))
        else:
            actions.claim_value(fact=found, by=request.user, **form.cleaned_data)
            return redirect("studies:fact_list", study)
    context = {"study": found.study, "fact": found, "form": form}
    return render(request, "studies/claim_form.html", context)


def claim_choose(request: HttpRequest, study: str, claim: UUID) -> HttpResponse:
    """Display one of the values, and say why."""
    claims = Claim.objects.editable_by(request.user).select_related("fact__study", "source")
    found = get_object_or_404(claims, fact__study__slug=study, uuid=claim)
    form = ChooseClaimForm(request.POST or None)
    if form.is_valid():
        actions.choose_claim(claim=found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("studies:fact_list", study)
    context = {"study": found.fact.study, "claim": found, "form": form}
    return render(request, "studies/claim_choose.html", context)
