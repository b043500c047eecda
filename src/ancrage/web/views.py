"""Home, dashboards and health."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from ancrage.studies.models import Site, Study


def home(request: HttpRequest) -> HttpResponse:
    """Show one's studies and what waits."""
    studies = Study.objects.visible_to(request.user)
    return render(request, "web/home.html", {"studies": studies})


def study_dashboard(request: HttpRequest, study: str) -> HttpResponse:
    """Show where a study is."""
    found = get_object_or_404(Study.objects.visible_to(request.user), slug=study)
    return render(request, "web/study_dashboard.html", {"study": found})


def site_dashboard(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Show everything that concerns a site."""
    found = get_object_or_404(
        Site.objects.visible_to(request.user).select_related("study"), study__slug=study, slug=site
    )
    return render(request, "web/site_dashboard.html", {"site": found, "study": found.study})


@login_not_required
def livez(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"alive": True})


@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether the database answers and is migrated."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return JsonResponse({"ready": not pending}, status=503 if pending else 200)
