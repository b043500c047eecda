"""Who prepares, holds and reads meetings.

The national team and the site's own team hold them together. Putting a finding to a debate shows
its words to whoever reads the meeting. Who is invited tells who was met: only the national team
sees it. A ballot has no author; its choices are read by nobody but the count.
"""

from typing import Any

from django.db.models import QuerySet

from ancrage.core.access import SEE, WRITE, Action, Role, Rule, declare
from ancrage.deliberation import models
from ancrage.studies.access import (
    ALL_STUDY,
    OWN_SITE,
    RESEARCHERS,
    in_study,
    on_own_site,
    studies_of,
)
from ancrage.studies.models import Study

COUNTED = frozenset({Action.LIST, Action.READ, Action.COUNT, Action.CHANGE})


def studies_with_meetings_for(user: Any) -> QuerySet[Study]:
    """Return the studies where ``user`` reads meetings, all of them or those of a site."""
    return studies_of(user, *RESEARCHERS, Role.SITE, Role.PARTNER)


def _researchers(path: str) -> list[Rule]:
    return [Rule(role, WRITE, in_study(f"{path}study", role), ALL_STUDY) for role in RESEARCHERS]


def _of_meeting(path: str) -> list[Rule]:
    """Let the national team and the site's team write, its elected members and partners read."""
    return [
        *_researchers(path),
        Rule(Role.SITE, WRITE, on_own_site(f"{path}site", Role.SITE), OWN_SITE),
        Rule(Role.PARTNER, SEE, on_own_site(f"{path}site", Role.PARTNER), OWN_SITE),
    ]


declare(models.Meeting, _of_meeting(""))
for model in (
    models.ProgrammeItem,
    models.DebatedFinding,
    models.PriorityRound,
    models.WorkGroup,
):
    declare(model, _of_meeting("meeting__"))
declare(models.Invitation, _researchers("meeting__"))
declare(
    models.Reaction,
    [
        *_researchers("meeting__"),
        Rule(Role.SITE, WRITE, on_own_site("meeting__site", Role.SITE), OWN_SITE),
    ],
)
for model in (models.RoundOption, models.Dissent, models.PriorityDecision):
    declare(model, _of_meeting("round__meeting__"))
declare(models.HandCount, _of_meeting("option__round__meeting__"))
for model in (models.Cause, models.Solution):
    declare(model, _of_meeting("group__meeting__"))
for model in (models.Ballot, models.BallotCode):
    declare(
        model,
        [
            *(
                Rule(role, COUNTED, in_study("round__meeting__study", role), ALL_STUDY)
                for role in RESEARCHERS
            ),
            Rule(Role.SITE, COUNTED, on_own_site("round__meeting__site", Role.SITE), OWN_SITE),
        ],
    )
