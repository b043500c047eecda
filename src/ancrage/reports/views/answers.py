"""The corrections that a site asks in an edition, and what the national team answers."""

from collections.abc import Iterator
from copy import copy
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.core.downloads import CSV, attached, spreadsheet_csv
from ancrage.reports import actions
from ancrage.reports.forms import AnswerForm
from ancrage.reports.models import Correction, Publication, Report, Section
from ancrage.reports.views.fetching import report_or_404

COLUMNS = (
    "edition",
    "section",
    "passage",
    "correction",
    "demandee_le",
    "demandee_par",
    "suite",
    "reponse",
    "repondu_le",
    "repondu_par",
)


def correction_list(request: HttpRequest, study: str, report: str, edition: int) -> HttpResponse:
    """Show what a site asked to correct in an edition, what waits first."""
    found = report_or_404(request, study, report)
    publication = _edition_or_404(request, found, edition)
    asked = _asked(request, publication)
    return render(
        request,
        "reports/correction_list.html",
        {
            "study": found.study,
            "report": found,
            "publication": publication,
            "corrections": sorted(asked, key=lambda correction: correction.is_answered),
        },
    )


def correction_answer(
    request: HttpRequest, study: str, report: str, edition: int, correction: UUID
) -> HttpResponse:
    """Answer a correction, or put its answer right."""
    found = report_or_404(request, study, report)
    publication = _edition_or_404(request, found, edition)
    asked = get_object_or_404(_asked(request, publication), uuid=correction)
    form = AnswerForm(request.POST or None, instance=copy(asked))  # the page shows what is kept
    if request.method == "POST" and form.is_valid():
        actions.answer_correction(
            correction=asked,
            expected=form.expected,
            by=request.user,
            now=timezone.now(),
            **form.values,
        )
        messages.success(request, _("La réponse est donnée au site."))
        return redirect("reports:correction_list", study, report, edition)
    return render(
        request,
        "reports/correction_answer.html",
        {
            "study": found.study,
            "report": found,
            "publication": publication,
            "correction": asked,
            "editor": _editor(request, found, asked),
            "form": form,
        },
    )


def correction_export(request: HttpRequest, study: str, report: str, edition: int) -> HttpResponse:
    """Give the corrections of an edition and their answers as a table."""
    found = report_or_404(request, study, report)
    publication = _edition_or_404(request, found, edition)
    rows = _asked(request, publication).exportable_by(request.user)
    content = spreadsheet_csv(COLUMNS, _lines(rows, edition))
    return attached(content, CSV, f"{found.slug}-edition-{edition}-corrections.csv")


def _edition_or_404(request: HttpRequest, report: Report, edition: int) -> Publication:
    editions = Publication.objects.visible_to(request.user).sent_to_sites().defer("frozen")
    return get_object_or_404(editions, report=report, edition=edition)


def _asked(request: HttpRequest, publication: Publication) -> "QuerySet[Correction]":
    rows = Correction.objects.editable_by(request.user).filter(publication=publication)
    return rows.select_related("publication__report", "asked_by", "answered_by").defer(
        "publication__frozen"
    )


def _editor(request: HttpRequest, report: Report, asked: Correction) -> str:
    """Return where the section in question is written today, or else the whole report."""
    sections = Section.objects.editable_by(request.user).select_related("report__study")
    section = sections.filter(report=report, title=asked.section).first()
    return (section or report).get_absolute_url()


def _lines(rows: "QuerySet[Correction]", edition: int) -> Iterator[list[str | int]]:
    for row in rows:
        yield [
            edition,
            row.section,
            row.about,
            row.words,
            timezone.localdate(row.asked_at).isoformat(),
            row.asked_by.name if row.asked_by else "",
            str(row.get_outcome_display()),
            row.answer,
            timezone.localdate(row.answered_at).isoformat() if row.answered_at else "",
            row.answered_by.name if row.answered_by else "",
        ]
