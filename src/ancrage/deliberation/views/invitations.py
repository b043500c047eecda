"""Invitations: who gets a way to answer, by which way, and what came back."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.deliberation import actions, tasks
from ancrage.deliberation.forms import ChannelForm, ContactForm
from ancrage.deliberation.models import Invitation, Meeting
from ancrage.deliberation.reading import programme_of
from ancrage.deliberation.views.fetching import researched
from ancrage.fieldwork.actions import NotReachable, seal_contact


def invitation_list(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show who is invited and how, who answered and came; invite everybody met, once."""
    meeting = researched(request, study, uuid)
    if request.method == "POST":
        made = actions.invite_everyone(meeting=meeting, by=request.user, today=timezone.localdate())
        messages.success(request, _made(len(made)))
        return redirect("deliberation:invitation_list", study, uuid)
    invitations = _invitations(request, meeting)
    invited = {each.participant.label for each in invitations}
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "invitations": invitations,
        "totals": Invitation.objects.visible_to(request.user).filter(meeting=meeting).totals(),
        "met": len(actions.people_met(meeting)),
        "uninvited": sum(1 for each in actions.people_met(meeting) if each.label not in invited),
    }
    return render(request, "deliberation/invitation_list.html", context)


def invitation_change(
    request: HttpRequest, study: str, uuid: UUID, invitation: UUID
) -> HttpResponse:
    """Choose the way, keep an address, or draw another link."""
    found = _writable(request, study, uuid, invitation)
    is_contact = "email" in request.POST
    contact = ContactForm(request.POST if is_contact else None)
    channel = ChannelForm(request.POST if "channel" in request.POST else None, instance=found)
    form = contact if is_contact else channel
    if form.is_valid():
        try:
            if is_contact:
                _keep_address(request, found, contact.cleaned_data["email"])
            else:
                _change_channel(request, found, channel)
        except NotReachable as error:
            form.add_error(None, str(error))
        else:
            return redirect("deliberation:invitation_list", study, uuid)
    context = {
        "study": found.meeting.study,
        "meeting": found.meeting,
        "invitation": found,
        "contact": contact,
        "channel": channel,
    }
    return render(request, "deliberation/invitation_form.html", context)


def invitation_renew(
    request: HttpRequest, study: str, uuid: UUID, invitation: UUID
) -> HttpResponse:
    """Draw another link: the former opens nothing any more."""
    found = _writable(request, study, uuid, invitation)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.renew_invitation(invitation=found, expected=found.version, by=request.user)
    messages.success(request, _("L’ancien lien ne s’ouvre plus. Donnez le nouveau."))
    return redirect("deliberation:invitation_list", study, uuid)


def invitation_send(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Send the mails in the background."""
    meeting = researched(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    tasks.send_invitations.enqueue(meeting.pk, request.build_absolute_uri("/"))
    messages.success(request, _("Les courriels partent : cette page dira quand."))
    return redirect("deliberation:invitation_list", study, uuid)


def invitation_follow(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Note which letters were handed over, or who came."""
    meeting = researched(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    ticked = set(map(str, _known(request, meeting)))
    if "remises" in request.POST:
        actions.hand_over(meeting=meeting, given=ticked, by=request.user, now=timezone.now())
    else:
        actions.record_attendance(meeting=meeting, came=ticked, by=request.user)
    return redirect("deliberation:invitation_list", study, uuid)


def letter_list(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Print the letters to hand over, one a page."""
    meeting = researched(request, study, uuid)
    letters = _invitations(request, meeting).exclude(channel=Invitation.Channel.MAIL)
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "letters": [each for each in letters if each.code],
        "programme": programme_of(meeting, meeting.programme.visible_to(request.user)),
        "base": request.build_absolute_uri("/reponses/"),
    }
    return render(request, "deliberation/letter_list.html", context)


def _invitations(request: HttpRequest, meeting: Meeting) -> "QuerySet[Invitation]":
    rows = Invitation.objects.visible_to(request.user).filter(meeting=meeting)
    return rows.select_related("participant__category", "participant__interview")


def _writable(request: HttpRequest, study: str, uuid: UUID, invitation: UUID) -> Invitation:
    meeting = researched(request, study, uuid)
    rows = Invitation.objects.editable_by(request.user).filter(meeting=meeting)
    rows = rows.select_related("meeting__study", "participant__interview")
    found: Invitation = get_object_or_404(rows, uuid=invitation)
    return found


def _known(request: HttpRequest, meeting: Meeting) -> list[UUID]:
    """Return the invitations ticked, as far as they are of this meeting."""
    ticked = set(request.POST.getlist("personne"))
    rows = Invitation.objects.editable_by(request.user).filter(meeting=meeting)
    return [uuid for uuid in rows.values_list("uuid", flat=True) if str(uuid) in ticked]


def _keep_address(request: HttpRequest, invitation: Invitation, email: str) -> None:
    today = timezone.localdate()
    seal_contact(participant=invitation.participant, email=email, by=request.user, today=today)
    actions.change_channel(
        invitation=invitation,
        expected=invitation.version,
        channel=Invitation.Channel.MAIL,
        by=request.user,
        today=today,
    )


def _change_channel(request: HttpRequest, invitation: Invitation, form: ChannelForm) -> None:
    actions.change_channel(
        invitation=invitation,
        expected=form.cleaned_data["version"],
        channel=form.cleaned_data["channel"],
        by=request.user,
        today=timezone.localdate(),
    )


def _made(count: int) -> str:
    if not count:
        return _("Chaque personne rencontrée a déjà un moyen de répondre.")
    return ngettext(
        "%(n)d personne a maintenant un moyen de répondre.",
        "%(n)d personnes ont maintenant un moyen de répondre.",
        count,
    ) % {"n": count}
