"""The pack of a restitution: slides, summary, reaction cards."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from ancrage.core.downloads import attached
from ancrage.deliberation import actions
from ancrage.deliberation.forms import CopiesForm
from ancrage.deliberation.models import Meeting
from ancrage.deliberation.reading import cards_of, series
from ancrage.reports import pack
from ancrage.reports.render import pack as rendering
from ancrage.reports.render.pdf import NotRendered

TYPES = {
    "diaporama.html": "text/html; charset=utf-8",
    "diaporama.pdf": "application/pdf",
    "resume.pdf": "application/pdf",
    "cartes.pdf": "application/pdf",
    "dossier.zip": "application/zip",
}


def pack_detail(request: HttpRequest, study: str, meeting: UUID) -> HttpResponse:
    """Show what can be taken along; number new reaction cards."""
    found = _meeting(request, study, meeting)
    form = CopiesForm(request.POST or None)
    here = reverse("reports:pack_detail", args=[study, meeting])
    if form.is_valid():
        copies = actions.print_cards(meeting=found, by=request.user, **form.cleaned_data)
        return redirect(f"{here}?{urlencode({'de': copies[0], 'a': copies[-1]})}")
    findings = pack.standing_findings(found, request.user)
    copies = series(found, request.GET)
    file = reverse("reports:pack_file", args=[study, meeting, "cartes.pdf"])
    context = {
        "study": found.study,
        "meeting": found,
        "findings": findings,
        "obstacle": _obstacle(request, found) if findings else "",
        "form": form,
        "cards_url": f"{file}?{request.GET.urlencode()}" if copies else "",
        "cards_count": len(copies) * (len(findings) + 1),
    }
    return render(request, "reports/pack_detail.html", context)


def pack_file(request: HttpRequest, study: str, meeting: UUID, name: str) -> HttpResponse:
    """Give one document of the pack."""
    found = _meeting(request, study, meeting)
    if name not in TYPES:
        raise Http404
    try:
        content = _content(request, found, name)
    except rendering.TooLong:
        return redirect("reports:pack_detail", study, meeting)
    return attached(content, TYPES[name], name)


def _content(request: HttpRequest, meeting: Meeting, name: str) -> bytes:
    data = _data(request, meeting)
    if name == "dossier.zip":
        return rendering.archive(data)
    if name == "cartes.pdf":
        debated = pack.standing_findings(meeting, request.user)
        cards = cards_of(meeting, debated, series(meeting, request.GET))
        if not cards:
            raise Http404
        return rendering.cards({**data, "cards": pack.card_data(cards)})
    return rendering.DOCUMENTS[name](data)


def _obstacle(request: HttpRequest, meeting: Meeting) -> str:
    """Say what keeps the summary from being printed, if anything does."""
    try:
        rendering.summary(_data(request, meeting))
    except NotRendered as error:
        return str(error)
    return ""


def _data(request: HttpRequest, meeting: Meeting) -> pack.Pack:
    return pack.compose(meeting, request.user, language=get_language() or "fr")


def _meeting(request: HttpRequest, study: str, uuid: UUID) -> Meeting:
    rows = Meeting.objects.editable_by(request.user).select_related("study", "site", "step")
    return get_object_or_404(rows, study__slug=study, uuid=uuid)
