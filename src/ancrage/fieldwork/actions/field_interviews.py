"""An hour of the agenda becomes an interview the first time that somebody notes something in it."""

import re
from datetime import datetime

from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.fieldwork.models import AgendaItem, Interview, Interviewer, TeamSeat, Visitor
from ancrage.studies.models import Study

HELD = {
    AgendaItem.Kind.INTERVIEW: Interview.Kind.INDIVIDUAL,
    AgendaItem.Kind.GROUP: Interview.Kind.GROUP,
}
_NUMBERED = re.compile(r"(.*?)(\d+)$")
_FIRST = ("E", 1, 3)


class NotAnInterview(Exception):
    """Nobody is interviewed during this hour of the agenda."""


def interview_of(item: AgendaItem, *, by: User | None) -> Interview:
    """Return the interview held during an hour of the agenda, made on first use.

    Inside a transaction: the hour is locked, then the study while it gives its next code.

    Raises
    ------
    NotAnInterview
        If the hour is a meal, a journey, a debrief.
    """
    held = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if held.interview is None:
        held.interview = _hold(held, by)
        held.save(update_fields=["interview"])
    interview: Interview = held.interview
    item.interview = interview
    return interview


def _hold(item: AgendaItem, by: User | None) -> Interview:
    if item.kind not in HELD:
        raise NotAnInterview(_("Cette heure de l’emploi du temps n’est pas un entretien."))
    site = item.visit.site
    study = Study.objects.select_for_update().get(pk=site.study_id)
    interview = Interview.objects.create(
        study=study,
        site=site,
        step=item.visit.step,
        code=next_code(study),
        held_on=item.on,
        kind=HELD[AgendaItem.Kind(item.kind)],
        place=item.place,
        minutes=_minutes(item),
    )
    interview.interviewers.set(_interviewers(item))
    journal.record("interview.created", interview, by=by)
    return interview


def next_code(study: Study) -> str:
    """Return the code that follows the last one given: « E143 » leads to « E144 »."""
    codes = list(study.interviews.order_by("-pk").values_list("code", flat=True))
    numbered = [found for found in map(_NUMBERED.match, codes) if found]
    prefix, last, width = _FIRST[0], _FIRST[1] - 1, _FIRST[2]
    if numbered:
        prefix = numbered[0][1]
        alike = [found[2] for found in numbered if found[1] == prefix]
        last, width = max(int(number) for number in alike), max(len(number) for number in alike)
    return f"{prefix}{last + 1:0{width}}"


def _minutes(item: AgendaItem) -> int:
    starts, ends = (datetime.combine(item.on, hour) for hour in (item.starts, item.ends))
    return int((ends - starts).total_seconds() // 60)


def _interviewers(item: AgendaItem) -> list[Interviewer]:
    """Return who leads it: the people of the team, or of both where the hour names none."""
    seats = TeamSeat.objects.filter(visit=item.visit).select_related("visitor__interviewer")
    if item.team:
        seats = seats.filter(team=item.team)
    return [_interviewer(seat.visitor) for seat in seats]


def _interviewer(visitor: Visitor) -> Interviewer:
    """Return the interviewer that a visitor is: the same name, and the account linked to it."""
    found = visitor.interviewer
    if found is None:
        found, _made = Interviewer.objects.get_or_create(study=visitor.study, name=visitor.name)
        visitor.interviewer = found
        visitor.save(update_fields=["interviewer"])
    if found.user_id is None and visitor.user_id is not None:
        found.user = visitor.user
        found.save(update_fields=["user"])
    return found
