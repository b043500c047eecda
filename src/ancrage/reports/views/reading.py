"""What readers see: frozen publications, and nothing else."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ancrage.reports import access, press
from ancrage.reports.models import Correction, Publication
from ancrage.reports.render import html
from ancrage.reports.render.html_file import cover_lines


@login_not_required
def publication_list(request: HttpRequest) -> HttpResponse:
    """List what the person may read, the latest edition of each report first."""
    publications = _visible(request).for_lists()
    return render(request, "publications/publication_list.html", {"publications": publications})


@login_not_required
def publication_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read an edition as a book."""
    publication = _publication_or_404(request, uuid)
    book = html.book(
        publication.frozen,
        evidence_href=lambda number: reverse("publications:claim_evidence", args=[uuid, number]),
    )
    later = (
        _visible(request)
        .filter(report=publication.report_id, edition__gt=publication.edition)
        .defer("frozen")
        .first()
    )
    return render(
        request,
        "publications/publication_detail.html",
        {
            "publication": publication,
            "data": publication.frozen,
            "cover": cover_lines(publication.frozen),
            "book": book,
            "later": later,
            **_corrections(request, publication),
        },
    )


@login_not_required
def claim_evidence(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """Show what a claim stands on, in its public form: two clicks at most from the claim."""
    publication = _publication_or_404(request, uuid)
    if str(number) not in publication.frozen.get("claims", {}):
        raise Http404
    page = publication.get_absolute_url()
    context: dict[str, Any] = {
        "publication": publication,
        "data": publication.frozen,
        "number": number,
        "evidence": html.evidence(
            publication.frozen, number, call_href=lambda call: f"{page}#{call}"
        ),
    }
    template = "reports/_evidence.html" if request.htmx else "publications/claim_evidence.html"
    return render(request, template, context)


@login_not_required
def publication_file(request: HttpRequest, uuid: UUID, name: str) -> FileResponse:
    """Send a file of an edition, always as a download."""
    publication = get_object_or_404(_visible(request).defer("frozen"), uuid=uuid)
    if name not in publication.digests:
        raise Http404
    path = publication.folder / name
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=press.MEDIA_TYPES[path.suffix.removeprefix(".")],
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _corrections(request: HttpRequest, publication: Publication) -> dict[str, Any]:
    """Tell whether the reader may ask to correct this edition, and what became of earlier asks."""
    user = request.user
    if not user.is_authenticated or not publication.takes_corrections:
        return {"may_correct": False, "earlier": []}
    earlier = (
        Correction.objects.visible_to(user)
        .filter(publication__report=publication.report_id)
        .filter(publication__edition__lt=publication.edition)
        .select_related("publication", "asked_by", "answered_by")
        .defer("publication__frozen")
    )
    is_theirs = access.corrected_by(user).filter(pk=publication.pk).exists()
    return {"may_correct": is_theirs, "earlier": earlier}


def _visible(request: HttpRequest) -> "QuerySet[Publication]":
    return Publication.objects.visible_to(request.user)


def _publication_or_404(request: HttpRequest, uuid: UUID) -> Publication:
    return get_object_or_404(_visible(request).select_related("report__study"), uuid=uuid)
