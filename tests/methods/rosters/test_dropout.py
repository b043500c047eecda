"""After a drop-out, at most the visits affected change, and as little as can be."""

import dataclasses

import pytest

from ancrage.methods import rosters
from ancrage.methods.rosters import Change, Impossible, Plan, Problem, Slot
from tests.methods.rosters.instances import drawn, needs_reference, person, reference, small


def propose(problem):
    return rosters.propose(problem, time_limit=20, seed=0)


@pytest.fixture
def agreed():
    """Return a problem with enough people to replace anybody, and its plan."""
    problem = Problem.from_json(drawn(31, sites=4, weeks=8, people=(5, 5, 10), chance=0.9))
    return problem, propose(problem)


def test_one_obvious_substitute_changes_exactly_one_assignment():
    data = small()
    roster = propose(Problem.from_json(data))
    data["people"].append(person("Odas", "Ottilie", "Paris", data["people"][0]["available"]))
    problem = Problem.from_json(data)
    after = rosters.repair(problem, roster, Change(off=frozenset({("Odile", "Arras")})))
    change = rosters.difference(roster, after)
    assert not change.moved
    assert change.asked == (("Ottilie", "Arras"),)
    assert change.released == (("Odile", "Arras"),)
    assert rosters.check(problem, after) == []


def test_only_the_visits_of_the_one_who_leaves_change(agreed):
    problem, roster = agreed
    for who in problem.people:
        after = rosters.repair(problem, roster, Change(gone=frozenset({who.name})))
        change = rosters.difference(roster, after)
        theirs = {site for site in problem.sites if who.name in roster.visitors(site)}
        assert who.name not in {name for site in problem.sites for name in after.visitors(site)}
        assert {site for _, site in (*change.asked, *change.released)} <= theirs
        assert set(change.moved) <= theirs
        assert rosters.check(problem, after) == []


@needs_reference
@pytest.mark.parametrize("name", ["odas0", "cget0", "Arra1"])
def test_a_drop_out_of_the_reference_changes_one_assignment_a_visit(name):
    problem = Problem.from_json(reference(1))
    roster = propose(problem)
    after = rosters.repair(problem, roster, Change(gone=frozenset({name})))
    change = rosters.difference(roster, after)
    theirs = {site for site in problem.sites if name in roster.visitors(site)}
    assert {site for _, site in (*change.asked, *change.released)} <= theirs
    assert len(change.asked) <= len(theirs)
    assert rosters.check(problem, after) == []


def test_a_date_taken_back_moves_that_visit_only(agreed):
    problem, roster = agreed
    date = roster.dates["S0"]
    after = rosters.repair(problem, roster, Change(closed=frozenset({("S0", date)})))
    change = rosters.difference(roster, after)
    assert set(change.moved) == {"S0"}
    assert {site for _, site in (*change.asked, *change.released)} <= {"S0"}


def test_a_confirmed_host_is_moved_only_when_it_is_cheaper():
    every = [[week, day] for week in range(3) for day in range(4)]
    data = small()
    for who in data["people"]:
        who["available"] = every
    for name in ("Wanda", "Wim"):
        data["people"].append(person("Odas", name, "Paris", [[2, 3]]))
    problem = Problem.from_json(data)
    teams = (("Odile", "Cécile", "Carim"), ("Oscar", "Cyril", "Vera"))
    plan = Plan({"Arras": Slot(1, 2), "Creil": Slot(0, 1)}, {"Arras": teams, "Creil": teams})
    creil = (("Odile", "Cécile", "Aline"), ("Oscar", "Cyril", "Vera"))
    plan = dataclasses.replace(plan, teams={"Arras": teams, "Creil": creil})
    off = Change(off=frozenset({("Odile", "Arras")}))
    after = rosters.repair(problem, plan, off)
    assert set(rosters.difference(plan, after).moved) == {"Arras"}  # Wanda or Wim, on [2, 3]
    confirmed = dataclasses.replace(problem, confirmed=frozenset({"Arras"}))
    assert rosters.check(confirmed, rosters.repair(confirmed, plan, off)) == []


def test_other_visits_change_when_nothing_else_is_possible():
    data = small()
    every = data["people"][0]["available"]
    data["host_available"] = {"Arras": [[0, 0]], "Creil": [[0, 0], [0, 3]]}
    data["people"] = [
        *(person("Odas", name, "Paris", every) for name in ("Odile", "Oscar", "Otto", "Ottilie")),
        *(person("CGET", name, "Paris", every) for name in ("Cécile", "Cyril", "Coline", "Côme")),
        *(person("Vol", name, "Angers", every) for name in ("Vera", "Victor", "Violette", "Vito")),
    ]
    problem = Problem.from_json(data)
    plan = Plan(
        {"Arras": Slot(0, 0), "Creil": Slot(0, 0)},
        {
            "Arras": (("Odile", "Cécile", "Vera"), ("Oscar", "Cyril", "Victor")),
            "Creil": (("Otto", "Coline", "Violette"), ("Ottilie", "Côme", "Vito")),
        },
    )
    after = rosters.repair(problem, plan, Change(gone=frozenset({"Odile"})))
    assert rosters.difference(plan, after).moved == {"Creil": (Slot(0, 0), Slot(0, 3))}
    assert rosters.check(problem, after) == []


def test_visits_already_made_stand_even_with_the_one_who_leaves(agreed):
    problem, roster = agreed
    name = roster.teams["S0"][0][0]
    made = Plan({"S0": roster.dates["S0"]}, {"S0": roster.teams["S0"]})
    problem = dataclasses.replace(problem, frozen=made)
    after = rosters.repair(problem, roster, Change(gone=frozenset({name})))
    assert after.teams["S0"] == roster.teams["S0"]
    assert not any(name in after.visitors(site) for site in problem.sites if site != "S0")


def test_a_change_that_leaves_no_plan_is_refused():
    problem = Problem.from_json(small())
    with pytest.raises(Impossible):
        rosters.repair(problem, propose(problem), Change(gone=frozenset({"Oscar"})))
