"""Findings: list, read, write, remove."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ancrage.coding.models import Code
from ancrage.core import text
from ancrage.evidence import actions
from ancrage.evidence.access import studies_researched_by, studies_with_findings_for
from ancrage.evidence.filters import FindingFilter
from ancrage.evidence.forms import FindingForm
from ancrage.evidence.models import (
    EvidenceLink,
    Finding,
    Lead,
    Recommendation,
    RemovedEvidence,
    Stake,
)
from ancrage.evidence.outcomes import what_came_of
from ancrage.evidence.quotes import read_evidence
from ancrage.evidence.reach import sites_of
from ancrage.evidence.views.words import asked_words, kept
from ancrage.fieldwork.actions import NotCodable
from ancrage.fieldwork.models import Passage
from ancrage.studies.models import Site, Study


def finding_list(request: HttpRequest, study: str) -> HttpResponse:
    """List the findings, narrowed by the address of the page."""
    found = get_object_or_404(studies_with_findings_for(request.user), slug=study)
    form = FindingFilter(request.GET, study=found, user=request.user)
    every = Finding.objects.visible_to(request.user).filter(study=found)
    findings = form.narrow(every.select_related("study", "site"))
    context = {
        "study": found,
        "form": form,
        "findings": _saying(findings, form.chosen("q") or ""),
        "total": every.count(),
        "sort": form.order,
        "address": form.address(but="tri"),
        "sites_total": Site.objects.visible_to(request.user).filter(study=found).count(),
        "may_write": may_write(request.user, found),
    }
    return render(request, "evidence/finding_list.html", context)


def finding_detail(request: HttpRequest, study: str, number: int) -> HttpResponse:
    """Show a finding, what holds it up, what contradicts it and where it leads."""
    user = request.user
    findings = Finding.objects.visible_to(user).with_strength().select_related("study", "site")
    finding = get_object_or_404(findings, study__slug=study, number=number)
    evidence = read_evidence([finding], user)[finding.pk]
    stakes = Stake.objects.visible_to(user).filter(findings=finding)
    leads = Lead.objects.visible_to(user).filter(stakes__in=stakes).distinct()
    recommendations = Recommendation.objects.visible_to(user).filter(leads__in=leads)
    context = {
        "study": finding.study,
        "finding": finding,
        "evidence": evidence,
        "sites": sites_of(finding, user),
        "stances": finding.stances.visible_to(user).select_related("hypothesis"),
        "questions": finding.questions.visible_to(user),
        "stakes": stakes.select_related("study"),
        "leads": leads.select_related("study"),
        "outcomes": what_came_of(leads, user),
        "recommendations": recommendations.distinct().select_related("study"),
        "codes": _codes_behind(finding, user),
        "removed": RemovedEvidence.objects.visible_to(user)
        .filter(finding=finding)
        .select_related("removed_by"),
        "may_write": may_write(user, finding.study),
    }
    return render(request, "evidence/finding_detail.html", context)


def finding_create(request: HttpRequest, study: str) -> HttpResponse:
    """Write a finding from the passages named in the address."""
    found = get_object_or_404(studies_researched_by(request.user), slug=study)
    passages = asked_words(request, found)
    form = FindingForm(
        request.POST or None,
        study=found,
        user=request.user,
        passages=passages,
        initial={"site": _only_site(passages), "kind": "observation"},
    )
    if form.is_valid():
        try:
            finding = _record(request, found, form)
        except NotCodable as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le constat n° %(n)d est écrit.") % {"n": finding.number})
            return redirect(finding)
    context = {"study": found, "form": form, "finding": None}
    return render(request, "evidence/finding_form.html", context)


def finding_change(request: HttpRequest, study: str, number: int) -> HttpResponse:
    """Change what a finding says, on what and where."""
    finding = _editable(request, study, number)
    form = FindingForm(
        request.POST or None, instance=finding, study=finding.study, user=request.user
    )
    if form.is_valid():
        actions.change_finding(
            finding=finding, expected=form.expected, by=request.user, **form.values
        )
        messages.success(request, _("Le constat est modifié."))
        return redirect(finding)
    context = {"study": finding.study, "form": form, "finding": finding}
    return render(request, "evidence/finding_form.html", context)


def finding_remove(request: HttpRequest, study: str, number: int) -> HttpResponse:
    """Ask, then delete a finding on which nothing rests."""
    finding = _editable(request, study, number)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_finding(finding=finding, by=request.user)
        except actions.SomethingRestsOnIt as error:
            refusal = str(error)
        else:
            messages.success(request, _("Le constat n° %(n)d est supprimé.") % {"n": number})
            return redirect("evidence:finding_list", study)
    context = {
        "study": finding.study,
        "row": finding,
        "name": _("le constat n° %(number)d") % {"number": number},
        "numbered": _("Constat n° %(number)d") % {"number": number},
        "plural": "",
        "consequence": _("Ses preuves sont détachées ; les verbatims et leurs codes restent."),
        "refusal": refusal,
    }
    return render(request, "evidence/remove.html", context)


def may_write(user: Any, study: Study) -> bool:
    """Tell whether ``user`` writes the chain of ``study``."""
    return studies_researched_by(user).filter(pk=study.pk).exists()


def _editable(request: HttpRequest, study: str, number: int) -> Finding:
    findings = Finding.objects.editable_by(request.user).select_related("study", "site")
    finding: Finding = get_object_or_404(findings, study__slug=study, number=number)
    return finding


@transaction.atomic
def _record(request: HttpRequest, study: Study, form: FindingForm) -> Finding:
    """Write the finding, and keep the words that it cites."""
    return actions.record_finding(
        study=study,
        by=request.user,
        supported_by=kept(form.cited(EvidenceLink.Side.FOR), request),
        contradicted_by=kept(form.cited(EvidenceLink.Side.AGAINST), request),
        **form.values,
    )


def _only_site(passages: Iterable[Passage]) -> Site | None:
    sites = {passage.text_version.document.interview.site for passage in passages}
    return sites.pop() if len(sites) == 1 else None


def _codes_behind(finding: Finding, user: Any) -> "QuerySet[Code]":
    """Return the codes that its passages carry, the most frequent first."""
    return (
        Code.objects.visible_to(user)
        .filter(codings__removed_at=None, codings__passage__evidence_links__finding=finding)
        .annotate(passage_count=Count("codings__passage", distinct=True))
        .order_by("-passage_count", "name")
        .select_related("study")[:8]
    )


def _saying(findings: "QuerySet[Finding]", words: str) -> list[Finding]:
    """Keep the findings that hold every word, accents and endings aside."""
    sought = {text.stem(word) for word, _start, _end in text.words(words)}
    return [
        finding
        for finding in findings
        if sought <= set(text.stems(f"{finding.claim} {finding.explanation}").split())
    ]
