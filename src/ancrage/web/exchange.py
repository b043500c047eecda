"""A whole study carried in and out, each room reading and writing its own tables."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.coding import exchange as coding
from ancrage.deliberation import exchange as deliberation
from ancrage.evidence import exchange as evidence
from ancrage.fieldwork import exchange as fieldwork
from ancrage.formats.study_folder import Fault, StudyFolder
from ancrage.plans import exchange as plans
from ancrage.plans.models import Action
from ancrage.reports import exchange as reports
from ancrage.studies import exchange as studies
from ancrage.studies.models import Study

ROOMS = (fieldwork, coding, evidence, deliberation, plans, reports)


@dataclass(frozen=True)
class Outcome:
    """What an import did, or would do: nothing is kept unless ``study`` is there."""

    study: Study | None
    faults: list[Fault]
    counts: dict[str, int]


class _Undo(Exception):
    """Roll everything back: there are faults, or it was a dry run."""


def carry_in(path: Path, *, by: User | None, now: datetime, dry_run: bool = False) -> Outcome:
    """Create the study of a folder, whole or not at all."""
    folder = StudyFolder(path)
    study: Study | None = None
    counts: dict[str, int] = {}
    try:
        with transaction.atomic():
            study = studies.create_study(folder, by=by, now=now)
            if study is not None:
                for room in ROOMS:
                    room.import_tables(folder, study=study, by=by, now=now)
                counts = _counts(study)
            if dry_run or folder.faults:
                raise _Undo
    except _Undo:
        study = None
    return Outcome(study, folder.faults, counts)


def carry_out(study: Study, target: Path) -> None:
    """Write ``study`` to a folder that ``carry_in`` reads back; names stay in the vault."""
    target.mkdir(parents=True, exist_ok=True)
    for room in (studies, *ROOMS):
        room.export_tables(study, target)


def _counts(study: Study) -> dict[str, int]:
    """Count what the study holds, each under the name by which people know it."""
    relations = {
        "sites": "sites",
        "entretiens": "interviews",
        "codes": "codes",
        "mémos": "memos",
        "constats": "findings",
        "enjeux": "stakes",
        "pistes d’action": "leads",
        "préconisations": "recommendations",
        "séances": "meetings",
        "rapports": "reports",
    }
    counts = {name: getattr(study, relation).count() for name, relation in relations.items()}
    return {**counts, "fiches action": Action.objects.filter(site__study=study).count()}
