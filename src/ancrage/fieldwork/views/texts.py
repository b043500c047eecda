"""Read work versions through, correct them, until every one may be published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.fieldwork import actions
from ancrage.fieldwork.actions.work_texts import WITHHELD
from ancrage.fieldwork.forms import ParagraphForm
from ancrage.fieldwork.models import Participant, TextVersion
from ancrage.fieldwork.reviewing import marked_lines, replacement_counts
from ancrage.studies.access import may_add
from ancrage.studies.models import Study


def text_list(request: HttpRequest, study: str) -> HttpResponse:
    """List the texts that nobody has read through yet, then the others."""
    found = get_object_or_404(Study.objects.visible_to(request.user), slug=study)
    if not may_add(request.user, TextVersion, found):
        raise Http404
    versions = _current(request).filter(document__interview__study=found).defer("text")
    ordered = versions.order_by("document__interview__code", "document__number")
    context = {
        "study": found,
        "unread": ordered.filter(reviewed_at=None),
        "read": ordered.exclude(reviewed_at=None).select_related("reviewed_by"),
    }
    return render(request, "fieldwork/text_list.html", context)


def text_review(request: HttpRequest, study: str, uuid: str) -> HttpResponse:
    """Show a text with what was replaced, to be read through."""
    version = _version(request, study, uuid)
    found = version.document.interview.study
    if request.method == "POST":
        try:
            actions.review_version(version=version, by=request.user, now=timezone.now())
        except actions.NotCurrent as error:
            messages.warning(request, str(error))
            return redirect("fieldwork:text_review", study, uuid)
        messages.success(request, _("Ce texte est relu : il peut être publié."))
        return _next(request, found)
    interview = version.document.interview
    people = Participant.objects.visible_to(request.user).filter(interview=interview)
    context = {
        "study": found,
        "version": version,
        "interview": interview,
        "lines": list(marked_lines(version.text)),
        "replaced": replacement_counts(version.text),
        "withheld": WITHHELD in version.text,
        "people": people.select_related("category"),
    }
    return render(request, "fieldwork/text_review.html", context)


def text_correct(request: HttpRequest, study: str, uuid: str, start: int) -> HttpResponse:
    """Correct one paragraph of a text."""
    version = _version(request, study, uuid)
    interview = version.document.interview
    end = version.text.find("\n", start)
    end = len(version.text) if end < 0 else end
    words = version.text[start:end]
    form = ParagraphForm(request.POST or None, initial={"words": words})
    if form.is_valid():
        text = version.text[:start] + form.cleaned_data["words"] + version.text[end:]
        try:
            if request.POST.get("version") != str(version.number):
                raise actions.NotCurrent(
                    _("Quelqu’un a corrigé ce texte entre-temps. Voici sa nouvelle version.")
                )
            done = actions.correct_text(
                version=version, text=text, by=request.user, now=timezone.now()
            )
        except (actions.NotCurrent, actions.NothingChanged) as error:
            form.add_error(None, str(error))
        else:
            _tell(request, done)
            return redirect("fieldwork:text_review", study, uuid)
    context = {
        "study": interview.study,
        "version": version,
        "interview": interview,
        "form": form,
        "people": Participant.objects.visible_to(request.user).filter(interview=interview),
    }
    return render(request, "fieldwork/text_correct.html", context)


def _current(request: HttpRequest) -> Any:
    versions = TextVersion.objects.editable_by(request.user).current()
    return versions.select_related("document__interview__study", "document__interview__site")


def _version(request: HttpRequest, study: str, uuid: str) -> TextVersion:
    version: TextVersion = get_object_or_404(
        _current(request), document__interview__study__slug=study, document__uuid=uuid
    )
    return version


def _next(request: HttpRequest, study: Study) -> HttpResponse:
    """Lead to the next text to read, or to the list once all are read."""
    left = _current(request).filter(document__interview__study=study, reviewed_at=None)
    version = left.order_by("document__interview__code", "document__number").first()
    if version is None:
        return redirect("fieldwork:text_list", study.slug)
    return redirect("fieldwork:text_review", study.slug, version.document.uuid)


def _tell(request: HttpRequest, done: actions.Correction) -> None:
    messages.success(request, _("La correction est enregistrée : une nouvelle version est lue."))
    if cut := len(done.cut):
        messages.warning(
            request,
            ngettext(
                "Un verbatim a été coupé : il tient sur les mots qui restent.",
                "%(n)s verbatims ont été coupés : ils tiennent sur les mots qui restent.",
                cut,
            )
            % {"n": cut},
        )
    if lost := len(done.lost):
        messages.warning(
            request,
            ngettext(
                "Un verbatim n’a plus ses mots : il reste sur la version précédente.",
                "%(n)s verbatims n’ont plus leurs mots : ils restent sur la version précédente.",
                lost,
            )
            % {"n": lost},
        )
