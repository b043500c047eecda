"""The pages of a study's frame: happy paths, strangers, stale edits, constant queries."""

import re

import pytest
from django.urls import reverse

from ancrage.core.access import Role
from ancrage.core.models import JournalEntry
from ancrage.studies import actions
from ancrage.studies.models import (
    Claim,
    Delivery,
    Fact,
    Hypothesis,
    Membership,
    Milestone,
    Site,
    Source,
    Study,
    Theme,
)
from tests import factories

# The page of the account is at /comptes/mot-de-passe/ itself.
LINK = re.compile(r"/comptes/mot-de-passe/[\w-]+/[\w-]+/")


def url(name, cast, *args):
    return reverse(f"studies:{name}", args=[cast.study.slug, *args])


def site_url(name, cast, *args, site=None):
    return url(name, cast, (site or cast.site).slug, *args)


def test_study_is_created_by_whoever_may(as_, db):
    author = factories.UserFactory(may_create_studies=True)
    response = as_(author).post(reverse("studies:study_create"), {"title": "Lien", "slug": "lien"})
    study = Study.objects.get(slug="lien")
    assert response.url == reverse("studies:study_frame", args=["lien"])
    assert study.memberships.get().role == Role.ADMIN
    other = as_(factories.UserFactory())
    assert other.get(reverse("studies:study_create")).status_code == 404


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Vivre à Lens – Liévin", "vivre-a-lens-lievin"), ("M" * 80, "m" * 40)],
)
def test_study_without_a_short_name_takes_it_from_its_title(as_, db, title, slug):
    author = as_(factories.UserFactory(may_create_studies=True))
    author.post(reverse("studies:study_create"), {"title": title, "slug": ""})
    assert Study.objects.get().slug == slug


def test_study_whose_title_gives_no_short_name_is_asked_for_one(as_, db):
    author = as_(factories.UserFactory(may_create_studies=True))
    response = author.post(reverse("studies:study_create"), {"title": "…", "slug": ""})
    assert "Donnez un nom court" in response.content.decode()


def test_study_edited_without_a_short_name_keeps_its_address(as_, cast):
    data = {"title": "Tout autre titre", "slug": "", "version": cast.study.version}
    as_(cast.admin).post(url("study_edit", cast), data)
    study = Study.objects.get(pk=cast.study.pk)
    assert (study.title, study.slug) == ("Tout autre titre", cast.study.slug)


def test_study_with_a_taken_short_name_is_refused(as_, cast):
    author = factories.UserFactory(may_create_studies=True)
    data = {"title": "Autre", "slug": cast.study.slug}
    response = as_(author).post(reverse("studies:study_create"), data)
    assert response.status_code == 422
    assert "Choisissez-en un autre" in response.content.decode()


def test_line_is_added_changed_and_removed(as_, cast):
    admin = as_(cast.admin)
    admin.post(url("line_create", cast, "hypotheses"), {"title": "Coopérer"})
    line = Hypothesis.objects.get()
    assert line.number == 1
    edit = url("line_edit", cast, "hypotheses", line.uuid)
    admin.post(edit, {"title": "Coopérer vraiment", "version": 1})
    line.refresh_from_db()
    assert (line.title, line.version) == ("Coopérer vraiment", 2)
    admin.post(url("line_remove", cast, "hypotheses", line.uuid))
    assert not Hypothesis.objects.exists()


def test_stale_edit_of_a_line_is_refused_with_both_versions(as_, cast):
    line = factories.HypothesisFactory(study=cast.study, title="Première")
    actions.change_row(line, expected=1, by=None, title="Deuxième")
    data = {"title": "Troisième", "version": 1}
    response = as_(cast.admin).post(url("line_edit", cast, "hypotheses", line.uuid), data)
    body = response.content.decode()
    assert response.status_code == 409
    assert "Deuxième" in body
    assert "Troisième" in body


def test_line_that_others_rest_on_is_kept(as_, cast):
    theme = factories.ThemeFactory(site=cast.site, axis=factories.AxisFactory(study=cast.study))
    as_(cast.admin).post(url("line_remove", cast, "axes", theme.axis.uuid))
    assert list(cast.study.axes.all()) == [theme.axis]


def test_date_that_ends_before_it_starts_is_refused(as_, cast):
    data = {
        "kind": "visite",
        "title": "Visite",
        "site": cast.site.pk,
        "starts": "2016-03-02",
        "ends": "2016-03-01",
    }
    response = as_(cast.national).post(url("line_create", cast, "dates"), data)
    assert response.status_code == 422
    assert "La fin précède le début" in response.content.decode()


def test_site_team_adds_dates_to_its_own_site_only(as_, cast):
    data = {"kind": "visite", "title": "V", "starts": "2016-03-01", "ends": "2016-03-01"}
    team = as_(cast.site_team)
    team.post(url("line_create", cast, "dates"), data | {"site": cast.site.pk})
    response = team.post(url("line_create", cast, "dates"), data | {"site": cast.other_site.pk})
    assert response.status_code == 404
    assert [milestone.site for milestone in Milestone.objects.all()] == [cast.site]


def test_calendar_is_given_to_other_calendars(as_, cast):
    Milestone.objects.create(
        study=cast.study,
        site=cast.site,
        kind="visite",
        title="Visite",
        starts="2016-03-01",
        ends="2016-03-02",
    )
    body = as_(cast.reader).get(url("calendar_file", cast)).content.decode()
    assert "DTSTART;VALUE=DATE:20160301" in body
    assert "DTEND;VALUE=DATE:20160303" in body


def test_commune_and_epci_of_one_name_stay_apart(as_, cast):
    commune = factories.TerritoryFactory(name="Valence", name_folded="valence")
    epci = factories.TerritoryFactory(kind="epci", name="Valence", name_folded="valence")
    admin = as_(cast.admin)
    asked = admin.post(url("site_add", cast), {"territory_recherche": "valence"})
    assert asked.status_code == 422
    found = asked.context["form"]["territory"].as_widget()
    assert f'value="{commune.pk}"' in found
    assert f'value="{epci.pk}"' in found
    for territory in (commune, epci):
        admin.post(url("site_add", cast), {"territory": territory.pk})
    slugs = Site.objects.filter(territory__name="Valence").values_list("slug", flat=True)
    assert sorted(slugs) == ["valence", "valence-2"]


def test_territory_is_a_site_once(as_, cast):
    data = {"territory": cast.site.territory.pk}
    response = as_(cast.admin).post(url("site_add", cast), data)
    assert response.status_code == 422
    assert "déjà un site" in response.content.decode()


def test_partner_since_a_day_written_in_french_is_kept_as_it_sorts(as_, cast):
    data = {"organisation": "Région", "role": "finance", "starts": "01/02/2026", "ends": "2026"}
    as_(cast.admin).post(url("line_create", cast, "partenaires"), data)
    assert cast.study.partners.get().starts == "2026-02-01"


def test_a_first_theme_changes_nothing_and_asks_no_reason(as_, cast):
    team = as_(cast.site_team)
    assert "reason" not in team.get(site_url("theme_change", cast)).context["form"].fields


def test_theme_page_of_a_study_without_axes_leads_to_them(as_, cast):
    team = as_(cast.site_team)
    lacking = "l’étude n’en a pas encore"
    assert lacking in team.get(site_url("theme_change", cast)).content.decode()
    factories.AxisFactory(study=cast.study)
    assert lacking not in team.get(site_url("theme_change", cast)).content.decode()


@pytest.mark.parametrize("role", ["admin", "site_team", "reader"])
def test_sites_lead_to_the_themes_that_one_may_write(as_, cast, role):
    page = as_(getattr(cast, role)).get(url("site_list", cast)).content.decode()
    for site in (cast.site, cast.other_site):
        may = role == "admin" or (role == "site_team" and site == cast.site)
        assert (site_url("theme_change", cast, site=site) in page) is may


def test_theme_change_keeps_reason_and_who_agreed(as_, cast):
    axis = factories.AxisFactory(study=cast.study)
    team = as_(cast.site_team)
    change = site_url("theme_change", cast)
    team.post(change, {"title": "Réciprocité", "axis": axis.pk, "since": "2015-11-20"})
    later = {"title": "Réciprocité élargie", "axis": axis.pk, "since": "2016-05-02"}
    assert team.post(change, later).status_code == 422
    team.post(change, later | {"reason": "Élargie aux associations", "agreed_by": "Ville"})
    assert [theme.title for theme in cast.site.themes.all()] == [
        "Réciprocité élargie",
        "Réciprocité",
    ]
    earlier = later | {"since": "2015-01-01", "reason": "x", "agreed_by": "y"}
    assert team.post(change, earlier).status_code == 422
    other = site_url("theme_change", cast, site=cast.other_site)
    assert team.get(other).status_code == 404


def test_grid_answer_written_twice_from_one_page_is_refused(as_, cast):
    axis = factories.AxisFactory(study=cast.study)
    team = as_(cast.site_team)
    answer = site_url("grid_answer", cast, axis.number)
    team.post(answer, {"text": "Peu de lieux."})
    assert team.post(answer, {"text": "Des lieux.", "version": 0}).status_code == 409
    assert cast.site.grid_answers.get().text == "Peu de lieux."
    team.post(answer, {"text": "Des lieux.", "version": 1})
    assert cast.site.grid_answers.get().text == "Des lieux."


def test_gate_says_what_is_missing_until_it_is_delivered(as_, cast):
    output = factories.RequiredOutputFactory(step=factories.StepFactory(study=cast.study))
    team = as_(cast.site_team)
    page = site_url("site_steps", cast)
    assert "Pour franchir cette étape, il manque" in team.get(page).content.decode()
    deliver = site_url("output_deliver", cast, output.uuid)
    team.post(deliver, {"on": "2016-01-15", "proof": "compte rendu"})
    assert "il manque" not in team.get(page).content.decode()
    delivery = Delivery.objects.get()
    team.post(site_url("delivery_withdraw", cast, delivery.uuid))
    assert "il manque" in team.get(page).content.decode()


def test_contradicting_sources_stand_side_by_side(as_, cast):
    admin = as_(cast.admin)
    admin.post(url("fact_create", cast), {"subject": "Étude", "field": "durée", "code": "duree"})
    fact = Fact.objects.get()
    for code, value in (("S0", "trois ans"), ("S2", "27 mois")):
        source = Source.objects.create(study=cast.study, code=code, title=code)
        data = {"value": value, "nature": "annonce", "source": source.pk}
        admin.post(url("claim_create", cast, fact.uuid), data)
    assert admin.post(url("claim_create", cast, fact.uuid), data).status_code == 422
    chosen = Claim.objects.get(value="27 mois")
    admin.post(url("claim_choose", cast, chosen.uuid), {"reason": "plus précis"})
    page = as_(cast.reader).get(url("fact_list", cast), {"voir": "contradictions"})
    body = page.content.decode()
    assert body.index("trois ans") < body.index("27 mois")
    assert "plus précis" in body


@pytest.mark.parametrize("text", ["automne", "2016-13", "2015-2017"])
def test_date_that_is_no_date_is_refused_in_words(as_, cast, text):
    fact = Fact.objects.create(study=cast.study, subject="Étape 1", field="dates", code="e1")
    source = Source.objects.create(study=cast.study, code="S0", title="Page")
    data = {"value": "fin 2015", "nature": "prevu", "source": source.pk, "starts": text}
    response = as_(cast.admin).post(url("claim_create", cast, fact.uuid), data)
    assert response.status_code == 422
    assert "Écrivez une année" in response.content.decode()


def test_member_without_account_gets_a_link(as_, cast):
    admin = as_(cast.admin)
    data = {"email": "Neuf@exemple.fr", "role": Role.SITE, "site": cast.site.pk}
    assert admin.post(url("member_add", cast), data).status_code == 422
    response = admin.post(url("member_add", cast), data | {"name": "Neuf"}, follow=True)
    assert LINK.search(response.content.decode())
    assert Membership.objects.get(user__email="neuf@exemple.fr").site == cast.site


def test_member_whose_period_ends_before_it_starts_is_refused(as_, cast):
    data = {"email": "neuf@exemple.fr", "name": "Neuf", "role": Role.READER}
    period = {"starts": "2016-03-02", "ends": "2016-03-01"}
    response = as_(cast.admin).post(url("member_add", cast), data | period)
    assert response.status_code == 422
    assert "La fin précède le début" in response.content.decode()


def test_member_whose_participation_ends_loses_access_at_once(as_, cast):
    membership = Membership.objects.get(user=cast.national, study=cast.study)
    assert as_(cast.national).get(url("study_frame", cast)).status_code == 200
    as_(cast.admin).post(url("member_end", cast, membership.uuid))
    assert as_(cast.national).get(url("study_frame", cast)).status_code == 404


def test_board_asks_the_same_queries_whatever_the_number_of_sites(
    as_, cast, django_assert_num_queries
):
    client = as_(cast.national)
    step = factories.StepFactory(study=cast.study)
    factories.RequiredOutputFactory(step=step)

    def queries(page):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(page, cast)).status_code == 200
        return len(captured)

    pages = ("step_board", "site_list", "calendar", "fact_list", "study_frame")
    before = [queries(page) for page in pages]
    for site in factories.SiteFactory.create_batch(8, study=cast.study):
        factories.ThemeFactory(site=site, axis=factories.AxisFactory(study=cast.study))
        Milestone.objects.create(
            study=cast.study,
            site=site,
            kind="visite",
            title="V",
            starts="2016-01-01",
            ends="2016-01-01",
        )
    assert [queries(page) for page in pages] == before


def test_theme_is_in_force_from_its_day(cast):
    axis = factories.AxisFactory(study=cast.study)
    theme = Theme.objects.create(site=cast.site, axis=axis, title="A", since="2016-01-01")
    assert cast.site.theme_on("2015-12-31") is None
    assert cast.site.theme_on("2016-01-01") == theme


def test_a_period_known_to_the_half_year_is_compared_as_one(as_, cast):
    """As text, « 2016-S1 » comes after « 2016-12 »."""
    partner = {"organisation": "Ville", "role": "appui", "starts": "2016-S1", "ends": "2016-12"}
    address = url("line_create", cast, "partenaires")
    assert as_(cast.admin).post(address, partner).status_code == 302
    backwards = partner | {"starts": "2016-09", "ends": "2016-S1"}
    refused = as_(cast.admin).post(address, backwards)
    assert refused.status_code == 422
    assert "La fin précède le début" in refused.content.decode()


def test_a_source_code_is_taken_once(as_, cast):
    source = {"code": "S1", "title": "Compte rendu"}
    address = url("line_create", cast, "sources")
    assert as_(cast.admin).post(address, source).status_code == 302
    refused = as_(cast.admin).post(address, source)
    assert refused.status_code == 422
    assert "porte déjà ce code" in refused.content.decode()


def test_a_role_is_given_once(as_, cast):
    again = {"email": cast.reader.email, "role": Role.READER}
    refused = as_(cast.admin).post(url("member_add", cast), again)
    assert refused.status_code == 422
    assert "a déjà ce rôle" in refused.content.decode()
    assert cast.study.memberships.filter(user=cast.reader).count() == 1


def test_a_membership_does_not_end_before_it_starts(as_, cast):
    backwards = {"email": cast.stranger.email, "role": Role.READER}
    backwards |= {"starts": "2016-03-02", "ends": "2016-03-01"}
    refused = as_(cast.admin).post(url("member_add", cast), backwards)
    assert refused.status_code == 422
    assert "La fin précède le début" in refused.content.decode()


def test_a_study_does_not_take_the_name_of_a_page(as_, cast):
    values = {"title": "Lien", "slug": "nouvelle", "version": cast.study.version}
    refused = as_(cast.admin).post(url("study_edit", cast), values)
    assert refused.status_code == 422
    assert "Ce nom court est déjà pris" in refused.content.decode()


def test_a_site_whose_name_has_no_letter_still_has_an_address(as_, cast):
    territory = factories.TerritoryFactory(name="Creil")
    answer = as_(cast.admin).post(url("site_add", cast), {"territory": territory.pk, "name": "!!!"})
    assert answer.url == site_url("theme_change", cast, site=Site.objects.get(name="!!!"))


def test_step_that_is_done_says_when_rather_than_asking_for_dates(as_, cast):
    step = factories.StepFactory(study=cast.study)
    output = factories.RequiredOutputFactory(step=step)
    page = url("site_steps", cast, cast.site.slug)
    assert "dates à fixer" in as_(cast.site_team).get(page).content.decode()
    Delivery.objects.create(site=cast.site, output=output, on="2016-01-15", proof="remis")
    said = as_(cast.site_team).get(page).content.decode()
    assert "dates à fixer" not in said
    assert "franchie le 15 janvier 2016" in said


def two_sources_on(cast, *, chosen, contradiction=""):
    """Let two sources contradict each other on a fact."""
    code = f"f{Fact.objects.count()}"
    fact = Fact.objects.create(study=cast.study, code=code, contradiction=contradiction)
    for value in ("mai", "juin"):
        source, _ = Source.objects.get_or_create(study=cast.study, code=value)
        displayed = chosen and value == "mai"
        Claim.objects.create(fact=fact, source=source, value=value, chosen=displayed)
    return fact


def test_contradictions_are_counted_alike_wherever_they_are_counted(as_, cast):
    two_sources_on(cast, chosen=True)
    for _ in range(2):
        two_sources_on(cast, chosen=False, contradiction="c1")
    admin = as_(cast.admin)
    frame = " ".join(admin.get(url("study_frame", cast)).content.decode().split())
    assert "(2 contradictions, dont 1 à trancher)" in frame
    dashboard = admin.get(cast.study.get_absolute_url()).content.decode()
    assert "1 contradiction entre sources à trancher" in dashboard
    undecided = admin.get(url("fact_list", cast), {"voir": "a-trancher"})
    assert len(undecided.context["facts"]) == 2


@pytest.mark.parametrize(
    ("kind", "place", "title"),
    [
        ("dates", "calendar", "Ajouter une date au calendrier"),
        ("axes", "study_frame", "Ajouter un axe d’investigation"),
    ],
)
def test_line_says_what_is_added_and_where_it_goes(as_, cast, kind, place, title):
    page = as_(cast.admin).get(url("line_create", cast, kind)).content.decode()
    heading = page.partition("<h1>")[2].partition("</h1>")[0]
    assert heading.strip() == title
    assert f'href="{url(place, cast)}"' in page.partition("Fil d’Ariane")[2].partition("</nav>")[0]


def test_member_gets_a_new_password_link_and_the_journal_keeps_it(as_, cast):
    membership = Membership.objects.get(user=cast.national, study=cast.study)
    page = as_(cast.admin).post(url("member_link", cast, membership.uuid), follow=True)
    assert LINK.search(page.content.decode())
    entry = JournalEntry.objects.latest("number")
    assert (entry.verb, entry.target) == ("account.link_given", cast.national.uuid)
    assert (entry.actor, entry.study) == (cast.admin.uuid, cast.study.uuid)


@pytest.mark.parametrize("power", ["installation", "studies", "elsewhere", "oneself"])
def test_nobody_gets_by_a_link_more_than_they_have(as_, cast, power):
    user = cast.admin if power == "oneself" else cast.national
    user.is_instance_admin = power == "installation"
    user.may_create_studies = power == "studies"
    user.save()
    if power == "elsewhere":
        factories.MembershipFactory(user=user, role=Role.READER)
    membership = Membership.objects.get(user=user, study=cast.study)
    address = url("member_link", cast, membership.uuid)
    refused = as_(cast.admin).post(address)
    assert refused.status_code == 422
    assert not LINK.search(refused.content.decode())
    assert not JournalEntry.objects.filter(verb="account.link_given").exists()


def test_account_opened_elsewhere_is_not_taken_by_making_it_a_member(as_, cast):
    newcomer = factories.MembershipFactory(role=Role.READER).user
    newcomer.set_unusable_password()
    newcomer.save()
    data = {"email": newcomer.email, "role": Role.READER}
    page = as_(cast.admin).post(url("member_add", cast), data, follow=True)
    assert cast.study.memberships.filter(user=newcomer).exists()
    assert not LINK.search(page.content.decode())
