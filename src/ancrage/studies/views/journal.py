"""The journal of a study, for its administrators."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ancrage.core.journal import last_check
from ancrage.core.models import JournalEntry
from ancrage.studies.filters import JournalFilter
from ancrage.studies.models import Study
from ancrage.studies.reading import acts_of
from ancrage.studies.tasks import verify_journal

ON_A_PAGE = 50


def journal(request: HttpRequest, study: str) -> HttpResponse:
    """Show who did what in the study, the latest first."""
    user = request.user
    found = get_object_or_404(Study.objects.editable_by(user), slug=study)
    entries = JournalEntry.objects.visible_to(user).filter(study=found.uuid).order_by("-number")
    form = JournalFilter(request.GET, study=found, user=user)
    page = Paginator(form.narrow(entries), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "study": found,
        "form": form,
        "page": page,
        "acts": acts_of(list(page.object_list), user),
        "check": last_check(),
    }
    return render(request, "studies/journal.html", context)


def journal_verify(request: HttpRequest, study: str) -> HttpResponse:
    """Have the whole chain of the journal verified in the background."""
    found = get_object_or_404(Study.objects.editable_by(request.user), slug=study)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    verify_journal.enqueue()
    messages.info(
        request, _("La vérification est demandée. Rechargez cette page pour en voir le résultat.")
    )
    return redirect("studies:journal", found.slug)
