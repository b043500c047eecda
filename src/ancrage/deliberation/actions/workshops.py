"""Groups of a workshop: causes, solutions, and the leads that solutions become."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.deliberation.actions.meetings import NotPossible
from ancrage.deliberation.models import Cause, Meeting, Solution, WorkGroup
from ancrage.evidence.actions import record_upward
from ancrage.evidence.models import Finding, Lead, Stake
from ancrage.fieldwork.actions import names_taken_out

_TITLE: Final = 250


@transaction.atomic
def record_group(
    *, meeting: Meeting, stake: Stake, by: User | None, notes: str = "", **values: Any
) -> WorkGroup:
    """Form the next group of ``meeting``, at work on ``stake``."""
    last = meeting.groups.aggregate(last=Max("number"))["last"] or 0
    group = WorkGroup.objects.create(
        meeting=meeting,
        number=last + 1,
        stake=stake,
        notes=_clean(meeting, notes),
        **values,
    )
    journal.record("group.recorded", group, by=by)
    return group


@transaction.atomic
def change_group(
    *, group: WorkGroup, expected: int, by: User | None, notes: str = "", **values: Any
) -> WorkGroup:
    """Change who animates a group, what it works on, its notes.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    editing.change(group, expected=expected, notes=_clean(group.meeting, notes), **values)
    journal.record("group.changed", group, by=by)
    return group


@transaction.atomic
def remove_group(*, group: WorkGroup, by: User | None) -> None:
    """Delete a group that wrote nothing.

    Raises
    ------
    NotPossible
        If it did: what people wrote is kept.
    """
    if group.causes.exists() or group.solutions.exists():
        raise NotPossible(
            _("Rien n’a été supprimé : ce groupe a déjà écrit des causes ou des solutions.")
        )
    journal.record("group.removed", group, by=by)
    group.delete()


@transaction.atomic
def add_cause(
    *, group: WorkGroup, text: str, by: User | None, findings: Iterable[Finding] = ()
) -> Cause:
    """Add a cause to those of ``group``."""
    cause = Cause.objects.create(group=group, **_written(Cause, group, text))
    cause.findings.set(findings)
    journal.record("cause.recorded", cause, by=by)
    return cause


@transaction.atomic
def add_solution(
    *, group: WorkGroup, text: str, causes: Iterable[Cause], by: User | None
) -> Solution:
    """Add a solution to those of ``group``, against some of its causes."""
    solution = Solution.objects.create(group=group, **_written(Solution, group, text))
    solution.causes.set(causes)
    journal.record("solution.recorded", solution, by=by)
    return solution


@transaction.atomic
def change_line(
    line: Cause | Solution,
    *,
    expected: int,
    text: str,
    by: User | None,
    links: dict[str, Iterable[Any]],
) -> None:
    """Change the words of a cause or of a solution, and what it is tied to.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    editing.change(line, expected=expected, text=_clean(line.group.meeting, text))
    for relation, rows in links.items():
        getattr(line, relation).set(rows)
    journal.record(f"{line._meta.model_name}.changed", line, by=by)


@transaction.atomic
def remove_line(line: Cause | Solution, *, by: User | None) -> None:
    """Take off a cause or a solution; the solutions of a cause stay, the lead of a solution too."""
    journal.record(f"{line._meta.model_name}.removed", line, by=by)
    line.delete()


@transaction.atomic
def make_lead(*, solution: Solution, by: User | None) -> Lead:
    """Make a lead for action of a solution, from the stake that its group works on.

    Raises
    ------
    NotPossible
        If it is one already.
    """
    fresh = Solution.objects.select_for_update(of=("self",)).get(pk=solution.pk)
    if fresh.lead_id is not None:
        raise NotPossible(_("Cette solution est déjà une piste d’action."))
    group = solution.group
    lead = record_upward(
        Lead,
        study=group.meeting.study,
        title=_title(solution.text),
        text=solution.text,
        links={"stakes": [group.stake]},
        by=by,
    )
    Solution.objects.filter(pk=solution.pk).update(lead=lead)
    solution.lead = lead
    return lead


def _written(model: type[Cause] | type[Solution], group: WorkGroup, text: str) -> dict[str, Any]:
    last = model._default_manager.filter(group=group).aggregate(last=Max("order"))["last"] or 0
    return {"text": _clean(group.meeting, text), "order": last + 1}


def _clean(meeting: Meeting, text: str) -> str:
    """Return ``text`` with the names of the people met at the site replaced."""
    return names_taken_out(meeting.site_id)(text) if text else ""


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"
