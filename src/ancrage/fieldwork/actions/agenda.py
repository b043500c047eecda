"""The hours of a visit: whom each team meets, where, and whom to ask for."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.core.sweeping import shield_new_files
from ancrage.fieldwork.models import ActorToMeet, AgendaItem, Visit
from ancrage.fieldwork.visit_clashes import hour
from ancrage.methods.agendas import Wish, draft
from ancrage.vault import actions as vault
from ancrage.vault import keys
from ancrage.vault.models import Kind as Sealed
from ancrage.vault.models import SealedObject

Kind = AgendaItem.Kind
State = ActorToMeet.State
ALONE, TOGETHER = 60, 90  # minutes


@transaction.atomic
def add_hour(*, visit: Visit, contact: str = "", by: User | None, **values: Any) -> AgendaItem:
    """Add a line to the agenda of a visit; ``contact`` is sealed."""
    item = AgendaItem.objects.create(visit=visit, **values)
    seal_contact(item, contact)
    journal.record("agendaitem.added", item, by=by)
    return item


@transaction.atomic
def change_hour(
    item: AgendaItem, *, expected: int, contact: str = "", by: User | None, **values: Any
) -> AgendaItem:
    """Change a line of the agenda; an empty ``contact`` leaves the sealed one as it is."""
    editing.change(item, expected=expected, **values)
    seal_contact(item, contact)
    journal.record("agendaitem.changed", item, by=by)
    return item


@transaction.atomic
def remove_hour(item: AgendaItem, *, by: User | None) -> None:
    """Remove a line of the agenda, and whom to ask for with it."""
    _forget(item)
    journal.record("agendaitem.removed", item, by=by)
    item.delete()


@transaction.atomic
def forget_contact(item: AgendaItem, *, by: User | None) -> None:
    """Destroy the sealed contact of a line."""
    _forget(item)
    journal.record("agendaitem.contact_forgotten", item, by=by)


@transaction.atomic
def open_contact(item: AgendaItem, *, by: User) -> str:
    """Return whom to ask for; the journal keeps who looked, and when."""
    if item.contact is None:
        return ""
    text = vault.unseal_unseen(uuid=item.contact).decode()
    journal.record("agendaitem.contact_opened", item, by=by)
    return text


@transaction.atomic
def draft_agenda(visit: Visit, *, by: User | None) -> list[AgendaItem]:
    """Give an hour to each actor to meet that has none yet; return the lines added.

    What stands stays. An empty agenda also gets the welcome, meals and the debrief of each day.
    """
    items = list(visit.agenda.all())
    if not items:
        items = AgendaItem.objects.bulk_create(_frame(visit))
    placed = {item.actor_id for item in items}
    actors = {
        actor.pk: actor
        for actor in visit.site.actors_to_meet.exclude(state__in=[State.DECLINED, State.MET])
        if actor.pk not in placed
    }
    wishes = [Wish(key, TOGETHER if a.distant else ALONE) for key, a in actors.items()]
    added = [
        AgendaItem(
            visit=visit,
            team=each.team,
            on=each.on,
            starts=each.starts,
            ends=each.ends,
            kind=Kind.GROUP if each.wish.minutes == TOGETHER else Kind.INTERVIEW,
            title=actors[each.wish.actor].body,
            actor=actors[each.wish.actor],
        )
        for each in draft(wishes, days_of(visit), [hour(item) for item in items])
    ]
    AgendaItem.objects.bulk_create(added)
    journal.record("visit.agenda_drafted", visit, by=by)
    return added


def days_of(visit: Visit) -> list[date]:
    """Return the days of a visit."""
    return [visit.starts + timedelta(days=n) for n in range(visit.days)]


def seal_contact(item: AgendaItem, text: str) -> None:
    """Seal whom to ask for under a key of the line, in place of what was sealed before."""
    if not text:
        return
    shield_new_files()
    SealedObject.objects.filter(owner=item.uuid).delete()
    sealed = vault.seal(owner=item.uuid, kind=Sealed.CONTACT, data=text.encode())
    item.contact = sealed.uuid
    AgendaItem.objects.filter(pk=item.pk).update(contact=sealed.uuid)


def _forget(item: AgendaItem) -> None:
    """Destroy what is sealed of a line, its key once the rest is written."""
    if item.contact is None:
        return
    SealedObject.objects.filter(owner=item.uuid).delete()
    item.contact = None
    AgendaItem.objects.filter(pk=item.pk).update(contact=None)
    transaction.on_commit(partial(keys.destroy, item.uuid))


def _frame(visit: Visit) -> Iterator[AgendaItem]:
    """Yield what every day of a visit holds beside interviews."""
    for number, on in enumerate(days_of(visit)):
        if number == 0:
            yield AgendaItem(
                visit=visit,
                on=on,
                starts=time(9),
                ends=time(9, 30),
                kind=Kind.WELCOME,
                title=_("Accueil par le site"),
            )
        yield AgendaItem(
            visit=visit,
            on=on,
            starts=time(12, 30),
            ends=time(13, 45),
            kind=Kind.BREAK,
            title=_("Déjeuner"),
        )
        yield AgendaItem(
            visit=visit,
            on=on,
            starts=time(17, 15),
            ends=time(18),
            kind=Kind.DEBRIEF,
            title=_("Bilan de la journée"),
        )
