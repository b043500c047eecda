"""Reminders: once, to whom it concerns, of what waits; and what waits on dashboards."""

import datetime as dt
from io import StringIO
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from ancrage.core.access import Role
from ancrage.plans import actions
from ancrage.plans.models import Action, FollowUp
from ancrage.studies.models import Membership
from ancrage.web.dashboards.waiting import waiting_for
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2017, 8, 10)


def remind(*options):
    out = StringIO()
    call_command("remind", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def owned(bench):
    """An action whose first follow-up is due and whose term is past, and somebody to remind."""
    return bench.adopted(owner=bench.cast.site_team)


def test_owner_is_reminded_once_of_everything_that_waits(owned, bench):
    said = remind()

    [message] = mail.outbox
    assert message.to == [bench.cast.site_team.email]
    assert message.subject == "Ancrage\u00a0: 4 actions attendent de vos nouvelles"
    assert owned.title in message.body
    assert "suivi à 3 mois, attendu le 10 août 2017" in message.body
    assert "pour le 1er décembre 2017" in message.body
    page = owned.url_of("follow_up_record", 3)
    assert f"http://127.0.0.1{page}" in message.body
    assert said == f"{bench.cast.site_team.email}\u00a0: 4\n"
    assert not FollowUp.objects.filter(reminded_at=None).exists()

    assert remind() == ""
    assert len(mail.outbox) == 1


def test_dry_run_sends_and_marks_nothing(owned):
    assert remind("--dry-run").endswith(": 4\n")

    assert mail.outbox == []
    assert not FollowUp.objects.exclude(reminded_at=None).exists()


def test_message_is_in_the_language_of_the_account(owned, bench):
    bench.cast.site_team.language = "en"
    bench.cast.site_team.save()

    remind()

    assert "waiting" in mail.outbox[0].subject


def test_message_that_does_not_go_is_sent_next_time(owned, monkeypatch):
    def fail(*args, **kwargs):
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr("ancrage.plans.management.commands.remind.send_mail", fail)
        with pytest.raises(CommandError, match="1 messages"):
            remind()
    assert not FollowUp.objects.exclude(reminded_at=None).exists()

    remind()
    assert len(mail.outbox) == 1


def test_two_runs_at_once_send_one_message(owned):
    first, second = actions.reminders(TODAY)[0], actions.reminders(TODAY)[0]

    actions.mark_reminded(first, at=timezone.now())
    with pytest.raises(actions.AlreadyReminded):
        actions.mark_reminded(second, at=timezone.now())


@pytest.mark.parametrize(
    ("day", "follow_ups", "terms"),
    [
        (dt.date(2017, 8, 9), 0, 0),
        (dt.date(2017, 8, 10), 1, 0),
        (dt.date(2017, 11, 16), 2, 0),
        (dt.date(2017, 11, 17), 2, 1),
    ],
)
def test_what_is_due_depends_on_the_day(owned, day, follow_ups, terms):
    found = actions.reminders(day)

    assert [(len(one.follow_ups), len(one.terms)) for one in found] == (
        [(follow_ups, terms)] if follow_ups else []
    )


@pytest.mark.parametrize("why", ["recorded", "dropped", "left", "closed", "nobody"])
def test_nobody_is_reminded_in_vain(owned, bench, why):
    team = bench.cast.site_team
    if why == "recorded":
        FollowUp.objects.update(progress="installee", recorded_on="2017-08-01")
    elif why == "dropped":
        bench.decide(owned, Action.State.DROPPED, reason="Trop cher.")
    elif why == "left":
        Membership.objects.filter(user=team).update(ends="2017-06-30")
    elif why == "closed":
        type(team).objects.filter(pk=team.pk).update(is_active=False)
    else:
        Action.objects.update(owner=None)

    assert actions.reminders(TODAY) == []


def test_done_action_has_no_term_to_be_reminded_of(owned, bench):
    bench.decide(owned, Action.State.DONE, on=dt.date(2017, 7, 1))

    [reminder] = actions.reminders(dt.date(2018, 1, 1))

    assert (len(reminder.follow_ups), reminder.terms) == (2, [])


@pytest.mark.parametrize("who", ["national", "site_team"])
def test_dashboard_says_which_actions_wait(owned, bench, who):
    factories.ActionFactory(site=bench.cast.other_site, adopted=True)
    person = getattr(bench.cast, who)

    found = waiting_for(person, [bench.cast.study])[bench.cast.study.pk]

    texts = [each.text for each in found]
    assert "1 action dont le suivi est à relever" in texts
    late = "2 actions dont le terme est passé" if who == "national" else "1 action dont le terme"
    assert any(text.startswith(late) for text in texts)


def test_site_team_reads_what_waits_where_it_works(owned, bench, as_):
    client = as_(bench.cast.site_team)

    for address in ("/", bench.cast.study.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "1 action dont le suivi est à relever" in page
        assert "texte à relire" not in page


def test_partner_has_nothing_to_do(owned, bench):
    assert Membership.objects.get(user=bench.cast.partner).role == Role.PARTNER

    assert waiting_for(bench.cast.partner, [bench.cast.study]) == {}
