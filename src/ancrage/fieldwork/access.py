"""Who may see what was said, and who was met.

The site's team reads an interview of its own site only where every person met agreed to it; a
volunteer reads the interviews in which they took part; nobody reads more by being an elected
member, a partner or the administrator of the installation.
"""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ancrage.core.access import SEE, WRITE, Action, Role, Rule, declare
from ancrage.fieldwork import models
from ancrage.fieldwork.models import Interview, Participant, Purpose
from ancrage.studies.access import ALL_STUDY, in_study, memberships

SHARED = _("son site, si chaque personne rencontrée a accepté « partager »")
TOOK_PART = _("les entretiens auxquels il a pris part")
READ = frozenset(SEE)


def _shared_on_own_site(user: Any) -> Q:
    silent = Participant.objects.refusing(Purpose.SHARE, timezone.localdate())
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
            for role in (Role.SITE, Role.VOLUNTEER)
        ),
    ],
)
