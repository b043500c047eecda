"""Reaction cards: print them, type them in."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.deliberation import actions
from ancrage.deliberation.forms import CardForm, CopiesForm
from ancrage.deliberation.models import DebatedFinding, Meeting
from ancrage.deliberation.reading import Card, cards_of, series
from ancrage.deliberation.views.fetching import last_speaker, writable


def card_list(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Number new cards, then show those of a series, to be printed."""
    meeting = writable(request, study, uuid)
    form = CopiesForm(request.POST or None)
    if form.is_valid():
        copies = actions.print_cards(meeting=meeting, by=request.user, **form.cleaned_data)
        page = reverse("deliberation:card_list", args=[study, uuid])
        return redirect(f"{page}?{urlencode({'de': copies[0], 'a': copies[-1]})}")
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "form": form,
        "cards": list(_cards(request, meeting)),
    }
    return render(request, "deliberation/card_list.html", context)


def card_type(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Type a card in, then the next one; category and table stay filled in."""
    meeting = writable(request, study, uuid)
    form = CardForm(
        request.POST or None,
        meeting=meeting,
        debated=_debated(request, meeting),
        user=request.user,
        initial=last_speaker(request),
    )
    if form.is_valid():
        try:
            reaction = actions.type_card(
                meeting=meeting,
                debated=form.debated,
                copy=form.copy,
                at=timezone.now(),
                by=request.user,
                **form.said(),
            )
        except (actions.AlreadyTyped, actions.NotPossible, actions.WithdrawnFinding) as error:
            form.add_error("card", str(error))
        else:
            messages.success(request, _("Carte %(card)s saisie.") % {"card": reaction.card})
            kept = {"category": reaction.category_id or "", "table": reaction.table}
            page = reverse("deliberation:card_type", args=[study, uuid])
            return redirect(f"{page}?{urlencode(kept)}")
    context = {"study": meeting.study, "meeting": meeting, "form": form}
    return render(request, "deliberation/card_type.html", context)


def _cards(request: HttpRequest, meeting: Meeting) -> list[Card]:
    """Return the cards of the series that the address names, each finding's together."""
    standing = [each for each in _debated(request, meeting) if not each.withdrawn]
    return cards_of(meeting, standing, series(meeting, request.GET))


def _debated(request: HttpRequest, meeting: Meeting) -> list[DebatedFinding]:
    rows = DebatedFinding.objects.visible_to(request.user).filter(meeting=meeting)
    return list(rows.select_related("finding"))
