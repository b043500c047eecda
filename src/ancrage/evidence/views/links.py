"""Evidence: cite passages for and against, change, move, take off, put back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from ancrage.coding.models import Coding
from ancrage.core.middleware import not_a_command
from ancrage.evidence import actions
from ancrage.evidence.citing import find_paragraphs, find_passages
from ancrage.evidence.filters import PassageSearch
from ancrage.evidence.forms import EvidenceForm
from ancrage.evidence.models import EvidenceLink, Finding, RemovedEvidence
from ancrage.evidence.quotes import readable_passages
from ancrage.evidence.views.ticks import NothingTicked, cite_ticked, kept_ticks, ticked
from ancrage.fieldwork.actions import NotCodable

ON_A_PAGE = 20


def evidence_add(request: HttpRequest, study: str, number: int) -> HttpResponse:
    """Look for passages, and cite those that are ticked for or against."""
    findings = Finding.objects.editable_by(request.user).select_related("study", "site")
    finding = get_object_or_404(findings, study__slug=study, number=number)
    refusal = ""
    if request.method == "POST":
        try:
            count = cite_ticked(request, finding)
        except (actions.AlreadyEvidence, NotCodable, NothingTicked) as error:
            refusal = str(error)
        else:
            messages.success(request, _added(count))
            return redirect(finding)
    form = PassageSearch(request.GET, study=finding.study, user=request.user)
    wanted, today = form.wanted(), timezone.localdate()
    passages = find_passages(finding, wanted, request.user)
    page = Paginator(_in_order(passages, request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    for passage in page:
        passage.shown_codes = list(dict.fromkeys(each.code for each in passage.shown_codings))
    paragraphs = find_paragraphs(finding, wanted, request.user, today=today)
    ticks = ticked(request.POST if request.method == "POST" else request.GET)
    context = {
        "study": finding.study,
        "finding": finding,
        "form": form,
        "page": page,
        "paragraphs": paragraphs,
        "kept": kept_ticks(ticks, finding, request.user, shown=[*page, *paragraphs]),
        "sides": EvidenceLink.Side.choices,
        "refusal": refusal,
    }
    return render(request, "evidence/evidence_add.html", context)


@not_a_command
def evidence_search(request: HttpRequest, study: str, number: int) -> HttpResponse:
    """Lead to the address of a search, which takes along what is ticked so far."""
    findings = Finding.objects.editable_by(request.user).select_related("study")
    finding = get_object_or_404(findings, study__slug=study, number=number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    names = [] if "tout" in request.POST else [*PassageSearch.base_fields, "page"]
    asked = {name: request.POST[name] for name in names if request.POST.get(name)}
    address = reverse("evidence:evidence_add", args=[study, finding.number])
    return redirect(f"{address}?{urlencode(asked | ticked(request.POST))}")


def evidence_change(request: HttpRequest, study: str, number: int, rank: int) -> HttpResponse:
    """Change the side on which a passage speaks, or what is said of it."""
    link = _editable(request, study, number, rank)
    initial = {"side": link.side, "comment": link.comment, "version": link.version}
    form = EvidenceForm(request.POST or None, initial=initial)
    if form.is_valid():
        values = dict(form.cleaned_data)
        actions.change_evidence(
            link=link, expected=values.pop("version"), by=request.user, **values
        )
        return redirect(link.finding)
    readable = readable_passages([link.passage_id], request.user)
    context = {
        "study": link.finding.study,
        "finding": link.finding,
        "link": link,
        "passage": readable.get(link.passage_id),
        "form": form,
    }
    return render(request, "evidence/evidence_change.html", context)


def evidence_shift(request: HttpRequest, study: str, number: int, rank: int) -> HttpResponse:
    """Move a piece of evidence one place up or down."""
    link = _editable(request, study, number, rank)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    places = -1 if request.POST.get("sens") == "haut" else 1
    actions.shift_evidence(link=link, places=places, by=request.user)
    return redirect(f"{link.finding.get_absolute_url()}#preuve-{rank}")


def evidence_remove(request: HttpRequest, study: str, number: int, rank: int) -> HttpResponse:
    """Take a passage off a finding; the finding's page offers to put it back."""
    link = _editable(request, study, number, rank)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.remove_evidence(link=link, by=request.user, at=timezone.now())
    return redirect(f"{link.finding.get_absolute_url()}#preuves-retirees")


def evidence_restore(request: HttpRequest, study: str, number: int, rank: int) -> HttpResponse:
    """Put back evidence that was taken off."""
    rows = RemovedEvidence.objects.editable_by(request.user).select_related("finding__study")
    removed = get_object_or_404(rows, finding__study__slug=study, finding__number=number, rank=rank)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.restore_evidence(removed=removed, by=request.user)
    except actions.AlreadyEvidence as error:
        messages.error(request, str(error))
    return redirect(removed.finding)


def _editable(request: HttpRequest, study: str, number: int, rank: int) -> EvidenceLink:
    links = EvidenceLink.objects.editable_by(request.user).select_related("finding__study")
    link: EvidenceLink = get_object_or_404(
        links, finding__study__slug=study, finding__number=number, rank=rank
    )
    return link


def _added(count: int) -> str:
    return ngettext("%(count)d preuve ajoutée.", "%(count)d preuves ajoutées.", count) % {
        "count": count
    }


def _in_order(passages: Any, user: Any) -> Any:
    codings = Coding.objects.visible_to(user).standing().select_related("code")
    return (
        passages.with_words()
        .with_source()
        .prefetch_related(Prefetch("codings", codings, to_attr="shown_codings"))
        .order_by(
            "text_version__document__interview__site__order",
            "text_version__document__interview__code",
            "text_version",
            "start",
        )
    )
