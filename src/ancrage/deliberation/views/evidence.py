"""What a closed meeting brings to the findings: proposals, and findings born in the room."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.deliberation import actions
from ancrage.deliberation.forms import BornFindingForm
from ancrage.deliberation.models import Reaction
from ancrage.deliberation.reading import Proposal, proposals
from ancrage.deliberation.views.fetching import researched
from ancrage.evidence.actions import AlreadyEvidence
from ancrage.evidence.models import EvidenceLink
from ancrage.fieldwork.actions import NotCodable


def proposal_list(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show what was said that may stand as evidence; take one, or all that take a side."""
    meeting = researched(request, study, uuid)
    waiting = proposals(meeting)
    if request.method == "POST":
        _take(request, _chosen(request, waiting))
        return redirect("deliberation:proposal_list", study, uuid)
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "proposals": waiting,
        "sided": sum(1 for each in waiting if each.side),
        "sides": EvidenceLink.Side.choices,
    }
    return render(request, "deliberation/proposal_list.html", context)


def finding_born(request: HttpRequest, study: str, uuid: UUID, reaction: UUID) -> HttpResponse:
    """Write the finding that a reaction gives birth to."""
    meeting = researched(request, study, uuid)
    rows = Reaction.objects.editable_by(request.user).filter(meeting=meeting)
    rows = rows.select_related("meeting__study", "meeting__site", "passage", "finding")
    found = get_object_or_404(rows, uuid=reaction)
    form = BornFindingForm(request.POST or None, initial={"claim": found.words})
    if form.is_valid():
        try:
            finding = actions.bear_finding(
                reaction=found, by=request.user, today=timezone.localdate(), **form.cleaned_data
            )
        except (actions.NotPossible, NotCodable) as error:
            form.add_error(None, str(error))
        else:
            return redirect(finding)
    context = {"study": meeting.study, "meeting": meeting, "reaction": found, "form": form}
    return render(request, "deliberation/finding_born.html", context)


def _chosen(request: HttpRequest, waiting: list[Proposal]) -> list[tuple[Proposal, str]]:
    """Return what to take and on which side: one, named by its button, or all that take one."""
    if "tout" in request.POST:
        return [(each, each.side) for each in waiting if each.side]
    uuid, _sep, rest = request.POST.get("une", "").partition(":")
    number, _sep, side = rest.partition(":")
    named = (
        str(each.finding.number) == number and str(each.reaction.uuid) == uuid for each in waiting
    )
    return [
        (each, side)
        for each, is_named in zip(waiting, named, strict=True)
        if is_named and side in EvidenceLink.Side.values
    ]


def _take(request: HttpRequest, chosen: list[tuple[Proposal, str]]) -> None:
    """Cite what was chosen; say how many were, and why the others were not."""
    taken, refused = 0, 0
    for proposal, side in chosen:
        try:
            actions.cite_reaction(
                reaction=proposal.reaction,
                finding=proposal.finding,
                side=side,
                by=request.user,
                today=timezone.localdate(),
            )
        except NotCodable:
            refused += 1
        except AlreadyEvidence:  # somebody else was quicker: it is cited, as was asked
            continue
        else:
            taken += 1
    if taken:
        said = ngettext("%(n)d preuve ajoutée.", "%(n)d preuves ajoutées.", taken)
        messages.success(request, said % {"n": taken})
    if refused:
        messages.error(
            request,
            ngettext(
                "%(n)d réaction n’est pas citée : qui parle n’a pas accepté d’être codé et compté.",
                "%(n)d réactions ne sont pas citées : qui parle n’a pas accepté d’être codé et "
                "compté.",
                refused,
            )
            % {"n": refused},
        )
    if not chosen:
        messages.error(request, _("Rien n’a été choisi."))
