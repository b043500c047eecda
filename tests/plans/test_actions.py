"""What is written on sheets, what is decided, what is refused and why."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ancrage.core.editing import StaleEdit
from ancrage.core.models import JournalEntry
from ancrage.evidence.actions import SomethingRestsOnIt, remove_upward
from ancrage.fieldwork.actions.identities import Identity, seal_identity
from ancrage.plans import actions
from ancrage.plans.actions import refusals
from ancrage.plans.models import Action
from tests import factories

pytestmark = pytest.mark.django_db
State = Action.State


def verbs():
    return list(JournalEntry.objects.values_list("verb", flat=True))


def test_sheets_are_numbered_site_by_site(bench):
    elsewhere = factories.ActionFactory(site=bench.cast.other_site, number=40)

    numbers = [bench.sheet().number, bench.sheet().number]

    assert numbers == [1, 2]
    assert elsewhere.number == 40
    assert verbs()[-1] == "action.written"


def test_sheet_takes_up_leads_of_its_own_study_only(bench):
    with pytest.raises(ValueError, match="is not of study"):
        bench.sheet(leads=[factories.LeadFactory()])


def test_term_before_start_is_refused(bench):
    with pytest.raises(refusals.TermTooEarly) as error:
        bench.sheet(starts_on=date(2017, 6, 1), due_on=date(2017, 5, 1))

    assert error.value.field == "due_on"


def test_names_of_people_met_are_taken_out_of_what_is_typed(bench):
    person = factories.ParticipantFactory(interview__site=bench.site, label="Adjointe 2")
    identity = Identity("Odile Marchandeau", "adjointe", "", "")
    person.identity = seal_identity(identity, interview=person.interview.uuid)
    person.save()

    sheet = bench.sheet(why="Odile Marchandeau l’a demandé.", led_by="Odile Marchandeau")

    assert sheet.why == "[Adjointe 2] l’a demandé."
    assert sheet.led_by == "Odile Marchandeau", "who leads in public is an ordinary fact"


def test_adoption_plans_three_follow_ups(bench):
    sheet = bench.adopted(on=date(2017, 11, 30), due_on=date(2018, 3, 1))

    assert sheet.state == State.ADOPTED
    assert [(one.months, one.due_on) for one in sheet.follow_ups.all()] == [
        (3, date(2018, 2, 28)),
        (6, date(2018, 5, 30)),
        (12, date(2018, 11, 30)),
    ]
    assert verbs()[-1] == "action.adopted"


@pytest.mark.parametrize(
    ("terms", "refusal", "field"),
    [
        ({"led_by": "  "}, refusals.NoOwner, "led_by"),
        ({"due_on": None}, refusals.NoTerm, "due_on"),
        ({"starts_on": date(2018, 1, 1)}, refusals.TermTooEarly, "due_on"),
        ({"due_on": date(2017, 5, 9)}, refusals.TermTooEarly, "due_on"),
    ],
)
def test_adoption_needs_an_owner_and_a_possible_term(bench, terms, refusal, field):
    with pytest.raises(refusal) as error:
        bench.adopted(**terms)

    assert error.value.field == field
    assert Action.objects.get().state == State.PROPOSED
    assert not Action.objects.get().follow_ups.exists()


def test_adoption_twice_is_refused_and_plans_nothing_twice(bench):
    sheet = bench.adopted()

    with pytest.raises(actions.AlreadyDecided, match="déjà adoptée"):
        bench.decide(sheet, State.ADOPTED)

    assert sheet.decisions.count() == 1
    assert sheet.follow_ups.count() == 3


def test_decision_dated_ahead_is_refused(bench):
    with pytest.raises(refusals.NotYet):
        bench.decide(
            bench.sheet(),
            State.DROPPED,
            on=date(2018, 1, 2),
            today=date(2018, 1, 1),
            reason="Trop cher.",
        )


@pytest.mark.parametrize(
    ("state", "said", "refusal"),
    [
        (State.DROPPED, {}, refusals.NoReason),
        (State.DROPPED, {"reason": " "}, refusals.NoReason),
        (State.HANDED_OVER, {"handed_to": "La Région"}, refusals.NoReason),
        (State.HANDED_OVER, {"reason": "Ce n’est pas à nous."}, refusals.NoRecipient),
        (State.DROPPED, {"reason": "Trop cher.", "by_whom": " "}, refusals.NoDecider),
        (State.DONE, {}, actions.AlreadyDecided),
    ],
)
def test_incomplete_decision_is_refused(bench, state, said, refusal):
    sheet = bench.sheet()

    with pytest.raises(refusal):
        bench.decide(sheet, state, **said)

    sheet.refresh_from_db()
    assert sheet.state == State.PROPOSED


def test_dropping_forgets_follow_ups_to_come_and_keeps_the_reason(bench):
    sheet = bench.adopted()
    recorded = sheet.follow_ups.get(months=3)
    actions.record_follow_up(
        recorded,
        expected=1,
        progress="arretee",
        words="Le poste n’a pas été remplacé.",
        told_by="Service jeunesse",
        recorded_on=date(2017, 9, 1),
        by=None,
        today=date(2017, 9, 2),
    )

    bench.decide(sheet, State.DROPPED, on=date(2017, 10, 1), reason="Plus personne pour la porter.")

    assert [one.months for one in sheet.follow_ups.all()] == [3]
    assert [one.state for one in sheet.decisions.all()] == [State.DROPPED, State.ADOPTED]


def test_dropped_action_comes_back_with_a_reason_only(bench):
    sheet = bench.decide(bench.sheet(), State.DROPPED, reason="Trop cher.")
    terms = {"led_by": "CCAS", "due_on": date(2018, 6, 1), "on": date(2017, 12, 1)}

    with pytest.raises(refusals.NoReason):
        bench.decide(sheet, State.ADOPTED, **terms)
    bench.decide(sheet, State.ADOPTED, reason="Un financement est trouvé.", **terms)

    assert sheet.state == State.ADOPTED
    assert sheet.follow_ups.first().due_on == date(2018, 3, 1)


def test_done_action_is_still_followed(bench):
    sheet = bench.adopted()

    bench.decide(sheet, State.DONE, on=date(2017, 9, 1))

    assert sheet.follow_ups.waiting().count() == 3


def test_stale_decision_is_refused(bench):
    sheet = bench.sheet()
    actions.change_sheet(sheet, expected=1, by=None, leads=[bench.lead], title="Autrement dit")

    with pytest.raises(StaleEdit):
        bench.decide(sheet, State.DROPPED, reason="Trop cher.", expected=1)

    assert not sheet.decisions.exists()


@pytest.mark.parametrize("lost", [{"led_by": ""}, {"due_on": None}])
def test_adopted_sheet_keeps_its_owner_and_its_term(bench, lost):
    sheet = bench.adopted()
    values = {"led_by": sheet.led_by, "due_on": sheet.due_on, **lost}

    with pytest.raises((refusals.NoOwner, refusals.NoTerm)):
        actions.change_sheet(sheet, expected=sheet.version, by=None, leads=[bench.lead], **values)


def test_new_term_is_reminded_again(bench):
    sheet = bench.adopted()
    Action.objects.update(reminded_at=timezone.now())
    terms = {"led_by": sheet.led_by, "due_on": sheet.due_on}
    sheet.refresh_from_db()

    actions.change_sheet(sheet, expected=sheet.version, by=None, leads=[], **terms)
    assert sheet.reminded_at is not None
    terms["due_on"] += timedelta(days=30)
    actions.change_sheet(sheet, expected=sheet.version, by=None, leads=[], **terms)

    assert sheet.reminded_at is None


def test_sheet_with_a_decision_is_never_erased(bench):
    free, decided = bench.sheet(), bench.adopted()

    actions.remove_sheet(free, by=None)
    with pytest.raises(refusals.Decided):
        actions.remove_sheet(decided, by=None)

    assert list(Action.objects.all()) == [decided]


def test_lead_that_a_sheet_takes_up_is_not_deleted(bench):
    bench.sheet()

    with pytest.raises(SomethingRestsOnIt, match="la fiche action 1"):
        remove_upward(bench.lead, by=None)


@pytest.mark.parametrize(
    ("recorded_on", "says"),
    [(date(2017, 9, 3), "à venir"), (date(2017, 5, 9), "pas encore adoptée")],
)
def test_follow_up_on_an_impossible_day_is_refused(bench, recorded_on, says):
    follow_up = bench.adopted().follow_ups.get(months=3)

    with pytest.raises(refusals.BeforeAdoption, match=says):
        actions.record_follow_up(
            follow_up,
            expected=1,
            progress="en_cours",
            words="",
            told_by="",
            recorded_on=recorded_on,
            by=None,
            today=date(2017, 9, 2),
        )
