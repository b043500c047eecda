"""Whatever is wrong with a problem is told at once, by the name of the person or the site."""

import contextlib
import copy

import pytest

from ancrage.methods import rosters
from ancrage.methods.rosters import BadProblem, Problem
from tests.methods.rosters.instances import drawn, person, small


def faults(data):
    with pytest.raises(BadProblem) as refused:
        Problem.from_json(data)
    return {(fault.kind, fault.subject) for fault in refused.value.faults}


def change(**keys):
    return small() | keys


def with_person(**keys):
    data = small()
    data["people"][0] |= keys
    return data


def with_km(**keys):
    return change(km=small()["km"] | keys)


def with_locks(**locks):
    return change(locks=locks)


CASES = {
    "unknown home": (with_person(home="Atlantis"), ("unknown home", "Odile")),
    "unknown group": (with_person(group="CGT"), ("unknown group", "Odile")),
    "no availability": (with_person(available=[]), ("person without availability", "Odile")),
    "no date": (
        change(host_available={"Arras": [], "Creil": [[0, 1]]}),
        ("host without availability", "Arras"),
    ),
    "host unheard of": (
        change(host_available=small()["host_available"] | {"Lyon": [[0, 0]]}),
        ("unknown site", "Lyon"),
    ),
    "twice": (with_person(name="Oscar"), ("person given twice", "Oscar")),
    "site twice": (change(sites=["Arras", "Creil", "Arras"]), ("site given twice", "Arras")),
    "week 3 of 3": (with_person(available=[[3, 0]]), ("slot outside the period", "Odile")),
    "from Friday": (with_person(available=[[0, 4]]), ("slot outside the period", "Odile")),
    "not a slot": (with_person(available=[[0]]), ("not a slot", "Odile")),
    "words for a slot": (with_person(available=["lundi"]), ("not a slot", "Odile")),
    "asymmetric": (with_km(**{"Arras|Creil": 118}), ("asymmetric distance", "Arras")),
    "missing": (
        change(km={"Paris|Arras": 160, "Paris|Creil": 48}),
        ("missing distance", "Arras"),
    ),
    "negative distance": (with_km(**{"Paris|Arras": -1}), ("not a distance", "Paris")),
    "half a kilometre": (with_km(**{"Paris|Arras": 0.5}), ("not a distance", "Paris")),
    "negative maximum": (with_person(max=-1), ("not a maximum", "Odile")),
    "negative group maximum": (change(maxima={"Vol": -1}), ("not a maximum", "Vol")),
    "maximum of nobody": (change(maxima={"CGT": 1}), ("unknown group", "maxima")),
    "weight unheard of": (change(weights={"joy": 1}), ("not a weight", "joy")),
    "negative weight": (change(weights={"km": -1}), ("not a weight", "km")),
    "negative rest": (change(rest_days=-1), ("negative", "rest_days")),
    "no site": (change(sites=[]), ("empty", "sites")),
    "nobody": (change(people=[]), ("empty", "people")),
    "no list of people": (change(people={}), ("missing or of the wrong kind", "people")),
    "truth for a number": (change(weeks=True), ("missing or of the wrong kind", "weeks")),
    "person without a name": (
        change(people=[{"group": "Odas"}]),
        ("missing or of the wrong kind", "people 1: name"),
    ),
    "lock on nobody": (with_locks(fixed_persons=[["Zoé", "Arras"]]), ("unknown person", "Zoé")),
    "lock nowhere": (with_locks(fixed_dates={"Lyon": [0, 0]}), ("unknown site", "Lyon")),
    "lock on team 3": (
        with_locks(fixed_persons=[["Odile", "Arras", 3]]),
        ("not a lock", "['Odile', 'Arras', 3]"),
    ),
    "pair of one": (
        with_locks(forbidden_pairs=[["Odile", "Odile"]]),
        ("not a lock", "['Odile', 'Odile']"),
    ),
    "lock unheard of": (with_locks(mood=[]), ("not a lock", "mood")),
    "locks of the wrong kind": (
        with_locks(fixed_dates=[]),
        ("missing or of the wrong kind", "fixed_dates"),
    ),
    "frozen without teams": (
        change(frozen={"dates": {"Arras": [0, 0]}, "teams": {}}),
        ("frozen visit without a date or teams", "Arras"),
    ),
    "frozen with nobody": (
        change(frozen={"dates": {"Arras": [0, 0]}, "teams": {"Arras": [["Zoé"], []]}}),
        ("unknown person", "Zoé"),
    ),
    "one team nowhere": (change(one_team=["Lyon"]), ("unknown site", "Lyon")),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_with_its_person_or_site(case):
    data, expected = CASES[case]
    assert expected in faults(data)


@pytest.mark.parametrize("data", [None, [], "teams", 3])
def test_something_else_than_an_object_is_refused(data):
    assert faults(data) == {("not an object", "")}


def test_every_fault_is_told_at_once():
    data = with_person(home="Atlantis", available=[[9, 9]])
    data["host_available"]["Creil"] = []
    assert {kind for kind, _ in faults(data)} == {
        "unknown home",
        "missing distance",
        "slot outside the period",
        "host without availability",
    }


CONTRADICTIONS = {
    "own site": ({"fixed_persons": [["Aline", "Arras"]]}, ["H10", "H5"]),
    "host elsewhere": ({"fixed_dates": {"Arras": [0, 3]}}, ["H10", "H2"]),
    "away on that date": (
        {"fixed_dates": {"Arras": [2, 3]}, "fixed_persons": [["Oscar", "Arras"]]},
        ["H10", "H10", "H7"],
    ),
    "together and apart": (
        {
            "fixed_persons": [["Odile", "Arras", 1], ["Cécile", "Arras", 1]],
            "forbidden_pairs": [["Odile", "Cécile"]],
        },
        ["H10", "H10", "H10"],
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_a_lock_that_contradicts_a_rule_is_told_with_it(case):
    locks, rules = CONTRADICTIONS[case]
    with pytest.raises(BadProblem) as refused:
        Problem.from_json(with_locks(**locks))
    (fault,) = refused.value.faults
    assert [rule.id for rule in fault.rules] == rules


def test_a_lock_above_the_maximum_is_told_with_it():
    data = with_locks(fixed_persons=[["Odile", "Arras"], ["Odile", "Creil"]])
    data["people"][0]["max"] = 1
    assert faults(data) == {("lock contradicts a rule", "Odile")}


def test_a_lock_on_somebody_never_free_with_the_host_is_told():
    data = with_locks(fixed_persons=[["Oscar", "Creil"]])
    data["host_available"]["Creil"] = [[0, 3]]
    assert faults(data) == {("lock contradicts a rule", "Oscar")}


def test_reading_and_solving_leave_the_data_as_it_was():
    data = drawn(31, sites=3, weeks=6, people=(4, 4, 6), chance=0.9)
    before = copy.deepcopy(data)
    rosters.propose(data, time_limit=10, seed=0)
    assert data == before


def test_somebody_of_an_intercommunal_body_counts_for_it():
    data = small()
    data["people"].append(person("CGET", "Agnès", "Arras", data["people"][0]["available"]))
    roster = rosters.propose(data, time_limit=10, seed=0)
    assert "Agnès" not in roster.visitors("Arras")


WHOLE = small() | {
    "maxima": {"Vol": 3},
    "weights": {"km": 1},
    "locks": {
        "fixed_dates": {"Arras": [0, 0]},
        "fixed_persons": [["Odile", "Arras", 1]],
        "forbidden_pairs": [["Odile", "Cyril"]],
    },
    "rest_days": 0,
    "frozen": {
        "dates": {"Creil": [0, 1]},
        "teams": {"Creil": [["Odile", "Cécile", "Aline"], ["Oscar", "Cyril", "Vera"]]},
    },
    "confirmed": ["Arras"],
    "one_team": ["Arras"],
}
STRANGE = [None, 3, -1, "x", [], {}, [1], [[1]], {"a": 1}, True, 1.5, [None], [["x"], 3]]


def places(value, path=()):
    """Yield the way to everything that a JSON value holds."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inner:
        yield (*path, key)
        if isinstance(part, dict | list):
            yield from places(part, (*path, key))


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_whatever_stands_in_the_file_is_read_or_refused(strange):
    for *way, last in places(WHOLE):
        data = copy.deepcopy(WHOLE)
        holder = data
        for key in way:
            holder = holder[key]
        holder[last] = strange
        with contextlib.suppress(BadProblem):
            assert Problem.from_json(data).sites
