"""Agendas: what clashes, and a first draft that never does."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from ancrage.methods.agendas import Clash, Hour, Kind, Wish, clashes, draft

MONDAY, TUESDAY = date(2036, 1, 7), date(2036, 1, 8)


def hour(key, starts, ends, team=1, **more):
    return Hour(key, MONDAY, time(*starts), time(*ends), team, **more)


def kinds(*hours):
    return [clash.kind for clash in clashes(hours)]


def test_hours_that_touch_do_not_clash():
    assert kinds(hour(1, (9,), (10,)), hour(2, (10,), (11,))) == []


def test_one_team_is_not_in_two_places_at_once():
    assert clashes([hour(1, (9,), (10,)), hour(2, (9, 30), (11,))]) == [
        Clash(MONDAY, Kind.TEAM, (1, 2))
    ]
    assert kinds(hour(1, (9,), (10,)), hour(2, (9, 30), (11,), team=None)) == [Kind.TEAM]
    assert kinds(hour(1, (9,), (10,)), hour(2, (9, 30), (11,), team=2)) == []


def test_two_teams_do_not_share_a_room_or_an_actor():
    first = hour(1, (9,), (10,), room="Salle 2", actor=7)
    assert kinds(first, hour(2, (9,), (10,), team=2, room="salle 2")) == [Kind.ROOM]
    assert kinds(first, hour(2, (9,), (10,), team=2, actor=7)) == [Kind.ACTOR]


def test_team_eats_in_a_gap_or_a_break():
    morning, afternoon = hour(1, (9,), (12, 30)), hour(3, (14,), (17,))
    assert kinds(morning, afternoon) == []
    assert kinds(hour(1, (9,), (13, 30)), hour(3, (14,), (17,))) == [Kind.LUNCH]
    assert kinds(hour(1, (9,), (12, 30)), hour(2, (12, 30), (13, 30), rest=True), afternoon) == []
    assert clashes([hour(1, (9,), (14, 15)), hour(3, (14, 20), (17,))])[0].team == 1
    assert kinds(hour(1, (9,), (12, 30))) == []


@given(st.lists(st.sampled_from([45, 60, 90]), max_size=24))
def test_draft_never_clashes_and_shares_the_work(lengths):
    wishes = [Wish(number, minutes) for number, minutes in enumerate(lengths)]
    meals = [
        Hour(-1000 - n, day, time(12, 30), time(13, 45), rest=True)
        for n, day in enumerate((MONDAY, TUESDAY))
    ]
    proposed = draft(wishes, (MONDAY, TUESDAY), meals)
    hours = [
        Hour(each.wish.actor, each.on, each.starts, each.ends, each.team, actor=each.wish.actor)
        for each in proposed
    ]
    assert clashes([*meals, *hours]) == []
    assert len({each.wish for each in proposed}) == len(proposed)
    if len(lengths) <= 13:
        assert len(proposed) == len(lengths)
        counts = [sum(each.team == team for each in proposed) for team in (1, 2)]
        assert abs(counts[0] - counts[1]) <= 2


def test_draft_leaves_out_what_no_hour_can_hold():
    assert draft([Wish(1, 600)], (MONDAY,), []) == []
