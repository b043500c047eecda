"""The site, the sheet or the follow-up that an address names, as far as a person may touch it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ancrage.plans.access import sites_read_by, sites_written_by
from ancrage.plans.models import Action
from ancrage.studies.models import Site


def site_read(request: HttpRequest, study: str, site: str) -> Site:
    """Return a site whose sheets the person reads, or a 404."""
    found: Site = get_object_or_404(sites_read_by(request.user), study__slug=study, slug=site)
    return found


def site_written(request: HttpRequest, study: str, site: str) -> Site:
    """Return a site whose sheets the person writes, or a 404."""
    found: Site = get_object_or_404(sites_written_by(request.user), study__slug=study, slug=site)
    return found


def may_write(user: Any, site: Site) -> bool:
    """Tell whether ``user`` writes the sheets of ``site``."""
    return sites_written_by(user).filter(pk=site.pk).exists()


def sheet_read(request: HttpRequest, study: str, site: str, number: int) -> Action:
    """Return a sheet that the person reads, or a 404."""
    sheets = Action.objects.visible_to(request.user).select_related(
        "site__study", "owner", "meeting__study"
    )
    found: Action = get_object_or_404(
        sheets, site__study__slug=study, site__slug=site, number=number
    )
    return found


def sheet_written(request: HttpRequest, study: str, site: str, number: int) -> Action:
    """Return a sheet that the person writes, or a 404."""
    sheets = Action.objects.editable_by(request.user).select_related("site__study", "owner")
    found: Action = get_object_or_404(
        sheets, site__study__slug=study, site__slug=site, number=number
    )
    return found
