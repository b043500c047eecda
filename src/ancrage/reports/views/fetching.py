"""The rows that a page of this room starts from, or a 404."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ancrage.reports.models import Printing, Report, Section
from ancrage.studies.models import Study


def study_or_404(request: HttpRequest, study: str) -> Study:
    """Return a study that the person may see."""
    return get_object_or_404(Study.objects.visible_to(request.user), slug=study)


def report_or_404(request: HttpRequest, study: str, report: str) -> Report:
    """Return a report that the person may write."""
    rows = Report.objects.editable_by(request.user).select_related("study", "site__territory")
    return get_object_or_404(rows, study__slug=study, slug=report)


def section_or_404(request: HttpRequest, study: str, report: str, section: Any) -> Section:
    """Return a section that the person may write."""
    rows = Section.objects.editable_by(request.user).select_related("report__study", "report__site")
    return get_object_or_404(rows, report__study__slug=study, report__slug=report, uuid=section)


def printing_or_404(request: HttpRequest, study: str, report: str, printing: Any) -> Printing:
    """Return a printing that the person may follow."""
    rows = Printing.objects.visible_to(request.user).select_related(
        "report__study", "report__site", "publication"
    )
    return get_object_or_404(rows, report__study__slug=study, report__slug=report, uuid=printing)
