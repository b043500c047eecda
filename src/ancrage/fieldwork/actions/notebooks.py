"""What a device brings back: taken once however often it is sent, or else kept sealed."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.sweeping import shield_new_files
from ancrage.fieldwork.access import visits_noted_by
from ancrage.fieldwork.actions.debriefs import NotThatTeam, OutsideVisit, Spoken, merge_debrief
from ancrage.fieldwork.actions.field_interviews import HELD
from ancrage.fieldwork.actions.note_entries import (
    Channel,
    Jotting,
    add_entries,
    sheet_for,
    tidy,
    words_of,
)
from ancrage.fieldwork.models import AgendaItem, KeptPack, Notebook, NoteEntry, NoteSheet, Visit
from ancrage.vault import actions as vault
from ancrage.vault.models import Kind

Reason = KeptPack.Reason


class AnotherNotebook(Exception):
    """The identifier that a device chose is already that of somebody else's notebook."""


@dataclass
class Receipt:
    """What became of each entry: the device may forget what is ``taken`` or ``kept``."""

    taken: list[UUID] = field(default_factory=list)
    kept: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    refused: list[UUID] = field(default_factory=list)
    debriefs: list[str] = field(default_factory=list)


@transaction.atomic
def take_notebook(*, visit: Visit, device: UUID, by: User, now: datetime) -> Notebook:
    """Note that ``by`` takes a notebook along on a device; asking again is the same notebook.

    Raises
    ------
    AnotherNotebook
        If the device's identifier is already used elsewhere.
    """
    notebook, made = Notebook.objects.get_or_create(
        uuid=device, defaults={"visit": visit, "owner": by, "taken_at": now}
    )
    if (notebook.visit_id, notebook.owner_id) != (visit.pk, by.pk):
        raise AnotherNotebook(str(device))
    if made:
        journal.record("notebook.taken", notebook, by=by)
    return notebook


@transaction.atomic
def receive(
    *,
    notebook: Notebook,
    jottings: Sequence[Jotting],
    debriefs: Iterable[Spoken] = (),
    by: User,
    now: datetime,
    today: date,
) -> Receipt:
    """Take what a device sends: every entry once, whatever was already received.

    What can't be taken is kept sealed for an administrator, who settles it.
    """
    shield_new_files()
    notebook = Notebook.objects.select_for_update(of=("self",)).get(pk=notebook.pk)
    receipt = Receipt()
    new = _apart_from_known(jottings, by, receipt)
    why = _refusal(notebook, by, today)
    items = _items(notebook.visit, new)
    for item_uuid, group in _by_item(new, items):
        item = items.get(item_uuid)
        if why or item is None or item.kind not in HELD:
            _keep(notebook, item, group, why or Reason.UNKNOWN, by, now, receipt)
        else:
            _take(notebook, item, group, by, now, receipt)
    for spoken in debriefs:
        _hear(notebook, spoken, why, by, now, receipt)
    Notebook.objects.filter(pk=notebook.pk).update(returned_at=now)
    return receipt


def _hear(
    notebook: Notebook, spoken: Spoken, why: str, by: User, now: datetime, receipt: Receipt
) -> None:
    """Bring in a debrief; one that its author may no longer write is kept as notes are."""
    try:
        merge_debrief(visit=notebook.visit, spoken=spoken, by=by)
    except (NotThatTeam, OutsideVisit):
        said = "\n\n".join(words for words in spoken.words.values() if words)
        name = uuid5(notebook.uuid, f"{spoken.key} {said}")
        if said and not any(_already_kept({name}, by).values()):
            jotting = Jotting(uuid=name, item=notebook.visit.uuid, words=said)
            _keep(notebook, None, [jotting], why or Reason.UNKNOWN, by, now, receipt)
    receipt.debriefs.append(spoken.key)


def _refusal(notebook: Notebook, by: User, today: date) -> str:
    """Return why a notebook can't be taken as it is, or nothing."""
    if not visits_noted_by(by).filter(pk=notebook.visit_id).exists():
        return Reason.REVOKED
    return Reason.LATE if notebook.is_late(today) else ""


def _apart_from_known(jottings: Iterable[Jotting], by: User, receipt: Receipt) -> list[Jotting]:
    """Return the entries not received yet; acknowledge the others if they are the same."""
    sent = {each.uuid: each for each in jottings}
    rows = NoteEntry.objects.filter(uuid__in=list(sent)).select_related("sheet")
    known = {entry.uuid: entry for entry in rows}
    words = words_of(known.values())
    for uuid, entry in known.items():
        same = entry.sheet.author_id == by.pk and words.get(uuid) == tidy(sent[uuid].words)
        (receipt.taken if same else receipt.refused).append(uuid)
    kept = _already_kept(sent, by)
    for reason, uuids in kept.items():
        receipt.kept[reason] += uuids
    gone = {*known, *(uuid for uuids in kept.values() for uuid in uuids)}
    return [each for uuid, each in sent.items() if uuid not in gone]


def _already_kept(sent: Collection[UUID], by: User) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for reason, entries in KeptPack.objects.filter(sent_by=by).values_list("reason", "entries"):
        found[reason] += [UUID(uuid) for uuid in entries if UUID(uuid) in sent]
    return found


def _items(visit: Visit, jottings: Iterable[Jotting]) -> dict[UUID, AgendaItem]:
    rows = AgendaItem.objects.filter(visit=visit, uuid__in={each.item for each in jottings})
    return {item.uuid: item for item in rows.select_related("visit__site", "visit__step")}


def _by_item(
    jottings: Iterable[Jotting], items: Mapping[UUID, AgendaItem]
) -> list[tuple[UUID, list[Jotting]]]:
    """Group entries by hour of the agenda, always in the same order: locks never cross."""
    groups: dict[UUID, list[Jotting]] = defaultdict(list)
    for each in jottings:
        groups[each.item].append(each)
    return sorted(groups.items(), key=lambda one: (one[0] not in items, one[0]))


def _take(
    notebook: Notebook,
    item: AgendaItem,
    group: list[Jotting],
    by: User,
    now: datetime,
    receipt: Receipt,
) -> None:
    sheet = sheet_for(item, by)
    if sheet.handed_in_at is not None:
        _keep(notebook, item, group, Reason.HANDED_IN, by, now, receipt)
        return
    honest, forged = _replacing_own(sheet, group)
    add_entries(sheet, honest, channel=Channel.DEVICE, device=notebook.uuid, now=now)
    receipt.taken += [each.uuid for each in honest]
    receipt.refused += [each.uuid for each in forged]
    journal.record("notes.received", sheet, by=by)


def _replacing_own(
    sheet: NoteSheet, group: Iterable[Jotting]
) -> tuple[list[Jotting], list[Jotting]]:
    """Part the entries of a sheet from those that would replace words of another one."""
    each = list(group)
    aimed = [one.replaces for one in each if one.replaces]
    elsewhere = set(
        NoteEntry.objects.filter(uuid__in=aimed).exclude(sheet=sheet).values_list("uuid", flat=True)
    )
    honest = [one for one in each if one.replaces not in elsewhere]
    return honest, [one for one in each if one.replaces in elsewhere]


def _keep(
    notebook: Notebook,
    item: AgendaItem | None,
    group: list[Jotting],
    reason: str,
    by: User,
    now: datetime,
    receipt: Receipt,
) -> None:
    """Seal entries that can't be taken, under the interview's key where there is one."""
    pack = KeptPack(
        item=item,
        interview=item.interview if item else None,
        study=notebook.visit.site.study,
        sent_by=by,
        reason=reason,
        entries=[str(each.uuid) for each in group],
        received_at=now,
    )
    owner = pack.interview.uuid if pack.interview else pack.uuid
    data = json.dumps([_plain(each) for each in group], ensure_ascii=False).encode()
    pack.sealed = vault.seal(owner=owner, kind=Kind.NOTE, data=data).uuid
    pack.save()
    receipt.kept[reason] += [each.uuid for each in group]
    journal.record("pack.kept", pack, by=by)


def _plain(jotting: Jotting) -> dict[str, Any]:
    return {
        "uuid": str(jotting.uuid),
        "question": str(jotting.question) if jotting.question else None,
        "replaces": str(jotting.replaces) if jotting.replaces else None,
        "struck": jotting.struck,
        "tags": list(jotting.tags),
        "words": jotting.words,
    }
