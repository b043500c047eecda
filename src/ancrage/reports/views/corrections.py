"""What a site asks to correct in an état des lieux that it was sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.reports import access, actions
from ancrage.reports.forms import CorrectionForm
from ancrage.reports.models import Correction


def correction_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what the site asked to correct in an edition; ask for one more."""
    editions = access.corrected_by(request.user).select_related("report")
    publication = get_object_or_404(editions, uuid=uuid)
    form = CorrectionForm(request.POST or None, publication=publication)
    if request.method == "POST" and form.is_valid():
        actions.ask_correction(
            publication=publication, by=request.user, now=timezone.now(), **form.values
        )
        messages.success(request, _("La correction est demandée. La réponse se lira ici."))
        return redirect("publications:correction_list", uuid)
    asked = Correction.objects.visible_to(request.user).filter(publication=publication)
    return render(
        request,
        "publications/correction_list.html",
        {
            "publication": publication,
            "data": publication.frozen,
            "corrections": asked.select_related("asked_by", "answered_by"),
            "form": form,
        },
    )


def correction_edit(request: HttpRequest, uuid: UUID, correction: UUID) -> HttpResponse:
    """Reword a correction while it waits for its answer."""
    found = _own_or_404(request, uuid, correction)
    form = CorrectionForm(request.POST or None, instance=found, publication=found.publication)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_correction(
                correction=found, expected=form.expected, by=request.user, **form.values
            )
        except actions.AlreadyAnswered as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("La correction est modifiée."))
        return redirect("publications:correction_list", uuid)
    return render(
        request,
        "publications/correction_form.html",
        {"publication": found.publication, "correction": found, "form": form},
    )


def correction_withdraw(request: HttpRequest, uuid: UUID, correction: UUID) -> HttpResponse:
    """Withdraw a correction while it waits for its answer, once confirmed."""
    found = _own_or_404(request, uuid, correction)
    if request.method == "POST":
        try:
            actions.withdraw_correction(correction=found, by=request.user)
        except actions.AlreadyAnswered as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("La correction est retirée."))
        return redirect("publications:correction_list", uuid)
    return render(
        request,
        "publications/correction_withdraw.html",
        {"publication": found.publication, "correction": found},
    )


def _own_or_404(request: HttpRequest, uuid: UUID, correction: UUID) -> Correction:
    rows = Correction.objects.deletable_by(request.user).select_related(
        "publication__report__study"
    )
    return get_object_or_404(rows, publication__uuid=uuid, uuid=correction)
