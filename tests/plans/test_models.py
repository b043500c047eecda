"""What the database itself refuses of actions."""

import pytest
from django.db import IntegrityError, transaction

from ancrage.plans.models import Action, ActionDecision, FollowUp, PlainWords, SiteReturn
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        {"led_by": ""},
        {"due_on": None},
        {"starts_on": "2018-01-01"},
        {"state": "faite", "led_by": ""},
        {"state": "abandonnee"},
        {"state": "transmise", "reason": "Pas à nous."},
        {"state": "transmise", "handed_to": "Le Département"},
    ],
)
def test_sheet_that_says_too_little_is_refused(change):
    sheet = factories.ActionFactory(adopted=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=sheet.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "faite"},
        {"state": "proposee", "led_by": "", "due_on": None},
        {"state": "abandonnee", "reason": "Trop cher.", "led_by": ""},
        {"state": "transmise", "reason": "Pas à nous.", "handed_to": "Le Département"},
        {"starts_on": "2017-12-01"},
    ],
)
def test_sheet_that_says_enough_is_kept(change):
    sheet = factories.ActionFactory(adopted=True)

    assert Action.objects.filter(pk=sheet.pk).update(**change) == 1


def test_numbers_months_words_and_editions_are_given_once():
    sheet = factories.ActionFactory(adopted=True)
    factories.FollowUpFactory(action=sheet)
    words = factories.PlainWordsFactory()
    edition = factories.SiteReturnFactory()
    for again in (
        lambda: factories.ActionFactory(site=sheet.site, number=sheet.number),
        lambda: factories.FollowUpFactory(action=sheet),
        lambda: factories.PlainWordsFactory(site=words.site, stake=words.stake),
        lambda: factories.SiteReturnFactory(site=edition.site),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


def test_recorded_follow_up_says_where_the_action_is():
    follow_up = factories.FollowUpFactory()
    rows = FollowUp.objects.filter(pk=follow_up.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(recorded_on="2017-08-10")
    assert rows.update(recorded_on="2017-08-10", progress="en_cours") == 1


@pytest.mark.parametrize(
    "change", [{"by_whom": ""}, {"state": "abandonnee"}, {"state": "transmise"}]
)
def test_decision_says_who_and_why(change):
    decision = factories.ActionFactory(adopted=True).decisions.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        ActionDecision.objects.filter(pk=decision.pk).update(**change)


def test_plain_words_say_something():
    words = factories.PlainWordsFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PlainWords.objects.filter(pk=words.pk).update(text="")


def test_rows_name_themselves():
    follow_up = factories.FollowUpFactory()
    edition = factories.SiteReturnFactory()

    assert str(follow_up) == "Écrire les critères de réussite (+3)"
    assert str(follow_up.action.decisions.get()) == "adoptée (2017-05-10)"
    assert str(edition) == f"{edition.site} (1)"
    assert SiteReturn.objects.standing().get() == edition
