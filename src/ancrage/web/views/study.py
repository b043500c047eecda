"""The dashboard of a study."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ancrage.studies.models import Study


def study_dashboard(request: HttpRequest, study: str) -> HttpResponse:
    """Show where a study is."""
    found = get_object_or_404(Study.objects.visible_to(request.user), slug=study)
    return render(request, "web/study_dashboard.html", {"study": found})
