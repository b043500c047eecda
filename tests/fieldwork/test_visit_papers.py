"""What people take along, and what visits amount to: files, invitations, calendars, figures."""

from datetime import date

import pytest
from django.urls import reverse

from ancrage.fieldwork import actions
from tests import factories
from tests.fieldwork.visiting import programme


@pytest.fixture
def visits(cast):
    return programme(cast)


def url(name, cast, *args):
    return reverse(f"fieldwork:{name}", args=[cast.study.slug, *args])


def test_calendar_of_a_visitor_holds_their_visits_and_no_other(as_, cast, visits):
    own, other = visits.adopted()
    seat = own.seats.filter(visitor__group="volontaire").exclude(
        visitor__in=other.seats.values("visitor")
    )[0]
    seat.visitor.user = cast.volunteer
    seat.visitor.save()
    mine = factories.AgendaItemFactory(visit=own, team=seat.team)
    theirs = factories.AgendaItemFactory(visit=own, team=3 - seat.team)
    response = as_(cast.volunteer).get(url("visitor_calendar", cast, seat.visitor.uuid))
    text = response.content.decode()
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert f"UID:{own.uuid}@ancrage" in text
    assert f"UID:{mine.uuid}@ancrage" in text
    assert str(other.uuid) not in text
    assert str(theirs.uuid) not in text


def test_calendar_of_a_cancelled_visit_says_so_and_drops_its_hours(as_, cast, visits):
    visit, _other = visits.adopted()
    item = factories.AgendaItemFactory(visit=visit)
    actions.cancel_visit(visit, reason="Élections", by=None)
    text = as_(cast.site_team).get(url("visit_calendar", cast, visit.uuid)).content.decode()
    assert "STATUS:CANCELLED" in text
    assert str(item.uuid) not in text


def test_invitation_names_the_days_the_team_and_the_way_to_answer(as_, cast, visits):
    visit, _other = visits.adopted()
    response = as_(cast.national).get(url("visit_invitations", cast, visit.uuid))
    letter = response.context["letters"][0]
    assert letter["seat"].visitor.name in letter["text"]
    assert visit.get_absolute_url() in letter["text"]
    assert letter["mail"].startswith("mailto:?subject=")
    assert as_(cast.site_team).get(url("visit_invitations", cast, visit.uuid)).status_code == 404


def test_visit_file_holds_teams_agenda_guide_and_reminder_but_no_contact(as_, cast, visits):
    visit, _other = visits.adopted()
    visit.guide = factories.GuideFactory(site=cast.site, step=visits.step)
    visit.save()
    question = factories.GuideQuestionFactory(guide=visit.guide, text="Qui répond ?")
    item = actions.add_hour(
        visit=visit,
        contact="Mme Ferry",
        by=None,
        kind="entretien",
        title="Centre social",
        team=1,
        on=visit.starts,
        starts="10:00",
        ends="11:00",
    )
    text = as_(cast.site_team).get(url("visit_file", cast, visit.uuid)).content.decode()
    seats = [seat.visitor.name for seat in visit.seats.all()]
    for words in (*seats, item.title, question.text, "Demandez l’accord de chaque personne"):
        assert words in text
    assert "Ferry" not in text


def test_gaze_matrix_counts_volunteers_and_leaves_home_empty(as_, cast, visits):
    own, other = visits.adopted()
    response = as_(cast.national).get(url("gaze_matrix", cast))
    rows = {row.home: row for row in response.context["rows"]}
    sites = list(response.context["sites"])
    for visit in (own, other):
        column = sites.index(visit.site)
        volunteers = visit.seats.filter(visitor__group="volontaire").count()
        assert sum(row.counts[column] or 0 for row in rows.values()) == volunteers
    for site in sites:
        if site.territory.name in rows:
            assert rows[site.territory.name].counts[sites.index(site)] is None
    table = as_(cast.national).get(url("gaze_table", cast)).content.decode("utf-8-sig")
    assert table.splitlines()[0].startswith("d’où l’on regarde;")


def test_travel_counts_both_ways_days_and_nights_at_the_rates_given(as_, cast):
    home = factories.TerritoryFactory(name="Lille", longitude=3.0586, latitude=50.6365)
    cast.site.territory.longitude, cast.site.territory.latitude = 2.77, 50.29
    cast.site.territory.save()
    visit = factories.VisitFactory(site=cast.site, starts=date(2036, 1, 8))
    visitor = factories.VisitorFactory(study=cast.study, home=home)
    factories.TeamSeatFactory(visit=visit, visitor=visitor)
    address = url("travel_totals", cast) + "?km=0.5&day=20&night=100"
    row = as_(cast.national).get(address).context["rows"][0]
    assert (row.visits, row.km, row.days, row.nights) == (1, 88, 2, 1)
    assert row.due == 88 * row.rates.km + 140
    table = as_(cast.national).get(url("travel_table", cast) + "?km=0.5&day=20&night=100")
    assert ";88;2;1;184" in table.content.decode("utf-8-sig")


def test_travel_to_a_place_that_nothing_locates_is_told(as_, cast):
    nowhere = factories.TerritoryFactory(longitude=None, latitude=None)
    visit = factories.VisitFactory(site=cast.site)
    visitor = factories.VisitorFactory(study=cast.study, home=nowhere)
    factories.TeamSeatFactory(visit=visit, visitor=visitor)
    text = as_(cast.national).get(url("travel_totals", cast)).content.decode()
    assert "1 trajet n’est pas compté" in text


@pytest.mark.parametrize("name", ["gaze_matrix", "gaze_table", "travel_totals", "travel_table"])
def test_figures_are_for_researchers_and_take_few_queries(
    as_, cast, visits, name, django_assert_max_num_queries
):
    visits.adopted()
    client = as_(cast.national)
    client.get(url(name, cast))
    with django_assert_max_num_queries(13):
        assert client.get(url(name, cast)).status_code == 200
    for person in (cast.site_team, cast.volunteer, cast.stranger):
        assert as_(person).get(url(name, cast)).status_code == 404
