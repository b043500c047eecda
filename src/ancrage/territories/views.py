"""Search the official list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ancrage.territories.forms import SEARCH_SUFFIX, matches


@require_safe
def territory_search(request: HttpRequest) -> HttpResponse:
    """Show the territories that bear a name: a page, or the options of the field ``champ``."""
    field = request.GET.get("champ", "")
    text = request.GET.get(field + SEARCH_SUFFIX if field else "q", "").strip()
    found = matches(text, chosen=request.GET.get(field, "") if field else "")
    template = (
        "territories/_territory_options.html"
        if request.htmx
        else "territories/territory_search.html"
    )
    return render(request, template, {"found": found, "field": field})
