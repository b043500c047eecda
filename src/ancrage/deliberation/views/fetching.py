"""Fetch a meeting or one of its rows, for whom may read or write it."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ancrage.deliberation.models import Meeting, PriorityRound, Reaction
from ancrage.evidence.access import studies_researched_by
from ancrage.fieldwork.models import Participant


def readable(request: HttpRequest, study: str, uuid: UUID) -> Meeting:
    """Return a meeting that the person reads, or 404."""
    rows = Meeting.objects.visible_to(request.user)
    return _meeting(rows, study, uuid)


def writable(request: HttpRequest, study: str, uuid: UUID) -> Meeting:
    """Return a meeting that the person holds, or 404."""
    rows = Meeting.objects.editable_by(request.user)
    return _meeting(rows, study, uuid)


def researched(request: HttpRequest, study: str, uuid: UUID) -> Meeting:
    """Return a meeting of a study whose whole chain the person writes, or 404."""
    rows = Meeting.objects.editable_by(request.user)
    return _meeting(rows.filter(study__in=studies_researched_by(request.user)), study, uuid)


def may_hold(request: HttpRequest, meeting: Meeting) -> bool:
    """Tell whether the person holds ``meeting``."""
    return Meeting.objects.editable_by(request.user).filter(pk=meeting.pk).exists()


def readable_round(request: HttpRequest, study: str, uuid: UUID) -> PriorityRound:
    """Return a vote that the person reads, or 404."""
    return _round(PriorityRound.objects.visible_to(request.user), study, uuid)


def writable_round(request: HttpRequest, study: str, uuid: UUID) -> PriorityRound:
    """Return a vote that the person holds, or 404."""
    return _round(PriorityRound.objects.editable_by(request.user), study, uuid)


def reactions_of(meeting: Meeting, user: Any) -> "QuerySet[Reaction]":
    """Return the reactions of ``meeting``; who spoke is named to whoever may know it."""
    known = Participant.objects.visible_to(user)
    return (
        Reaction.objects.visible_to(user)
        .filter(meeting=meeting)
        .select_related("debated__finding", "category", "finding", "passage")
        .prefetch_related(Prefetch("participant", known))
    )


def last_speaker(request: HttpRequest) -> dict[str, str]:
    """Return who spoke last, as the address keeps it: people speak several times in a row."""
    return {name: request.GET[name] for name in ("category", "table") if name in request.GET}


def _meeting(rows: "QuerySet[Meeting]", study: str, uuid: UUID) -> Meeting:
    rows = rows.select_related("study", "site", "step", "interview__study")
    meeting: Meeting = get_object_or_404(rows, study__slug=study, uuid=uuid)
    return meeting


def _round(rows: "QuerySet[PriorityRound]", study: str, uuid: UUID) -> PriorityRound:
    rows = rows.select_related("meeting__study", "meeting__site", "meeting__step")
    found: PriorityRound = get_object_or_404(rows, meeting__study__slug=study, uuid=uuid)
    return found
