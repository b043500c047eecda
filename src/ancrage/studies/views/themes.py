"""Themes that people propose for a site, before one is chosen with it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.studies import actions
from ancrage.studies.access import may_add_on_site
from ancrage.studies.forms import SettleProposalForm, ThemeProposalForm
from ancrage.studies.models import Site, ThemeProposal


def proposal_create(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Keep a theme that somebody proposes."""
    sites = Site.objects.visible_to(request.user).select_related("study")
    found = get_object_or_404(sites, study__slug=study, slug=site)
    if not may_add_on_site(request.user, ThemeProposal, found):
        raise Http404
    form = ThemeProposalForm(
        request.POST or None,
        initial={"on": timezone.localdate()},
        site=found,
        user=request.user,
    )
    if form.is_valid():
        actions.propose_theme(site=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("La proposition est gardée."))
        return redirect("studies:theme_change", study, site)
    context = {"study": found.study, "site": found, "form": form}
    return render(request, "studies/proposal_form.html", context)


def proposal_settle(request: HttpRequest, study: str, site: str, uuid: UUID) -> HttpResponse:
    """Choose a proposal as the site's theme, or set it aside."""
    rows = ThemeProposal.objects.editable_by(request.user).select_related("site__study", "axis")
    proposal = get_object_or_404(rows, site__study__slug=study, site__slug=site, uuid=uuid)
    form = SettleProposalForm(request.POST or None, initial={"version": proposal.version})
    if form.is_valid():
        try:
            _settle(request, proposal, form)
        except (actions.AlreadySettled, actions.NotTheOrder) as error:
            form.add_error(None, str(error))
        else:
            return redirect("studies:theme_change", study, site)
    context = {
        "study": proposal.site.study,
        "site": proposal.site,
        "proposal": proposal,
        "form": form,
    }
    return render(request, "studies/proposal_settle.html", context)


def _settle(request: HttpRequest, proposal: ThemeProposal, form: SettleProposalForm) -> None:
    values = form.cleaned_data
    about = {"reason": values["reason"], "expected": values["version"], "by": request.user}
    if values["outcome"] == "ecarter":
        actions.set_proposal_aside(proposal, **about)
    else:
        actions.choose_proposal(
            proposal, since=values["since"], agreed_by=values["agreed_by"], **about
        )
