"""The best plan of a tiny problem, by looking at every one of them. No solver, nothing shared."""

from itertools import chain, combinations, product

MAXIMA = {"Odas": 8, "CGET": 8, "Vol": 4}


def best_objective(data):
    """Return the least objective of a problem given as JSON, ``None`` if no plan exists."""
    sites, best = data["sites"], None
    for slots in product(*(data["host_available"][site] for site in sites)):
        parties = [list(_parties(data, *visit)) for visit in zip(sites, slots, strict=True)]
        for chosen in product(*parties):
            if _possible(data, slots, chosen):
                found = _objective(data, chosen)
                best = found if best is None else min(best, found)
    return best


def _parties(data, site, slot):
    """Yield the sets of people who may go, two of each group at least and eight in all."""
    free = [
        person
        for person in data["people"]
        if person["home"] != site and list(slot) in person["available"]
    ]
    groups = [[p["name"] for p in free if p["group"] == group] for group in ("Odas", "CGET", "Vol")]
    for chosen in product(*(_two_or_more(names) for names in groups)):
        party = frozenset(chain(*chosen))
        if len(party) <= 8:
            yield party


def _two_or_more(names):
    return chain.from_iterable(combinations(names, size) for size in range(2, len(names) + 1))


def _possible(data, slots, parties):
    for person in data["people"]:
        held = [
            7 * slot[0] + slot[1]
            for slot, party in zip(slots, parties, strict=True)
            if person["name"] in party
        ]
        if len(held) > MAXIMA[person["group"]]:
            return False
        if any(abs(one - other) < 2 for one, other in combinations(held, 2)):
            return False
    return True


def _objective(data, parties):
    home = {person["name"]: person["home"] for person in data["people"]}
    group = {person["name"]: person["group"] for person in data["people"]}
    visits = [
        (name, site) for site, party in zip(data["sites"], parties, strict=True) for name in party
    ]
    km = sum(data["km"][f"{home[name]}|{site}"] for name, site in visits)
    largest = sum(
        max(sum(name == who for name, _ in visits) for who in home if group[who] == of)
        for of in MAXIMA
    )
    pairs = {(home[name], site) for name, site in visits if group[name] == "Vol"}
    return km + 500 * largest - 200 * len(pairs)
