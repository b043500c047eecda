"""A passage: its words in their context, and what became of it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ancrage.evidence import actions
from ancrage.evidence.chain import key_of
from ancrage.evidence.forms import CiteForm
from ancrage.evidence.models import Finding
from ancrage.evidence.traces import Trace, words_around
from ancrage.evidence.views.findings import may_write
from ancrage.fieldwork.models import ActorCategory, Passage


def passage_detail(request: HttpRequest, study: str, uuid: str) -> HttpResponse:
    """Show what someone said, where, and everything that stands on it."""
    passage = _readable(request, study, uuid)
    interview = passage.text_version.document.interview
    writes = may_write(request.user, interview.study)
    context = {
        "study": interview.study,
        "passage": passage,
        "interview": interview,
        "category": ActorCategory.objects.visible_to(request.user)
        .filter(participants=passage.participant_id)
        .first(),
        "context": words_around(passage),
        "trace": Trace.of(passage, request.user),
        "element": key_of(passage),
        "may_write": writes,
        "form": CiteForm(findings=_not_citing(request, passage)) if writes else None,
    }
    return render(request, "evidence/passage_detail.html", context)


def passage_cite(request: HttpRequest, study: str, uuid: str) -> HttpResponse:
    """Cite a passage in a finding that exists."""
    passage = get_object_or_404(
        Passage.objects.editable_by(request.user).with_source(),
        text_version__document__interview__study__slug=study,
        uuid=uuid,
    )
    findings = _not_citing(request, passage)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = CiteForm(request.POST, findings=findings)
    if form.is_valid():
        _cite(request, passage, form.cleaned_data["finding"], form.cleaned_data["side"])
    else:
        messages.error(request, _("Choisissez un constat de la liste. Rien n’a été cité."))
    return redirect(passage)


def _cite(request: HttpRequest, passage: Passage, finding: Finding, side: str) -> None:
    try:
        actions.add_evidence(finding=finding, passage=passage, side=side, by=request.user)
    except actions.AlreadyEvidence as error:
        messages.error(request, str(error))
    else:
        said = _("Le constat n° %(number)d cite ce verbatim.") % {"number": finding.number}
        messages.success(request, said)


def _readable(request: HttpRequest, study: str, uuid: str) -> Passage:
    passages = Passage.objects.visible_to(request.user).with_words().with_source()
    passage: Passage = get_object_or_404(
        passages, text_version__document__interview__study__slug=study, uuid=uuid
    )
    return passage


def _not_citing(request: HttpRequest, passage: Passage) -> "QuerySet[Finding]":
    study = passage.text_version.document.interview.study
    findings = Finding.objects.editable_by(request.user).filter(study=study)
    return findings.exclude(links__passage=passage)
