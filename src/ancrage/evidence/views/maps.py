"""The whole chain at once, what nobody has looked at, hypotheses across sites."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ancrage.evidence.access import studies_researched_by
from ancrage.evidence.blind_spots import BlindSpots
from ancrage.evidence.chain import read_chain
from ancrage.evidence.crossing import cross

PASSAGES_SHOWN = 150


def chain(request: HttpRequest, study: str) -> HttpResponse:
    """Show the chain from passages to recommendations, or the thread of one element."""
    found = get_object_or_404(studies_researched_by(request.user), slug=study)
    whole = read_chain(found, request.user)
    key = request.GET.get("element", "")
    if key and key not in whole.nodes:
        raise Http404
    shown = whole.cut_to(key) if key else whole.trimmed(PASSAGES_SHOWN)
    whole.say(shown.nodes)
    context = {
        "study": found,
        "columns": shown.columns(whole),
        "chosen": whole.nodes.get(key),
        "tree": shown.tree(),
        "is_empty": not whole.nodes,
    }
    return render(request, "evidence/chain.html", context)


def blind_spots(request: HttpRequest, study: str) -> HttpResponse:
    """Show what nobody has looked at yet, each with what mends it."""
    found = get_object_or_404(studies_researched_by(request.user), slug=study)
    context = {"study": found, "spots": BlindSpots.of(found, request.user)}
    return render(request, "evidence/blind_spots.html", context)


def hypothesis_table(request: HttpRequest, study: str) -> HttpResponse:
    """Show what speaks for and against each hypothesis on each site."""
    found = get_object_or_404(studies_researched_by(request.user), slug=study)
    context = {"study": found, "crossing": cross(found, request.user)}
    return render(request, "evidence/hypothesis_table.html", context)
