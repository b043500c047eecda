"""The list of reports, their creation and their cover."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.reports import access, actions
from ancrage.reports.forms import ReportCreateForm, ReportForm
from ancrage.reports.models import Publication, Report
from ancrage.reports.outlines import outline
from ancrage.reports.views.fetching import report_or_404, study_or_404


def report_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show what is being written and what was published."""
    found = study_or_404(request, study)
    reports = (
        Report.objects.visible_to(request.user)
        .filter(study=found)
        .select_related("site", "study")
        .with_counts()
    )
    published = Publication.objects.visible_to(request.user).filter(report__study=found).for_lists()
    return render(
        request,
        "reports/report_list.html",
        {
            "study": found,
            "reports": reports,
            "publications": published,
            "may_write": found in access.studies_written_by(request.user),
        },
    )


def report_create(request: HttpRequest, study: str) -> HttpResponse:
    """Start a report with an outline drawn from what the study knows."""
    found = get_object_or_404(access.studies_written_by(request.user), slug=study)
    initial = {"kind": request.GET.get("nature", "rapport"), "site": request.GET.get("site")}
    form = ReportCreateForm(request.POST or None, study=found, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        report = actions.create_report(
            study=found,
            sections=outline(values["kind"], found, values["site"]),
            by=request.user,
            now=timezone.now(),
            **values,
        )
        return redirect(report)
    return render(request, "reports/report_create.html", {"study": found, "form": form})


def report_settings(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """Change the cover of a report."""
    found = report_or_404(request, study, report)
    form = ReportForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change_report(
            report=found,
            expected=form.expected,
            by=request.user,
            now=timezone.now(),
            **form.values,
        )
        messages.success(request, _("La couverture est enregistrée."))
        return redirect(found)
    return render(
        request,
        "reports/report_settings.html",
        {"study": found.study, "report": found, "form": form},
    )


def report_remove(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """Remove a report that was never published, once confirmed."""
    found = report_or_404(request, study, report)
    if request.method == "POST":
        try:
            actions.remove_report(report=found, by=request.user)
        except actions.AlreadyPublished as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        messages.success(request, _("Le rapport est retiré."))
        return redirect("reports:report_list", study=study)
    return render(request, "reports/report_remove.html", {"study": found.study, "report": found})
