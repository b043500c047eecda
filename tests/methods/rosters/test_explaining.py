"""Explanations that nothing can be taken from, and repairs that work."""

import itertools

import pytest

from ancrage.methods import rosters
from ancrage.methods.rosters import BadProblem, Kind, Problem
from tests.methods.rosters.exhaustive import best_objective
from tests.methods.rosters.instances import drawn, needs_reference, reference, small

CORE_OF_THE_REFERENCE = 18


def loosened(data, kept):
    """Return the JSON of a problem in which, of availabilities and hosts, only some rules hold."""
    every = [[week, day] for week in range(data["weeks"]) for day in range(4)]
    bound = {(rule.id, rule.subject) for rule in kept}
    return {
        **data,
        "people": [
            who if ("H7", who["name"]) in bound else {**who, "available": every}
            for who in data["people"]
        ],
        "host_available": {
            site: slots if ("H2", site) in bound else every
            for site, slots in data["host_available"].items()
        },
    }


def possible(data):
    try:
        rosters.propose(data, time_limit=20, seed=0)
    except rosters.Impossible:
        return False
    return True


@needs_reference
def test_the_impossible_reference_is_explained_by_rules_none_of_which_is_to_spare():
    data = reference(4)
    conflict = rosters.find_conflict(data)
    assert conflict.minimal
    assert 0 < len(conflict.rules) < CORE_OF_THE_REFERENCE
    assert {rule.id for rule in conflict.rules} == {"H2", "H3", "H7"}
    (site,) = {rule.subject for rule in conflict.rules if rule.id == "H2"}
    (group,) = (rule.detail[0] for rule in conflict.rules if rule.id == "H3")
    assert not possible(loosened(data, conflict.rules))
    for rule in conflict.rules:
        if rule.id != "H3":
            others = [other for other in conflict.rules if other != rule]
            assert enough(data, site, group, others)
    assert not enough(data, site, group, conflict.rules)


def enough(data, site, group, kept):
    """Count by hand: two people of a group on one date of a site, under some of the rules."""
    every = [[week, day] for week in range(data["weeks"]) for day in range(4)]
    bound = {(rule.id, rule.subject) for rule in kept}
    dates = data["host_available"][site] if ("H2", site) in bound else every
    free = [
        who["available"] if ("H7", who["name"]) in bound else every
        for who in data["people"]
        if who["group"] == group
    ]
    return any(sum(date in slots for slots in free) >= 2 for date in dates)


@needs_reference
def test_the_repairs_of_the_reference_make_it_possible():
    problem = Problem.from_json(reference(4))
    repairs = rosters.repairs(problem)
    assert repairs
    assert [len(repair.steps) for repair in repairs] == sorted(len(r.steps) for r in repairs)
    for repair in repairs:
        fixed = rosters.repaired(problem, repair)
        roster = rosters.propose(fixed, time_limit=10, seed=0)
        assert rosters.check(fixed, roster) == []


def test_nothing_explains_nor_repairs_what_is_possible():
    data = drawn(5, sites=4, weeks=8, people=(4, 4, 8))
    assert rosters.explain(data) == []
    assert rosters.repairs(data) == []


@pytest.mark.parametrize("seed", range(12))
def test_taking_any_rule_away_from_a_drawn_conflict_lets_the_others_hold(seed):
    data = drawn(seed, people=(2, 3, 3), chance=0.25 + 0.1 * (seed % 6))
    conflict = rosters.find_conflict(data)
    assert (best_objective(data) is None) == bool(conflict.rules)
    assert conflict.minimal
    availabilities = {rule for rule in conflict.rules if rule.id in {"H2", "H7"}}
    if conflict.rules:
        assert best_objective(loosened(data, availabilities)) is None
    for rule in availabilities:
        if all(other.id in {"H2", "H3", "H7"} for other in conflict.rules):
            assert needed_people_exist(data, conflict.rules, availabilities - {rule})


def needed_people_exist(data, conflict, kept):
    """Try every date of the sites that the conflict names, with the groups that it names."""
    loose = loosened(data, kept)
    asked = {(rule.subject, rule.detail[0]) for rule in conflict if rule.id == "H3"}
    sites = sorted({site for site, _ in asked})
    for slots in itertools.product(*(loose["host_available"][site] for site in sites)):
        held = dict(zip(sites, slots, strict=True))
        counts = [
            sum(who["group"] == group and held[site] in who["available"] for who in loose["people"])
            for site, group in asked
        ]
        if all(count >= 2 for count in counts):
            return True
    return False


@pytest.mark.parametrize("seed", range(12))
def test_the_repairs_of_drawn_problems_work(seed):
    problem = Problem.from_json(drawn(seed, people=(2, 3, 3), chance=0.25 + 0.1 * (seed % 6)))
    for repair in rosters.repairs(problem):
        fixed = rosters.repaired(problem, repair)
        assert rosters.check(fixed, rosters.propose(fixed, time_limit=10, seed=0)) == []


def test_the_smallest_repair_of_one_missing_slot_is_that_slot():
    data = small()
    for who in data["people"]:
        if who["name"] == "Oscar":
            who["available"] = [[0, 0]]  # Arras may be visited then, Creil never
    assert {"H2", "H7", "H3"} >= {rule.id for rule in rosters.explain(data)}
    sizes = {repair.steps[0].kind: len(repair.steps) for repair in rosters.repairs(data)}
    assert min(sizes.values()) == 1


def test_too_few_visits_allowed_are_explained_by_the_maxima_and_repaired_by_them():
    data = drawn(21, sites=5, weeks=20, people=(2, 4, 10), chance=1.0)
    data["people"][0]["max"] = 4
    assert ("H9", "Odas0") in {(rule.id, rule.subject) for rule in rosters.explain(data)}
    raised = [repair for repair in rosters.repairs(data) if repair.steps[0].kind is Kind.MAXIMUM]
    assert [(step.subject, step.maximum) for step in raised[0].steps] == [("Odas0", 5)]


def test_a_lock_that_leaves_no_plan_is_named_and_may_be_opened():
    data = drawn(23, sites=2, weeks=4, people=(2, 3, 5), chance=1.0)
    data["locks"] = {"forbidden_pairs": [["Odas0", name] for name in ("CGET0", "CGET1", "CGET2")]}
    assert "H10" in {rule.id for rule in rosters.explain(data)}
    opened = [repair for repair in rosters.repairs(data) if repair.steps[0].kind is Kind.LOCK]
    assert len(opened[0].steps) == 1
    fixed = rosters.repaired(Problem.from_json(data), opened[0])
    assert len(fixed.locks.pairs) == 2


def test_a_lock_that_contradicts_a_rule_is_refused_with_both():
    data = small() | {"locks": {"fixed_dates": {"Arras": [0, 3]}}}
    with pytest.raises(BadProblem) as refused:
        Problem.from_json(data)
    (fault,) = refused.value.faults
    assert fault.subject == "Arras"
    assert [rule.id for rule in fault.rules] == ["H10", "H2"]
