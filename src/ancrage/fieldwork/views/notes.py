"""One's own notes of a visit, page by page: write, correct, type from paper, hand in."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.fieldwork import actions
from ancrage.fieldwork.access import teams_of, visits_noted_by
from ancrage.fieldwork.forms import NoteForm, PaperSheetForm
from ancrage.fieldwork.models import (
    AgendaItem,
    GuideQuestion,
    NoteEntry,
    NoteSheet,
    Visit,
)
from ancrage.studies.models import Study

RELATED = ("site__study", "step", "guide")


def noted_visit(request: HttpRequest, study: str, uuid: UUID) -> Visit:
    """Return a visit on which the person takes notes, or nothing at all."""
    visits = visits_noted_by(request.user).select_related(*RELATED)
    found: Visit = get_object_or_404(visits, site__study__slug=study, uuid=uuid)
    return found


def noted_item(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> AgendaItem:
    """Return an interview of the agenda of such a visit."""
    visit = noted_visit(request, study, uuid)
    items = AgendaItem.objects.visible_to(request.user).filter(visit=visit, kind__in=actions.HELD)
    found: AgendaItem = get_object_or_404(items.select_related("interview"), uuid=item)
    found.visit = visit
    return found


def guide_questions(request: HttpRequest, visit: Visit) -> QuerySet[GuideQuestion]:
    """Return the questions that a visit takes along."""
    questions = GuideQuestion.objects.visible_to(request.user)
    return questions.filter(guide=visit.guide_id).select_related("axis")


def note_visits(request: HttpRequest, study: str) -> HttpResponse:
    """List the visits on which the person takes notes, the nearest ones last."""
    found = get_object_or_404(Study.objects.visible_to(request.user), slug=study)
    visits = visits_noted_by(request.user).filter(site__study=found).standing()
    context = {"study": found, "visits": visits.select_related("site__study", "step")}
    return render(request, "fieldwork/note_visits.html", context)


def note_desk(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show one's own sheets of a visit, and every way to fill them."""
    visit = noted_visit(request, study, uuid)
    user = request.user
    items = AgendaItem.objects.visible_to(user).filter(visit=visit).select_related("interview")
    sheets = NoteSheet.objects.visible_to(user).filter(interview__agenda_item__visit=visit)
    sheets = sheets.filter(author=user).select_related("document__interview__study")
    entries = NoteEntry.objects.visible_to(user).filter(sheet__in=sheets).current()
    counts = dict(entries.order_by().values_list("sheet").annotate(n=Count("pk")))
    by_interview = {sheet.interview_id: sheet for sheet in sheets}
    context = {
        "study": visit.site.study,
        "visit": visit,
        "rows": [_row(item, by_interview.get(item.interview_id), counts) for item in items],
        "teams": teams_of(user, visit),
        "days": visit.dates,
    }
    return render(request, "fieldwork/note_desk.html", context)


def _row(item: AgendaItem, sheet: NoteSheet | None, counts: dict[int, int]) -> dict[str, Any]:
    return {
        "item": item,
        "is_interview": item.kind in actions.HELD,
        "sheet": sheet,
        "count": counts.get(sheet.pk, 0) if sheet else 0,
    }


def note_sheet(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Show one's sheet for an interview and add a note to it."""
    hour = noted_item(request, study, uuid, item)
    questions = guide_questions(request, hour.visit)
    form = NoteForm(request.POST or None, questions=questions)
    if form.is_valid() and _written(request, form, hour):
        messages.success(request, _("La note est gardée."))
        return _back(hour)
    sheet = _own_sheet(request, hour)
    context = {
        "study": hour.visit.site.study,
        "visit": hour.visit,
        "item": hour,
        "sheet": sheet,
        "written": actions.read_sheet(sheet, by=request.user) if sheet else [],
        "form": form,
    }
    return render(request, "fieldwork/note_sheet.html", context)


def note_edit(
    request: HttpRequest, study: str, uuid: UUID, item: UUID, entry: UUID
) -> HttpResponse:
    """Replace a note by another: the first one stays under it."""
    hour, written = _own_entry(request, study, uuid, item, entry)
    initial = {
        "question": written.entry.question.uuid if written.entry.question else None,
        "words": written.words,
        "tags": written.entry.tags,
    }
    questions = guide_questions(request, hour.visit)
    form = NoteForm(request.POST or None, questions=questions, initial=initial)
    if form.is_valid() and _written(request, form, hour, replaces=entry):
        messages.success(request, _("La note est corrigée."))
        return _back(hour)
    context = {"study": hour.visit.site.study, "visit": hour.visit, "item": hour, "form": form}
    return render(request, "fieldwork/note_form.html", context)


def note_strike(
    request: HttpRequest, study: str, uuid: UUID, item: UUID, entry: UUID
) -> HttpResponse:
    """Strike a note out."""
    hour, _written = _own_entry(request, study, uuid, item, entry)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    struck = actions.Jotting(uuid=uuid4(), item=hour.uuid, words="", replaces=entry, struck=True)
    try:
        actions.jot_down(
            item=hour,
            jotting=struck,
            channel=NoteEntry.Channel.SCREEN,
            by=request.user,
            now=timezone.now(),
        )
    except actions.HandedIn as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("La note est barrée."))
    return _back(hour)


def note_type(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Type a paper sheet, all its questions on one page."""
    hour = noted_item(request, study, uuid, item)
    form = PaperSheetForm(request.POST or None, questions=guide_questions(request, hour.visit))
    if form.is_valid():
        try:
            typed = actions.type_sheet(
                item=hour, answers=form.answers(), by=request.user, now=timezone.now()
            )
        except (actions.HandedIn, actions.NothingNoted) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Notes gardées : %(n)d.") % {"n": len(typed)})
            return _back(hour)
    context = {
        "study": hour.visit.site.study,
        "visit": hour.visit,
        "item": hour,
        "form": form,
        "tags": NoteEntry.Tag.choices,
    }
    return render(request, "fieldwork/note_type.html", context)


def note_hand_in(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Hand a sheet in: it becomes a text of the interview, to be read through."""
    hour = noted_item(request, study, uuid, item)
    sheet = get_object_or_404(_sheets(request, hour), handed_in_at=None)
    if request.method == "POST":
        now = timezone.now()
        try:
            actions.hand_in(sheet=sheet, by=request.user, now=now, today=timezone.localdate())
        except (actions.HandedIn, actions.NothingNoted, actions.NobodyAgreed) as error:
            messages.error(request, str(error))
            return _back(hour)
        messages.success(request, _("Votre feuille est remise : elle est à relire."))
        return redirect("fieldwork:note_desk", study, uuid)
    context = {
        "study": hour.visit.site.study,
        "visit": hour.visit,
        "item": hour,
        "count": NoteEntry.objects.visible_to(request.user).filter(sheet=sheet).current().count(),
        # access: how many people are written down, without a word about who they are
        "met": sheet.interview.participants.count(),
    }
    return render(request, "fieldwork/note_hand_in.html", context)


def note_papers(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Print a sheet for each interview: the guide's questions, with room to write."""
    visit = noted_visit(request, study, uuid)
    items = AgendaItem.objects.visible_to(request.user).filter(visit=visit, kind__in=actions.HELD)
    context = {
        "study": visit.site.study,
        "visit": visit,
        "items": items.select_related("interview"),
        "questions": guide_questions(request, visit),
        "tags": NoteEntry.Tag.choices,
    }
    return render(request, "fieldwork/note_papers.html", context)


def _written(
    request: HttpRequest, form: NoteForm, hour: AgendaItem, replaces: UUID | None = None
) -> bool:
    """Keep what the form holds; a refusal is said on the form."""
    try:
        actions.jot_down(
            item=hour,
            jotting=form.jotting(hour, replaces=replaces),
            channel=NoteEntry.Channel.SCREEN,
            by=request.user,
            now=timezone.now(),
        )
    except (actions.HandedIn, actions.NothingNoted) as error:
        form.add_error(None, str(error))
        return False
    return True


def _sheets(request: HttpRequest, hour: AgendaItem) -> QuerySet[NoteSheet]:
    own = NoteSheet.objects.editable_by(request.user).filter(author=request.user)
    return own.filter(interview=hour.interview_id).select_related(
        "interview__site", "document__interview__study", "author"
    )


def _own_sheet(request: HttpRequest, hour: AgendaItem) -> NoteSheet | None:
    return _sheets(request, hour).first()


def _own_entry(
    request: HttpRequest, study: str, uuid: UUID, item: UUID, entry: UUID
) -> tuple[AgendaItem, actions.Written]:
    """Return a note that still stands on one's own sheet, and its words."""
    hour = noted_item(request, study, uuid, item)
    sheet = get_object_or_404(_sheets(request, hour))
    rows = NoteEntry.objects.editable_by(request.user).filter(sheet=sheet).current()
    wanted = get_object_or_404(rows, uuid=entry)
    written = actions.read_sheet(sheet, by=request.user)
    return hour, next(each for each in written if each.entry.pk == wanted.pk)


def _back(hour: AgendaItem) -> HttpResponse:
    return redirect("fieldwork:note_sheet", hour.visit.site.study.slug, hour.visit.uuid, hour.uuid)
