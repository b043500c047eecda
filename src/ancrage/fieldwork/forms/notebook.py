"""What a device sends, read with suspicion: what makes no sense is named, never guessed."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from ancrage.fieldwork.actions.debriefs import ASKED, Spoken
from ancrage.fieldwork.actions.note_entries import LONGEST, Jotting, tidy
from ancrage.fieldwork.models import NoteEntry

MOST_ENTRIES: Final = 5_000
_LARGEST_ORDER: Final = 2_000_000_000


class NotASending(Exception):
    """What came is no sending of a notebook: nothing was kept, the device keeps everything."""


@dataclass
class Sending:
    """What a device brings back; ``odd`` names the entries that can't be read."""

    device: UUID
    jottings: list[Jotting] = field(default_factory=list)
    debriefs: list[Spoken] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    clock: datetime | None = None


def read_sending(body: bytes) -> Sending:
    """Return what a device sends.

    Raises
    ------
    NotASending
        If it can't be read as a whole.
    """
    sent = _loaded(body)
    device = _identifier(sent.get("device"))
    entries, debriefs = sent.get("entries", []), sent.get("debriefs", [])
    whole = device and isinstance(entries, list) and isinstance(debriefs, list)
    if device is None or not whole or len(entries) > MOST_ENTRIES:
        raise NotASending(_unreadable())
    sending = Sending(device, clock=_moment(sent.get("sent_at")))
    for entry in entries:
        jotting = _jotting(entry)
        if jotting is None:
            sending.odd.append(_name(entry))
        else:
            sending.jottings.append(jotting)
    sending.debriefs = [spoken for spoken in map(_spoken, debriefs) if spoken]
    return sending


def read_device(body: bytes) -> UUID:
    """Return the identifier that a device chose for its notebook.

    Raises
    ------
    NotASending
        If there is none.
    """
    device = _identifier(_loaded(body).get("device"))
    if device is None:
        raise NotASending(_unreadable())
    return device


def _loaded(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotASending(_unreadable()) from error
    if not isinstance(sent, dict):
        raise NotASending(_unreadable())
    return sent


def _unreadable() -> str:
    return _("Cet envoi n’a pas pu être lu. Rien n’est perdu : l’appareil garde vos notes.")


def _jotting(entry: Any) -> Jotting | None:
    if not isinstance(entry, dict):
        return None
    uuid, item = _identifier(entry.get("uuid")), _identifier(entry.get("item"))
    words, tags = entry.get("words"), entry.get("tags", [])
    order, struck = entry.get("order", 0), entry.get("struck", False)
    known = isinstance(tags, list) and all(tag in NoteEntry.Tag.values for tag in tags)
    says = isinstance(words, str) and len(words) <= LONGEST and (tidy(words) or struck is True)
    counts = type(order) is int and 0 <= order <= _LARGEST_ORDER
    if uuid is None or item is None or not (known and says and counts and type(struck) is bool):
        return None
    return Jotting(
        uuid=uuid,
        item=item,
        words=str(words),
        question=_identifier(entry.get("question")),
        replaces=_identifier(entry.get("replaces")),
        struck=struck,
        order=order,
        tags=tuple(dict.fromkeys(tags)),
        taken_at=_moment(entry.get("taken_at")),
    )


def _spoken(debrief: Any) -> Spoken | None:
    if not isinstance(debrief, dict) or debrief.get("team") not in (1, 2):
        return None
    try:
        on = date.fromisoformat(str(debrief.get("on")))
    except ValueError:
        return None
    return Spoken(debrief["team"], on, _answers(debrief, "before"), _answers(debrief, "words"))


def _answers(debrief: dict[str, Any], name: str) -> dict[str, str]:
    said = debrief.get(name)
    if not isinstance(said, dict):
        return {}
    return {key: tidy(said[key])[:LONGEST] for key in ASKED if isinstance(said.get(key), str)}


def _identifier(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _moment(value: Any) -> datetime | None:
    """Read the device's own clock; a moment without time zone says nothing."""
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _name(entry: Any) -> str:
    uuid = _identifier(entry.get("uuid")) if isinstance(entry, dict) else None
    return str(uuid) if uuid else ""
