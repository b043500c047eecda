"""Working papers: read, write from a template, compare with what they said before, settle."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.fieldwork import actions
from ancrage.fieldwork.forms import PaperForm, SettleForm
from ancrage.fieldwork.models import PaperRevision, WorkingPaper
from ancrage.fieldwork.papers import changes, proposed_text, revision_pair
from ancrage.fieldwork.views.preparation import prepared_site
from ancrage.studies.access import may_add_on_site
from ancrage.studies.models import Site


def paper_detail(request: HttpRequest, study: str, site: str, paper: str) -> HttpResponse:
    """Show a paper as it stands, when it was settled, and what it said before."""
    found = prepared_site(request, study, site)
    written = _paper(request, found, paper)
    revisions = PaperRevision.objects.visible_to(request.user).filter(paper=written)
    context = {
        "study": found.study,
        "site": found,
        "kind": paper,
        "label": WorkingPaper.Kind(paper).label,
        "paper": written,
        "revisions": revisions.select_related("author") if written else [],
        "may_write": may_add_on_site(request.user, WorkingPaper, found),
    }
    return render(request, "fieldwork/paper_detail.html", context)


def paper_edit(request: HttpRequest, study: str, site: str, paper: str) -> HttpResponse:
    """Write a paper, from the template the first time."""
    found = _site_to_write(request, study, site)
    written = _paper(request, found, paper)
    blank = WorkingPaper(
        site=found, kind=paper, text=proposed_text(paper, found, today=timezone.localdate())
    )
    form = PaperForm(request.POST or None, instance=written or blank)
    if form.is_valid():
        kept = actions.write_paper(
            site=found,
            kind=paper,
            text=form.cleaned_data["text"],
            expected=form.expected if written else 0,
            now=timezone.now(),
            by=request.user,
        )
        messages.success(request, _("Le document est enregistré."))
        return redirect(kept)
    context = {
        "study": found.study,
        "site": found,
        "kind": paper,
        "label": WorkingPaper.Kind(paper).label,
        "paper": written,
        "form": form,
    }
    return render(request, "fieldwork/paper_form.html", context)


def paper_settle(request: HttpRequest, study: str, site: str, paper: str) -> HttpResponse:
    """Record that the site and the national team agreed on a paper."""
    found = _site_to_write(request, study, site)
    written = _paper(request, found, paper)
    if written is None:
        raise Http404
    initial = {"on": timezone.localdate(), "version": written.version}
    form = SettleForm(request.POST or None, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        try:
            actions.settle_paper(
                written,
                on=values["on"],
                settled_with=values["settled_with"],
                expected=values["version"],
                by=request.user,
            )
        except actions.SettledEarlier as error:
            form.add_error("on", str(error))
        else:
            return redirect(written)
    context = {
        "study": found.study,
        "site": found,
        "kind": paper,
        "label": WorkingPaper.Kind(paper).label,
        "paper": written,
        "form": form,
    }
    return render(request, "fieldwork/paper_settle.html", context)


def paper_revision(
    request: HttpRequest, study: str, site: str, paper: str, number: int
) -> HttpResponse:
    """Show what one state of a paper changed."""
    found = prepared_site(request, study, site)
    revisions = PaperRevision.objects.visible_to(request.user).select_related("paper", "author")
    revision = get_object_or_404(revisions, paper__site=found, paper__kind=paper, number=number)
    before, after = revision_pair(revision.paper, number) or ("", revision.text)
    context = {
        "study": found.study,
        "site": found,
        "kind": paper,
        "label": revision.paper.get_kind_display(),
        "revision": revision,
        "runs": changes(before, after),
    }
    return render(request, "fieldwork/paper_revision.html", context)


def _paper(request: HttpRequest, site: Site, kind: str) -> WorkingPaper | None:
    if kind not in WorkingPaper.Kind.values:
        raise Http404
    papers = WorkingPaper.objects.visible_to(request.user).select_related("site__study")
    return papers.filter(site=site, kind=kind).first()


def _site_to_write(request: HttpRequest, study: str, site: str) -> Site:
    found = prepared_site(request, study, site)
    if not may_add_on_site(request.user, WorkingPaper, found):
        raise Http404
    return found
