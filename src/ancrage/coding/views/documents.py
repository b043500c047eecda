"""The texts of a study."""

from collections import defaultdict
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ancrage.coding.filters import DocumentFilter
from ancrage.coding.models import Coding
from ancrage.fieldwork.models import TextVersion
from ancrage.studies.models import Study

ON_A_PAGE = 50


def document_list(request: HttpRequest, study: str) -> HttpResponse:
    """List the notes and transcripts, with who coded them."""
    found = get_object_or_404(Study.objects.visible_to(request.user), slug=study)
    texts = (
        TextVersion.objects.visible_to(request.user)
        .current()
        .filter(document__interview__study=found)
        .select_related("document__interview__site", "document__interview__step")
        .defer("text", "edits")
        .order_by("document__interview__code", "document__kind", "document__number")
    )
    form = DocumentFilter(request.GET, study=found, user=request.user)
    shown = form.narrow(texts)
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "study": found,
        "form": form,
        "page": page,
        "address": form.address(),
        "rows": _with_coders(request.user, list(page.object_list)),
        "next_unread": shown.filter(reviewed_at=None).first(),
    }
    return render(request, "coding/document_list.html", context)


def _with_coders(user: Any, texts: list[TextVersion]) -> list[dict[str, Any]]:
    """Pair each text with how many codings each coder put on it."""
    counts = (
        Coding.objects.visible_to(user)
        .standing()
        .filter(passage__text_version__in=texts)
        .order_by("author__name")
        .values_list("passage__text_version", "author__name")
        .annotate(Count("pk"))
    )
    by_text = defaultdict(list)
    for text, coder, count in counts:
        by_text[text].append({"name": coder, "count": count})
    return [{"text": text, "coders": by_text[text.pk]} for text in texts]
