"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ancrage.studies.models import Study


def home(request: HttpRequest) -> HttpResponse:
    """Show one's studies and what waits."""
    studies = Study.objects.visible_to(request.user)
    return render(request, "web/home.html", {"studies": studies})
