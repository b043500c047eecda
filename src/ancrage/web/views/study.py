"""The dashboard of a study."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.coding.progress import coding_progress
from ancrage.core.access import Role
from ancrage.studies.models import Site, Step, Study
from ancrage.studies.progress import board
from ancrage.territories.maps import FranceMap, Place, france_map
from ancrage.web import navigation
from ancrage.web.dashboards.anchoring import best_supported, publications
from ancrage.web.dashboards.people import counts_by_step, drawn, heard, own_sites
from ancrage.web.dashboards.waiting import waiting_for

BEST = 5


def study_dashboard(request: HttpRequest, study: str) -> HttpResponse:
    """Show where a study is, who was heard, what waits and what it already says."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    roles = navigation.roles_in(found, user)
    sites = list(found.sites.visible_to(user).select_related("territory"))
    steps, rows = board(found, user, today=timezone.localdate())
    context = {
        "study": found,
        "steps": steps,
        "board": rows,
        "map": _map(sites),
        "milestone": found.milestones.visible_to(user)
        .filter(ends__gte=timezone.localdate())
        .first(),
        "publications": publications(found, user)[:BEST],
        "next_move": _next_move(found, roles, sites=sites, steps=steps),
        "site_count": len(sites),
        **_field(found, user, roles, sites),
        **_anchored(found, user, roles),
    }
    return render(request, "web/study_dashboard.html", context)


def _field(study: Study, user: Any, roles: frozenset[Role], sites: list[Site]) -> dict[str, Any]:
    """Return what concerns people met, for those who may count them, on sites where they may."""
    all_sites = bool(roles & navigation.RESEARCHERS)
    counted = sites if all_sites else own_sites(study, user, sites)
    shown = heard(study, user, counted) if roles & navigation.ANCHORED else []
    return {
        "counts": counts_by_step(study, user, sites) if roles & navigation.FIELD else [],
        "counts_all": all_sites,
        "heard": shown,
        "heard_sites": counted,
        "heard_chart": drawn(shown),
        "sites": sites,
    }


def _anchored(study: Study, user: Any, roles: frozenset[Role]) -> dict[str, Any]:
    """Return what waits, what is coded and what is found, for those who work on it."""
    researcher = roles & navigation.RESEARCHERS
    coding = coding_progress(study, user) if researcher else []
    return {
        "waiting": waiting_for(user, [study]).get(study.pk, []),
        "works_on_it": bool(researcher),
        "findings": best_supported(study, user)[:BEST] if roles & navigation.ANCHORED else [],
        "coding": coding if any(row.texts for row in coding) else [],
    }


def _next_move(
    study: Study, roles: frozenset[Role], *, sites: Sequence[Site], steps: Sequence[Step]
) -> tuple[str, str] | None:
    """Return the address and the words of what comes next: interviews need sites and steps."""
    if not roles & navigation.RESEARCHERS:
        return None
    if not sites:
        return reverse("studies:site_add", args=[study.slug]), _("Ajouter un site")
    if not steps:
        return reverse("studies:line_create", args=[study.slug, "etapes"]), _("Ajouter une étape")
    return reverse("fieldwork:batch_create", args=[study.slug]), _("Importer des entretiens")


def _map(sites: list[Site]) -> FranceMap:
    places = [Place(site.territory, site.name) for site in sites]
    return france_map(places, title=_("Les sites de l’étude"))
