"""Proposals: valid, as good as an exhaustive search, as good as the reference."""

import itertools
import json
import random

import pytest

from ancrage.methods import rosters
from ancrage.methods.rosters import Group, Impossible, Problem
from tests.methods.rosters.exhaustive import best_objective
from tests.methods.rosters.instances import drawn, needs_reference, reference, small

BEST_KNOWN = 16_723
BEST_PROVED = 14_169


def propose(data, **options):
    return rosters.propose(data, **{"time_limit": 20, "seed": 0} | options)


@needs_reference
def test_the_reference_is_reached_every_rule_holding():
    data = reference(1)
    roster = propose(data)
    assert rosters.check(Problem.from_json(data), roster) == []
    assert roster.objective <= BEST_KNOWN
    assert roster.objective == BEST_PROVED
    assert roster.proved
    assert roster.gap == 0


@needs_reference
def test_the_impossible_reference_is_proved_impossible():
    with pytest.raises(Impossible):
        propose(reference(4))


def test_the_small_problem_costs_what_an_exhaustive_search_finds():
    roster = propose(small())
    assert roster.objective == best_objective(small())
    assert roster.proved


@pytest.mark.parametrize("seed", range(40))
def test_drawn_problems_cost_what_an_exhaustive_search_finds(seed):
    data = drawn(seed, people=(2 + seed % 2, 3, 4), chance=0.55 + 0.05 * (seed % 10))
    best = best_objective(data)
    if best is None:
        with pytest.raises(Impossible):
            propose(data)
    else:
        roster = propose(data)
        assert rosters.check(Problem.from_json(data), roster) == []
        assert roster.objective == best


@pytest.mark.parametrize(("sites", "seed"), [(3, 0), (5, 1), (8, 2), (20, 3)])
def test_other_sizes_are_solved_and_checked(sites, seed):
    data = drawn(seed, sites=sites, weeks=26, people=(sites, sites, 2 * sites))
    roster = propose(data, time_limit=2)
    assert rosters.check(Problem.from_json(data), roster) == []


def test_the_parts_add_up_and_the_tables_agree():
    data = drawn(5, sites=4, weeks=8, people=(4, 4, 8))
    roster = propose(data)
    cost = roster.cost
    assert set(cost.largest_loads) == set(Group)
    assert cost.objective == cost.km + 500 * sum(cost.largest_loads.values()) - 200 * cost.pairs
    assert cost.km == sum(roster.travel.values())
    assert cost.pairs == sum(1 for count in roster.coverage.values() if count)
    assert all(home != site for home, site in roster.coverage)
    names = [name for teams in roster.teams.values() for team in teams for name in team]
    assert sum(roster.loads.values()) == len(names)


def test_the_same_problem_and_seed_give_the_same_plan():
    data = drawn(7, sites=5, weeks=10, people=(5, 5, 8))
    first, second = propose(data, seed=3), propose(data, seed=3)
    assert first.repeatable
    assert json.dumps(first.as_json()) == json.dumps(second.as_json())


def test_the_order_of_people_and_sites_changes_nothing_to_the_cost():
    data = drawn(9, sites=5, weeks=10, people=(5, 5, 8))
    mixed = {**data, "sites": data["sites"][::-1], "people": list(data["people"])}
    random.Random(1).shuffle(mixed["people"])  # noqa: S311 - any other order
    assert propose(data).objective == propose(mixed).objective


def test_more_availability_never_costs_more():
    data = drawn(11, sites=4, weeks=4, people=(4, 4, 8), chance=0.7)
    before = propose(data)
    every = [[week, day] for week in range(4) for day in range(4)]
    for who in data["people"]:
        who["available"] = every
    assert propose(data).objective <= before.objective


def test_a_site_may_do_with_one_team():
    data = small()
    data["people"] = [who for who in data["people"] if who["name"] != "Oscar"]
    with pytest.raises(Impossible):
        propose(data)
    roster = propose({**data, "one_team": ["Arras", "Creil"]})
    assert [len(teams) for teams in roster.teams.values()] == [1, 1]
    assert rosters.check(Problem.from_json({**data, "one_team": data["sites"]}), roster) == []


def test_weights_are_settings():
    data = drawn(13, sites=4, weeks=6, people=(4, 4, 8))
    weights = {"km": 0, "load": 0, "pair": 1}
    roster = propose({**data, "weights": weights})
    assert roster.objective == -roster.cost.pairs


def test_days_of_rest_are_left_between_visits():
    data = drawn(15, sites=4, weeks=6, people=(3, 3, 6), chance=0.9)
    data["rest_days"] = 5
    problem, roster = Problem.from_json(data), propose(data)
    for who in problem.people:
        held = sorted(
            roster.dates[site].first_day
            for site in data["sites"]
            if who.name in roster.visitors(site)
        )
        assert all(later - earlier >= 7 for earlier, later in itertools.pairwise(held))


def test_locks_are_respected():
    data = drawn(17, sites=4, weeks=8, people=(4, 4, 8), chance=0.8)
    free = propose(data)
    team = free.teams["S1"][0]
    vol2 = next(who for who in data["people"] if who["name"] == "Vol2")
    date = next(slot for slot in data["host_available"]["S0"] if slot in vol2["available"])
    data["locks"] = {
        "fixed_dates": {"S0": date},
        "fixed_persons": [["Vol2", "S0"], ["Odas3", "S1", 2]],
        "forbidden_pairs": [[team[0], team[1]]],
    }
    roster = propose(data)
    assert rosters.check(Problem.from_json(data), roster) == []
    assert list(roster.dates["S0"]) == date
    assert "Vol2" in roster.visitors("S0")
    assert "Odas3" in roster.teams["S1"][1]
    assert not any({team[0], team[1]} <= set(members) for members in roster.teams["S1"])


def test_visits_already_made_stand_even_against_a_change_of_availability():
    data = drawn(19, sites=3, weeks=8, people=(4, 4, 8), chance=0.8)
    before = propose(data)
    visitor = before.teams["S0"][0][0]
    for who in data["people"]:
        if who["name"] == visitor:
            who["available"] = [
                slot for slot in who["available"] if tuple(slot) != before.dates["S0"]
            ]
    whole = before.as_json()
    data["frozen"] = {part: {"S0": whole[part]["S0"]} for part in ("dates", "teams")}
    after = propose(data)
    assert (after.dates["S0"], after.teams["S0"]) == (before.dates["S0"], before.teams["S0"])
    alerts = rosters.check(Problem.from_json(data), after)
    assert [(alert.id, alert.person, alert.standing) for alert in alerts] == [("H7", visitor, True)]
