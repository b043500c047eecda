"""Let what was said in a meeting speak for findings and against them, or give birth to one."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.deliberation.actions.meetings import NotPossible
from ancrage.deliberation.models import Reaction
from ancrage.evidence import actions as evidence
from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.fieldwork.actions import assert_codable


@transaction.atomic
def cite_reaction(
    *, reaction: Reaction, finding: Finding, side: str, by: User | None, today: date
) -> EvidenceLink:
    """Cite what was said for or against ``finding``: the one debated, or the one born of it.

    Raises
    ------
    NotPossible
        While the meeting is not closed: its text does not hold the words yet.
    NotCodable
        If the room, or the person, did not agree that their words be counted.
    AlreadyEvidence
        If the finding cites it already.
    """
    spoken_of = {reaction.finding_id, reaction.debated and reaction.debated.finding_id}
    if finding.pk not in spoken_of:
        raise ValueError(f"Reaction {reaction.pk} does not speak of finding {finding.pk}.")
    passage = reaction.passage
    if passage is None:
        raise NotPossible(
            _("Le texte de la séance ne contient pas encore ces mots : la séance n’est pas close.")
        )
    assert_codable(passage.text_version, passage.start, passage.end, day=today)
    return evidence.add_evidence(finding=finding, passage=passage, side=side, by=by)


@transaction.atomic
def bear_finding(
    *, reaction: Reaction, claim: str, kind: str, by: User | None, today: date
) -> Finding:
    """Write the finding that a reaction gives birth to; its words support it once in the text.

    Raises
    ------
    NotPossible
        If this reaction already gave birth to one.
    NotCodable
        If whoever said it did not agree that their words be counted.
    """
    current = Reaction.objects.select_for_update().get(pk=reaction.pk)
    if current.finding_id is not None:
        raise NotPossible(_("Un constat est déjà né de cette réaction."))
    finding = evidence.record_finding(
        study=reaction.meeting.study, site=reaction.meeting.site, kind=kind, claim=claim, by=by
    )
    reaction.finding = finding
    reaction.save(update_fields=["finding"])
    if reaction.passage is not None:
        side = EvidenceLink.Side.FOR
        cite_reaction(reaction=reaction, finding=finding, side=side, by=by, today=today)
    journal.record("reaction.bore_finding", reaction, by=by)
    return finding
