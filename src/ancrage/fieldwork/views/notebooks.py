"""The notebook taken along: a page that works without network, and what it sends back."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ancrage.core.middleware import not_a_command
from ancrage.fieldwork import actions
from ancrage.fieldwork.access import teams_of, visits_noted_by
from ancrage.fieldwork.forms import NotASending, read_device, read_sending
from ancrage.fieldwork.models import AgendaItem, Debrief, Notebook, NoteEntry, Visit
from ancrage.fieldwork.views.notes import RELATED, guide_questions, noted_visit

# What the page needs to stand without network: styles, then the page's own module and its parts.
STYLES: Final = (
    "web/tokens.css",
    "web/codes.css",
    "web/base.css",
    "web/components.css",
    "web/print.css",
    "fieldwork/notebook.css",
)
MODULES: Final = tuple(
    f"fieldwork/notebook/{name}.js"
    for name in ("page", "locker", "ciphering", "pages", "sending", "mission")
)
OTHERS: Final = ("web/mark.svg", "web/manifest.webmanifest", "web/js/command.js")
CLOCK_MINUTES: Final = 10


def notebook(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show the page of the notebook: it holds nothing of anybody, and stands without network."""
    visit = noted_visit(request, study, uuid)
    context = {"visit": visit, "study_slug": study, "tags": NoteEntry.Tag.choices}
    return render(request, "fieldwork/notebook.html", context)


def notebook_worker(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Give the service worker of one visit's notebook: its scope is this notebook alone."""
    noted_visit(request, study, uuid)
    shell = {
        "page": reverse("fieldwork:notebook", args=[study, uuid]),
        "files": _shell_files(),
        "cache": f"carnet-{uuid}-{_shell_version()}",
        "prefix": f"carnet-{uuid}-",
    }
    code = _source("fieldwork/notebook/worker.js").decode()
    script = f"self.SHELL = {json.dumps(shell)};\n{code}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


def notebook_token(request: HttpRequest, study: str, uuid: UUID) -> JsonResponse:
    """Say who is logged in and what signs a sending, to a page that waited without network."""
    visit = returning_visit(request, study, uuid)
    may_note = visits_noted_by(request.user).filter(pk=visit.pk).exists()
    return JsonResponse(
        {"csrf": get_token(request), "user": str(request.user.uuid), "may_note": may_note}
    )


@not_a_command
def notebook_take(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Give what a device takes along: agenda, questions, codes; never who is met."""
    visit = noted_visit(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        device = read_device(request.body)
        actions.take_notebook(visit=visit, device=device, by=request.user, now=timezone.now())
    except NotASending as error:
        return JsonResponse({"error": str(error)}, status=422)
    except actions.AnotherNotebook:
        return JsonResponse({"error": _("Ce carnet est celui de quelqu’un d’autre.")}, status=422)
    return JsonResponse(_pack(request, visit))


@not_a_command
def notebook_send(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Take what a device brings back; sent twice, it changes nothing twice."""
    visit = returning_visit(request, study, uuid)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        sending = read_sending(request.body)
    except NotASending as error:
        return JsonResponse({"error": str(error)}, status=422)
    # access: one's own notebook, even once one left the team: what it holds must not be lost
    own = Notebook.objects.filter(owner=request.user, visit=visit, uuid=sending.device)
    found = own.select_related("visit__site__study", "visit__step").first()
    if found is None:
        return JsonResponse(
            {"error": _("Ce carnet n’est pas le vôtre : connectez-vous sous votre compte.")},
            status=422,
        )
    now = timezone.now()
    receipt = actions.receive(
        notebook=found,
        jottings=sending.jottings,
        debriefs=sending.debriefs,
        by=request.user,
        now=now,
        today=timezone.localdate(now),
    )
    drift = round((sending.clock - now).total_seconds() / 60) if sending.clock else 0
    return JsonResponse(_answer(receipt, sending.odd, drift))


def returning_visit(request: HttpRequest, study: str, uuid: UUID) -> Visit:
    """Return a visit that one notes, or from which one still carries a notebook."""
    # access: one's own notebooks lead back to their visit, to be received or kept
    carried = Notebook.objects.filter(owner=request.user).values("visit")
    # access: the visits that the person notes, or whose notebook they carry
    visits = visits_noted_by(request.user) | Visit.objects.filter(pk__in=carried)
    found = visits.filter(site__study__slug=study, uuid=uuid).select_related(*RELATED).first()
    if found is None:
        raise Http404
    return found


def _answer(receipt: actions.Receipt, odd: list[str], drift: int) -> dict[str, Any]:
    kept = [uuid for uuids in receipt.kept.values() for uuid in uuids]
    refused = [str(uuid) for uuid in receipt.refused] + [uuid for uuid in odd if uuid]
    return {
        "taken": [str(uuid) for uuid in receipt.taken],
        "kept": [str(uuid) for uuid in kept],
        "refused": refused,
        "debriefs": receipt.debriefs,
        "notices": [*_notices(receipt), *_clock_notice(drift)],
    }


def _notices(receipt: actions.Receipt) -> list[str]:
    """Say why some entries were kept for an administrator."""
    said = {
        "revoque": _(
            "Vous ne faites plus partie de cette visite. Vos notes sont gardées, chiffrées, pour "
            "l’équipe nationale, qui décidera de leur place."
        ),
        "retard": _(
            "Ce carnet revient longtemps après la visite. Vos notes sont gardées, chiffrées, pour "
            "l’équipe nationale, qui décidera de leur place."
        ),
        "remise": _(
            "Votre feuille était déjà remise. Ces notes sont gardées, chiffrées, pour l’équipe "
            "nationale, qui pourra les mettre à côté."
        ),
        "inconnu": _(
            "Un entretien n’est plus dans l’emploi du temps. Ses notes sont gardées, chiffrées, "
            "pour l’équipe nationale."
        ),
    }
    return [said[reason] for reason, uuids in receipt.kept.items() if uuids]


def _clock_notice(drift: int) -> list[str]:
    if abs(drift) < CLOCK_MINUTES:
        return []
    return [
        _(
            "L’horloge de cet appareil a %(minutes)d minutes d’écart : c’est l’heure du serveur "
            "qui ordonne vos notes."
        )
        % {"minutes": abs(drift)}
    ]


def _pack(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    user = request.user
    items = AgendaItem.objects.visible_to(user).filter(visit=visit).select_related("interview")
    take_out = actions.names_taken_out(visit.site_id)
    debriefs = Debrief.objects.visible_to(user).filter(visit=visit)
    return {
        "owner": str(user.uuid),
        "visit": str(visit),
        "days": [day.isoformat() for day in visit.dates],
        "teams": teams_of(user, visit),
        "items": [
            {
                "uuid": str(item.uuid),
                "on": item.on.isoformat(),
                "starts": f"{item.starts:%H:%M}",
                "ends": f"{item.ends:%H:%M}",
                "title": take_out(item.title),
                "place": item.place,
                "team": item.team,
                "code": item.interview.code if item.interview else "",
                "notes": item.kind in actions.HELD,
            }
            for item in items
        ],
        "questions": [
            {"uuid": str(each.uuid), "text": each.text, "prompts": each.prompts}
            for each in guide_questions(request, visit)
        ],
        "debriefs": {
            f"{each.team}-{each.on.isoformat()}": {
                "heard": each.heard,
                "surprised": each.surprised,
                "doubts": each.doubts,
                "to_dig": each.to_dig,
            }
            for each in debriefs
        },
    }


def _shell_files() -> list[str]:
    """Return the addresses that the page asks for: its own files, and those that they import."""
    direct = [static(name) for name in (*STYLES, *OTHERS[:2], MODULES[0])]
    imported = [f"{settings.STATIC_URL}{name}" for name in (*MODULES[1:], OTHERS[2])]
    return [*direct, *imported]


def _shell_version() -> str:
    digest = sha256(str(get_language()).encode())
    for name in (*STYLES, *MODULES, *OTHERS, "fieldwork/notebook/worker.js"):
        digest.update(_source(name))
    return digest.hexdigest()[:16]


def _source(name: str) -> bytes:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_bytes()
