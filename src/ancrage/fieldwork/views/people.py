"""People met, by their labels; what they agreed to; who led the interviews."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ancrage.fieldwork import actions, figures
from ancrage.fieldwork.filters import PeopleFilter
from ancrage.fieldwork.forms import ConsentForm, ConsentProofForm, InterviewerForm
from ancrage.fieldwork.models import (
    Consent,
    Interview,
    Interviewer,
    Participant,
    Purpose,
)
from ancrage.studies.access import may_add
from ancrage.studies.models import Study

PER_PAGE = 100


def participant_list(request: HttpRequest, study: str) -> HttpResponse:
    """List the people met, by site and kind of actor. Nobody is named."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    people = Participant.objects.visible_to(user).filter(interview__study=found)
    form = PeopleFilter(request.GET, study=found, user=user)
    rows = form.narrow(people).select_related("interview__site", "interview__study", "category")
    context = {
        "study": found,
        "form": form,
        "page": Paginator(
            rows.order_by("interview__site__order", "interview__code", "pk"), PER_PAGE
        ).get_page(request.GET.get("page")),
        "address": form.address(),
    }
    return render(request, "fieldwork/participant_list.html", context)


def consent_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show, site by site, what each person agreed to, and what is still to be completed."""
    user = request.user
    found = _studied(request, study)
    sites = found.sites.visible_to(user)
    site = sites.filter(slug=request.GET.get("site", "")).first() or sites.first()
    people = Participant.objects.visible_to(user).filter(interview__site=site)
    consents = Consent.objects.visible_to(user).filter(
        participant__interview__site=site, withdrawn_at=None
    )
    held = {(consent.participant_id, consent.purpose): consent for consent in consents}
    rows = people.select_related("interview__study").order_by("interview__code", "pk")
    context = {
        "study": found,
        "sites": sites,
        "site": site,
        "purposes": Purpose.choices,
        "interviews": [
            (interview, [(p, [held.get((p.pk, key)) for key in Purpose.values]) for p in met])
            for interview, met in groupby(rows, key=lambda person: person.interview)
        ],
        "states": figures.consent_states(people),
    }
    return render(request, "fieldwork/consent_list.html", context)


def consent_complete(request: HttpRequest, study: str, code: str) -> HttpResponse:
    """Complete at once what the tables declared for everybody met in an interview."""
    user = request.user
    interview = get_object_or_404(
        Interview.objects.editable_by(user).select_related("study", "site"),
        study__slug=study,
        code=code,
    )
    consents = Consent.objects.visible_to(user).filter(
        participant__interview=interview, mode=Consent.Mode.TABLE, withdrawn_at=None
    )
    form = ConsentProofForm(request.POST or None, initial={"given_on": interview.held_on})
    if form.is_valid():
        actions.complete_consents(interview=interview, by=user, **form.cleaned_data)
        messages.success(request, _("Les consentements sont complets."))
        return _back_to_site(interview)
    context = {
        "study": interview.study,
        "interview": interview,
        "declared": consents.count(),
        "form": form,
    }
    return render(request, "fieldwork/consent_complete.html", context)


def consent_edit(request: HttpRequest, study: str, uuid: str) -> HttpResponse:
    """Complete what a person agreed to: how, when, with which form."""
    user = request.user
    person = get_object_or_404(
        Participant.objects.editable_by(user).select_related("interview__study", "interview__site"),
        interview__study__slug=study,
        uuid=uuid,
    )
    consents = Consent.objects.visible_to(user).filter(participant=person, withdrawn_at=None)
    initial = {"purposes": [consent.purpose for consent in consents]}
    form = ConsentForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.record_consents(participant=person, by=user, **form.cleaned_data)
        messages.success(request, _("Les consentements sont enregistrés."))
        return _back_to_site(person.interview)
    context = {
        "study": person.interview.study,
        "person": person,
        "consents": consents,
        "form": form,
    }
    return render(request, "fieldwork/consent_form.html", context)


def interviewer_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show who led interviews, and which account each is."""
    found = _studied(request, study)
    interviewers = Interviewer.objects.visible_to(request.user).filter(study=found)
    rows = interviewers.select_related("user").annotate(led=Count("interviews"))
    return render(request, "fieldwork/interviewer_list.html", {"study": found, "rows": rows})


def interviewer_link(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Say which account an interviewer is."""
    found = get_object_or_404(
        Interviewer.objects.editable_by(request.user).select_related("study"),
        study__slug=study,
        uuid=uuid,
    )
    form = InterviewerForm(request.POST or None, interviewer=found, user=request.user)
    if form.is_valid():
        actions.link_interviewer(interviewer=found, user=form.cleaned_data["user"], by=request.user)
        messages.success(request, _("Le compte est lié."))
        return redirect("fieldwork:interviewer_list", found.study.slug)
    context = {"study": found.study, "interviewer": found, "form": form}
    return render(request, "fieldwork/interviewer_form.html", context)


def _back_to_site(interview: Interview) -> HttpResponse:
    """Lead back to the consents of an interview's site, where the interview stands."""
    url = reverse("fieldwork:consent_list", args=[interview.study.slug])
    return redirect(f"{url}?site={interview.site.slug}#{interview.uuid}")


def _studied(request: HttpRequest, slug: str) -> Study:
    """Return the study, to those who see what people agreed to."""
    found: Study = get_object_or_404(Study.objects.visible_to(request.user), slug=slug)
    if not may_add(request.user, Consent, found):
        raise Http404
    return found
