"""The checker accepts what holds and names each rule broken."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ancrage.methods import rosters
from ancrage.methods.rosters import Group, Impossible, Plan, Problem, Slot
from ancrage.methods.rosters.heuristic import improvise
from ancrage.methods.rosters.terms import Undecided
from tests.methods.rosters.instances import drawn, person, small

EVERY = [[week, day] for week in range(3) for day in range(4)]
ARRAS = (("Odile", "Cécile", "Carim"), ("Oscar", "Cyril", "Vera"))
CREIL = (("Odile", "Cécile", "Aline"), ("Oscar", "Cyril", "Vera"))


def world(**more):
    """Return the small problem, everybody free but Oscar, with one more of each group."""
    data = small() | more
    for who in data["people"]:
        if who["name"] != "Oscar":
            who["available"] = EVERY
    data["people"] += [
        person("Odas", "Otto", "Paris", EVERY),
        person("CGET", "Coline", "Paris", EVERY),
        person("Vol", "Vito", "Angers", EVERY, max=1),
    ]
    return Problem.from_json(data)


def plan(arras=ARRAS, creil=CREIL, **dates):
    """Return a plan that holds, but for what is given."""
    dates = {"Arras": (0, 0), "Creil": (1, 2)} | dates
    return Plan(
        {site: Slot(*slot) for site, slot in dates.items() if slot},
        {"Arras": arras, "Creil": creil},
    )


def broken(problem, roster):
    return {violation.id for violation in rosters.check(problem, roster)}


def test_a_plan_that_holds_is_accepted():
    assert rosters.check(world(), plan()) == []


FULL = ("Odile", "Otto", "Cécile", "Coline", "Carim")
LATE = {"Arras": (2, 3), "Creil": (2, 1)}
OTTO = (("Otto", "Cécile", "Carim"), ("Odile", "Cyril", "Vera"))
VITO = (("Odile", "Cécile", "Vito"), ("Oscar", "Cyril", "Vera"))

BROKEN = {
    "H1": plan(Creil=None),
    "H2": plan(Creil=(0, 3), creil=(("Odile", "Cécile", "Aline"), ("Otto", "Cyril", "Vera"))),
    "H3": plan(creil=(("Odile", "Cécile", "Aline"), ("Oscar", "Cyril"))),
    "H4": plan(arras=(FULL, ARRAS[1])),
    "H5": plan(creil=(("Odile", "Cécile", "Carim"), CREIL[1])),
    "H6": plan(creil=(CREIL[0], ("Odile", "Cyril", "Vera"))),
    "H7": plan(Arras=(2, 3)),
    "H8": plan(Creil=(0, 1), creil=(("Odile", "Cécile", "Aline"), ("Otto", "Cyril", "Vera"))),
    "H9": plan(arras=VITO, creil=VITO),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_broken_in_turn_is_named(rule):
    assert broken(world(), BROKEN[rule]) == {rule}


@pytest.mark.parametrize(
    "locks",
    [
        {"fixed_dates": {"Arras": [1, 2]}},
        {"fixed_persons": [["Otto", "Arras"]]},
        {"fixed_persons": [["Oscar", "Arras", 1]]},
        {"forbidden_pairs": [["Odile", "Cécile"]]},
    ],
)
def test_each_lock_broken_in_turn_is_named(locks):
    assert broken(world(locks=locks), plan()) == {"H10"}


def test_a_frozen_visit_that_moves_is_named():
    made = plan()
    problem = dataclasses.replace(world(), frozen=made)
    assert broken(problem, made) == set()
    assert broken(problem, plan(Arras=(1, 2), Creil=(2, 1))) == {"H10"}


def test_names_that_nobody_bears_and_sites_that_do_not_exist_are_violations():
    strange = plan(creil=(("Odile", "Cécile", "Aline"), ("Oscar", "Cyril", "Vera", "Nobody")))
    assert [(v.id, v.person) for v in rosters.check(world(), strange)] == [("H3", "Nobody")]
    elsewhere = Plan(plan().dates | {"Lyon": Slot(0, 0)}, plan().teams)
    assert [(v.id, v.site) for v in rosters.check(world(), elsewhere)] == [("H1", "Lyon")]


def test_an_empty_plan_lacks_everything():
    assert broken(world(), Plan({}, {})) == {"H1", "H3"}


@settings(deadline=None, max_examples=20)
@given(
    seed=st.integers(0, 10_000),
    sites=st.integers(1, 5),
    chance=st.sampled_from([0.3, 0.6, 0.9]),
    extra=st.integers(0, 3),
)
def test_whatever_is_proposed_holds_with_and_without_the_solver(seed, sites, chance, extra):
    people = (2 + extra, 2 + extra, 4 + extra)
    problem = Problem.from_json(drawn(seed, sites=sites, weeks=6, people=people, chance=chance))
    try:
        roster = rosters.propose(problem, time_limit=10, seed=0)
    except Impossible:
        with pytest.raises(Undecided):
            improvise(problem, time_limit=0.05, seed=0)
        return
    assert rosters.check(problem, roster) == []
    assert roster.bound is not None
    assert roster.bound <= roster.objective
    try:
        by_hand = improvise(problem, time_limit=0.1, seed=0)
    except Undecided:
        return
    assert rosters.check(problem, by_hand) == []
    assert by_hand.objective >= roster.bound
    assert all(by_hand.cost.largest_loads[group] >= 1 for group in Group)
