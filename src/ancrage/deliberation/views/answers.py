"""The private page of a person invited: no account, a link or the code of a letter."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.deliberation import actions, keys
from ancrage.deliberation.forms import AnswerForm, CodeForm
from ancrage.deliberation.models import DebatedFinding, Invitation, Reaction
from ancrage.deliberation.reading import programme_of


@login_not_required
def answer_find(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a letter, and go where it leads."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        digest = keys.digest(form.cleaned_data["code"])
        # access: whoever holds the code
        if Invitation.objects.filter(secret_digest=digest).exists():
            return _private(redirect("answers:answer_give", form.cleaned_data["code"]))
        form.add_error("code", _("Ce code n’ouvre rien. Vérifiez-le sur votre lettre."))
    return _private(render(request, "deliberation/answer_find.html", {"form": form}))


@login_not_required
def answer_give(request: HttpRequest, code: str) -> HttpResponse:
    """Show the findings to the person invited, and take what they say of them."""
    # access: whoever holds the link; a wrong one is a page that does not exist
    rows = Invitation.objects.select_related(
        "meeting__study", "meeting__site", "meeting__step", "participant"
    )
    invitation = get_object_or_404(rows, secret_digest=keys.digest(keys.typed(code)))
    debated = _debated(invitation)
    said = _said(invitation)
    form = AnswerForm(
        request.POST or None,
        invitation=invitation,
        debated=_open(request, debated, said),
        said=said,
    )
    if form.is_valid():
        try:
            actions.answer_invitation(
                invitation=invitation,
                answer=form.cleaned_data["answer"],
                reactions=form.reactions(),
                agreed=form.cleaned_data["agreed"],
                now=timezone.now(),
            )
        except actions.WithdrawnFinding as error:
            form.add_error(None, str(error))
        else:
            # The address of the answer must not be kept with the command.
            return _private(redirect("answers:answer_thanks"))
    meeting = invitation.meeting
    context = {
        "meeting": meeting,
        "form": form,
        "kept": [said[each.pk] for each in debated if _is_kept(each, said)],
        # access: what every person invited is told
        "programme": programme_of(meeting, meeting.programme.all()),
        "has_answered": bool(invitation.answer),
    }
    return _private(render(request, "deliberation/answer_give.html", context))


@login_not_required
def answer_thanks(request: HttpRequest) -> HttpResponse:
    """Say that the answer is kept."""
    return _private(render(request, "deliberation/answer_thanks.html", {}))


def _debated(invitation: Invitation) -> list[DebatedFinding]:
    # access: what every person invited is shown
    rows = DebatedFinding.objects.filter(meeting=invitation.meeting)
    return list(rows.select_related("finding"))


def _said(invitation: Invitation) -> dict[int | None, Reaction]:
    """Return what this very person already sent by their link, by the finding it speaks of."""
    # access: a person's own words
    sent = Reaction.objects.filter(
        meeting=invitation.meeting,
        participant=invitation.participant,
        channel=Reaction.Channel.LINK,
    )
    return {each.debated_id: each for each in sent.select_related("debated__finding")}


def _is_kept(debated: DebatedFinding, said: dict[int | None, Reaction]) -> bool:
    """Tell whether what was said of a finding can no longer be changed here."""
    return debated.pk in said and (debated.withdrawn or said[debated.pk].passage_id is not None)


def _open(
    request: HttpRequest, debated: list[DebatedFinding], said: dict[int | None, Reaction]
) -> list[DebatedFinding]:
    """Return the findings to react to, and those withdrawn while the person was writing."""
    return [
        each
        for each in debated
        if not _is_kept(each, said)
        and (not each.withdrawn or request.POST.get(f"stance_{each.finding.number}"))
    ]


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the page out of caches and of search engines."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
