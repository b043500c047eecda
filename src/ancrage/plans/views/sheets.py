"""Action sheets: a site's page, one sheet, writing, removing, printing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.core.forms import whole_number
from ancrage.evidence.models import Lead
from ancrage.plans import actions, threads
from ancrage.plans.forms import FORMS, SheetForm
from ancrage.plans.models import Action, FollowUp, SiteReturn
from ancrage.plans.views.found import (
    may_write,
    sheet_read,
    sheet_written,
    site_read,
    site_written,
)
from ancrage.studies.models import Site

# The states in the order in which one asks about them.
ORDER = (
    Action.State.ADOPTED,
    Action.State.PROPOSED,
    Action.State.DONE,
    Action.State.HANDED_OVER,
    Action.State.DROPPED,
)
MOST_BLANK = 30


def site_actions(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Show on one page what a site decided, what waits and what could be taken up."""
    found = site_read(request, study, site)
    user, today = request.user, timezone.localdate()
    sheets = list(Action.objects.visible_to(user).filter(site=found).on_page())
    writes = may_write(user, found)
    follow_ups = FollowUp.objects.visible_to(user).due(today).filter(action__site=found)
    context = {
        "study": found.study,
        "site": found,
        "groups": _by_state(sheets),
        "total": len(sheets),
        "late": [sheet for sheet in sheets if sheet.is_late(today)],
        "due": follow_ups.select_related("action__site__study"),
        "leads": threads.leads_to_take_up(found, user).select_related("study") if writes else [],
        "published": _last_edition(found, user),
        "today": today,
        "may_write": writes,
    }
    return render(request, "plans/site_actions.html", context)


def action_detail(request: HttpRequest, study: str, site: str, number: int) -> HttpResponse:
    """Show a sheet: what was decided, where it is, and back to what people said."""
    sheet = sheet_read(request, study, site, number)
    user, today = request.user, timezone.localdate()
    writes = may_write(user, sheet.site)
    follow_ups = list(sheet.follow_ups.visible_to(user))
    waiting = [one for one in follow_ups if not one.recorded_on]
    context = {
        "study": sheet.site.study,
        "site": sheet.site,
        "sheet": sheet,
        "thread": threads.Thread.of(sheet, user),
        "sites_total": Site.objects.visible_to(user).filter(study=sheet.site.study).count(),
        "decisions": sheet.decisions.visible_to(user),
        "follow_ups": follow_ups,
        "next": waiting[0] if waiting else None,
        "verbs": _verbs(sheet) if writes else [],
        "is_late": sheet.is_late(today),
        "today": today,
        "may_write": writes,
    }
    return render(request, "plans/action_detail.html", context)


def action_create(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Write a sheet, from the lead that the address names if any."""
    found = site_written(request, study, site)
    lead = _asked_lead(request, found)
    form = SheetForm(
        request.POST or None,
        site=found,
        user=request.user,
        today=timezone.localdate(),
        initial={"title": lead.title, "why": lead.text, "leads": [lead.pk]} if lead else {},
    )
    if form.is_valid():
        sheet = actions.write_sheet(site=found, by=request.user, **form.values)
        said = _("La fiche action n° %(n)d est écrite.") % {"n": sheet.number}
        messages.success(request, said)
        return redirect(sheet)
    context = {"study": found.study, "site": found, "form": form, "sheet": None, "lead": lead}
    return render(request, "plans/action_form.html", context)


def action_change(request: HttpRequest, study: str, site: str, number: int) -> HttpResponse:
    """Change what a sheet says."""
    sheet = sheet_written(request, study, site, number)
    form = SheetForm(
        request.POST or None,
        instance=sheet,
        site=sheet.site,
        user=request.user,
        today=timezone.localdate(),
    )
    if form.is_valid():
        kept = sheet_written(request, study, site, number)
        actions.change_sheet(kept, expected=form.expected, by=request.user, **form.values)
        messages.success(request, _("La fiche est modifiée."))
        return redirect(kept)
    context = {"study": sheet.site.study, "site": sheet.site, "form": form, "sheet": sheet}
    return render(request, "plans/action_form.html", {**context, "lead": None})


def action_remove(request: HttpRequest, study: str, site: str, number: int) -> HttpResponse:
    """Ask, then delete a sheet on which nothing was decided."""
    sheet = sheet_written(request, study, site, number)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_sheet(sheet, by=request.user)
        except actions.Refusal as error:
            refusal = str(error)
        else:
            messages.success(request, _("La fiche action n° %(n)d est supprimée.") % {"n": number})
            return redirect("plans:site_actions", study, site)
    context = {
        "study": sheet.site.study,
        "site": sheet.site,
        "sheet": sheet,
        "refusal": refusal,
    }
    return render(request, "plans/action_remove.html", context)


def site_paper(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Show the sheets of a site to be printed, one a page; or blank ones to fill in by hand."""
    found = site_read(request, study, site)
    blank = min(whole_number(request.GET.get("vierges", "")), MOST_BLANK)
    sheets = Action.objects.visible_to(request.user).filter(site=found)
    numbers = list(filter(None, map(whole_number, request.GET.getlist("fiche"))))
    if numbers:
        sheets = sheets.filter(number__in=numbers)
    context = {
        "study": found.study,
        "site": found,
        "sheets": [] if blank else sheets.select_related("site__study"),
        "blanks": range(blank),
    }
    return render(request, "plans/site_paper.html", context)


def _by_state(sheets: list[Action]) -> list[tuple[str, list[Action]]]:
    found = {state: [one for one in sheets if one.state == state] for state in ORDER}
    return [(str(state.label), rows) for state, rows in found.items() if rows]


def _verbs(sheet: Action) -> list[tuple[str, Any]]:
    """Return the address and name of each decision that is possible now."""
    return [
        (sheet.url_of("action_decide", verb), form.title)
        for verb, form in FORMS.items()
        if form.state in actions.POSSIBLE[sheet.state]
    ]


def _asked_lead(request: HttpRequest, site: Site) -> Lead | None:
    leads = Lead.objects.visible_to(request.user).filter(study=site.study_id)
    return leads.filter(number=whole_number(request.GET.get("piste", ""))).first()


def _last_edition(site: Site, user: Any) -> SiteReturn | None:
    editions = SiteReturn.objects.visible_to(user).standing().filter(site=site)
    return editions.defer("frozen").select_related("site__study").first()
