"""What a vote says under several rules, and when it says nothing."""

import pytest

from ancrage.deliberation import actions, results
from ancrage.deliberation.counting import approved_from, count
from ancrage.methods.ballots import NoResult
from tests import factories
from tests.deliberation.votes import LABELS, LEVELS, closed, opened, vote


def ranks(counted, rule):
    return dict(counted.side.rankings[rule].ranks)


def test_rules_stand_side_by_side_on_grades(cast):
    ballots = [{"1": 2, "2": 1}, {"1": 2, "2": 1, "3": 0}, {"1": 1, "2": 2}]
    counted = count(closed(opened(cast.site), *ballots))
    assert list(counted.side.rankings) == ["majority judgment", "approvals", "schulze"]
    assert ranks(counted, "majority judgment") == {1: 1, 2: 2, 3: 3}
    assert counted.majority[1].tally == (0, 1, 2)
    assert counted.majority[3].tally == (3, 0, 0)
    assert counted.approvals.totals == {1: 2, 2: 1, 3: 0}
    assert counted.pairs.condorcet_winner == 1
    assert counted.no_result is None


def test_blanks_left_out_make_options_compared_by_proportions(cast):
    round = closed(opened(cast.site, blank="excluded"), {"1": 2}, {"1": 2, "2": 1})
    counted = count(round)
    assert counted.majority[3].ballots == 0
    assert counted.majority.compared == "proportions"


def test_points_are_added_up_and_compared_two_by_two(cast):
    ballots = [{"1": 10}, {"2": 5, "3": 5}, {"1": 1, "2": 9}, {}]
    counted = count(closed(opened(cast.site, "points"), *ballots))
    assert counted.scores.totals == {1: 11, 2: 14, 3: 5}
    assert counted.scores.supporters == {1: 2, 2: 2, 3: 1}
    assert counted.scores.ballots == 4
    assert counted.pairs.preferences.tolist() == [[0, 1, 2], [2, 0, 1], [1, 0, 0]]


def test_duels_give_strengths_and_pairs(cast):
    ballots = [{"1-2": 1, "1-3": 1, "2-3": 0}, {"1-2": 1}, {"2-3": 3}]
    counted = count(closed(opened(cast.site, "duels"), *ballots))
    assert ranks(counted, "duels")[1] == 1
    assert counted.strengths.duels == 5
    assert counted.pairs.preferences.tolist() == [[0, 2, 1], [0, 0, 0], [0, 1, 0]]
    assert [row["won"] for row in results.strengths(counted)] == [3, 1, 0]


def test_tie_is_shown_as_a_tie(cast):
    counted = count(closed(opened(cast.site), {"1": 2, "2": 2}, {"1": 1, "2": 1}))
    judged = counted.majority
    assert results.place(judged, 1) == results.place(judged, 2) == "1er ex æquo"
    assert results.place(judged, 3) == "3e"


def test_everybody_rejecting_everything_is_said(cast):
    counted = count(closed(opened(cast.site), *[{"1": 0, "2": 0, "3": 0}] * 3))
    assert counted.all_rejected
    assert not count(closed(opened(cast.site), {"1": 2})).all_rejected


def test_late_ballots_are_not_counted(cast):
    round = closed(opened(cast.site), {"1": 2})
    vote(round, {"2": 2})
    assert len(count(round).ballots) == 1


@pytest.mark.parametrize("kind", ["mentions", "points", "duels"])
@pytest.mark.parametrize(
    ("labels", "ballots", "why"),
    [
        (LABELS, [], NoResult.NO_BALLOT),
        (LABELS, [{}, {}], NoResult.ALL_BLANK),
        (("Un seul",), [{}], NoResult.ALL_BLANK),
    ],
)
def test_no_result_says_why(cast, kind, labels, ballots, why):
    counted = count(closed(opened(cast.site, kind, labels=labels), *ballots))
    assert counted.no_result == why
    assert results.why_nothing(counted)


def test_one_option_decides_nothing(cast):
    counted = count(closed(opened(cast.site, labels=("Un seul",)), {"1": 2}))
    assert counted.no_result == NoResult.ONE_OPTION


def test_hands_stand_beside_ballots_and_never_among_them(cast):
    round = opened(cast.site)
    hands = {(1, 2): 5, (1, 0): 1, (2, 1): 6}
    actions.count_hands(round=round, expected=1, present=6, hands=hands, by=None)
    round.refresh_from_db()
    vote(round, {"2": 2})
    counted = count(closed(round))
    assert ranks(counted, "hands") == {1: 1, 2: 2}
    assert counted.majority[1].tally == (1, 0, 0)


def test_hands_alone_are_a_result(cast):
    round = opened(cast.site, "points")
    actions.count_hands(round=round, expected=1, present=9, hands={(1, 0): 7, (2, 0): 3}, by=None)
    round.refresh_from_db()
    counted = count(closed(round))
    assert counted.no_result is None
    assert list(counted.side.rankings) == ["hands"]
    assert [row["hands"] for row in results.hands(counted)] == [[7], [3], [0]]


def test_robust_choice_is_first_under_every_rule(cast):
    ballots = [{"1": 2, "2": 1, "3": 1, "4": 0}] * 12
    labels = ("Un", "Deux", "Trois", "Quatre", "Cinq")
    counted = count(closed(opened(cast.site, codes=12, labels=labels), *ballots))
    rows = results.side_by_side(counted)["rows"]
    assert rows[0]["option"].number == 1
    assert rows[0]["robust"]
    assert not any(row["robust"] for row in rows if row["option"].number > 3)


def test_profile_fills_the_whole_bar(cast):
    counted = count(closed(opened(cast.site), {"1": 2}, {"1": 1}, {"1": 0}))
    first = results.profiles(counted.majority, LEVELS, counted)[0]
    assert [part.words for part in first.segments] == list(reversed(LEVELS))
    assert sum(part.width for part in first.segments) == 1000
    assert first.gauge == "1 au-dessus, 1 au-dessous, sur 3"
    assert first.sentence == "Prioritaire\u00a0: 1, Utile\u00a0: 1, À écarter\u00a0: 1"


def test_groups_of_fewer_than_five_are_hidden_and_one_more_with_them(cast):
    elected, residents, services = (
        factories.ActorCategoryFactory(study=cast.study, label=label)
        for label in ("élus", "habitants", "services")
    )
    round = opened(cast.site, codes=40)
    for category, people in ((elected, 3), (residents, 14), (services, 12)):
        for _ in range(people):
            vote(round, {"1": 2 if category == residents else 0}, category=category)
    compared = results.disagreements(count(closed(round)))
    by_category = next(each for each in compared if "catégorie" in each["title"])
    cells = dict(by_category["rows"][0]["cells"])
    assert cells["élus"] == "masqué"
    assert list(cells.values()).count("masqué") == 2
    assert cells["habitants"] == "Prioritaire (14 personnes)"


def test_groups_at_opposite_ends_are_named(cast):
    round = opened(cast.site, codes=40)
    for channel, marks, people in (
        ("telephone", {"1": 2, "2": 0, "3": 0}, 14),
        ("carte", {"1": 0, "2": 0, "3": 2}, 12),
    ):
        for _ in range(people):
            vote(round, marks, channel=channel)
    compared = results.disagreements(count(closed(round)))[0]
    assert any("téléphone plutôt pour, carte plutôt contre" in each for each in compared["opposed"])


def test_better_half_of_a_scale_leaves_the_middle_out():
    assert [approved_from(levels) for levels in (3, 4, 5, 6, 7)] == [2, 2, 3, 3, 4]
