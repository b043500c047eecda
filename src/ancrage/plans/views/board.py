"""The board of actions: every site, every state, what waits."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from ancrage.core.forms import whole_number
from ancrage.plans.access import sites_read_by, sites_written_by, studies_acting_for
from ancrage.plans.filters import ActionFilter
from ancrage.plans.models import Action
from ancrage.studies.models import Site, Study

ON_A_PAGE = 40


@dataclass(frozen=True)
class SiteRow:
    """How many sheets of a site are in each state, in the order of the states."""

    site: Site
    url: str
    counts: list[int]

    @property
    def total(self) -> int:
        """How many sheets the site has."""
        return sum(self.counts)


def action_board(request: HttpRequest, study: str) -> HttpResponse:
    """Show where actions are, site by site, then the sheets that the filters ask for."""
    user = request.user
    found = get_object_or_404(studies_acting_for(user), slug=study)
    today = timezone.localdate()
    form = ActionFilter(request.GET, study=found, user=user)
    every = Action.objects.visible_to(user).filter(site__study=found)
    sheets = form.narrow(every, today).on_page()
    context = {
        "study": found,
        "form": form,
        "page": Paginator(sheets, ON_A_PAGE).get_page(request.GET.get("page")),
        "address": form.address(),
        "total": every.count(),
        "rows": _by_site(found, user),
        "states": Action.State.labels,
        "today": today,
        "may_write": sites_written_by(user).filter(study=found).exists(),
    }
    return render(request, "plans/action_board.html", context)


def action_start(request: HttpRequest, study: str) -> HttpResponse:
    """Choose the site of a new sheet; where there is one, nothing is asked."""
    sites = sites_written_by(request.user).filter(study__slug=study)
    first = get_object_or_404(sites[:1])
    lead = whole_number(request.GET.get("piste", ""))
    query = f"?piste={lead}" if lead else ""
    places = [(site, f"{_create_url(site)}{query}") for site in sites]
    if len(places) == 1:
        return redirect(places[0][1])
    return render(request, "plans/action_start.html", {"study": first.study, "places": places})


def _create_url(site: Site) -> str:
    return reverse("plans:action_create", args=[site.study.slug, site.slug])


def _by_site(study: Study, user: Any) -> list[SiteRow]:
    sheets = Action.objects.visible_to(user).filter(site__study=study).order_by()
    counts = Counter(sheets.values_list("site", "state"))
    return [
        SiteRow(
            site,
            reverse("plans:site_actions", args=[study.slug, site.slug]),
            [counts[site.pk, state] for state in Action.State.values],
        )
        for site in sites_read_by(user).filter(study=study)
    ]
