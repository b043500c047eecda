"""The dashboard of a site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ancrage.studies.models import Site


def site_dashboard(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Show everything that concerns a site."""
    found = get_object_or_404(
        Site.objects.visible_to(request.user).select_related("study"), study__slug=study, slug=site
    )
    return render(request, "web/site_dashboard.html", {"site": found, "study": found.study})
