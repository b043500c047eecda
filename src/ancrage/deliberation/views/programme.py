"""The programme of a meeting: add lines, time them, order them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render

from ancrage.deliberation import actions
from ancrage.deliberation.forms import ProgrammeItemForm
from ancrage.deliberation.models import ProgrammeItem
from ancrage.deliberation.reading import programme_of
from ancrage.deliberation.views.fetching import writable


def item_list(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show the programme at its hours, and add a line to it."""
    meeting = writable(request, study, uuid)
    form = ProgrammeItemForm(request.POST or None)
    if form.is_valid():
        actions.add_item(meeting=meeting, by=request.user, **form.values)
        return redirect("deliberation:item_list", study, uuid)
    items = meeting.programme.visible_to(request.user)
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "programme": programme_of(meeting, items),
        "form": form,
    }
    return render(request, "deliberation/item_list.html", context)


def item_change(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Change a line."""
    found = _writable(request, study, uuid, item)
    form = ProgrammeItemForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.change_item(item=found, expected=form.expected, by=request.user, **form.values)
        return redirect("deliberation:item_list", study, uuid)
    context = {
        "study": found.meeting.study,
        "meeting": found.meeting,
        "item": found,
        "form": form,
    }
    return render(request, "deliberation/item_form.html", context)


def item_shift(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Move a line one place up or down."""
    found = _writable(request, study, uuid, item)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    places = -1 if request.POST.get("sens") == "haut" else 1
    actions.shift_item(item=found, places=places, by=request.user)
    return redirect("deliberation:item_list", study, uuid)


def item_remove(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> HttpResponse:
    """Take a line off."""
    found = _writable(request, study, uuid, item)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.remove_item(item=found, by=request.user)
    return redirect("deliberation:item_list", study, uuid)


def _writable(request: HttpRequest, study: str, uuid: UUID, item: UUID) -> ProgrammeItem:
    rows = ProgrammeItem.objects.editable_by(request.user)
    rows = rows.select_related("meeting__study", "meeting__site")
    found: ProgrammeItem = get_object_or_404(
        rows, meeting__study__slug=study, meeting__uuid=uuid, uuid=item
    )
    return found
