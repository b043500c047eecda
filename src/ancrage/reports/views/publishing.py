"""Publishing a report, and following the press."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ancrage.reports import actions, gate
from ancrage.reports.forms import PublishForm
from ancrage.reports.models import Printing, Publication
from ancrage.reports.tasks import print_report
from ancrage.reports.views.fetching import printing_or_404, report_or_404

STAGES = list(Printing.UNDER_WAY)


def report_publish(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """Ask for an edition, or see what stands in the way of one."""
    found = report_or_404(request, study, report)
    form = PublishForm(request.POST or None, report=found)
    obstacles: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            printing = actions.ask_printing(
                report=found, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except gate.Refused as refused:
            obstacles = refused.obstacles
        else:
            print_report.enqueue(str(printing.uuid))
            return redirect(printing)
    else:
        obstacles = gate.obstacles_of(found, now=timezone.now())
    return render(
        request,
        "reports/report_publish.html",
        {
            "study": found.study,
            "report": found,
            "form": form,
            "obstacles": obstacles,
            "edition": found.next_edition,
        },
    )


def printing_detail(request: HttpRequest, study: str, report: str, printing: Any) -> HttpResponse:
    """Follow a printing; the page asks again by itself while it lasts."""
    found = printing_or_404(request, study, report, printing)
    context = {
        "study": found.report.study,
        "report": found.report,
        "printing": found,
        "step": STAGES.index(found.status) if found.is_under_way else len(STAGES),
        "total": len(STAGES),
        "is_lost": found.is_lost(timezone.now()),
    }
    template = "reports/_printing.html" if request.htmx else "reports/printing_detail.html"
    return render(request, template, context)


def edition_list(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """Show the editions of a report, with the digests of their files."""
    found = report_or_404(request, study, report)
    editions = (
        Publication.objects.visible_to(request.user)
        .filter(report=found)
        .select_related("published_by", "report")
        .with_corrections()
        .defer("frozen")
    )
    return render(
        request,
        "reports/edition_list.html",
        {"study": found.study, "report": found, "editions": editions},
    )
