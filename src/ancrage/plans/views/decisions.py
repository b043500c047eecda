"""Decide on a sheet, and say later where it is."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.plans import actions
from ancrage.plans.forms import FORMS, FollowUpForm
from ancrage.plans.forms.refusing import show_refusal
from ancrage.plans.models import FollowUp
from ancrage.plans.views.found import sheet_written


def action_decide(
    request: HttpRequest, study: str, site: str, number: int, verb: str
) -> HttpResponse:
    """Adopt, drop, hand over, or say done."""
    sheet = sheet_written(request, study, site, number)
    if verb not in FORMS:
        raise Http404
    now, today = timezone.now(), timezone.localdate()
    form = FORMS[verb](request.POST or None, sheet=sheet, user=request.user, today=today)
    if form.is_valid():
        try:
            actions.decide(
                sheet,
                form.decision,
                expected=form.expected,
                by=request.user,
                now=now,
                today=today,
                **form.settled,
            )
        except actions.Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request,
                _("L’action n° %(n)d est %(state)s.")
                % {"n": number, "state": sheet.get_state_display()},
            )
            return redirect(sheet)
    context = {
        "study": sheet.site.study,
        "site": sheet.site,
        "sheet": sheet,
        "form": form,
        "possible": form.state in actions.POSSIBLE[sheet.state],
    }
    return render(request, "plans/action_decide.html", context)


def follow_up_record(
    request: HttpRequest, study: str, site: str, number: int, months: int
) -> HttpResponse:
    """Say where an action is, three, six or twelve months on."""
    follow_up = _follow_up(request, study, site, number, months)
    today = timezone.localdate()
    form = FollowUpForm(request.POST or None, instance=follow_up, today=today)
    if form.is_valid():
        kept = _follow_up(request, study, site, number, months)
        try:
            actions.record_follow_up(
                kept, expected=form.expected, by=request.user, today=today, **form.values
            )
        except actions.Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le suivi à %(n)d mois est noté.") % {"n": months})
            return redirect(kept.action)
    sheet = follow_up.action
    context = {
        "study": sheet.site.study,
        "site": sheet.site,
        "sheet": sheet,
        "follow_up": follow_up,
        "form": form,
    }
    return render(request, "plans/follow_up_form.html", context)


def _follow_up(request: HttpRequest, study: str, site: str, number: int, months: int) -> FollowUp:
    rows = FollowUp.objects.editable_by(request.user).select_related("action__site__study")
    found: FollowUp = get_object_or_404(
        rows,
        action__site__study__slug=study,
        action__site__slug=site,
        action__number=number,
        months=months,
    )
    return found
