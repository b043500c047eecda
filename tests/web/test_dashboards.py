"""What dashboards show, to whom, and at what cost."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from ancrage.core.access import Role
from ancrage.fieldwork.models import Purpose
from ancrage.studies.models import Delivery, Milestone
from tests import factories


def fill(study, site, step, rows):
    """Add ``rows`` of everything that a dashboard counts."""
    category = factories.ActorCategoryFactory(study=study)
    axis = factories.AxisFactory(study=study)
    for _ in range(rows):
        interview = factories.InterviewFactory(study=study, site=site, step=step)
        version = factories.TextVersionFactory(document__interview=interview)
        person = factories.ParticipantFactory(interview=interview, category=category)
        passage = factories.PassageFactory(text_version=version, participant=person)
        finding = factories.FindingFactory(study=study, site=site)
        factories.EvidenceLinkFactory(passage=passage, finding=finding)
        factories.CodingFactory(passage=passage)
        factories.FindingFactory(study=study)
        factories.SiteFactory(study=study)
        factories.ThemeFactory(site=site, axis=axis)
        output = factories.RequiredOutputFactory(step=step)
        Delivery.objects.create(site=site, output=output, on="2016-01-15", proof="remis")
        factories.PublicationFactory(report__study=study, frozen={"report": {"title": "Rapport"}})
        day = date.today() + timedelta(days=30)
        Milestone.objects.create(
            study=study, site=site, kind="visite", title="Visite", starts=day, ends=day
        )


def test_main_button_of_a_study_is_its_next_true_step(as_):
    user = factories.MembershipFactory(role=Role.NATIONAL).user
    study = user.memberships.get().study
    expected = [
        reverse("studies:site_add", args=[study.slug]),
        reverse("studies:line_create", args=[study.slug, "etapes"]),
        reverse("fieldwork:batch_create", args=[study.slug]),
    ]

    def offered():
        return as_(user).get(study.get_absolute_url()).context["next_move"][0]

    assert offered() == expected[0]
    factories.SiteFactory(study=study)
    assert offered() == expected[1]
    factories.StepFactory(study=study)
    assert offered() == expected[2]


@pytest.mark.parametrize("path", ["home", "study", "site"])
def test_dashboard_costs_the_same_however_much_there_is(
    path, cast, as_, django_assert_max_num_queries, django_assert_num_queries
):
    url = {
        "home": reverse("web:home"),
        "study": cast.study.get_absolute_url(),
        "site": cast.site.get_absolute_url(),
    }[path]
    step = factories.StepFactory(study=cast.study)
    client = as_(cast.national)
    fill(cast.study, cast.site, step, 1)
    with django_assert_max_num_queries(45) as first:
        client.get(url)
    fill(cast.study, cast.site, step, 3)

    with django_assert_num_queries(len(first.captured_queries)):
        client.get(url)


def test_study_dashboard_counts_interviews_and_people_apart(cast, as_):
    step = factories.StepFactory(study=cast.study, number=2)
    interview = factories.InterviewFactory(study=cast.study, site=cast.site, step=step)
    factories.ParticipantFactory.create_batch(3, interview=interview)
    factories.InterviewFactory(study=cast.study, site=cast.site, step=step)

    page = text(as_(cast.national).get(cast.study.get_absolute_url()))

    assert "étape 2" in page
    assert "2 entretiens, 3 personnes" in page


def test_site_team_counts_only_what_it_may_read(cast, as_):
    step = factories.StepFactory(study=cast.study, number=2)
    shared = factories.InterviewFactory(study=cast.study, site=cast.site, step=step)
    factories.ParticipantFactory(interview=shared)
    secret = factories.InterviewFactory(study=cast.study, site=cast.site, step=step)
    factories.ParticipantFactory(interview=secret, agrees_to=[Purpose.CODE])

    page = text(as_(cast.site_team).get(cast.study.get_absolute_url()))

    assert "1 entretien, 1 personne que vous pouvez consulter" in page


def test_site_team_is_not_told_that_nobody_was_met_elsewhere(cast, as_):
    category = factories.ActorCategoryFactory(study=cast.study, label="habitant")
    step = factories.StepFactory(study=cast.study)
    for site in (cast.site, cast.other_site):
        interview = factories.InterviewFactory(study=cast.study, site=site, step=step)
        factories.ParticipantFactory(interview=interview, category=category)

    page = text(as_(cast.site_team).get(cast.study.get_absolute_url()))

    assert "habitant 1" in page
    assert "n’a été rencontré sur ce site" not in page


@pytest.mark.parametrize("who", ["partner", "reader"])
def test_partner_and_reader_see_the_frame_and_what_is_published(who, cast, as_):
    step = factories.StepFactory(study=cast.study, number=2, title="État des lieux")
    fill(cast.study, cast.site, step, 1)
    frozen = {"report": {"title": "Villes et vivre ensemble"}}
    factories.PublicationFactory(report__study=cast.study, frozen=frozen)

    page = text(as_(getattr(cast, who)).get(cast.study.get_absolute_url()))

    assert "État des lieux" in page
    assert "Villes et vivre ensemble" in page
    assert "Qui avons-nous entendu" not in page
    assert "Ce qui attend" not in page
    assert "entretien" not in page


def test_former_member_sees_no_dashboard(cast, as_):
    for url in (cast.study.get_absolute_url(), cast.site.get_absolute_url()):
        assert as_(cast.former).get(url).status_code == 404


def test_what_waits_is_said_with_its_number(cast, as_):
    factories.TextVersionFactory.create_batch(
        2,
        document__interview__study=cast.study,
        document__interview__site=cast.site,
        document__interview__step=factories.StepFactory(study=cast.study),
    )
    factories.FindingFactory.create_batch(3, study=cast.study)

    for url in (reverse("web:home"), cast.study.get_absolute_url()):
        page = text(as_(cast.national).get(url))

        assert "2 textes à relire" in page
        assert "3 constats sans preuve" in page


def test_texts_that_wait_are_one_click_away(cast, as_):
    version = factories.TextVersionFactory(
        document__interview__study=cast.study,
        document__interview__site=cast.site,
        document__interview__step=factories.StepFactory(study=cast.study),
    )
    client = as_(cast.national)
    page = client.get(cast.study.get_absolute_url()).content.decode()
    link = re.search(r'<a href="([^"]+)">1 texte à relire</a>', page)

    assert version.document.interview.code in client.get(link[1]).content.decode()


def test_site_that_nobody_quotes_waits_once_others_are_quoted(cast, as_):
    assert "personne ne cite" not in text(as_(cast.national).get(cast.study.get_absolute_url()))

    quote(cast.study, cast.site)

    page = text(as_(cast.national).get(cast.study.get_absolute_url()))
    assert "1 site que personne ne cite" in page


def test_best_supported_finding_comes_first(cast, as_):
    quote(cast.study, cast.site, claim="Peu étayé")
    strong = quote(cast.study, cast.site, claim="Bien étayé")
    quote(cast.study, cast.other_site, finding=strong)

    page = text(as_(cast.national).get(cast.study.get_absolute_url()))

    assert page.index("Bien étayé") < page.index("Peu étayé")
    assert "2 sites sur 2" in page


def test_category_nobody_met_on_a_site_is_a_zero(cast, as_):
    category = factories.ActorCategoryFactory(study=cast.study, label="habitant")
    interview = factories.InterviewFactory(
        study=cast.study, site=cast.site, step=factories.StepFactory(study=cast.study)
    )
    factories.ParticipantFactory(interview=interview, category=category)

    page = as_(cast.national).get(cast.study.get_absolute_url()).content.decode()

    assert '<td class="cell--nobody">0</td>' in page
    assert 'role="img"' in page


def test_chart_escapes_what_people_typed(cast, as_):
    category = factories.ActorCategoryFactory(study=cast.study, label="<b>élu</b> & co")
    interview = factories.InterviewFactory(
        study=cast.study, site=cast.site, step=factories.StepFactory(study=cast.study)
    )
    factories.ParticipantFactory(interview=interview, category=category)

    page = as_(cast.national).get(cast.study.get_absolute_url()).content.decode()

    assert "<b>" not in page


def test_site_dashboard_tells_the_history_of_the_theme(cast, as_):
    factories.ThemeFactory(site=cast.site, title="Participation", since="2015-01-10")
    factories.ThemeFactory(
        site=cast.site, title="Réciprocité", since="2015-10-01", reason="Déjà traité ailleurs."
    )

    page = text(as_(cast.partner).get(cast.site.get_absolute_url()))

    assert page.index("Réciprocité") < page.index("en vigueur") < page.index("Participation")
    assert "Déjà traité ailleurs." in page
    assert "1er octobre 2015" in page


def test_site_dashboard_says_what_a_step_lacks(cast, as_):
    step = factories.StepFactory(study=cast.study)
    factories.RequiredOutputFactory(step=step, label="Feuille de route")

    assert "Manque encore" in text(as_(cast.reader).get(cast.site.get_absolute_url()))


def test_home_says_what_to_do_when_there_is_no_study(db, as_):
    assert "Demandez à la personne qui administre" in text(as_(factories.UserFactory()).get("/"))


def test_home_offers_to_create_a_study_to_whom_may(db, as_):
    user = factories.UserFactory(may_create_studies=True)

    assert reverse("studies:study_create") in as_(user).get("/").content.decode()


def test_home_shows_each_role_of_the_person(cast, as_):
    factories.MembershipFactory(study=cast.study, user=cast.site_team, role=Role.READER)

    page = text(as_(cast.site_team).get("/"))

    assert f"équipe du site – {cast.site}" in page
    assert "lecture" in page


def quote(study, site, claim="Constat", finding=None):
    """Let a finding stand on a passage of ``site``."""
    passage = factories.PassageFactory(
        text_version__document__interview__study=study,
        text_version__document__interview__site=site,
        text_version__document__interview__step=factories.StepFactory(study=study),
    )
    finding = finding or factories.FindingFactory(study=study, claim=claim)
    factories.EvidenceLinkFactory(passage=passage, finding=finding)
    return finding


def text(response):
    """Return the words of a page, blanks run together, tags out."""
    assert response.status_code == 200
    body = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return re.sub(r"\s+", " ", body).replace(" ,", ",")


def test_a_study_just_opened_shows_no_empty_map_and_claims_no_work_done(as_, db):
    admin = factories.UserFactory()
    study = factories.StudyFactory()
    factories.MembershipFactory(study=study, user=admin, role=Role.ADMIN)
    page = as_(admin).get(reverse("web:study_dashboard", args=[study.slug])).content.decode()
    assert 'id="map-title"' not in page
    assert "aucun texte à relire, aucun constat sans preuve" in page
    factories.SiteFactory(study=study)
    page = as_(admin).get(reverse("web:study_dashboard", args=[study.slug])).content.decode()
    assert 'id="map-title"' in page
