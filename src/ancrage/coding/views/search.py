"""Search across the texts."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from ancrage.coding import search as texts
from ancrage.coding.filters import SearchForm
from ancrage.fieldwork.models import Paragraph
from ancrage.studies.models import Study

ON_A_PAGE = 30


def search(request: HttpRequest, study: str) -> HttpResponse:
    """Show the paragraphs that hold the words sought, among those that the person may read."""
    found = get_object_or_404(Study.objects.visible_to(request.user), slug=study)
    form = SearchForm(request.GET, study=found, user=request.user)
    query = form.chosen("q") or ""
    paragraphs = Paragraph.objects.visible_to(request.user).filter(
        text_version__document__interview__study=found
    )
    paragraphs = texts.agreed(paragraphs, timezone.localdate())
    paragraphs = form.narrow(texts.matching(paragraphs, query))
    if category := form.chosen("categorie"):
        paragraphs = paragraphs.filter(texts.heard_from(category))
    interviews = paragraphs.order_by().values("text_version__document__interview").distinct()
    page = Paginator(texts.with_words(paragraphs), ON_A_PAGE).get_page(request.GET.get("page"))
    stems = texts.sought_stems(query)
    results = [
        {"paragraph": paragraph, "pieces": texts.snippet(paragraph.words, stems)}
        for paragraph in page.object_list
    ]
    context = {
        "study": found,
        "form": form,
        "query": query,
        "page": page,
        "address": form.address(),
        "results": results,
        "interview_count": interviews.count() if query else 0,
    }
    return render(request, "coding/search.html", context)
