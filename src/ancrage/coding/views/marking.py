"""Mark a text: codes, memos, and what becomes of a passage.

A script is sent what stands beside the paragraph, and refusals as plain words; a form without
script is sent the page of the text.
"""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.coding import actions
from ancrage.coding.forms import MarkForm, NewCodeForm, SpanForm, SpanMemoForm
from ancrage.coding.models import Coding
from ancrage.coding.views.reading import Reading, open_text, show
from ancrage.fieldwork.actions import NotCodable, NothingSelected


def coding_create(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Put codes on words."""
    reading = _markable(request, study, uuid)
    form = MarkForm(request.POST, current=reading.version, codes=reading.codes())

    def mark() -> HttpResponse:
        codings = actions.mark(
            version=reading.version,
            **form.span,
            codes=form.cleaned_data["codes"],
            by=request.user,
            now=timezone.now(),
        )
        return _beside(request, reading, codings[-1].passage.start, codage=codings[-1].uuid)

    return _write(request, reading, form, mark)


def code_create_here(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Make a code from words and put it on them."""
    reading = _markable(request, study, uuid)
    form = NewCodeForm(request.POST, current=reading.version, codes=reading.codes())

    def mark() -> HttpResponse:
        code = actions.create_code(
            study=reading.study,
            name=form.cleaned_data["name"],
            by=request.user,
        )
        codings = actions.mark(
            version=reading.version,
            **form.span,
            codes=[code],
            by=request.user,
            now=timezone.now(),
        )
        return _beside(request, reading, codings[-1].passage.start, codage=codings[-1].uuid)

    return _write(request, reading, form, mark)


def memo_create_here(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Write a memo on words."""
    reading = _markable(request, study, uuid)
    form = SpanMemoForm(request.POST, current=reading.version)

    def write() -> HttpResponse:
        memo = actions.write_memo_on_words(
            version=reading.version,
            **form.span,
            text=form.cleaned_data["text"],
            by=request.user,
            now=timezone.now(),
        )
        return _beside(request, reading, form.span["start"], memo=memo.uuid)

    return _write(request, reading, form, write)


def passage_send(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Take words to a finding: one that exists, or a new one, which keeps them once written."""
    reading = _markable(request, study, uuid)
    form = SpanForm(request.POST, current=reading.version)

    def send() -> HttpResponse:
        now = timezone.now()
        if request.POST.get("vers") == "existant":
            return redirect(
                actions.passage_of_words(
                    version=reading.version, **form.span, by=request.user, now=now
                )
            )
        words = actions.words_to_cite(version=reading.version, **form.span, now=now)
        new = reverse("evidence:finding_create", args=[study])
        return redirect(f"{new}?mots={reading.version.uuid}.{words.start}.{words.end}")

    return _write(request, reading, form, send)


def coding_remove(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Take a code off a passage."""
    coding = _coding(Coding.objects.deletable_by(request.user), study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.remove_coding(coding=coding, by=request.user, at=timezone.now())
    reading = open_text(request, study, coding.passage.text_version.document.uuid)
    return _beside(request, reading, coding.passage.start, retire=coding.uuid)


def coding_restore(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Put back a code that was taken off."""
    coding = _coding(Coding.objects.editable_by(request.user), study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    coding = actions.restore_coding(coding=coding, by=request.user)
    reading = open_text(request, study, coding.passage.text_version.document.uuid)
    return _beside(request, reading, coding.passage.start, codage=coding.uuid)


def _markable(request: HttpRequest, study: str, uuid: UUID) -> Reading:
    reading = open_text(request, study, uuid)
    if not reading.may_mark:
        raise Http404
    return reading


def _coding(codings: QuerySet[Coding], study: str, uuid: UUID) -> Coding:
    codings = codings.select_related("passage__text_version__document").defer(
        "passage__text_version__text"
    )
    return get_object_or_404(codings, code__study__slug=study, uuid=uuid)


def _write(
    request: HttpRequest, reading: Reading, form: forms.Form, act: Callable[[], HttpResponse]
) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if form.is_valid():
        try:
            return act()
        except (NotCodable, NothingSelected) as refusal:
            form.add_error(None, str(refusal))
    if _from_script(request):
        words = [str(error) for errors in form.errors.values() for error in errors]
        return HttpResponse("\n".join(words), status=422, content_type="text/plain; charset=utf-8")
    mark_form = form if isinstance(form, MarkForm) else None
    return show(request, reading, form=mark_form)


def _beside(request: HttpRequest, reading: Reading, start: int, **result: UUID) -> HttpResponse:
    """Send a script to what stands beside ``start`` now, and anybody else to the text there."""
    kind, uuid = next(iter(result.items()))
    if _from_script(request):
        url = reverse("coding:document_margin", args=[reading.study.slug, reading.document.uuid])
        return redirect(f"{url}?{urlencode({'debut': start, kind: uuid})}")
    said = {
        "codage": _("Le codage est enregistré."),
        "memo": _("Le mémo est enregistré."),
        "retire": _("Le codage est retiré."),
    }
    messages.success(request, said[kind])
    anchor, _following = reading.bounds(start)
    return redirect(f"{reading.document.get_absolute_url()}?{kind}={uuid}#p-{anchor}")


def _from_script(request: HttpRequest) -> bool:
    return "X-Commande" in request.headers
