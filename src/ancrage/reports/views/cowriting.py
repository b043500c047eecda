"""Out to Word and back, every change looked at before it is taken."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.core.downloads import attached
from ancrage.core.forms import whole_number
from ancrage.fieldwork.actions.sentences import sentence
from ancrage.formats.errors import Unreadable
from ancrage.formats.sandbox import Sandbox
from ancrage.reports import actions, cowriting, press
from ancrage.reports.forms import WordReturnForm
from ancrage.reports.models import Report, Section, WordReturn
from ancrage.reports.views.fetching import report_or_404, section_or_404


def word_export(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """Send a report out to Word, references and all."""
    found = report_or_404(request, study, report)
    return _word_file(cowriting.export(found, now=timezone.now()), f"{found.slug}-travail.docx")


def section_word_export(
    request: HttpRequest, study: str, report: str, section: UUID
) -> HttpResponse:
    """Send one section out to Word."""
    found = section_or_404(request, study, report, section)
    content = cowriting.export(found.report, now=timezone.now(), only=found)
    return _word_file(content, f"{found.report.slug}-section-{found.order}.docx")


def word_return(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """Take a Word file back; nothing is written before its changes were looked at."""
    found = report_or_404(request, study, report)
    form = WordReturnForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            returned = _read(request, found, form.cleaned_data["file"])
            kept = actions.take_back(
                report=found, returned=returned, by=request.user, now=timezone.now()
            )
        except Unreadable as refusal:
            form.add_error("file", sentence({"kind": "unreadable", "detail": refusal.kind}))
        except actions.TooLong as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(kept)
    return render(
        request,
        "reports/word_return.html",
        {"study": found.study, "report": found, "form": form},
    )


def word_review(request: HttpRequest, study: str, report: str, returned: UUID) -> HttpResponse:
    """Look at what a Word file changes, section by section, and take what is wanted."""
    rows = WordReturn.objects.editable_by(request.user).select_related("report__study")
    found = get_object_or_404(rows, report__study__slug=study, report__slug=report, uuid=returned)
    sections = _sections(request, found.report)
    if request.method == "POST":
        chosen = _chosen(request, sections)
        written = actions.apply_return(
            returned=found, chosen=chosen, by=request.user, now=timezone.now()
        )
        messages.success(request, _taken(len(written)))
        return redirect(found.report)
    return render(
        request,
        "reports/word_review.html",
        {
            "study": found.report.study,
            "report": found.report,
            "returned": found,
            "comparison": cowriting.compare(found, sections),
        },
    )


def _read(request: HttpRequest, report: Report, file: Any) -> Any:
    titles = {section.title: section.uuid.hex for section in _sections(request, report)}
    with Sandbox() as box:
        return box.run("read_report_word", file.name, file.read(), titles=titles)


def _sections(request: HttpRequest, report: Report) -> list[Section]:
    return list(Section.objects.visible_to(request.user).filter(report=report))


def _chosen(request: HttpRequest, sections: list[Section]) -> dict[UUID, int]:
    """Return the sections ticked, with the versions that the person saw."""
    wanted = set(request.POST.getlist("reprendre"))
    return {
        section.uuid: whole_number(request.POST.get(f"version-{section.uuid}", ""))
        for section in sections
        if str(section.uuid) in wanted
    }


def _taken(count: int) -> str:
    if not count:
        return _("Aucune section n’a été reprise : le rapport n’a pas changé.")
    return ngettext(
        "%(count)s section reprise de Word.", "%(count)s sections reprises de Word.", count
    ) % {"count": count}


def _word_file(content: bytes, name: str) -> HttpResponse:
    return attached(content, press.MEDIA_TYPES["docx"], name)
