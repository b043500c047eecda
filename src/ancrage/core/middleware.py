"""Writes as commands, private pages kept out of caches."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from ancrage.core.editing import StaleEdit
from ancrage.core.journal import current_command
from ancrage.core.models import Command

Respond = Callable[[HttpRequest], HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
NOT_SIGNED = frozenset({"csrfmiddlewaretoken", "commande"})


def not_a_command(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose POST may be repeated without harm (login, language)."""
    view.not_a_command = True  # type: ignore[attr-defined]  # a mark that only we read
    return view


class SeeOther(HttpResponseRedirect):
    """After a write, send the person to read what changed."""

    status_code = 303


class CommandMiddleware:
    """Run each write once, in one transaction, and answer its repetition the same.

    A form carries a command UUID (``{% command %}``) or the header ``X-Commande``. The view
    answers a success by a redirection, which is kept; a form shown again is a refusal: nothing
    is written and the status becomes 422.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through: the work is done once the view is known."""
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Run the view of an unsafe request as a command."""
        if request.method in SAFE or getattr(view, "not_a_command", False):
            return None
        try:
            command = UUID(request.headers.get("X-Commande") or request.POST.get("commande", ""))
        except ValueError:
            return render(request, "core/command_missing.html", status=400)
        digest = _digest(request)
        if earlier := Command.objects.filter(pk=command).first():
            return _repeat(request, earlier, digest)
        try:
            return _run(request, command, digest, lambda: view(request, *args, **kwargs))
        except StaleEdit as stale:
            return render(request, "core/stale_edit.html", {"stale": stale}, status=409)
        except _Simultaneous:
            return _repeat(request, Command.objects.get(pk=command), digest)


class _Simultaneous(Exception):
    """The same command was committed while this one waited."""


def _run(
    request: HttpRequest, uuid: UUID, digest: str, view: Callable[[], HttpResponse]
) -> HttpResponse:
    token = current_command.set(uuid)
    try:
        with transaction.atomic():
            command = _claim(uuid, digest, request)
            response = view()
            if 300 <= response.status_code < 400:
                command.location = response["Location"]
                command.save(update_fields=["location"])
            else:
                transaction.set_rollback(True)
    finally:
        current_command.reset(token)
    if response.status_code == 200:
        response.status_code = 422
    return response


def _claim(uuid: UUID, digest: str, request: HttpRequest) -> Command:
    actor = getattr(request.user, "uuid", None)
    try:
        with transaction.atomic():
            return Command.objects.create(uuid=uuid, digest=digest, actor=actor)
    except IntegrityError as error:
        raise _Simultaneous from error


def _repeat(request: HttpRequest, command: Command, digest: str) -> HttpResponse:
    if command.digest != digest:
        return render(request, "core/command_reused.html", status=422)
    return SeeOther(command.location)


def _digest(request: HttpRequest) -> str:
    """Digest who asks what, where: a repetition must be the same in all three."""
    who = str(getattr(request.user, "uuid", ""))
    typed = [row for row in sorted(request.POST.lists()) if row[0] not in NOT_SIGNED]
    sent = [
        (name, [(file.name, _content_digest(file)) for file in files])
        for name, files in sorted(request.FILES.lists())
    ]
    asked = json.dumps([who, request.method, request.get_full_path(), typed, sent])
    return hashlib.sha256(asked.encode()).hexdigest()


def _content_digest(file: "File[bytes]") -> str:
    """Digest what a file holds: once mended, it may keep its name and its size."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class PlainAddressMiddleware:
    """Refuse an address that holds a NUL: no word has one, and PostgreSQL stores none."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer such an address as one that is not understood."""
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A NUL in the address.")
        return self.respond(request)


class PrivatePagesMiddleware:
    """Keep what a signed-in person sees out of every cache."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forbid storage unless the view already said otherwise."""
        response = self.respond(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response
