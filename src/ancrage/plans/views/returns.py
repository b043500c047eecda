"""Prepare, publish and withdraw what residents read of their site."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.evidence.models import Stake
from ancrage.plans import actions, gate
from ancrage.plans.forms import PlainWordsForm
from ancrage.plans.models import PlainWords, SiteReturn
from ancrage.plans.views.found import site_written


def return_prepare(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Show the page as it would be published, what stands in the way, and the editions."""
    found = site_written(request, study, site)
    draft = gate.compose(found, now=timezone.now())
    editions = SiteReturn.objects.editable_by(request.user).filter(site=found).defer("frozen")
    context = {
        "study": found.study,
        "site": found,
        "data": draft.data,
        "obstacles": draft.obstacles,
        "editions": editions.select_related("site__study", "published_by"),
    }
    return render(request, "plans/return_prepare.html", context)


def return_publish(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Freeze and publish the next edition."""
    found = site_written(request, study, site)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        edition = actions.publish_return(site=found, by=request.user, now=timezone.now())
    except gate.NotReady:
        messages.error(request, _("La page n’est pas prête : rien n’a été publié."))
        return redirect("plans:return_prepare", study, site)
    messages.success(request, _("L’édition %(n)d est publiée.") % {"n": edition.edition})
    return redirect("plans:return_prepare", study, site)


def return_withdraw(request: HttpRequest, study: str, site: str, edition: int) -> HttpResponse:
    """Ask, then take an edition out of everybody's sight."""
    found = site_written(request, study, site)
    rows = SiteReturn.objects.editable_by(request.user).filter(site=found)
    row = get_object_or_404(rows.defer("frozen").select_related("site__study"), edition=edition)
    refusal = ""
    if request.method == "POST":
        try:
            actions.withdraw_return(row, by=request.user, now=timezone.now())
        except actions.Refusal as error:
            refusal = str(error)
        else:
            messages.success(request, _("L’édition %(n)d est retirée.") % {"n": edition})
            return redirect("plans:return_prepare", study, site)
    context = {"study": found.study, "site": found, "edition": row, "refusal": refusal}
    return render(request, "plans/return_withdraw.html", context)


def plain_words(request: HttpRequest, study: str, site: str, number: int) -> HttpResponse:
    """Say a stake in plain words, for the people of a site."""
    found = site_written(request, study, site)
    stakes = Stake.objects.visible_to(request.user).filter(study=found.study_id)
    stake = get_object_or_404(stakes.select_related("study"), number=number)
    said = PlainWords.objects.editable_by(request.user).filter(site=found, stake=stake).first()
    form = PlainWordsForm(request.POST or None, instance=said)
    if form.is_valid():
        actions.say_plainly(
            site=found,
            stake=stake,
            text=form.cleaned_data["text"],
            expected=form.expected if said else None,
            by=request.user,
        )
        messages.success(request, _("L’enjeu %(n)d est dit en mots simples.") % {"n": number})
        return redirect("plans:return_prepare", study, site)
    context = {"study": found.study, "site": found, "stake": stake, "form": form}
    return render(request, "plans/plain_words.html", context)
