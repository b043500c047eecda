"""What everybody reads: « ce qui a été fait de ce que vous avez dit », frozen, and nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ancrage.core.downloads import attached
from ancrage.core.frozen import canonical
from ancrage.plans.models import SiteReturn


@login_not_required
def return_detail(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Read the last edition of a site's page."""
    edition = get_object_or_404(_standing(request, study, site)[:1])
    return _read(request, edition)


@login_not_required
def return_edition(request: HttpRequest, study: str, site: str, edition: int) -> HttpResponse:
    """Read one edition, whatever came after it."""
    return _read(request, get_object_or_404(_standing(request, study, site), edition=edition))


@login_not_required
def return_file(request: HttpRequest, study: str, site: str, edition: int) -> HttpResponse:
    """Give the data of an edition: the very bytes of which the page shows the digest."""
    row = get_object_or_404(_standing(request, study, site), edition=edition)
    return attached(canonical(row.frozen), "application/json", f"{site}-edition-{edition}.json")


def _read(request: HttpRequest, edition: SiteReturn) -> HttpResponse:
    others = _standing(request, edition.site.study.slug, edition.site.slug)
    context = {
        "edition": edition,
        "data": edition.frozen,
        "others": others.exclude(pk=edition.pk).defer("frozen"),
    }
    return render(request, "returns/return_detail.html", context)


def _standing(request: HttpRequest, study: str, site: str) -> "QuerySet[SiteReturn]":
    editions = SiteReturn.objects.visible_to(request.user).standing()
    return editions.filter(site__study__slug=study, site__slug=site).select_related("site__study")
