"""The editor: outline, text, and a panel of findings to place."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.evidence.models import EvidenceLink, Finding, Lead, Recommendation, Stake
from ancrage.formats.report_markup import Kind
from ancrage.reports import actions, gate
from ancrage.reports.forms import SectionCreateForm, SectionForm
from ancrage.reports.manuscript import numbered
from ancrage.reports.models import Report, Section
from ancrage.reports.outlines import NewSection
from ancrage.reports.views.fetching import report_or_404, section_or_404
from ancrage.reports.views.marks import MARKS


def report_edit(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """Open a report at its first section, or invite to write one."""
    found = report_or_404(request, study, report)
    first = Section.objects.visible_to(request.user).filter(report=found).first()
    if first is not None:
        return _editor(request, found, first, SectionForm(instance=first))
    form = SectionCreateForm(report=found, user=request.user)
    return render(
        request,
        "reports/report_empty.html",
        {"study": found.study, "report": found, "form": form},
    )


def section_edit(request: HttpRequest, study: str, report: str, section: Any) -> HttpResponse:
    """Write a section. A save asked by the page itself gets back the line at its bottom."""
    found = section_or_404(request, study, report, section)
    form = SectionForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        found = actions.write_section(
            section=found,
            expected=form.expected,
            by=request.user,
            now=timezone.now(),
            **form.values,
        )
        return redirect(found)
    if request.htmx and request.method == "GET":
        return render(request, "reports/_save_line.html", _save_line(found))
    return _editor(request, found.report, found, form)


def section_create(request: HttpRequest, study: str, report: str) -> HttpResponse:
    """Add a section to the outline."""
    found = report_or_404(request, study, report)
    initial = {"after": request.GET.get("apres")}
    form = SectionCreateForm(request.POST or None, report=found, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        added = actions.add_section(
            report=found,
            after=values["after"],
            section=NewSection(values["level"], values["kind"], values["title"]),
            by=request.user,
            now=timezone.now(),
        )
        return redirect(added)
    return render(
        request,
        "reports/section_create.html",
        {"study": found.study, "report": found, "form": form},
    )


def section_move(request: HttpRequest, study: str, report: str, section: Any) -> HttpResponse:
    """Move a section up or down."""
    found = section_or_404(request, study, report, section)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.move_section(
            section=found,
            up=request.POST.get("sens") == "haut",
            by=request.user,
            now=timezone.now(),
        )
    except actions.NothingThere as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


def section_remove(request: HttpRequest, study: str, report: str, section: Any) -> HttpResponse:
    """Remove a section, once confirmed."""
    found = section_or_404(request, study, report, section)
    if request.method == "POST":
        actions.remove_section(section=found, by=request.user, now=timezone.now())
        messages.success(request, _("La section est retirée."))
        return redirect(found.report)
    return render(
        request,
        "reports/section_remove.html",
        {"study": found.report.study, "report": found.report, "section": found},
    )


def _editor(request: HttpRequest, report: Report, section: Section, form: Any) -> HttpResponse:
    sections = Section.objects.visible_to(request.user).filter(report=report).defer("body")
    return render(
        request,
        "reports/section_edit.html",
        {
            "study": report.study,
            "report": report,
            "section": section,
            "sections": numbered(list(sections.select_related("report__study"))),
            "form": form,
            "obstacles": gate.obstacles_of(report, now=timezone.now()),
            "line": request.GET.get("ligne", ""),
            "marks": MARKS,
            **_to_place(request, report),
        },
    )


def _save_line(section: Section) -> dict[str, Any]:
    report = section.report
    return {
        "study": report.study,
        "report": report,
        "section": section,
        "obstacles": gate.obstacles_of(report, now=timezone.now()),
        "saved_at": timezone.localtime(),
    }


def _to_place(request: HttpRequest, report: Report) -> dict[str, Any]:
    """Return what the panel offers: findings with their evidence, and what they lead to."""
    user, study = request.user, report.study
    findings = Finding.objects.visible_to(user).filter(study=study).with_strength()
    if report.site:
        findings = findings.filter(Q(site=report.site) | Q(site=None))
    links = EvidenceLink.objects.visible_to(user).filter(finding__study=study)
    ranks: dict[int, list[EvidenceLink]] = {}
    for link in links.order_by("-side", "rank"):
        ranks.setdefault(link.finding_id, []).append(link)
    upward = [
        *Stake.objects.visible_to(user).filter(study=study),
        *Lead.objects.visible_to(user).filter(study=study),
        *Recommendation.objects.visible_to(user).filter(study=study),
    ]
    return {
        "findings": [
            (
                finding,
                f"{Kind.FINDING} {finding.number}",
                [
                    (f"{Kind.QUOTATION} {finding.number}.{link.rank}", link.side)
                    for link in ranks.get(finding.pk, [])
                ],
            )
            for finding in findings
        ],
        "upward": [(f"{_WORDS[type(row)]} {row.number}", str(row)) for row in upward],
        "figures": FIGURES,
    }


_WORDS = {Stake: Kind.STAKE, Lead: Kind.LEAD, Recommendation: Kind.RECOMMENDATION}
FIGURES = (
    "graphique catégories",
    "graphique étapes",
    "carte sites",
    "tableau thématiques",
    "liste entretiens",
    "compteur entretiens",
    "compteur personnes",
    "compteur sites",
)
