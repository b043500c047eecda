"""From a visit to the état des lieux of its site: how far, and the document."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.evidence.models import Finding
from ancrage.fieldwork.models import Interview, Passage, TextVersion
from ancrage.reports import access, actions
from ancrage.reports.models import Report, ReportKind
from ancrage.reports.outlines import outline
from ancrage.studies.models import Site


def state_of_play(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Show how far a site is, from its notes to its document; start the document."""
    user = request.user
    found = get_object_or_404(access.studies_written_by(user), slug=study)
    where = get_object_or_404(Site.objects.visible_to(user), study=found, slug=site)
    findings = Finding.objects.visible_to(user).filter(study=found, site=where)
    documents = Report.objects.visible_to(user).filter(
        study=found, site=where, kind=ReportKind.STATE_OF_PLAY
    )
    if request.method == "POST":
        if findings.exists():
            return redirect(documents.first() or _started(request, where))
        messages.error(request, _("Écrivez d’abord un constat : le document en part."))
    context = {
        "study": found,
        "site": where,
        "stages": _stages(request, where),
        "findings": findings.count(),
        "documents": documents.select_related("study").with_counts(),
    }
    return render(request, "reports/state_of_play.html", context)


def _started(request: HttpRequest, site: Site) -> Report:
    """Start the document with the findings of the site."""
    return actions.create_report(
        study=site.study,
        kind=ReportKind.STATE_OF_PLAY,
        title=_("%(site)s : l’état des lieux") % {"site": site},
        site=site,
        sections=outline(ReportKind.STATE_OF_PLAY, site.study, site),
        by=request.user,
        now=timezone.now(),
    )


def _stages(request: HttpRequest, site: Site) -> dict[str, Any]:
    """Count interviews, their texts, those read through and those with marked passages."""
    user = request.user
    interviews = Interview.objects.visible_to(user).filter(site=site)
    texts = TextVersion.objects.visible_to(user).current().filter(document__interview__site=site)
    marked = Passage.objects.visible_to(user).filter(text_version__in=texts)
    return {
        "interviews": interviews.count(),
        "written": interviews.filter(documents__isnull=False).distinct().count(),
        "texts": texts.count(),
        "read": texts.exclude(reviewed_at=None).count(),
        "marked": marked.values("text_version").distinct().count(),
        "passages": marked.count(),
    }
