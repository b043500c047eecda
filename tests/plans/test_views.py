"""The pages of actions: written from a lead, decided, followed, found again."""

import datetime as dt

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ancrage.plans.models import Action, FollowUp
from tests import factories
from tests.evidence.chains import cite, passage

pytestmark = pytest.mark.django_db
State = Action.State
SHEET = {"title": "Tenir la demi-journée", "led_by": "", "why": "Pour se mettre d’accord."}


def url(name, bench, *args):
    place = [] if name in ("action_board", "action_start", "my_calendar") else [bench.site.slug]
    return reverse(f"plans:{name}", args=[bench.cast.study.slug, *place, *args])


def text_of(response):
    return response.content.decode()


def decision(sheet, **more):
    """Return what the form of a decision sends."""
    return {
        "on": "2017-05-10",
        "by_whom": "le conseil municipal",
        "reason": "",
        "version": sheet.version,
        **more,
    }


def test_sheet_is_written_from_a_lead(as_, bench):
    client = as_(bench.cast.site_team)
    address = f"{url('action_create', bench)}?piste={bench.lead.number}"
    page = text_of(client.get(address))
    assert "D’après la piste 8" in page
    assert 'value="La demi-journée des critères"' in page

    response = client.post(address, {**SHEET, "leads": [bench.lead.pk]})

    sheet = Action.objects.get()
    assert response.url == sheet.get_absolute_url()
    assert sheet.state == State.PROPOSED
    assert list(sheet.leads.all()) == [bench.lead]


def test_same_post_twice_writes_one_sheet(as_, bench):
    client = as_(bench.cast.site_team)
    data = {**SHEET, "commande": "0b6f2a86-6c0a-4b02-9c5e-6a9a6d0d4f11"}

    first, again = (client.post(url("action_create", bench), data) for _ in range(2))

    assert Action.objects.count() == 1
    assert first.url == again.url


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"title": ""}, "Ce champ est obligatoire."),
        ({"starts_on": "2031-06-01", "due_on": "2031-05-01"}, "Le terme précède le début"),
        ({"due_on": "2017-01-01"}, "Ce terme est déjà passé."),
    ],
)
def test_refused_sheet_is_shown_again_with_what_was_typed(as_, bench, data, says):
    response = as_(bench.cast.site_team).post(url("action_create", bench), {**SHEET, **data})

    page = text_of(response)
    assert response.status_code == 422
    assert says in page
    assert "Pour se mettre d’accord." in page
    assert not Action.objects.exists()


def test_past_term_that_the_sheet_had_already_does_not_stop_a_correction(as_, bench):
    sheet = bench.adopted()
    data = {**SHEET, "led_by": "CCAS", "due_on": sheet.due_on.isoformat(), "version": sheet.version}

    response = as_(bench.cast.site_team).post(sheet.url_of("action_change"), data)

    assert response.status_code == 302
    sheet.refresh_from_db()
    assert sheet.title == SHEET["title"]


@pytest.mark.parametrize("lost", [{"led_by": ""}, {"due_on": ""}])
def test_adopted_sheet_can_not_lose_its_owner_or_its_term(as_, bench, lost):
    sheet = bench.adopted()
    kept = {"led_by": sheet.led_by, "due_on": sheet.due_on.isoformat(), "version": sheet.version}

    response = as_(bench.cast.site_team).post(
        sheet.url_of("action_change"), {**SHEET, **kept, **lost}
    )

    assert response.status_code == 422
    assert "Une action adoptée a un" in text_of(response)


def test_stale_edit_is_refused_with_both_versions(as_, bench):
    sheet = bench.sheet()
    data = {**SHEET, "version": sheet.version}
    client = as_(bench.cast.site_team)

    client.post(sheet.url_of("action_change"), data)
    response = client.post(sheet.url_of("action_change"), {**data, "title": "Autre titre"})

    assert response.status_code == 409
    assert "Autre titre" in text_of(response)
    sheet.refresh_from_db()
    assert sheet.title == SHEET["title"]


def test_adoption_settles_owner_and_term_and_asks_for_news(as_, bench):
    sheet = bench.sheet()
    client = as_(bench.cast.site_team)
    terms = {"led_by": "CCAS", "owner": bench.cast.site_team.pk, "due_on": "2017-12-01"}

    response = client.post(
        sheet.url_of("action_decide", "adopter"), decision(sheet, **terms), follow=True
    )

    sheet.refresh_from_db()
    assert (sheet.state, sheet.led_by, sheet.owner) == (
        State.ADOPTED,
        "CCAS",
        bench.cast.site_team,
    )
    page = text_of(response)
    assert "par le conseil municipal" in page
    assert "Relever le suivi à 3 mois" in page


@pytest.mark.parametrize(
    ("verb", "data", "says"),
    [
        ("adopter", {"led_by": "", "due_on": "2017-12-01"}, "Ce champ est obligatoire."),
        ("adopter", {"led_by": "CCAS", "due_on": ""}, "Ce champ est obligatoire."),
        ("adopter", {"led_by": "CCAS", "due_on": "2017-05-09"}, "Ce terme était déjà passé"),
        (
            "adopter",
            {"led_by": "CCAS", "due_on": "2018-01-01", "starts_on": "2018-02-01"},
            "Le terme précède le début",
        ),
        ("abandonner", {}, "Dites pourquoi"),
        ("transmettre", {"handed_to": "La Région"}, "Dites pourquoi"),
        ("terminer", {}, "cette décision ne s’y applique pas"),
    ],
)
def test_refused_decision_changes_nothing(as_, bench, verb, data, says):
    sheet = bench.sheet()

    response = as_(bench.cast.site_team).post(
        sheet.url_of("action_decide", verb), decision(sheet, **data)
    )

    assert response.status_code == 422
    assert says in text_of(response)
    sheet.refresh_from_db()
    assert sheet.state == State.PROPOSED


def test_dropped_sheet_says_why(as_, bench):
    sheet = bench.sheet()
    client = as_(bench.cast.site_team)

    said = decision(sheet, reason="Le bâtiment est vendu.")
    response = client.post(sheet.url_of("action_decide", "abandonner"), said, follow=True)

    page = text_of(response)
    assert "Cette action n’a pas été retenue." in page
    assert page.count("Le bâtiment est vendu.") == 2
    assert "Adopter l’action" in page
    assert "Supprimer la fiche" not in page


def test_unknown_decision_is_not_found(as_, bench):
    response = as_(bench.cast.site_team).get(bench.sheet().url_of("action_decide", "bruler"))

    assert response.status_code == 404


def test_follow_up_is_recorded_then_corrected(as_, bench):
    sheet = bench.adopted()
    client = as_(bench.cast.site_team)
    address = sheet.url_of("follow_up_record", 3)
    said = {"progress": "en_cours", "words": "Deux réunions.", "recorded_on": "2017-08-20"}

    client.post(address, {**said, "version": 1})
    response = client.post(address, {**said, "progress": "installee", "version": 2}, follow=True)

    assert "Installée" in text_of(response)
    assert FollowUp.objects.get(months=3).words == "Deux réunions."


def test_stale_follow_up_is_refused(as_, bench):
    sheet = bench.adopted()
    client = as_(bench.cast.site_team)
    said = {"progress": "en_cours", "words": "", "recorded_on": "2017-08-20", "version": 1}

    client.post(sheet.url_of("follow_up_record", 3), said)
    response = client.post(sheet.url_of("follow_up_record", 3), {**said, "progress": "arretee"})

    assert response.status_code == 409
    assert FollowUp.objects.get(months=3).progress == "en_cours"


def test_sheet_leads_back_to_the_words_and_the_words_to_the_sheet(as_, bench):
    sheet = bench.sheet()
    said = bench.finding.links.get().passage
    client = as_(bench.cast.national)

    page = text_of(client.get(sheet.get_absolute_url()))
    for row in (bench.lead, bench.stake, bench.finding, said):
        assert row.get_absolute_url() in page
    assert "Chacun vient, personne ne décide." in page

    for row in (bench.lead, bench.stake, bench.finding, said):
        assert sheet.get_absolute_url() in text_of(client.get(row.get_absolute_url())), row


def test_chain_shows_nobody_a_sheet_of_another_site(as_, bench):
    sheet = bench.sheet()

    page = text_of(as_(bench.cast.other_site_team).get(bench.lead.get_absolute_url()))

    assert sheet.get_absolute_url() not in page


def test_elected_member_reads_one_page_and_writes_nothing(as_, bench):
    sheet = bench.adopted()
    client = as_(bench.cast.partner)

    page = text_of(client.get(url("site_actions", bench)))
    assert sheet.title in page
    assert "Suivi à 3 mois" in page
    assert "Écrire une fiche action" not in page
    assert url("return_prepare", bench) not in page

    detail = text_of(client.get(sheet.get_absolute_url()))
    assert bench.stake.title in detail
    assert bench.finding.claim not in detail
    assert "Modifier la fiche" not in detail
    assert client.get(sheet.url_of("action_change")).status_code == 404


def test_sheet_without_a_lead_says_what_it_lacks(as_, bench):
    sheet = factories.ActionFactory(site=bench.site)

    page = text_of(as_(bench.cast.site_team).get(sheet.get_absolute_url()))

    assert "Relier la fiche à une piste" in page


def test_leads_to_take_up_are_those_that_the_site_speaks_for(as_, bench):
    unheard = factories.LeadFactory(study=bench.cast.study, title="Ailleurs seulement")
    client = as_(bench.cast.site_team)

    page = text_of(client.get(url("site_actions", bench)))
    assert f"?piste={bench.lead.number}" in page
    assert unheard.title not in page

    bench.sheet()
    assert f"?piste={bench.lead.number}" not in text_of(client.get(url("site_actions", bench)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"libre", "en retard", "faite"}),
        ("voir=en-retard", {"en retard"}),
        ("voir=sans-porteur", {"libre"}),
        ("voir=sans-piste", {"libre", "faite"}),
        ("voir=a-relever", {"en retard"}),
        ("etat=faite", {"faite"}),
        ("q=retards", {"en retard"}),
        ("q=montgolfiere", set()),
    ],
)
def test_board_is_narrowed(as_, bench, query, found):
    late = bench.adopted()
    Action.objects.filter(pk=late.pk).update(title="en retard")
    factories.ActionFactory(site=bench.site, title="libre")
    factories.ActionFactory(site=bench.cast.other_site, title="faite", adopted=True, state="faite")

    response = as_(bench.cast.national).get(f"{url('action_board', bench)}?{query}")

    assert {sheet.title for sheet in response.context["page"]} == found


def test_board_shows_a_team_its_own_site(as_, bench):
    bench.sheet()
    factories.ActionFactory(site=bench.cast.other_site, title="D’un autre site")

    response = as_(bench.cast.site_team).get(url("action_board", bench))

    assert [row.site for row in response.context["rows"]] == [bench.site]
    assert "D’un autre site" not in text_of(response)


def test_start_asks_for_the_site_only_where_there_are_several(as_, bench):
    query = f"?piste={bench.lead.number}"

    several = as_(bench.cast.national).get(url("action_start", bench) + query)
    one = as_(bench.cast.site_team).get(url("action_start", bench) + query)

    assert f"{url('action_create', bench)}{query}" in text_of(several)
    assert one.url == f"{url('action_create', bench)}{query}"
    assert as_(bench.cast.partner).get(url("action_start", bench)).status_code == 404


def test_calendar_holds_terms_and_follow_ups_to_come(as_, bench):
    sheet = bench.adopted(owner=bench.cast.site_team)
    FollowUp.objects.filter(months=3).update(progress="en_cours", recorded_on="2017-08-20")
    bench.sheet()

    for name in ("site_calendar", "my_calendar"):
        response = as_(bench.cast.site_team).get(url(name, bench))
        calendar = icalendar.Calendar.from_ical(response.content)
        days = [event["dtstart"].dt for event in calendar.walk("VEVENT")]
        assert days == [sheet.due_on, dt.date(2017, 11, 10), dt.date(2018, 5, 10)]


def test_paper_sheets_are_filled_or_blank(as_, bench):
    sheets = [bench.sheet(title="Fiche d’avant"), bench.sheet(title="Fiche d’après")]
    client = as_(bench.cast.partner)

    assert text_of(client.get(url("site_paper", bench))).count('class="paper"') == 2
    one = text_of(client.get(f"{url('site_paper', bench)}?fiche={sheets[1].number}"))
    assert "Fiche d’après" in one
    assert "Fiche d’avant" not in one
    blank = text_of(client.get(f"{url('site_paper', bench)}?vierges=3"))
    assert blank.count('class="paper"') == 3
    assert "Fiche d’après" not in blank


def test_sheet_is_removed_unless_something_was_decided(as_, bench):
    free, decided = bench.sheet(), bench.adopted()
    client = as_(bench.cast.site_team)

    assert client.post(free.url_of("action_remove")).url == url("site_actions", bench)
    refused = client.post(decided.url_of("action_remove"))

    assert "porte une décision" in text_of(refused)
    assert list(Action.objects.all()) == [decided]


@pytest.mark.parametrize("name", ["action_board", "site_actions"])
def test_lists_cost_the_same_however_long(as_, bench, name):
    client = as_(bench.cast.national)
    client.get(url(name, bench))

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name, bench)).status_code == 200
        return len(queries)

    bench.adopted()
    once = cost()
    for _ in range(3):
        bench.adopted()
    assert cost() == once


def test_sheet_costs_the_same_however_long_its_thread(as_, bench):
    client = as_(bench.cast.national)
    sheet = bench.adopted()
    client.get(sheet.get_absolute_url())

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(sheet.get_absolute_url())
        return len(queries)

    once = cost()
    for _ in range(3):
        finding = factories.FindingFactory(study=bench.cast.study)
        cite(finding, passage(bench.cast.study, site=bench.site))
        bench.stake.findings.add(finding)
    assert cost() == once


def test_today_is_never_written_as_late(bench):
    today = timezone.localdate()
    sheet = factories.ActionFactory(site=bench.site, adopted=True, due_on=today)

    assert not sheet.is_late(today)
    assert sheet.is_late(today + dt.timedelta(days=1))
    assert not Action.objects.late(today).exists()
