"""What is wrong with the agenda of a visit, in the reader's words."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from ancrage.core.dates import day_in_words
from ancrage.fieldwork.models import AgendaItem
from ancrage.methods.agendas import Clash, Hour, Kind, clashes

Type = AgendaItem.Kind
RESTS: Final = frozenset({Type.BREAK})
ROOMLESS: Final = frozenset({Type.TRAVEL, Type.BREAK})


def hour(item: AgendaItem) -> Hour:
    """Return a line of an agenda as plain data."""
    return Hour(
        key=item.pk,
        on=item.on,
        starts=item.starts,
        ends=item.ends,
        team=item.team,
        room="" if item.kind in ROOMLESS else item.place.strip(),
        actor=item.actor_id,
        rest=item.kind in RESTS,
    )


def told(items: Sequence[AgendaItem]) -> list[tuple[str, frozenset[int]]]:
    """Return a sentence for each clash, with the lines that it is about."""
    known = {item.pk: item for item in items}
    found = clashes([hour(item) for item in items])
    return [(_sentence(clash, known), frozenset(clash.lines)) for clash in found]


def _sentence(clash: Clash, known: dict[int, AgendaItem]) -> str:
    said: dict[str, object] = {"day": day_in_words(clash.on), "team": clash.team}
    if clash.kind is Kind.LUNCH:
        return _("Le %(day)s, l’équipe %(team)s n’a pas le temps de déjeuner.") % said
    one, other = (known[key] for key in clash.lines)
    said |= {"one": _quoted(one), "other": _quoted(other), "place": one.place, "actor": one.actor}
    said["team"] = one.team or other.team
    return _SENTENCES[clash.kind](said)


def _team(said: dict[str, object]) -> str:
    if said["team"] is None:
        return _("Le %(day)s, %(one)s et %(other)s se chevauchent pour les deux équipes.") % said
    return _("Le %(day)s, %(one)s et %(other)s se chevauchent pour l’équipe %(team)s.") % said


_SENTENCES: Final = {
    Kind.TEAM: _team,
    Kind.ROOM: lambda said: (
        _("Le %(day)s, %(one)s et %(other)s occupent la même salle, %(place)s.") % said
    ),
    Kind.ACTOR: lambda said: (
        _("Le %(day)s, %(one)s et %(other)s demandent au même moment « %(actor)s ».") % said
    ),
}


def _quoted(item: AgendaItem) -> str:
    return _("« %(title)s » (%(starts)s)") % {
        "title": item.title,
        "starts": f"{item.starts:%H:%M}",
    }


def lines_in_clash(found: Iterable[tuple[str, frozenset[int]]]) -> set[int]:
    """Return the keys of the lines that clash with another."""
    return {key for _sentence, keys in found for key in keys}
