"""The two days of a visit: a first draft, hours by hand, clashes, and whom to ask for."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ancrage.core.models import JournalEntry
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import ActorToMeet, AgendaItem
from ancrage.vault import keys
from ancrage.vault.models import SealedObject
from tests import factories

Kind = AgendaItem.Kind
DAY = date(2036, 1, 8)


@pytest.fixture
def visit(cast):
    step = factories.StepFactory(study=cast.study, number=2)
    return factories.VisitFactory(site=cast.site, step=step, starts=DAY)


@pytest.fixture
def seated(cast, visit):
    visitor = factories.VisitorFactory(study=cast.study, user=cast.volunteer)
    return factories.TeamSeatFactory(visit=visit, visitor=visitor)


def url(name, visit, *args):
    return reverse(f"fieldwork:{name}", args=[visit.site.study.slug, visit.uuid, *args])


def hour(**changed):
    return {
        "kind": "entretien",
        "title": "Centre social",
        "team": "1",
        "on": "2036-01-08",
        "starts": "10:00",
        "ends": "11:00",
        "place": "Salle 2",
    } | changed


def page(as_, person, visit):
    return as_(person).get(visit.get_absolute_url()).content.decode()


def test_draft_places_thirteen_actors_without_any_clash(as_, cast, visit):
    factories.ActorToMeetFactory.create_batch(9, site=cast.site)
    factories.ActorToMeetFactory.create_batch(4, site=cast.site, distant=True)
    factories.ActorToMeetFactory(site=cast.site, state=ActorToMeet.State.DECLINED)
    response = as_(cast.site_team).post(url("agenda_draft", visit), follow=True)
    text = response.content.decode()
    assert "13 rencontres sont placées" in text
    assert "13 entretiens prévus" in text
    assert "Ce qui ne va pas ensemble" not in text
    assert visit.agenda.filter(kind=Kind.GROUP).count() == 4
    assert visit.agenda.filter(kind=Kind.BREAK).count() == 2


def test_draft_asked_again_adds_only_whom_it_lacks(cast, visit):
    factories.ActorToMeetFactory.create_batch(3, site=cast.site)
    actions.draft_agenda(visit, by=None)
    before = set(visit.agenda.values_list("uuid", flat=True))
    assert actions.draft_agenda(visit, by=None) == []
    newcomer = factories.ActorToMeetFactory(site=cast.site)
    added = actions.draft_agenda(visit, by=None)
    assert [item.actor for item in added] == [newcomer]
    assert before < set(visit.agenda.values_list("uuid", flat=True))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"title": "Mairie"}, "se chevauchent pour l’équipe 1"),
        ({"title": "Mairie", "team": ""}, "se chevauchent pour l’équipe 1"),
        ({"title": "Mairie", "team": "2", "place": "salle 2"}, "occupent la même salle"),
    ],
)
def test_hours_that_clash_are_kept_and_told(as_, cast, visit, other, said):
    client = as_(cast.site_team)
    client.post(url("hour_create", visit), hour())
    client.post(url("hour_create", visit), hour(starts="10:30", ends="11:30", place="") | other)
    assert visit.agenda.count() == 2
    assert said in page(as_, cast.site_team, visit)


def test_one_actor_asked_by_both_teams_at_once_is_told(as_, cast, visit):
    actor = factories.ActorToMeetFactory(site=cast.site)
    for team in (1, 2):
        factories.AgendaItemFactory(visit=visit, team=team, actor=actor)
    assert "demandent au même moment" in page(as_, cast.national, visit)


def test_team_without_lunch_is_told(as_, cast, visit):
    for starts, ends in ((time(9), time(12)), (time(12), time(14)), (time(14), time(17))):
        factories.AgendaItemFactory(visit=visit, team=2, starts=starts, ends=ends)
    assert "l’équipe 2 n’a pas le temps de déjeuner" in page(as_, cast.national, visit)


def test_hour_that_ends_before_it_starts_or_lies_outside_the_visit_is_refused(as_, cast, visit):
    client = as_(cast.site_team)
    backwards = client.post(url("hour_create", visit), hour(ends="09:00"))
    assert "ends" in backwards.context["form"].errors
    outside = client.post(url("hour_create", visit), hour(on="2036-01-20"))
    assert "on" in outside.context["form"].errors
    assert not AgendaItem.objects.exists()
    item = factories.AgendaItemFactory(visit=visit)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(ends=item.starts)


def test_contact_is_sealed_and_each_opening_leaves_a_trace(as_, cast, visit, seated):
    sent = hour(contact="Demander Mme Ferry à l’accueil, 06 00 00 00 00")
    as_(cast.site_team).post(url("hour_create", visit), sent)
    item = visit.agenda.get()
    sealed = SealedObject.objects.get(uuid=item.contact)
    assert b"Ferry" not in bytes(sealed.ciphertext)
    assert "Ferry" not in page(as_, cast.volunteer, visit)
    form = as_(cast.site_team).get(url("hour_edit", visit, item.uuid)).content.decode()
    assert "Ferry" not in form
    opened = as_(cast.volunteer).post(url("hour_contact", visit, item.uuid))
    assert "Mme Ferry" in opened.content.decode()
    assert "no-store" in opened.headers["Cache-Control"]
    entry = JournalEntry.objects.get(verb="agendaitem.contact_opened")
    assert (entry.target, entry.actor) == (item.uuid, cast.volunteer.uuid)
    assert as_(cast.volunteer).get(url("hour_contact", visit, item.uuid)).status_code == 405
    assert as_(cast.stranger).post(url("hour_contact", visit, item.uuid)).status_code == 404


def test_hour_without_contact_has_nothing_to_open(as_, cast, visit):
    item = factories.AgendaItemFactory(visit=visit)
    assert as_(cast.national).post(url("hour_contact", visit, item.uuid)).status_code == 404


def test_contact_written_again_replaces_the_first_and_empty_changes_nothing(as_, cast, visit):
    client = as_(cast.site_team)
    client.post(url("hour_create", visit), hour(contact="Mme Ferry"))
    item = visit.agenda.get()
    client.post(url("hour_edit", visit, item.uuid), hour(version=item.version, contact="M. Roy"))
    item.refresh_from_db()
    client.post(url("hour_edit", visit, item.uuid), hour(version=item.version))
    item.refresh_from_db()
    assert actions.open_contact(item, by=cast.national) == "M. Roy"
    assert SealedObject.objects.filter(owner=item.uuid).count() == 1


@pytest.mark.django_db(transaction=True)
def test_contact_destroyed_takes_its_key_along(as_, cast, visit):
    client = as_(cast.site_team)
    client.post(url("hour_create", visit), hour(contact="Mme Ferry"))
    item = visit.agenda.get()
    client.post(url("hour_remove", visit, item.uuid), {"quoi": "contact"})
    item.refresh_from_db()
    assert item.contact is None
    assert not SealedObject.objects.exists()
    with pytest.raises(keys.NoKey):
        keys.read(item.uuid)
    client.post(url("hour_remove", visit, item.uuid), {"quoi": "ligne"})
    assert not AgendaItem.objects.exists()


def test_hour_changed_meanwhile_is_not_overwritten(as_, cast, visit):
    item = factories.AgendaItemFactory(visit=visit)
    sent = hour(version=item.version)
    client = as_(cast.site_team)
    assert client.post(url("hour_edit", visit, item.uuid), sent).status_code == 302
    assert client.post(url("hour_edit", visit, item.uuid), sent).status_code == 409


def test_volunteer_reads_the_agenda_and_does_not_write_it(as_, cast, visit, seated):
    item = factories.AgendaItemFactory(visit=visit)
    client = as_(cast.volunteer)
    assert item.title in page(as_, cast.volunteer, visit)
    assert client.get(url("hour_create", visit)).status_code == 404
    assert client.get(url("hour_edit", visit, item.uuid)).status_code == 404
    assert client.post(url("agenda_draft", visit)).status_code == 404


def test_visit_page_asks_as_many_queries_whatever_the_agenda(
    as_, cast, visit, django_assert_num_queries, django_assert_max_num_queries
):
    factories.AgendaItemFactory(visit=visit)
    client = as_(cast.site_team)
    client.get(visit.get_absolute_url())
    with django_assert_max_num_queries(20) as few:
        client.get(visit.get_absolute_url())
    factories.AgendaItemFactory.create_batch(12, visit=visit, actor=None)
    with django_assert_num_queries(len(few)):
        client.get(visit.get_absolute_url())
