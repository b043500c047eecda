"""Visits: the register, availabilities, teams by hand, agreements; what is refused and why."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ancrage.core.models import JournalEntry
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import HostSlot, Visit, Visitor, VisitorSlot
from tests import factories
from tests.fieldwork.visiting import DATES, TODAY, noon, programme

State = Visit.State
ASCENSION = date(2036, 5, 22)


@pytest.fixture
def visits(cast):
    return programme(cast)


@pytest.fixture
def visit(visits):
    return visits.adopted()[0]


def url(name, cast, *args):
    return reverse(f"fieldwork:{name}", args=[cast.study.slug, *args])


def teams(visit, **changed):
    """Return what the form of teams sends for a visit as it stands, changed."""
    sent = {"starts": visit.starts, "days": visit.days, "version": visit.version}
    for name, number in (("first", 1), ("second", 2)):
        sent[name] = list(visit.seats.filter(team=number).values_list("visitor", flat=True))
    return sent | changed


def told(response):
    return " ".join(response.context["form"].non_field_errors())


def test_someone_is_entered_in_the_register_then_asked_when_free(as_, cast):
    home = factories.TerritoryFactory(name="Lille")
    values = {"name": "Carla", "group": "volontaire", "home": home.pk, "most_visits": 3}
    response = as_(cast.national).post(url("visitor_create", cast), values)
    visitor = Visitor.objects.get()
    assert response.url == url("visitor_days", cast, visitor.uuid)
    assert visitor.home == home
    again = as_(cast.national).post(url("visitor_create", cast), values)
    assert "Quelqu’un porte déjà ce nom" in again.content.decode()


def test_register_edit_that_comes_too_late_is_refused(as_, cast):
    visitor = factories.VisitorFactory(study=cast.study)
    values = {
        "name": "Autre",
        "group": "etat",
        "home": visitor.home.pk,
        "most_visits": 3,
        "version": visitor.version,
    }
    address = url("visitor_edit", cast, visitor.uuid)
    assert as_(cast.national).post(address, values).status_code == 302
    assert as_(cast.national).post(address, values).status_code == 409


def test_volunteer_says_when_they_are_free_and_for_nobody_else(as_, cast):
    own = factories.VisitorFactory(study=cast.study, user=cast.volunteer)
    other = factories.VisitorFactory(study=cast.study)
    period = "?du=2036-01-07&au=2036-02-01"
    client = as_(cast.volunteer)
    client.post(url("visitor_days", cast, own.uuid) + period, {"days": ["2036-01-08"]})
    assert list(own.slots.values_list("starts", flat=True)) == [date(2036, 1, 8)]
    refused = client.post(url("visitor_days", cast, other.uuid) + period, {"days": []})
    assert refused.status_code == 404


def test_days_outside_the_period_shown_are_kept(as_, cast):
    visitor = factories.VisitorFactory(study=cast.study)
    factories.VisitorSlotFactory(visitor=visitor, starts=date(2036, 3, 4))
    address = url("visitor_days", cast, visitor.uuid) + "?du=2036-01-07&au=2036-02-01"
    page = as_(cast.national).get(address).content.decode()
    assert "1 autre en dehors, qui reste" in page
    as_(cast.national).post(address, {"days": ["2036-01-08", "2036-01-09"]})
    assert visitor.slots.count() == 3
    as_(cast.national).post(address, {"days": ["2036-01-09"]})
    assert visitor.slots.count() == 2


@pytest.mark.parametrize("day", ["2036-05-22", "2036-05-21", "2036-05-24", "pas une date"])
def test_holidays_week_ends_and_forged_days_are_not_offered(as_, cast, day):
    visitor = factories.VisitorFactory(study=cast.study)
    address = url("visitor_days", cast, visitor.uuid) + "?du=2036-05-19&au=2036-05-30"
    response = as_(cast.national).post(address, {"days": [day]})
    assert response.status_code == 422
    assert "n’est pas un jour de visite possible" in response.content.decode()
    assert not VisitorSlot.objects.exists()


def test_action_refuses_a_holiday_by_its_name(cast):
    visitor = factories.VisitorFactory(study=cast.study)
    within = (date(2036, 5, 1), date(2036, 5, 31))
    with pytest.raises(actions.NotAVisitDay, match="22 mai 2036 est férié \\(Ascension\\)"):
        actions.free_visitor(visitor, days=[ASCENSION], within=within, by=None)


def test_site_team_gives_host_dates_of_its_own_site(as_, cast):
    step = factories.StepFactory(study=cast.study, number=2)
    own = url("host_days", cast, cast.site.slug, 2) + "?du=2036-01-07&au=2036-02-01"
    as_(cast.site_team).post(own, {"days": ["2036-01-08"]})
    assert HostSlot.objects.get().step == step
    assert as_(cast.other_site_team).get(own).status_code == 404


def test_strasbourg_does_not_host_on_its_own_holidays(as_, cast):
    factories.StepFactory(study=cast.study, number=2)
    cast.site.territory.department = "67"
    cast.site.territory.save()
    good_friday = date(2036, 4, 11)
    address = url("host_days", cast, cast.site.slug, 2) + "?du=2036-04-07&au=2036-04-18"
    response = as_(cast.national).post(address, {"days": [good_friday - timedelta(days=1)]})
    assert response.status_code == 422


def test_visit_added_by_hand_refuses_a_public_holiday(as_, cast):
    step = factories.StepFactory(study=cast.study, number=2)
    values = {"site": cast.site.pk, "step": step.pk, "starts": "2036-05-21", "days": 2}
    response = as_(cast.national).post(url("visit_create", cast), values)
    assert "est férié (Ascension)" in told(response)
    response = as_(cast.national).post(url("visit_create", cast), values | {"starts": "2036-05-24"})
    assert "samedi ou un dimanche" in told(response)
    assert not Visit.objects.exists()


def test_site_has_one_visit_a_step_unless_the_first_is_cancelled(as_, cast, visit):
    values = {"site": visit.site.pk, "step": visit.step.pk, "starts": "2036-06-03", "days": 2}
    assert "a déjà une visite" in told(as_(cast.national).post(url("visit_create", cast), values))
    as_(cast.national).post(url("visit_cancel", cast, visit.uuid), {"reason": "Élections"})
    assert as_(cast.national).post(url("visit_create", cast), values).status_code == 302
    assert Visit.objects.filter(site=visit.site).count() == 2


def test_volunteer_proposed_for_their_own_town_is_refused_whatever_is_ticked(as_, cast, visits):
    visit = visits.adopted()[0]
    denis = visits.people["Denis"]
    sent = teams(visit, keep_anyway="on")
    sent["first"].append(denis.pk)
    response = as_(cast.national).post(url("visit_teams", cast, visit.uuid), sent)
    assert f"Denis vient de {cast.site.territory} et visiterait son propre site" in told(response)
    assert not visit.seats.filter(visitor=denis).exists()


def test_team_without_the_state_is_a_sentence_and_may_be_kept(as_, cast, visit):
    state = Visitor.Group.STATE
    kept = visit.seats.filter(team=1).exclude(visitor__group=state)
    sent = teams(visit, first=list(kept.values_list("visitor", flat=True)))
    response = as_(cast.national).post(url("visit_teams", cast, visit.uuid), sent)
    assert "une équipe n’est pas complète" in told(response)
    assert "Garder malgré ces règles" in response.content.decode()
    assert visit.seats.filter(team=1, visitor__group=state).exists()
    response = as_(cast.national).post(
        url("visit_teams", cast, visit.uuid), sent | {"keep_anyway": "on"}
    )
    assert response.status_code == 302
    assert not visit.seats.filter(team=1, visitor__group=state).exists()


def test_overlapping_visits_are_refused_even_across_steps(as_, cast, visits):
    visit, _other = visits.adopted()
    seat = visit.seats.filter(team=1).first()
    busy = factories.VisitFactory(
        site=cast.other_site,
        step=factories.StepFactory(study=cast.study, number=4),
        starts=date(2036, 2, 5),
    )
    factories.TeamSeatFactory(visit=busy, visitor=seat.visitor)
    sent = teams(visit, starts="2036-02-06", keep_anyway="on")
    response = as_(cast.national).post(url("visit_teams", cast, visit.uuid), sent)
    assert f"{seat.visitor} est déjà en visite" in told(response)


def test_person_in_both_teams_is_refused(as_, cast, visit):
    both = visit.seats.filter(team=1).first().visitor
    sent = teams(visit, keep_anyway="on")
    sent["second"].append(both.pk)
    response = as_(cast.national).post(url("visit_teams", cast, visit.uuid), sent)
    assert f"{both} est compté deux fois" in told(response)


def test_date_nobody_offered_is_a_sentence_for_each(as_, cast, visit):
    sent = teams(visit, starts="2036-02-05")
    response = as_(cast.national).post(url("visit_teams", cast, visit.uuid), sent)
    assert "l’hôte ne peut recevoir à cette date" in told(response)
    assert "n’est pas disponible" in told(response)


def test_teams_changed_meanwhile_are_not_overwritten(as_, cast, visit):
    sent = teams(visit)
    actions.host_visit(visit, by=None)
    response = as_(cast.national).post(url("visit_teams", cast, visit.uuid), sent)
    assert response.status_code == 409


def test_everybody_agrees_then_a_new_date_asks_everybody_again(as_, cast, visit):
    as_(cast.site_team).post(url("visit_move", cast, visit.uuid), {"geste": "accueillir"})
    visit.refresh_from_db()
    assert visit.state == State.HOSTED
    for seat in visit.seats.all():
        sent = {"geste": "venir", "place": seat.uuid}
        as_(cast.national).post(url("visit_move", cast, visit.uuid), sent)
    visit.refresh_from_db()
    assert visit.state == State.CONFIRMED
    other = next(day for day in DATES if not Visit.objects.filter(starts=day).exists())
    sent = teams(visit, starts=other)
    assert as_(cast.national).post(url("visit_teams", cast, visit.uuid), sent).status_code == 302
    visit.refresh_from_db()
    assert visit.state == State.PROPOSED
    assert not visit.seats.exclude(confirmed_at=None).exists()


def test_member_of_a_team_answers_for_themselves_only(as_, cast, visit):
    own, other = visit.seats.all()[:2]
    own.visitor.user = cast.volunteer
    own.visitor.save()
    client = as_(cast.volunteer)
    address = url("visit_move", cast, visit.uuid)
    assert client.post(address, {"geste": "venir", "place": own.uuid}).status_code == 302
    assert client.post(address, {"geste": "venir", "place": other.uuid}).status_code == 404
    assert client.post(address, {"geste": "venir", "place": "x"}).status_code == 404
    assert client.post(address, {"geste": "faite"}).status_code == 404
    own.refresh_from_db()
    assert own.confirmed_at
    assert client.get(visit.get_absolute_url()).status_code == 200


def test_visit_is_not_done_before_it_begins(as_, cast, visit):
    address = url("visit_move", cast, visit.uuid)
    response = as_(cast.national).post(address, {"geste": "faite"}, follow=True)
    assert "elle n’est pas encore faite" in response.content.decode()
    actions.close_visit(visit, today=visit.ends, by=None)
    assert visit.state == State.DONE
    for act in (
        lambda: actions.host_visit(visit, by=None),
        lambda: actions.cancel_visit(visit, reason="Non", by=None),
        lambda: actions.confirm_seat(visit.seats.first(), now=noon(), by=None),
    ):
        with pytest.raises(actions.NotThisVisit, match="déjà faite"):
            act()


def test_availability_taken_back_alerts_and_leaves_a_visit_agreed_upon(as_, cast, visit):
    actions.host_visit(visit, by=None)
    seat = visit.seats.first()
    VisitorSlot.objects.filter(visitor=seat.visitor, starts=visit.starts).delete()
    page = as_(cast.national).get(visit.get_absolute_url()).content.decode()
    assert "À revoir" in page
    assert f"{seat.visitor} n’est pas disponible" in page
    assert visit.seats.filter(pk=seat.pk).exists()


def test_someone_who_left_is_an_alert(cast, visit):
    seat = visit.seats.first()
    Visitor.objects.filter(pk=seat.visitor_id).update(left_on=TODAY)
    assert f"{seat.visitor} ne participe plus." in actions.alerts(visit)


def test_visit_page_is_for_its_teams_and_its_site(as_, cast, visits):
    own, other = visits.adopted()
    address = own.get_absolute_url()
    for person in (cast.admin, cast.national, cast.site_team):
        assert as_(person).get(address).status_code == 200
    for person in (cast.other_site_team, cast.volunteer, cast.partner, cast.stranger):
        assert as_(person).get(address).status_code == 404
    text = as_(cast.site_team).get(url("visit_list", cast)).content.decode()
    assert own.get_absolute_url() in text
    assert other.get_absolute_url() not in text


def test_visit_list_asks_as_many_queries_for_two_visits_as_for_one(
    as_, cast, visits, django_assert_num_queries, django_assert_max_num_queries
):
    first, second = visits.adopted()
    client = as_(cast.national)
    client.get(url("visit_list", cast))
    with django_assert_max_num_queries(14) as many:
        client.get(url("visit_list", cast))
    second.delete()
    with django_assert_num_queries(len(many)):
        client.get(url("visit_list", cast))
    assert first.pk


def test_acts_on_a_visit_are_in_the_journal(as_, cast, visit):
    as_(cast.site_team).post(url("visit_move", cast, visit.uuid), {"geste": "accueillir"})
    entry = JournalEntry.objects.get(verb="visit.hosted")
    assert entry.target == visit.uuid
    assert entry.actor == cast.site_team.uuid


def test_same_post_twice_confirms_once(as_, cast, visit):
    sent = {"geste": "accueillir", "commande": "7b3d0d5e-0000-4000-8000-000000000001"}
    client = as_(cast.site_team)
    first = client.post(url("visit_move", cast, visit.uuid), sent)
    second = client.post(url("visit_move", cast, visit.uuid), sent)
    assert (first.status_code, second.status_code) == (302, 303)
    assert JournalEntry.objects.filter(verb="visit.hosted").count() == 1


def test_database_keeps_one_standing_visit_a_step_and_asks_why_one_is_cancelled(cast):
    visit = factories.VisitFactory(site=cast.site)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.VisitFactory(site=cast.site, step=visit.step)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(state=State.CANCELLED)
    Visit.objects.filter(pk=visit.pk).update(state=State.CANCELLED, reason="Élections")
    assert factories.VisitFactory(site=cast.site, step=visit.step).pk


def test_database_keeps_somebody_in_one_team_and_a_name_once(cast):
    seat = factories.TeamSeatFactory(visit__site=cast.site)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.TeamSeatFactory(visit=seat.visit, visitor=seat.visitor, team=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.VisitorFactory(study=cast.study, name=seat.visitor.name)
