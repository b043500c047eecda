"""People met and what they agree to, on the spot; the debrief of the day."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.fieldwork import actions, consent_words
from ancrage.fieldwork.access import teams_of
from ancrage.fieldwork.forms import DebriefForm, PersonMetForm
from ancrage.fieldwork.models import AgendaItem, Debrief, Document, Participant
from ancrage.fieldwork.views.notes import noted_item, noted_visit


def person_meet(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Write down somebody met, with the words that were read and what they agreed to."""
    hour = noted_item(request, study, uuid, item)
    initial = {"given_on": hour.on}
    form = PersonMetForm(request.POST or None, initial=initial, item=hour, user=request.user)
    if form.is_valid():
        try:
            met = actions.meet_person(
                item=hour,
                **form.identity(),
                agreement=form.agreement(),
                by=request.user,
                today=timezone.localdate(),
            )
        except actions.AlreadyMet as error:
            form.add_error("name", str(error))
        else:
            _say(request, hour, met)
            return redirect("fieldwork:person_meet", study, uuid, item)
    people = Participant.objects.visible_to(request.user).filter(interview=hour.interview_id)
    context = {
        "study": hour.visit.site.study,
        "visit": hour.visit,
        "item": hour,
        "form": form,
        "people": people.select_related("category"),
        "introduction": consent_words.INTRODUCTION,
        "version": consent_words.VERSION,
    }
    return render(request, "fieldwork/person_meet.html", context)


def consent_paper(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Print the form that people sign."""
    visit = noted_visit(request, study, uuid)
    context = {
        "study": visit.site.study,
        "visit": visit,
        "introduction": consent_words.INTRODUCTION,
        "asked": consent_words.ASKED,
        "version": consent_words.VERSION,
    }
    return render(request, "fieldwork/consent_paper.html", context)


def debrief_write(
    request: HttpRequest, study: str, uuid: UUID, team: int, day: str
) -> HttpResponse:
    """Write what a team makes of its day."""
    visit = noted_visit(request, study, uuid)
    on = _day(day)
    if team not in teams_of(request.user, visit) or on not in visit.dates:
        raise Http404
    known = Debrief.objects.editable_by(request.user).filter(visit=visit, team=team, on=on)
    debrief = known.first()
    form = DebriefForm(request.POST or None, instance=debrief)
    if form.is_valid():
        actions.write_debrief(
            visit=visit,
            team=team,
            on=on,
            expected=form.cleaned_data["version"],
            by=request.user,
            words=form.words,
        )
        messages.success(request, _("Le bilan de la journée est gardé."))
        return redirect("fieldwork:note_desk", study, uuid)
    context = {
        "study": visit.site.study,
        "visit": visit,
        "team": team,
        "day": on,
        "form": form,
    }
    return render(request, "fieldwork/debrief_form.html", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _say(request: HttpRequest, hour: AgendaItem, met: Participant) -> None:
    messages.success(
        request,
        _("Inscrit sous « %(label)s » : son nom est chiffré, personne ne le voit.")
        % {"label": met.label},
    )
    texts = Document.objects.visible_to(request.user).filter(interview=met.interview_id)
    if texts.exists():
        messages.warning(
            request,
            _("Des notes de cet entretien étaient déjà remises : relisez-les, ce nom peut y être."),
        )
