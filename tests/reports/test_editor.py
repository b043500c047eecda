"""Writing a report: outline, text, references placed, and nobody's words overwritten."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from ancrage.reports import actions
from ancrage.reports.models import Report, Section
from ancrage.reports.outlines import NewSection
from tests import factories
from tests.reports.conftest import NOW, evidence


def url(name, desk, *more):
    return reverse(f"reports:{name}", args=[desk.cast.study.slug, desk.report.slug, *more])


def titles(report):
    return list(report.sections.values_list("title", flat=True))


def add(desk, title, after=None):
    return actions.add_section(
        report=desk.report,
        after=after,
        section=NewSection(1, "section", title),
        by=desk.cast.national,
        now=NOW,
    )


PAGES = [
    "report_edit",
    "report_settings",
    "report_remove",
    "report_preview",
    "report_obstacles",
    "report_publish",
    "edition_list",
    "section_create",
]


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_to_researchers_alone(desk, as_, name):
    assert as_(desk.cast.national).get(url(name, desk)).status_code == 200
    for other in ("site_team", "partner", "reader", "volunteer", "former", "stranger"):
        assert as_(getattr(desk.cast, other)).get(url(name, desk)).status_code == 404
    assert as_(None).get(url(name, desk)).status_code == 302


@pytest.mark.parametrize("name", ["section_edit", "section_remove"])
def test_section_pages_open_to_researchers_alone(desk, as_, name):
    page = url(name, desk, desk.section.uuid)
    assert as_(desk.cast.national).get(page).status_code == 200
    assert as_(desk.cast.stranger).get(page).status_code == 404
    elsewhere = factories.SectionFactory().uuid
    assert as_(desk.cast.national).get(url(name, desk, elsewhere)).status_code == 404


def test_list_shows_drafts_to_researchers_and_publications_to_members(desk, as_):
    page = reverse("reports:report_list", args=[desk.cast.study.slug])
    factories.PublicationFactory(report=desk.report, audience="etude")
    assert "Commencer un rapport" in as_(desk.cast.national).get(page).text
    seen_by_reader = as_(desk.cast.reader).get(page).text
    assert "Commencer un rapport" not in seen_by_reader
    assert "édition 1" in seen_by_reader
    assert as_(desk.cast.stranger).get(page).status_code == 404


def test_list_takes_as_many_queries_however_many_reports(desk, as_, django_assert_num_queries):
    client = as_(desk.cast.national)
    page = reverse("reports:report_list", args=[desk.cast.study.slug])
    with django_assert_num_queries(30, exact=False) as first:
        client.get(page)
    for number in range(4):
        report = factories.ReportFactory(study=desk.cast.study)
        factories.PublicationFactory(report=report, edition=number + 1)
    with django_assert_num_queries(len(first)):
        client.get(page)


def test_editor_takes_as_many_queries_however_many_findings(desk, as_, django_assert_num_queries):
    client = as_(desk.cast.national)
    page = url("section_edit", desk, desk.section.uuid)
    client.get(page)
    with django_assert_num_queries(60, exact=False) as first:
        client.get(page)
    for number in range(30, 34):
        evidence(factories.FindingFactory(study=desk.cast.study, number=number))
        add(desk, f"Section {number}")
    with django_assert_num_queries(len(first)):
        client.get(page)


def test_editor_offers_each_finding_and_its_verbatims(desk, as_):
    page = as_(desk.cast.national).get(url("report_edit", desk)).text
    assert 'data-place="[[constat 12]]"' in page
    assert 'data-place="[[verbatim 12.1]]"' in page
    assert "Prêt à publier" in page


def test_editor_says_how_many_points_remain(desk, as_):
    desk.write("[[constat 99]] et [[toto]]")
    page = as_(desk.cast.national).get(url("report_edit", desk)).text
    assert "2 points à régler avant de publier" in page
    listed = as_(desk.cast.national).get(url("report_obstacles", desk)).text
    assert f"{desk.section.get_absolute_url()}?ligne=1" in listed


def test_a_report_starts_with_the_outline_of_its_axes(desk, as_):
    factories.AxisFactory(study=desk.cast.study, number=1, title="Habitants et institutions")
    page = reverse("reports:report_create", args=[desk.cast.study.slug])
    response = as_(desk.cast.national).post(page, {"kind": "rapport", "title": "Nouveau"})
    report = Report.objects.get(title="Nouveau")
    assert response.url == report.get_absolute_url()
    assert report.slug == "nouveau-2"
    assert "Habitants et institutions" in titles(report)
    assert titles(report)[0] == "Avant-propos"


@pytest.mark.parametrize("kind", ["etat_des_lieux", "restitution"])
def test_a_document_of_a_site_starts_with_its_findings(desk, as_, kind):
    own = factories.FindingFactory(study=desk.cast.study, number=1, site=desk.cast.site)
    elsewhere = factories.FindingFactory(study=desk.cast.study, number=2, site=desk.cast.other_site)
    evidence(own, site=desk.cast.site)
    page = reverse("reports:report_create", args=[desk.cast.study.slug])
    data = {"kind": kind, "title": "Arras", "site": desk.cast.site.pk}
    as_(desk.cast.national).post(page, data)
    report = Report.objects.get(title="Arras")
    text = "\n".join(report.sections.values_list("body", flat=True))
    assert "[[constat 1]]" in text
    assert "[[constat 12]]" in text
    assert f"[[constat {elsewhere.number}]]" not in text


def test_a_document_of_a_site_without_a_site_is_refused_at_its_field(desk, as_):
    page = reverse("reports:report_create", args=[desk.cast.study.slug])
    response = as_(desk.cast.national).post(page, {"kind": "restitution", "title": "Sans site"})
    assert response.status_code == 422
    assert "Choisissez le site dont parle ce document." in response.text
    data = {"kind": "rapport", "title": "Avec site", "site": desk.cast.site.pk}
    assert as_(desk.cast.national).post(page, data).status_code == 422
    assert Report.objects.count() == 1


def form_of(section, **values):
    return {
        "title": section.title,
        "kind": section.kind,
        "level": section.level,
        "body": section.body,
        "version": section.version,
        **values,
    }


def test_writing_a_section_keeps_its_text(desk, as_):
    page = desk.section.get_absolute_url()
    response = as_(desk.cast.national).post(page, form_of(desk.section, body="Nouveau texte."))
    assert response.status_code == 302
    desk.section.refresh_from_db()
    assert (desk.section.body, desk.section.version) == ("Nouveau texte.", 2)
    desk.report.refresh_from_db()
    assert desk.report.changed_at > NOW


def test_a_save_asked_by_the_page_gets_back_the_line_at_its_bottom(desk, as_):
    page = desk.section.get_absolute_url()
    response = as_(desk.cast.national).post(
        page,
        form_of(desk.section, body="[[constat 99]]"),
        sign=False,
        headers={"X-Commande": str(uuid.uuid4()), "HX-Request": "true"},
        follow=True,
    )
    assert 'data-version="2"' in response.text
    assert "1 point à régler" in response.text
    assert "<html" not in response.text


def test_the_same_save_sent_twice_changes_nothing_twice(desk, as_):
    client = as_(desk.cast.national)
    data = {**form_of(desk.section, body="Une fois."), "commande": str(uuid.uuid4())}
    client.post(desk.section.get_absolute_url(), data)
    client.post(desk.section.get_absolute_url(), data)
    desk.section.refresh_from_db()
    assert desk.section.version == 2


def test_a_stale_save_shows_both_versions_and_writes_nothing(desk, as_):
    client = as_(desk.cast.national)
    stale = form_of(desk.section, body="Mon texte à moi.")
    Section.objects.filter(pk=desk.section.pk).update(body="Le texte d’une autre.", version=2)
    response = client.post(desk.section.get_absolute_url(), stale)
    assert response.status_code == 409
    assert "Mon texte à moi." in response.text
    desk.section.refresh_from_db()
    assert desk.section.body == "Le texte d’une autre."


def test_a_section_is_added_after_another_one(desk, as_):
    last = add(desk, "Dernière")
    page = url("section_create", desk)
    data = {"title": "Entre deux", "kind": "section", "level": 2, "after": desk.section.pk}
    response = as_(desk.cast.national).post(page, data)
    assert titles(desk.report) == [desk.section.title, "Entre deux", last.title]
    assert response.url == Section.objects.get(title="Entre deux").get_absolute_url()


def test_sections_move_up_and_down_but_not_past_the_ends(desk, as_):
    second = add(desk, "Deuxième")
    client = as_(desk.cast.national)
    client.post(url("section_move", desk, second.uuid), {"sens": "haut"})
    assert titles(desk.report) == ["Deuxième", desk.section.title]
    client.post(url("section_move", desk, second.uuid), {"sens": "bas"})
    assert titles(desk.report) == [desk.section.title, "Deuxième"]
    with pytest.raises(actions.NothingThere):
        actions.move_section(section=second, up=False, by=None, now=timezone.now())


def test_a_section_is_removed_once_confirmed(desk, as_):
    page = url("section_remove", desk, desk.section.uuid)
    desk.write("Seul")
    assert "(1 mot)" in as_(desk.cast.national).get(page).text
    assert desk.report.sections.count() == 1
    as_(desk.cast.national).post(page)
    assert desk.report.sections.count() == 0
    assert "Aucune section" in as_(desk.cast.national).get(url("report_edit", desk)).text


def test_a_report_that_was_published_stays(desk, as_):
    factories.PublicationFactory(report=desk.report)
    response = as_(desk.cast.national).post(url("report_remove", desk), follow=True)
    assert "il ne peut plus être retiré" in response.text
    assert Report.objects.filter(pk=desk.report.pk).exists()


def test_a_report_never_published_may_be_removed(desk, as_):
    as_(desk.cast.national).post(url("report_remove", desk))
    assert not Report.objects.filter(pk=desk.report.pk).exists()


def test_preview_shows_the_book_and_opens_the_evidence(desk, as_):
    client = as_(desk.cast.national)
    page = client.get(url("report_preview", desk)).text
    proof = url("preview_evidence", desk, 12)
    assert proof in page
    assert client.get(proof).status_code == 200
    assert "<html" not in client.get(proof, headers={"HX-Request": "true"}).text
    assert client.get(url("preview_evidence", desk, 99)).status_code == 404


def test_the_cover_is_changed(desk, as_):
    data = {"title": "Autre titre", "subtitle": "", "credits": "", "version": 1}
    as_(desk.cast.national).post(url("report_settings", desk), data)
    desk.report.refresh_from_db()
    assert desk.report.title == "Autre titre"


PAGES = ("report_settings", "report_preview", "report_obstacles", "word_return", "edition_list")


@pytest.mark.parametrize("view", PAGES)
def test_heading_of_each_page_names_its_report(as_, desk, view):
    address = reverse(f"reports:{view}", args=[desk.cast.study.slug, desk.report.slug])
    page = as_(desk.cast.admin).get(address).content.decode()
    assert desk.report.title in page.partition("<h1>")[2].partition("</h1>")[0]
