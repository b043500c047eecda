"""What readers see, and who may."""

import pytest
from django.urls import reverse
from lxml import html

from tests import factories
from tests.reports.conftest import WORDS
from tests.reports.test_publishing import printed


@pytest.fixture
def publication(desk):
    return printed(desk).publication


def test_anybody_reads_what_is_public(publication, as_):
    client = as_(None)
    assert publication.report.title in client.get(reverse("publications:publication_list")).text
    page = client.get(publication.get_absolute_url())
    assert page.status_code == 200
    assert "Les services se parlent." in page.text


def test_each_claim_leads_to_its_evidence_in_two_clicks_at_most(publication, as_):
    client = as_(None)
    page = html.fromstring(client.get(publication.get_absolute_url()).content)
    marks = page.xpath("//a[@data-evidence]/@href")
    assert len(marks) == 2
    for mark in marks:
        proof = client.get(mark)
        assert WORDS in proof.text
        back = html.fromstring(proof.content).xpath("//*[@class='book-where']//a/@href")
        path, _, call = back[0].partition("#")
        assert path == publication.get_absolute_url()
        assert page.xpath(f"//*[@id='{call}']")


def test_evidence_leads_back_once_to_each_section(publication, as_):
    url = reverse("publications:claim_evidence", args=[publication.uuid, 12])
    places = html.fromstring(as_(None).get(url).content).xpath("//*[@class='book-where']//a")
    assert len(places) == 1  # the section calls the finding twice


def test_evidence_opens_in_a_drawer_as_a_fragment(publication, as_):
    url = reverse("publications:claim_evidence", args=[publication.uuid, 12])
    fragment = as_(None).get(url, headers={"HX-Request": "true"})
    assert WORDS in fragment.text
    assert "<html" not in fragment.text


def test_a_claim_that_the_edition_does_not_hold_is_not_found(publication, as_):
    url = reverse("publications:claim_evidence", args=[publication.uuid, 99])
    assert as_(None).get(url).status_code == 404


def test_what_is_read_is_frozen(publication, desk, as_):
    desk.finding.claim = "Tout autre chose"
    desk.finding.save()
    desk.report.title = "Autre titre"
    desk.report.save()
    client = as_(None)
    for url in (
        publication.get_absolute_url(),
        reverse("publications:claim_evidence", args=[publication.uuid, 12]),
        reverse("publications:publication_list"),
    ):
        page = client.get(url).text
        assert "Tout autre chose" not in page
        assert "Autre titre" not in page


@pytest.mark.parametrize("name", ["final.pdf", "final.docx", "final.html", "final.json"])
def test_files_are_downloads_with_the_bytes_that_were_digested(publication, as_, name):
    url = reverse("publications:publication_file", args=[publication.uuid, name])
    response = as_(None).get(url)
    content = b"".join(response.streaming_content)
    assert content == (publication.folder / name).read_bytes()
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_another_name_is_not_found(publication, as_):
    url = reverse("publications:publication_file", args=[publication.uuid, "secret.json"])
    assert as_(None).get(url).status_code == 404


def test_an_older_edition_points_to_the_latest(publication, desk, as_):
    later = factories.PublicationFactory(report=desk.report, edition=2)
    assert later.get_absolute_url() in as_(None).get(publication.get_absolute_url()).text


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("public", {"national", "site_team", "partner", "reader", "volunteer", "stranger"}),
        ("etude", {"national", "site_team", "partner", "reader", "volunteer"}),
        ("site", {"national", "site_team", "partner"}),
    ],
)
def test_each_audience_reads_its_own(desk, as_, audience, readers):
    report = factories.ReportFactory(study=desk.cast.study, site=desk.cast.site, kind="restitution")
    publication = factories.PublicationFactory(report=report, audience=audience)
    everybody = ("national", "site_team", "partner", "reader", "volunteer", "stranger", "former")
    seen = {
        name
        for name in everybody
        if as_(getattr(desk.cast, name)).get(publication.get_absolute_url()).status_code == 200
    }
    assert seen - {"former"} == readers
    assert ("former" in seen) == (audience == "public")
    assert as_(None).get(publication.get_absolute_url()).status_code == (
        200 if audience == "public" else 404
    )


def test_reading_takes_as_many_queries_however_long_the_list(desk, as_, django_assert_num_queries):
    client = as_(None)
    url = reverse("publications:publication_list")
    factories.PublicationFactory(report=desk.report)
    client.get(url)
    with django_assert_num_queries(1):
        client.get(url)
    for edition in range(2, 6):
        factories.PublicationFactory(report=desk.report, edition=edition)
    with django_assert_num_queries(1):
        client.get(url)
