"""Cite passages for and against a finding, take them off, put them back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.evidence.models import EvidenceLink, Finding, RemovedEvidence
from ancrage.fieldwork.models import Passage


class AlreadyEvidence(Exception):
    """A passage speaks for a finding or against it, once."""


@transaction.atomic
def add_evidence(
    *,
    finding: Finding,
    passage: Passage,
    side: str,
    by: User | None,
    comment: str = "",
    rank: int | None = None,
) -> EvidenceLink:
    """Cite ``passage`` for or against ``finding``, under the next rank unless one is given.

    Raises
    ------
    AlreadyEvidence
        If the finding already cites this passage, on either side.
    """
    link = cite(finding, passage, side, by=by, comment=comment, rank=rank)
    journal.record("evidence.added", link, by=by)
    return link


@transaction.atomic
def change_evidence(
    *, link: EvidenceLink, expected: int, by: User | None, side: str, comment: str
) -> EvidenceLink:
    """Change the side on which a passage speaks, or what is said of it.

    Raises
    ------
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    editing.change(link, expected=expected, side=side, comment=comment)
    journal.record("evidence.changed", link, by=by)
    return link


@transaction.atomic
def shift_evidence(*, link: EvidenceLink, places: int, by: User | None) -> None:
    """Move a piece of evidence among those of its side, up (negative) or down."""
    same_side = list(EvidenceLink.objects.filter(finding=link.finding_id, side=link.side))
    at = same_side.index(link)
    same_side.insert(max(at + places, 0), same_side.pop(at))
    for order, each in enumerate(same_side, start=1):
        each.order = order
    EvidenceLink.objects.bulk_update(same_side, ["order"])
    journal.record("evidence.shifted", link, by=by)


@transaction.atomic
def remove_evidence(*, link: EvidenceLink, by: User | None, at: datetime) -> RemovedEvidence:
    """Take a passage off a finding, keeping what it takes to put it back."""
    removed = RemovedEvidence.objects.create(
        finding=link.finding,
        passage=link.passage,
        side=link.side,
        rank=link.rank,
        comment=link.comment,
        removed_by=by,
        removed_at=at,
    )
    journal.record("evidence.removed", link, by=by)
    link.delete()
    return removed


@transaction.atomic
def restore_evidence(*, removed: RemovedEvidence, by: User | None) -> EvidenceLink:
    """Put evidence back under the rank it had.

    Raises
    ------
    AlreadyEvidence
        If the passage was cited again meanwhile.
    """
    link = cite(
        removed.finding,
        removed.passage,
        removed.side,
        by=by,
        comment=removed.comment,
        rank=removed.rank,
    )
    journal.record("evidence.restored", link, by=by)
    removed.delete()
    return link


def cite(
    finding: Finding,
    passage: Passage,
    side: str,
    *,
    by: User | None,
    comment: str = "",
    rank: int | None = None,
) -> EvidenceLink:
    """Write the link itself; whoever calls writes the journal."""
    if passage.text_version.document.interview.study_id != finding.study_id:
        raise ValueError(f"Passage {passage.pk} is not of study {finding.study_id}.")
    last = (
        Finding.objects.select_for_update().values_list("last_rank", flat=True).get(pk=finding.pk)
    )
    if finding.links.filter(passage=passage).exists():
        raise AlreadyEvidence(
            _(
                "Le constat n° %(number)d cite déjà ce verbatim. "
                "Changez son sens plutôt que de le citer deux fois."
            )
            % {"number": finding.number}
        )
    rank = rank or last + 1
    finding.last_rank = max(last, rank)
    Finding.objects.filter(pk=finding.pk).update(last_rank=finding.last_rank)
    return EvidenceLink.objects.create(
        finding=finding,
        passage=passage,
        side=side,
        rank=rank,
        order=rank,
        comment=comment,
        author=by,
    )
