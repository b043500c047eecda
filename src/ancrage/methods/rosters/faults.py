"""What is wrong with the data of a problem, found before anything is solved."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ancrage.methods.rosters.terms import STARTS, TEAMS, Fault, Group

SHAPES: Final = {"sites": list, "people": list, "host_available": dict, "km": dict, "weeks": int}
OPTIONAL: Final = {
    "locks": dict,
    "weights": dict,
    "maxima": dict,
    "frozen": dict,
    "rest_days": int,
    "confirmed": list,
    "one_team": list,
}
LOCKS: Final = {"fixed_dates": dict, "fixed_persons": list, "forbidden_pairs": list}
PERSON: Final = {"name": str, "group": str, "home": str, "available": list}


def find_faults(data: Any) -> list[Fault]:
    """Return everything wrong with the JSON of a problem; an empty list if nothing is."""
    shape = list(_shape_faults(data))
    if shape:
        return shape
    return [
        *_name_faults(data),
        *_slot_faults(data),
        *_distance_faults(data),
        *_number_faults(data),
        *_lock_faults(data),
        *_frozen_faults(data),
    ]


def _shape_faults(data: Any) -> Iterator[Fault]:
    """Find what is absent or of the wrong kind: nothing else can be read then."""
    if not isinstance(data, Mapping):
        yield Fault("not an object", "")
        return
    for key, kind in SHAPES.items():
        if not _is(data.get(key), kind):
            yield Fault("missing or of the wrong kind", key)
    for key, kind in OPTIONAL.items():
        if key in data and not _is(data[key], kind):
            yield Fault("missing or of the wrong kind", key)
    locks = data.get("locks")
    for key, kind in LOCKS.items():
        if isinstance(locks, Mapping) and key in locks and not _is(locks[key], kind):
            yield Fault("missing or of the wrong kind", key)
    for key in ("sites", "people"):
        if data.get(key) == []:
            yield Fault("empty", key)
    for site in _listed(data, "sites"):
        if not isinstance(site, str):
            yield Fault("missing or of the wrong kind", "sites")
    for place, entry in enumerate(_listed(data, "people"), start=1):
        for key, kind in PERSON.items():
            if not isinstance(entry, Mapping) or not _is(entry.get(key), kind):
                yield Fault("missing or of the wrong kind", f"people {place}: {key}")


def _is(value: Any, kind: type) -> bool:
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def _listed(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []


def _name_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Find repeated names, groups nobody knows, homes from which nothing is measured."""
    for site, times in Counter(data["sites"]).items():
        if times > 1:
            yield Fault("site given twice", site)
    for name, times in Counter(entry["name"] for entry in data["people"]).items():
        if times > 1:
            yield Fault("person given twice", name)
    places = {*data["sites"], *(key.partition("|")[0] for key in data["km"])}
    for entry in data["people"]:
        if entry["group"] not in set(Group):
            yield Fault("unknown group", entry["name"], (entry["group"],))
        if entry["home"] not in places:
            yield Fault("unknown home", entry["name"], (entry["home"],))


def _slot_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Find people and hosts without a slot, and slots outside the period."""
    for entry in data["people"]:
        if not entry["available"]:
            yield Fault("person without availability", entry["name"])
        yield from _outside(entry["name"], entry["available"], data["weeks"])
    for site in data["sites"]:
        if not data["host_available"].get(site):
            yield Fault("host without availability", site)
    for site, slots in data["host_available"].items():
        if site not in data["sites"]:
            yield Fault("unknown site", site)
        yield from _outside(site, slots, data["weeks"])


def _outside(subject: str, slots: Any, weeks: int) -> Iterator[Fault]:
    if not isinstance(slots, Sequence):
        yield Fault("not a slot", subject, (str(slots),))
        return
    for slot in slots:
        if not _is_slot(slot):
            yield Fault("not a slot", subject, (str(slot),))
        elif not (0 <= slot[0] < weeks and slot[1] in STARTS):
            yield Fault("slot outside the period", subject, (str(list(slot)),))


def _is_slot(value: Any) -> bool:
    return isinstance(value, Sequence) and len(value) == 2 and all(_is(n, int) for n in value)


def _distance_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Find distances that lack, are not whole kilometres, or differ with the direction."""
    homes = dict.fromkeys(entry["home"] for entry in data["people"])
    for home in homes:
        for site in data["sites"]:
            if home != site and f"{home}|{site}" not in data["km"]:
                yield Fault("missing distance", home, (site,))
    for key, km in data["km"].items():
        home, _, site = key.partition("|")
        if not _is(km, int) or km < 0:
            yield Fault("not a distance", home, (site, str(km)))
        elif home < site and data["km"].get(f"{site}|{home}", km) != km:
            yield Fault("asymmetric distance", home, (site,))


def _number_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Find negative or fanciful maxima, weights and days of rest."""
    for entry in data["people"]:
        if "max" in entry and not _counts(entry["max"]):
            yield Fault("not a maximum", entry["name"], (str(entry["max"]),))
    for group, maximum in data.get("maxima", {}).items():
        if group not in set(Group):
            yield Fault("unknown group", "maxima", (group,))
        if not _counts(maximum):
            yield Fault("not a maximum", group, (str(maximum),))
    for name, weight in data.get("weights", {}).items():
        if name not in {"km", "load", "pair"} or not _counts(weight):
            yield Fault("not a weight", name, (str(weight),))
    for key in ("weeks", "rest_days"):
        if data.get(key, 0) < 0:
            yield Fault("negative", key, (data[key],))


def _counts(value: Any) -> bool:
    return _is(value, int) and value >= 0


def _lock_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Find locks that are not locks, or name nobody and nowhere."""
    locks = data.get("locks", {})
    people = {entry["name"] for entry in data["people"]}
    for key in locks.keys() - LOCKS.keys():
        yield Fault("not a lock", key)
    for site, slot in locks.get("fixed_dates", {}).items():
        if site not in data["sites"]:
            yield Fault("unknown site", site)
        yield from _outside(site, [slot], data["weeks"])
    for fixed in locks.get("fixed_persons", ()):
        if not (_is(fixed, list) and _are_names(fixed[:2], 2) and fixed[2:] in ([], [1], [TEAMS])):
            yield Fault("not a lock", str(fixed))
            continue
        yield from _unknown(fixed[:1], people, "unknown person")
        yield from _unknown(fixed[1:2], data["sites"], "unknown site")
    for pair in locks.get("forbidden_pairs", ()):
        if not _are_names(pair, 2) or pair[0] == pair[1]:
            yield Fault("not a lock", str(pair))
        else:
            yield from _unknown(pair, people, "unknown person")
    for key in ("confirmed", "one_team"):
        yield from _unknown(data.get(key, ()), data["sites"], "unknown site")


def _are_names(value: Any, count: int | None = None) -> bool:
    return (
        _is(value, list) and all(_is(name, str) for name in value) and count in (None, len(value))
    )


def _unknown(names: Any, known: Any, kind: str) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield Fault(kind, str(name))


def _frozen_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Find frozen visits without a date or teams, or of nobody known."""
    frozen = data.get("frozen") or {"dates": {}, "teams": {}}
    people = {entry["name"] for entry in data["people"]}
    if not (_is(frozen.get("dates"), dict) and _is(frozen.get("teams"), dict)):
        yield Fault("missing or of the wrong kind", "frozen")
        return
    for site in sorted(frozen["dates"].keys() ^ frozen["teams"].keys()):
        yield Fault("frozen visit without a date or teams", site)
    for site, slot in frozen["dates"].items():
        yield from _unknown([site], data["sites"], "unknown site")
        yield from _outside(site, [slot], data["weeks"])
    for site, teams in frozen["teams"].items():
        if not (_is(teams, list) and all(_are_names(team) for team in teams)):
            yield Fault("frozen visit without a date or teams", site)
            continue
        for team in teams:
            yield from _unknown(team, people, "unknown person")
