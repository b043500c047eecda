"""The dashboard of a site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from ancrage.fieldwork.models import Interview
from ancrage.fieldwork.readiness import readiness
from ancrage.studies.access import sites_prepared_for
from ancrage.studies.models import Site
from ancrage.studies.progress import gates
from ancrage.web import navigation
from ancrage.web.dashboards.anchoring import best_supported, publications
from ancrage.web.dashboards.people import counts_by_step, drawn, heard

FIRST = 15


def site_dashboard(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Show everything that concerns a site."""
    user = request.user
    found = get_object_or_404(
        Site.objects.visible_to(user).select_related("study", "territory"),
        study__slug=study,
        slug=site,
    )
    may_edit = Site.objects.editable_by(user).filter(pk=found.pk).exists()
    context = {
        "study": found.study,
        "site": found,
        **_frame(found, user),
        **_field(found, user),
        "readiness": readiness(found, user) if _prepares(found, user) else None,
        "edit_url": navigation.safe_reverse("studies:site_edit", study, site) if may_edit else "",
        "publications": publications(found.study, user, found),
    }
    return render(request, "web/site_dashboard.html", context)


def _prepares(site: Site, user: Any) -> bool:
    """Tell whether ``user`` reads how ``site`` is prepared: nothing of it shows to others."""
    return sites_prepared_for(user).filter(pk=site.pk).exists()


def _frame(site: Site, user: Any) -> dict[str, Any]:
    """Return what the site agreed to do and how far it is: every member reads it."""
    return {
        "gates": gates(site, user, today=timezone.localdate()),
        "themes": list(site.themes.visible_to(user).select_related("axis")),
        "answers": site.grid_answers.visible_to(user).select_related("axis"),
        "milestones": site.milestones.visible_to(user).filter(ends__gte=timezone.localdate()),
    }


def _field(site: Site, user: Any) -> dict[str, Any]:
    """Return who was met and what it says, for those who may read some of it."""
    roles = navigation.roles_in(site.study, user)
    counted = bool(roles & navigation.FIELD)
    anchored = bool(roles & navigation.ANCHORED)
    interviews = Interview.objects.visible_to(user).filter(site=site) if counted else None
    shown = heard(site.study, user, [site]) if anchored else []
    return {
        "counts_all": bool(roles & navigation.RESEARCHERS),
        "counts": counts_by_step(site.study, user, [site]) if counted else [],
        "reads_interviews": counted,
        "interviews": interviews.select_related("step").with_counts()[:FIRST] if counted else [],
        "interview_count": interviews.count() if counted else 0,
        "heard": shown,
        "heard_chart": drawn(shown),
        "reads_findings": anchored,
        "findings": best_supported(site.study, user, site) if anchored else [],
        "site_count": site.study.sites.visible_to(user).count() if anchored else 0,
    }
