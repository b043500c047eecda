"""The frame of every page, and the pages that say something about Ancrage itself."""

import re

import pytest
from django.urls import reverse

from tests import factories


def test_every_page_has_a_skip_link_a_title_and_one_heading(cast, as_):
    page = as_(cast.national).get("/galerie/").content.decode()

    assert '<a class="skip" href="#contenu">' in page
    assert re.search(r"<title>Galerie des composants\s+– Ancrage</title>", page)
    assert page.count("<h1>") == 1
    assert re.search(r"<h1>\s*Galerie des composants\s*</h1>", page)


def test_no_page_holds_an_inline_style_or_script(cast, as_):
    for path in ("/", "/galerie/", "/accessibilite/", cast.study.get_absolute_url()):
        page = as_(cast.national).get(path).content.decode()

        assert " style=" not in page
        assert not re.search(r"<script(?![^>]* src=)", page)
        assert not re.search(r"\son\w+=", page)


def test_gallery_is_for_people_who_logged_in(db, as_):
    assert as_(None).get("/galerie/").status_code == 302


@pytest.mark.parametrize("path", ["/accessibilite/", "/mentions/"])
def test_what_ancrage_says_of_itself_is_for_everybody(path, db, as_):
    assert as_(None).get(path).status_code == 200


def test_gallery_binds_help_and_errors_to_their_fields(cast, as_):
    page = as_(cast.national).get("/galerie/").content.decode()

    assert 'aria-describedby="id_exemple-name_helptext"' in page
    assert 'id="id_exemple-name_helptext"' in page
    assert 'aria-describedby="id_day_error"' in page
    assert 'id="id_day_error"' in page
    assert '<a href="#id_day">' in page


def test_missing_page_is_told_in_the_house_s_words(cast, as_):
    response = as_(cast.national).get("/nulle-part/")

    assert response.status_code == 404
    assert "vous n’y avez pas accès" in response.content.decode()


def test_missing_page_keeps_the_study_of_whoever_may_see_it(cast, as_):
    missing = reverse("evidence:finding_detail", args=[cast.study.slug, 999_999])

    member = as_(cast.site_team).get(missing)
    stranger = as_(cast.stranger).get(missing)

    assert member.context["study"] == cast.study
    assert reverse("studies:study_frame", args=[cast.study.slug]) in member.content.decode()
    assert stranger.context["study"] is None
    assert str(cast.study) not in stranger.content.decode()
    assert cast.stranger.email in stranger.content.decode()


def test_hidden_page_answers_its_own_members_as_a_missing_one(cast, as_):
    finding = factories.FindingFactory(study=cast.study, site=cast.other_site)
    client = as_(cast.site_team)

    hidden = client.get(finding.get_absolute_url())
    missing = client.get(reverse("evidence:finding_detail", args=[cast.study.slug, 999_999]))

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


@pytest.mark.usefixtures("cast")
def test_server_error_asks_nothing_of_the_database(rf, django_assert_num_queries):
    from ancrage.web import errors

    with django_assert_num_queries(0):
        response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    assert "Une erreur s’est produite" in response.content.decode()


def test_study_notice_is_shown_on_each_page_of_the_study(cast, as_):
    cast.study.notice = "Les personnes et les propos sont inventés."
    cast.study.save()

    assert cast.study.notice in as_(cast.reader).get(cast.study.get_absolute_url()).content.decode()
    assert cast.study.notice in as_(cast.reader).get(cast.site.get_absolute_url()).content.decode()


def test_long_notice_is_opened_from_its_first_sentence(cast, as_):
    cast.study.notice = "Les propos sont inventés. Le cadre vient de documents publics."
    cast.study.save()

    page = as_(cast.reader).get(cast.study.get_absolute_url()).content.decode()
    assert "<summary>Les propos sont inventés.</summary>" in page
    assert f"<p>{cast.study.notice}</p>" in page


def test_stale_or_unsigned_form_page_has_its_title_as_heading(cast, as_):
    response = as_(cast.national).post("/comptes/reglages/", {"name": "X"}, sign=False)

    assert response.status_code == 400
    assert re.search(r"<h1>\s*Ce formulaire est incomplet\s*</h1>", response.content.decode())


def test_stranger_s_study_does_not_exist(cast, as_):
    assert as_(cast.stranger).get(cast.study.get_absolute_url()).status_code == 404
    assert as_(cast.stranger).get(cast.site.get_absolute_url()).status_code == 404


def test_readyz_says_the_database_is_migrated(db, as_):
    assert as_(None).get("/readyz").json() == {"ready": True}


def test_language_is_changed_from_any_page(db, as_):
    user = factories.UserFactory()
    as_(user).post("/comptes/langue/", {"langue": "en", "retour": "/"}, sign=False)
    user.refresh_from_db()

    assert user.language == "en"
