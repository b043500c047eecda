"""Choose the findings put to a debate, word them plainly, withdraw them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.deliberation.models import DebatedFinding, Meeting
from ancrage.evidence.models import Finding


class AlreadyDebated(Exception):
    """Somebody already reacted to it: it can be withdrawn, not taken off."""


@transaction.atomic
def debate_findings(
    *, meeting: Meeting, findings: Iterable[Finding], by: User | None
) -> list[DebatedFinding]:
    """Put ``findings`` to the debate after those already chosen; one already there stays.

    The claim is kept as the room will read it: whoever reads the meeting reads these words.
    """
    known = set(meeting.debated.values_list("finding", flat=True))
    order = meeting.debated.aggregate(last=Max("order"))["last"] or 0
    added = []
    for finding in findings:
        if finding.study_id != meeting.study_id:
            raise ValueError(f"Finding {finding.pk} is not of study {meeting.study_id}.")
        if finding.pk in known:
            continue
        order += 1
        debated = DebatedFinding.objects.create(
            meeting=meeting, finding=finding, wording=finding.claim, order=order
        )
        journal.record("debated.added", debated, by=by)
        added.append(debated)
    return added


@transaction.atomic
def change_debated(
    *, debated: DebatedFinding, expected: int, wording: str, by: User | None
) -> DebatedFinding:
    """Say a finding in words that everybody in the room understands.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    editing.change(debated, expected=expected, wording=wording)
    journal.record("debated.changed", debated, by=by)
    return debated


@transaction.atomic
def withdraw_debated(
    *, debated: DebatedFinding, expected: int, because: str, by: User | None
) -> DebatedFinding:
    """Withdraw a finding from the debate, or put it back where ``because`` is empty.

    What people already said of it stays; whoever opens their link reads why it went.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    editing.change(debated, expected=expected, withdrawn=bool(because), withdrawn_because=because)
    journal.record("debated.withdrawn" if because else "debated.restored", debated, by=by)
    return debated


@transaction.atomic
def shift_debated(*, debated: DebatedFinding, places: int, by: User | None) -> None:
    """Move a finding up (negative) or down among those debated."""
    rows = list(debated.meeting.debated.all())
    at = rows.index(debated)
    rows.insert(max(at + places, 0), rows.pop(at))
    for order, each in enumerate(rows, start=1):
        each.order = order
    DebatedFinding.objects.bulk_update(rows, ["order"])
    journal.record("debated.shifted", debated, by=by)


@transaction.atomic
def remove_debated(*, debated: DebatedFinding, by: User | None) -> None:
    """Take a finding off the debate, as if it had never been chosen.

    Raises
    ------
    AlreadyDebated
        If somebody already reacted to it.
    """
    if debated.reactions.exists():
        raise AlreadyDebated(
            _(
                "Des personnes ont déjà réagi au constat n° %(number)d : retirez-le du débat en "
                "disant pourquoi, leurs mots seront gardés."
            )
            % {"number": debated.finding.number}
        )
    journal.record("debated.removed", debated, by=by)
    debated.delete()
