"""A report before it is published: preview, what stands in the way, files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from ancrage.reports import gate
from ancrage.reports.models import Report
from ancrage.reports.render import html
from ancrage.reports.render.html_file import cover_lines
from ancrage.reports.views.fetching import report_or_404


def report_preview(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """Show a report as its readers would see it, obstacles marked in the text."""
    found = report_or_404(request, study, report)
    draft = _draft(found)
    arguments = [study, report]
    book = html.book(
        draft.data,
        evidence_href=lambda number: reverse("reports:preview_evidence", args=[*arguments, number]),
    )
    return render(
        request,
        "reports/report_preview.html",
        {
            "study": found.study,
            "report": found,
            "cover": cover_lines(draft.data),
            "book": book,
            "obstacles": draft.obstacles,
        },
    )


def preview_evidence(request: HttpRequest, study: str, report: str, number: int) -> HttpResponse:
    """Show what a claim of the preview stands on, in its public form."""
    found = report_or_404(request, study, report)
    data = _draft(found).data
    if str(number) not in data["claims"]:
        raise Http404
    page = reverse("reports:report_preview", args=[study, report])
    proof = html.evidence(data, number, call_href=lambda call: f"{page}#{call}")
    template = "reports/_evidence.html" if request.htmx else "reports/preview_evidence.html"
    context: dict[str, Any] = {
        "study": found.study,
        "report": found,
        "number": number,
        "evidence": proof,
    }
    return render(request, template, context)


def report_obstacles(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """List what stands in the way of publishing, each with the page that mends it."""
    found = report_or_404(request, study, report)
    return render(
        request,
        "reports/report_obstacles.html",
        {
            "study": found.study,
            "report": found,
            "obstacles": gate.obstacles_of(found, now=timezone.now()),
        },
    )


def _draft(report: Report) -> gate.Draft:
    return gate.compose(report, now=timezone.now(), dated=report.changed_at)
