"""What a vote takes and refuses."""

import pytest
from django.db import IntegrityError, transaction

from ancrage.core.editing import StaleEdit
from ancrage.core.models import JournalEntry
from ancrage.deliberation import actions, keys
from ancrage.deliberation.models import Ballot, BallotCode, HandCount, RoundOption
from ancrage.evidence.models import Stake
from tests import factories
from tests.deliberation.rooms import met
from tests.deliberation.votes import CLOSES, OPENS, closed, draft, opened, vote


def test_code_is_long_and_only_its_digest_is_kept(cast):
    round = opened(cast.site)
    code = keys.vote_code(round.uuid, 1)
    assert len(code) == 26
    assert code not in str(list(BallotCode.objects.values()))
    assert actions.find_code(keys.grouped(code).lower()).number == 1
    with pytest.raises(BallotCode.DoesNotExist):
        actions.find_code(code[:-1])


def test_codes_of_a_vote_all_differ(cast):
    round = opened(cast.site, codes=300)
    assert len({keys.vote_code(round.uuid, number) for number in range(1, 301)}) == 300
    assert BallotCode.objects.filter(round=round).count() == 300


def test_code_votes_once_and_is_tied_to_no_ballot(cast):
    round = opened(cast.site)
    code = round.codes.first()
    actions.cast_ballot(code=code, marks={"1": 2}, channel="telephone")
    with pytest.raises(actions.AlreadyVoted, match="déjà servi"):
        actions.cast_ballot(code=code, marks={"1": 0}, channel="telephone")
    assert [ballot.choices for ballot in round.ballots.all()] == [{"1": 2}]
    fields = {field.name for field in Ballot._meta.get_fields()}
    assert fields == {"id", "uuid", "round", "channel", "category", "choices", "late"}


def test_vote_leaves_no_hour_in_the_journal(cast):
    round = opened(cast.site)
    before = JournalEntry.objects.count()
    vote(round, {"1": 2})
    assert JournalEntry.objects.count() == before


def test_ballots_are_not_numbered_as_they_come(cast):
    round = opened(cast.site, codes=20)
    keys = [vote(round, {"1": 1}).pk for _ in range(20)]
    assert keys != sorted(keys)


@pytest.mark.parametrize(
    ("kind", "marks", "why"),
    [
        ("mentions", {"1": 3}, "pas sur l’échelle"),
        ("mentions", {"1": -1}, "pas sur l’échelle"),
        ("mentions", {"1": "1e308"}, "pas sur l’échelle"),
        ("mentions", {"1": float("nan")}, "pas sur l’échelle"),
        ("mentions", {"1": True}, "pas sur l’échelle"),
        ("mentions", {"9": 1}, "n° 9 n’est pas proposé"),
        ("points", {"1": 6, "2": 5}, "11 points, il y en a 10"),
        ("points", {"1": -1}, "points entiers"),
        ("points", {"1": 1e308}, "points entiers"),
        ("points", {"9": 1}, "n° 9 n’est pas proposé"),
        ("duels", {"1-9": 1}, "n° 9 n’est pas proposé"),
        ("duels", {"1-2": 3}, "les deux choix qu’il oppose"),
        ("duels", {"2-1": 1}, "les deux choix qu’il oppose"),
        ("duels", {"1": 1}, "n’est pas proposé"),
    ],
)
def test_what_can_not_be_counted_is_refused_and_the_code_stays_good(cast, kind, marks, why):
    round = opened(cast.site, kind)
    with pytest.raises(actions.BadChoice, match=why):
        vote(round, marks)
    assert not round.ballots.exists()
    assert round.codes.unused().count() == 5


@pytest.mark.parametrize(
    ("kind", "marks", "kept"),
    [
        ("mentions", {"1": "2", "2": ""}, {"1": 2}),
        ("points", {"1": 10, "2": 0, "3": None}, {"1": 10}),
        ("duels", {"1-2": "0", "2-3": 3}, {"1-2": 0, "2-3": 3}),
        ("mentions", {}, {}),
    ],
)
def test_blanks_are_left_out(cast, kind, marks, kept):
    assert vote(opened(cast.site, kind), marks).choices == kept


def test_ballot_after_the_closing_is_kept_as_late(cast):
    round = closed(opened(cast.site), {"1": 2})
    late = vote(round, {"1": 0})
    assert late.late
    assert list(round.ballots.counted().values_list("choices", flat=True)) == [{"1": 2}]


def test_rule_is_frozen_once_open(cast):
    round = opened(cast.site)
    changes = {"question": "Autre ?", "choices": [], "settings": {}, "by": None}
    with pytest.raises(actions.NotPossible, match="ne changent plus"):
        actions.change_round(round=round, expected=round.version, **changes)
    with pytest.raises(actions.NotPossible):
        actions.remove_round(round=round, by=None)
    with pytest.raises(actions.NotPossible, match="changé entre-temps"):
        actions.open_round(round=round, codes=1, now=OPENS, by=None)


def test_draft_is_changed_from_what_was_read(cast):
    round = draft(cast.site)
    changes = {"settings": round.settings, "choices": [actions.Proposed("Un seul")], "by": None}
    actions.change_round(round=round, expected=1, question="Quoi ?", **changes)
    assert [option.label for option in round.options.all()] == ["Un seul"]
    with pytest.raises(StaleEdit):
        actions.change_round(round=round, expected=1, question="Et ?", **changes)
    actions.remove_round(round=round, by=None)
    assert not RoundOption.objects.exists()


def test_vote_closes_once(cast):
    round = closed(opened(cast.site))
    assert round.closed_at == CLOSES
    with pytest.raises(actions.NotPossible):
        actions.close_round(round=round, now=OPENS, by=None)
    with pytest.raises(actions.NotPossible, match="aucune carte"):
        actions.add_codes(round=round, codes=1, by=None)


def test_cards_are_added_up_to_a_limit(cast):
    round = opened(cast.site)
    actions.add_codes(round=round, codes=2, by=None)
    assert [code.number for code in round.codes.all()] == [1, 2, 3, 4, 5, 6, 7]
    with pytest.raises(actions.NotPossible, match="2000 cartes au plus"):
        actions.add_codes(round=round, codes=1994, by=None)
    assert round.codes.count() == 7


def test_card_is_typed_once_and_never_beside_its_phone(cast):
    round = opened(cast.site)
    typed = {"round": round, "marks": {"1": 1}, "by": None}
    assert actions.type_ballot(number=2, **typed).channel == "carte"
    with pytest.raises(actions.AlreadyVoted, match="n° 2 a déjà voté"):
        actions.type_ballot(number=2, **typed)
    actions.cast_ballot(code=round.codes.get(number=3), marks={}, channel="telephone")
    with pytest.raises(actions.AlreadyVoted):
        actions.type_ballot(number=3, **typed)
    with pytest.raises(actions.NotPossible, match="n° 40 n’a pas été imprimée"):
        actions.type_ballot(number=40, **typed)
    assert round.ballots.count() == 2


def test_hands_are_totals_that_a_new_count_replaces(cast):
    round = opened(cast.site)
    actions.count_hands(round=round, expected=1, present=12, hands={(1, 2): 8, (1, 0): 4}, by=None)
    round.refresh_from_db()
    actions.count_hands(round=round, expected=2, present=12, hands={(2, 1): 3}, by=None)
    assert list(HandCount.objects.values_list("option__number", "level", "hands")) == [(2, 1, 3)]
    assert not round.ballots.exists()
    with pytest.raises(StaleEdit):
        actions.count_hands(round=round, expected=2, present=12, hands={}, by=None)


@pytest.mark.parametrize(
    ("hands", "why"),
    [
        ({(1, 2): 9, (1, 1): 4}, "13 mains pour 12 personnes"),
        ({(9, 0): 1}, "aucun choix"),
        ({(1, 3): 1}, "aucun choix"),
        ({(1, 0): -1}, "aucun choix"),
    ],
)
def test_hands_that_can_not_be_are_refused(cast, hands, why):
    round = opened(cast.site)
    with pytest.raises(actions.BadChoice, match=why):
        actions.count_hands(round=round, expected=1, present=12, hands=hands, by=None)
    assert not HandCount.objects.exists()


def test_hands_are_counted_while_the_vote_is_open(cast):
    with pytest.raises(actions.NotPossible):
        actions.count_hands(round=draft(cast.site), expected=1, present=1, hands={}, by=None)


def test_names_of_people_met_are_replaced_in_what_a_vote_says(cast):
    met(cast.site, "Odile Vasseur", label="Adjointe 1")
    round = closed(opened(cast.site, labels=("L’idée d’Odile Vasseur", "Autre")))
    assert round.options.first().label == "L’idée d’[Adjointe 1]"
    dissent = actions.record_dissent(
        round=round,
        words="Odile Vasseur s’y oppose.",
        held_by="Odile Vasseur",
        option=None,
        by=None,
    )
    assert (dissent.words, dissent.held_by) == ("[Adjointe 1] s’y oppose.", "[Adjointe 1]")


def decision(option, **more):
    values = {"kept": True, "rank": 1, "reason": "La salle y tient.", "decided_by": "la séance"}
    return actions.decide(option=option, **({"expected": None, "by": None} | values | more))


def test_decision_waits_for_the_closing_and_is_changed_from_what_was_read(cast):
    round = opened(cast.site)
    with pytest.raises(actions.NotPossible, match="n’est pas clos"):
        decision(round.options.first())
    option = closed(round).options.first()
    made = decision(option)
    assert decision(option, expected=1, kept=False).pk == made.pk
    with pytest.raises(StaleEdit):
        decision(option, expected=1)
    with pytest.raises(StaleEdit):
        decision(option)


def test_decision_says_why(cast):
    option = closed(opened(cast.site)).options.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.PriorityDecisionFactory(option=option, reason="")


def test_code_number_stands_once_in_a_vote(cast):
    round = opened(cast.site)
    with pytest.raises(IntegrityError), transaction.atomic():
        BallotCode.objects.create(round=round, number=1, digest="autre")


def test_minority_position_is_written_once_the_vote_is_open(cast):
    with pytest.raises(actions.NotPossible):
        actions.record_dissent(round=draft(cast.site), words="Non.", held_by="nous", by=None)
    round = opened(cast.site)
    dissent = actions.record_dissent(round=round, words="Non.", held_by="nous", by=None)
    said = {"words": "Pas ainsi.", "held_by": "nous", "by": None}
    actions.change_dissent(dissent=dissent, expected=1, **said)
    with pytest.raises(StaleEdit):
        actions.change_dissent(dissent=dissent, expected=1, **said)
    actions.remove_dissent(dissent=dissent, by=None)
    assert not round.dissents.exists()


def test_proposal_becomes_a_stake_once(cast):
    option = closed(opened(cast.site)).options.first()
    stake = actions.make_stake(option=option, by=None)
    assert (stake.title, stake.study) == (option.label, cast.study)
    with pytest.raises(actions.NotPossible, match="déjà un enjeu"):
        actions.make_stake(option=option, by=None)
    assert Stake.objects.count() == 1


def test_meeting_where_people_voted_is_not_removed(cast):
    round = opened(cast.site)
    with pytest.raises(actions.NotPossible):
        actions.remove_meeting(meeting=round.meeting, by=None)
    actions.remove_meeting(meeting=draft(cast.site).meeting, by=None)
