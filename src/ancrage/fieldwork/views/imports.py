"""Import: choose, dry run, progress, result. Every step can be left and found again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from ancrage.core.downloads import CSV, attached, spreadsheet_csv
from ancrage.fieldwork import actions, tasks
from ancrage.fieldwork.forms import DropForm
from ancrage.fieldwork.model_tables import MODELS
from ancrage.fieldwork.models import ImportBatch
from ancrage.studies.access import may_add
from ancrage.studies.models import Study

SHOWN = 200
Status = ImportBatch.Status


def batch_create(request: HttpRequest, study: str) -> HttpResponse:
    """Drop an archive, files or a folder to be checked."""
    found = _importable(request, study)
    form = DropForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        length=int(request.META.get("CONTENT_LENGTH") or 0),
    )
    if form.is_valid():
        try:
            batch = actions.start_import(study=found, files=form.dropped(), by=request.user)
        except actions.NothingDropped as error:
            form.add_error(None, str(error))
        else:
            tasks.check_batch.enqueue(batch.pk)
            return redirect(batch)
    batches = ImportBatch.objects.visible_to(request.user).filter(study=found)
    context = {
        "study": found,
        "form": form,
        "waiting": batches.staged(),
        "models": MODELS,
        "has_sites": found.sites.visible_to(request.user).exists(),
        "has_steps": found.steps.visible_to(request.user).exists(),
    }
    return render(request, "fieldwork/batch_form.html", context)


def batch_model(request: HttpRequest, study: str, name: str) -> HttpResponse:
    """Give an empty table with the columns that the import knows."""
    _importable(request, study)
    if name not in MODELS:
        raise Http404
    model = MODELS[name]
    return attached(model.content(), model.media_type, name)


def batch_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show every import of the study."""
    found = _importable(request, study)
    batches = ImportBatch.objects.visible_to(request.user).filter(study=found)
    context = {"study": found, "batches": batches.select_related("by", "study")}
    return render(request, "fieldwork/batch_list.html", context)


def batch_detail(request: HttpRequest, study: str, uuid: str) -> HttpResponse:
    """Follow an import, and do what it waits for."""
    batch = _batch(request, study, uuid)
    if request.method == "POST":
        return _do(request, batch)
    interrupted = batch.is_interrupted(timezone.now())
    if request.htmx:
        if interrupted or not batch.is_at_work:
            return HttpResponseClientRefresh()
        return render(request, "fieldwork/_batch_progress.html", {"batch": batch})
    context = {
        "study": batch.study,
        "batch": batch,
        "interrupted": interrupted,
        "at_work": batch.is_at_work and not interrupted,
        "current": _step(batch),
        "blocking": [_line(line) for line in batch.report if line["blocking"]][:SHOWN],
        "warnings": [_line(line) for line in batch.report if not line["blocking"]][:SHOWN],
        "more": max(0, len(batch.report) - SHOWN),
        "may_be_1252": not batch.encoding
        and any(line["detail"] == "encoding" for line in batch.report),
        "held": _held(request, batch),
    }
    return render(request, "fieldwork/batch_detail.html", context)


def batch_report(request: HttpRequest, study: str, uuid: str) -> HttpResponse:
    """Give the loss report as a table."""
    batch = _batch(request, study, uuid)
    columns = [_("gravité"), _("fichier"), _("feuille"), _("ligne"), _("colonne"), _("message")]
    rows = [
        [
            _("à corriger") if line["blocking"] else _("à savoir"),
            line.get("table") or line["file"],
            *(line["sheet"], line["row"], line["column"], _named(line)),
        ]
        for line in batch.report
    ]
    content = spreadsheet_csv(columns, rows)
    return attached(content, CSV, f"import-{batch.created_at:%Y-%m-%d}.csv")


def batch_undo(request: HttpRequest, study: str, uuid: str) -> HttpResponse:
    """Take back what an import wrote, once a person said so twice."""
    batch = _batch(request, study, uuid)
    if batch.status != Status.DONE:
        raise Http404
    if request.method == "POST":
        try:
            actions.undo_import(batch=batch, by=request.user)
        except (actions.StillAnchored, actions.NotPossible) as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, _("L’import est annulé : tout ce qu’il avait créé est parti.")
            )
        return redirect(batch)
    return render(request, "fieldwork/batch_undo.html", {"study": batch.study, "batch": batch})


def _do(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Do what a button of the page asks, if the import is still where the person saw it."""
    gesture = _GESTURES.get(request.POST.get("geste", ""))
    if gesture is None:
        raise Http404
    try:
        gesture(request, batch)
    except actions.NotPossible as error:
        messages.warning(request, str(error))
    return redirect(batch)


def _confirm(request: HttpRequest, batch: ImportBatch) -> None:
    actions.confirm_import(batch=batch, by=request.user, now=timezone.now())
    tasks.write_batch.enqueue(batch.pk)


def _cancel(request: HttpRequest, batch: ImportBatch) -> None:
    actions.cancel_import(batch=batch, by=request.user)


def _recheck(request: HttpRequest, batch: ImportBatch) -> None:
    actions.recheck_import(batch=batch, encoding="cp1252", by=request.user)
    tasks.check_batch.enqueue(batch.pk)


def _resume(request: HttpRequest, batch: ImportBatch) -> None:
    actions.resume_import(batch=batch, by=request.user, now=timezone.now())
    work = tasks.write_batch if batch.status == Status.WRITING else tasks.check_batch
    work.enqueue(batch.pk)


_GESTURES: dict[str, Callable[[HttpRequest, ImportBatch], None]] = {
    "importer": _confirm,
    "abandonner": _cancel,
    "relire": _recheck,
    "reprendre": _resume,
}


def _importable(request: HttpRequest, slug: str) -> Study:
    """Return the study, to those who may bring something in."""
    found: Study = get_object_or_404(Study.objects.visible_to(request.user), slug=slug)
    if not may_add(request.user, ImportBatch, found):
        raise Http404
    return found


def _batch(request: HttpRequest, study: str, uuid: str) -> ImportBatch:
    batch: ImportBatch = get_object_or_404(
        ImportBatch.objects.editable_by(request.user).select_related("study", "by"),
        study__slug=study,
        uuid=uuid,
    )
    return batch


def _step(batch: ImportBatch) -> int:
    """Return which of the four steps of the wizard the import is at."""
    if batch.status == Status.DONE:
        return 4
    return 3 if batch.confirmed_at else 2


def _line(line: dict[str, Any]) -> tuple[str, str]:
    return actions.place(line), actions.sentence(line)


def _named(line: dict[str, Any]) -> str:
    """Say what is wrong, with the text at fault where the row is that of a table."""
    said = actions.sentence(line)
    text = line["file"] if line.get("table") else ""
    return f"{text}\u00a0: {said}" if text else said


def _held(request: HttpRequest, batch: ImportBatch) -> dict[str, int]:
    """Count what the study holds of this import today."""
    return batch.interviews.visible_to(request.user).totals()
