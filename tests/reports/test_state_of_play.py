"""From a visit to the état des lieux of its site."""

import pytest
from django.urls import reverse

from ancrage.reports.models import Report
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast):
    return reverse("reports:state_of_play", args=[cast.study.slug, cast.site.slug])


def test_the_page_counts_what_was_done(cast, url, as_):
    interview = factories.InterviewFactory(study=cast.study, site=cast.site)
    version = factories.TextVersionFactory(document__interview=interview, reviewed=True)
    factories.TextVersionFactory(document__interview=interview, document__number=2)
    factories.PassageFactory(text_version=version)
    factories.InterviewFactory(study=cast.study, site=cast.site)
    shown = as_(cast.national).get(url).content.decode()
    assert "1 entretien sur 2" in shown
    assert "1 texte relu sur 2" in shown
    assert "1 passage marqué" in shown
    assert "1 sur 2." in shown


def test_the_document_starts_from_the_findings(cast, url, as_):
    finding = factories.FindingFactory(study=cast.study, site=cast.site)
    client = as_(cast.national)
    assert client.post(url).status_code == 302
    report = Report.objects.get()
    assert (report.kind, report.site) == ("etat_des_lieux", cast.site)
    bodies = " ".join(report.sections.values_list("body", flat=True))
    assert f"[[constat {finding.number}]]" in bodies
    assert client.post(url)["Location"] == report.get_absolute_url()
    assert Report.objects.count() == 1


def test_without_a_finding_there_is_no_document(cast, url, as_):
    response = as_(cast.national).post(url)
    assert response.status_code == 422
    assert "Écrivez d’abord un constat" in response.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("who", ["site_team", "volunteer", "partner", "stranger"])
def test_nobody_else_prepares_it(cast, url, as_, who):
    assert as_(getattr(cast, who)).get(url).status_code == 404


@pytest.mark.parametrize("many", [1, 6])
def test_the_page_costs_the_same(cast, url, as_, many, django_assert_num_queries):
    factories.FindingFactory.create_batch(many, study=cast.study, site=cast.site)
    client = as_(cast.national)
    with django_assert_num_queries(14):
        client.get(url)
