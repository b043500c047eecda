"""The home page: my studies, and what waits for me."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ancrage.studies.models import Membership, Milestone, Study
from ancrage.web import navigation
from ancrage.web.dashboards.waiting import Waiting, held_roles, waiting_for


@dataclass(frozen=True)
class StudyCard:
    """One study on the home page: what I am there, what comes, what waits."""

    study: Study
    roles: list[Membership]
    milestone: Milestone | None
    waiting: list[Waiting]


def home(request: HttpRequest) -> HttpResponse:
    """Show one's studies and what waits in each."""
    user = request.user
    may_create = user.may_create_studies
    context = {
        "cards": _cards(user),
        "create_url": navigation.safe_reverse("studies:study_create") if may_create else "",
        "may_create": may_create,
    }
    return render(request, "web/home.html", context)


def _cards(user: Any) -> list[StudyCard]:
    studies = list(Study.objects.visible_to(user))
    held, waiting = held_roles(user), waiting_for(user, studies)
    upcoming = _next_milestones(user, studies)
    return [
        StudyCard(study, held[study.pk], upcoming.get(study.pk), waiting.get(study.pk, []))
        for study in studies
    ]


def _next_milestones(user: Any, studies: list[Study]) -> dict[int, Milestone]:
    """Return the next date of each study, in one query."""
    ahead = Milestone.objects.visible_to(user).filter(
        study__in=studies, ends__gte=timezone.localdate()
    )
    found: dict[int, Milestone] = {}
    for milestone in ahead:
        found.setdefault(milestone.study_id, milestone)
    return found
