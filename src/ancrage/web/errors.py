"""Error pages, in the house's words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ancrage.studies.models import Study


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that can't be understood."""
    return render(request, "web/error_400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a form that expired."""
    return render(request, "web/error_403.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open before its reader logged in again."""
    return render(request, "web/error_403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer the same whether the page is missing or hidden, with the study around it at hand.

    No token is written: two answers alike are the same to the last byte.
    """
    context = {"study": _study_around(request), "csrf_token": ""}
    return render(request, "web/error_404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without the database, which may be what failed."""
    return HttpResponse(render_to_string("web/error_500.html"), status=500)


def _study_around(request: HttpRequest) -> Study | None:
    """Return the study that the address is in, if the person may see it."""
    match request.path_info.split("/"):
        case ["", "etudes", slug, *_]:
            return Study.objects.visible_to(request.user).filter(slug=slug).first()
    return None
