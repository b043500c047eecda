"""Who may see what was said, and who was met.

The site's team reads an interview of its own site only where every person met agreed to it; a
volunteer reads the interviews in which they took part; nobody reads more by being an elected
member, a partner or the administrator of the installation.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.core import clock
from ancrage.core.access import SEE, WRITE, Action, Role, Rule, declare
from ancrage.fieldwork import models
from ancrage.fieldwork.models import Interview, Participant, Purpose
from ancrage.studies.access import (
    ALL_STUDY,
    OWN_SITE,
    RESEARCHERS,
    in_study,
    memberships,
    on_own_site,
)

SHARED = _("son site, si chaque personne rencontrée a accepté « partager »")
TOOK_PART = _("les entretiens auxquels il a pris part")
SEATED = _("les visites dans les équipes desquelles il siège")
OWN_TEAM = _("l’équipe dans laquelle il siège")
ONESELF = _("lui-même")
RECEIVED = _("les membres des équipes que son site reçoit")
SAME_VISITS = _("lui-même, et les membres des équipes de ses visites")
OWN_NOTES = _("ses propres notes")
SHARED_LINES = _("son site, si la ligne lui est ouverte")
READ = frozenset(SEE)


def _shared_on_own_site(user: Any) -> Q:
    silent = Participant.objects.refusing(Purpose.SHARE, clock.today())
    return Q(site__in=memberships(user, Role.SITE).values("site"), participants__isnull=False) & ~Q(
        pk__in=silent.values("interview")
    )


def _took_part(user: Any) -> Q:
    volunteers_in = memberships(user, Role.VOLUNTEER).values("study")
    return Q(
        pk__in=Interview.objects.filter(study__in=volunteers_in, interviewers__user=user).values(
            "pk"
        )
    )


def _interview_rules(study: str) -> list[Rule]:
    return [
        Rule(Role.ADMIN, WRITE, in_study(study, Role.ADMIN), ALL_STUDY),
        Rule(Role.NATIONAL, WRITE, in_study(study, Role.NATIONAL), ALL_STUDY),
    ]


def _of_interview(path: str) -> list[Rule]:
    """Let a row of an interview be read by whoever reads the interview."""

    def through(role: Role) -> Any:
        conditions = {Role.SITE: _shared_on_own_site, Role.VOLUNTEER: _took_part}

        def when(user: Any) -> Q:
            readable = Interview.objects.filter(conditions[role](user)).values("pk")
            return Q(**{f"{path}__in": readable})

        return when

    return [
        *_interview_rules(f"{path}__study"),
        Rule(Role.SITE, READ, through(Role.SITE), SHARED),
        Rule(Role.VOLUNTEER, READ, through(Role.VOLUNTEER), TOOK_PART),
    ]


declare(
    Interview,
    [
        *_interview_rules("study"),
        Rule(
            Role.SITE,
            READ,
            lambda user: Q(pk__in=Interview.objects.filter(_shared_on_own_site(user)).values("pk")),
            SHARED,
        ),
        Rule(Role.VOLUNTEER, READ, _took_part, TOOK_PART),
    ],
)
declare(models.Participant, _of_interview("interview"))
declare(models.Consent, _interview_rules("participant__interview__study"))
declare(models.Document, _of_interview("interview"))
declare(models.TextVersion, _of_interview("document__interview"))
declare(models.Turn, _of_interview("text_version__document__interview"))
declare(models.Paragraph, _of_interview("text_version__document__interview"))
declare(models.Passage, _of_interview("text_version__document__interview"))
declare(models.ImportBatch, _interview_rules("study"))
declare(models.Interviewer, _interview_rules("study"))
declare(
    models.ActorCategory,
    [
        *_interview_rules("study"),
        *(
            Rule(
                role,
                frozenset({Action.LIST, Action.READ, Action.COUNT}),
                in_study("study", role),
                ALL_STUDY,
            )
            for role in (Role.SITE, Role.VOLUNTEER, Role.PARTNER)
        ),
    ],
)


def _prepared(site: str) -> list[Rule]:
    """Let the national team and the site's team write, its elected members and partners read."""
    return [
        *_interview_rules(f"{site}__study"),
        Rule(Role.SITE, WRITE, on_own_site(site, Role.SITE), OWN_SITE),
        Rule(Role.PARTNER, READ, on_own_site(site, Role.PARTNER), OWN_SITE),
    ]


for model in (models.WorkingPaper, models.ActorToMeet, models.InventoryItem):
    declare(model, _prepared("site"))
declare(models.PaperRevision, _prepared("paper__site"))
declare(
    models.LogEntry,
    [
        *_interview_rules("site__study"),
        Rule(
            Role.SITE,
            READ,
            lambda user: on_own_site("site", Role.SITE)(user) & Q(shared=True),
            SHARED_LINES,
        ),
    ],
)


def _seated(user: Any) -> Q:
    """Hold on visits in whose teams the volunteer sits today."""
    volunteers_in = memberships(user, Role.VOLUNTEER).values("study")
    seats = models.TeamSeat.objects.filter(
        visitor__user=user, visitor__left_on=None, visitor__study__in=volunteers_in
    )
    return Q(pk__in=seats.values("visit"))


def _of_visit(path: str, *, site_writes: bool = False) -> list[Rule]:
    """Let a row of a visit be read by its teams and by the site that hosts it."""

    def seated(user: Any) -> Q:
        return Q(**{f"{path}__in": models.Visit.objects.filter(_seated(user)).values("pk")})

    return [
        *_interview_rules(f"{path}__site__study"),
        Rule(
            Role.SITE,
            WRITE if site_writes else READ,
            on_own_site(f"{path}__site", Role.SITE),
            OWN_SITE,
        ),
        Rule(Role.VOLUNTEER, READ, seated, SEATED),
    ]


declare(
    models.Visit,
    [
        *_interview_rules("site__study"),
        Rule(Role.SITE, READ, on_own_site("site", Role.SITE), OWN_SITE),
        Rule(Role.VOLUNTEER, READ, _seated, SEATED),
    ],
)
declare(models.TeamSeat, _of_visit("visit"))
declare(models.AgendaItem, _of_visit("visit", site_writes=True))


def _visit_guide(path: str) -> Any:
    def when(user: Any) -> Q:
        visits = models.Visit.objects.filter(_seated(user), guide__isnull=False)
        return Q(**{f"{path}__in": visits.values("guide")})

    return when


def _of_guide(path: str) -> list[Rule]:
    site, own = (f"{path}__site", path) if path else ("site", "pk")
    return [
        *_interview_rules(f"{site}__study"),
        Rule(Role.SITE, READ, on_own_site(site, Role.SITE), OWN_SITE),
        Rule(Role.VOLUNTEER, READ, _visit_guide(own), SEATED),
    ]


declare(models.Guide, _of_guide(""))
declare(models.GuideQuestion, _of_guide("guide"))


def _own_seat(user: Any) -> Q:
    """Hold on debriefs of the very team in which the volunteer sits."""
    seats = models.TeamSeat.objects.filter(
        visitor__user=user,
        visitor__left_on=None,
        visitor__study__in=memberships(user, Role.VOLUNTEER).values("study"),
        visit=OuterRef("visit"),
        team=OuterRef("team"),
    )
    return Q(Exists(seats))


declare(
    models.Debrief,
    [*_interview_rules("visit__site__study"), Rule(Role.VOLUNTEER, WRITE, _own_seat, OWN_TEAM)],
)


def _oneself(path: str) -> Any:
    def when(user: Any) -> Q:
        volunteers_in = memberships(user, Role.VOLUNTEER).values("study")
        return Q(**{f"{path}user": user, f"{path}study__in": volunteers_in})

    return when


def _met_on_visits(user: Any) -> Q:
    """Hold on the visitors with whom a volunteer sits, and on oneself."""
    volunteers_in = memberships(user, Role.VOLUNTEER).values("study")
    visits = models.Visit.objects.filter(_seated(user)).values("pk")
    return Q(user=user, study__in=volunteers_in) | Q(
        pk__in=models.TeamSeat.objects.filter(visit__in=visits).values("visitor")
    )


def _received(user: Any) -> Q:
    """Hold on the visitors whom one's own site receives."""
    seats = models.TeamSeat.objects.filter(on_own_site("visit__site", Role.SITE)(user))
    return Q(pk__in=seats.values("visitor"))


declare(
    models.Visitor,
    [
        *_interview_rules("study"),
        Rule(Role.SITE, READ, _received, RECEIVED),
        Rule(Role.VOLUNTEER, READ, _met_on_visits, SAME_VISITS),
    ],
)


def may_free(user: Any, visitor: models.Visitor) -> bool:
    """Tell whether ``user`` may say when ``visitor`` is free: researchers, and oneself."""
    held = memberships(user, *RESEARCHERS, Role.VOLUNTEER).filter(study=visitor.study_id)
    roles = set(held.values_list("role", flat=True))
    return bool(roles & set(RESEARCHERS)) or bool(roles and visitor.user_id == user.pk)


declare(
    models.VisitorSlot,
    [
        *_interview_rules("visitor__study"),
        Rule(Role.VOLUNTEER, WRITE, _oneself("visitor__"), ONESELF),
    ],
)
declare(
    models.HostSlot,
    [
        *_interview_rules("site__study"),
        Rule(Role.SITE, WRITE, on_own_site("site", Role.SITE), OWN_SITE),
    ],
)
for model in (models.VisitPlan, models.PlanLock, models.KeptPack):
    declare(model, _interview_rules("study"))


def _own_notes(author: str, study: str) -> list[Rule]:
    """Let each write their own notes, for interviews in which they take part."""

    def own(role: Role) -> Any:
        def when(user: Any) -> Q:
            held = memberships(user, role).values("study")
            return Q(**{author: user, f"{study}__in": held})

        return when

    return [Rule(role, WRITE, own(role), OWN_NOTES) for role in (*RESEARCHERS, Role.VOLUNTEER)]


declare(models.Notebook, _own_notes("owner", "visit__site__study"))
declare(models.NoteSheet, _own_notes("author", "interview__study"))
declare(models.NoteEntry, _own_notes("sheet__author", "sheet__interview__study"))


def visits_noted_by(user: Any) -> QuerySet[models.Visit]:
    """Return the visits on which ``user`` takes notes: in whose teams they sit, or all."""
    everywhere = in_study("site__study", *RESEARCHERS)(user)
    return models.Visit.objects.filter(everywhere | _seated(user))


def teams_of(user: Any, visit: models.Visit) -> list[int]:
    """Return the teams for which ``user`` writes the debrief of a visit, their own first."""
    seats = models.TeamSeat.objects.filter(visit=visit, visitor__user=user, visitor__left_on=None)
    own = sorted(set(seats.values_list("team", flat=True)))
    if memberships(user, *RESEARCHERS).filter(study=visit.site.study_id).exists():
        return [*own, *(team for team in (1, 2) if team not in own)]
    return own
