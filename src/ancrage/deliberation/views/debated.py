"""Findings put to a debate: choose, word, order, withdraw."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render

from ancrage.deliberation import actions
from ancrage.deliberation.forms import ChooseFindingsForm, WithdrawForm, WordingForm
from ancrage.deliberation.models import DebatedFinding
from ancrage.deliberation.views.fetching import writable
from ancrage.evidence.models import Finding


def debated_choose(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Tick findings of the site, and those that hold across sites."""
    meeting = writable(request, study, uuid)
    user = request.user
    there = DebatedFinding.objects.visible_to(user).filter(meeting=meeting)
    findings = (
        Finding.objects.visible_to(user)
        .filter(Q(site=meeting.site) | Q(site=None), study=meeting.study)
        .exclude(pk__in=there.values("finding"))
    )
    form = ChooseFindingsForm(request.POST or None, findings=findings)
    if form.is_valid():
        actions.debate_findings(
            meeting=meeting, findings=form.cleaned_data["findings"], by=request.user
        )
        return redirect(f"{meeting.get_absolute_url()}#constats")
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "form": form,
        "is_empty": not findings.exists(),
    }
    return render(request, "deliberation/debated_choose.html", context)


def debated_change(request: HttpRequest, study: str, uuid: UUID, number: int) -> HttpResponse:
    """Say a finding in plain words."""
    debated = _writable(request, study, uuid, number)
    form = WordingForm(request.POST or None, instance=debated)
    if form.is_valid():
        actions.change_debated(
            debated=debated, expected=form.expected, by=request.user, **form.values
        )
        return redirect(f"{debated.meeting.get_absolute_url()}#constats")
    return _render_form(request, debated, form, "deliberation/debated_form.html")


def debated_withdraw(request: HttpRequest, study: str, uuid: UUID, number: int) -> HttpResponse:
    """Withdraw a finding from the debate, saying why."""
    debated = _writable(request, study, uuid, number)
    form = WithdrawForm(request.POST or None, instance=debated)
    if form.is_valid():
        actions.withdraw_debated(
            debated=debated,
            expected=form.expected,
            because=form.cleaned_data["withdrawn_because"],
            by=request.user,
        )
        return redirect(f"{debated.meeting.get_absolute_url()}#constats")
    return _render_form(request, debated, form, "deliberation/debated_withdraw.html")


def debated_restore(request: HttpRequest, study: str, uuid: UUID, number: int) -> HttpResponse:
    """Put a withdrawn finding back."""
    debated = _writable(request, study, uuid, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.withdraw_debated(debated=debated, expected=debated.version, because="", by=request.user)
    return redirect(f"{debated.meeting.get_absolute_url()}#constats")


def debated_shift(request: HttpRequest, study: str, uuid: UUID, number: int) -> HttpResponse:
    """Move a finding one place up or down."""
    debated = _writable(request, study, uuid, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    places = -1 if request.POST.get("sens") == "haut" else 1
    actions.shift_debated(debated=debated, places=places, by=request.user)
    return redirect(f"{debated.meeting.get_absolute_url()}#constats")


def debated_remove(request: HttpRequest, study: str, uuid: UUID, number: int) -> HttpResponse:
    """Take off a finding of which nobody spoke yet."""
    debated = _writable(request, study, uuid, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.remove_debated(debated=debated, by=request.user)
    except actions.AlreadyDebated as error:
        messages.error(request, str(error))
    return redirect(f"{debated.meeting.get_absolute_url()}#constats")


def _writable(request: HttpRequest, study: str, uuid: UUID, number: int) -> DebatedFinding:
    rows = DebatedFinding.objects.editable_by(request.user)
    rows = rows.select_related("meeting__study", "meeting__site", "finding")
    debated: DebatedFinding = get_object_or_404(
        rows, meeting__study__slug=study, meeting__uuid=uuid, finding__number=number
    )
    return debated


def _render_form(
    request: HttpRequest, debated: DebatedFinding, form: object, template: str
) -> HttpResponse:
    context = {
        "study": debated.meeting.study,
        "meeting": debated.meeting,
        "debated": debated,
        "form": form,
    }
    return render(request, template, context)
