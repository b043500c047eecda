"""Sites side by side: what each chose, says, debated and decided."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from ancrage.studies.models import GridAnswer
from tests import factories


@pytest.fixture
def url(cast):
    return reverse("web:site_comparison", args=[cast.study.slug])


def fill(cast, site, axis):
    factories.ThemeProposalFactory(site=site, axis=axis)
    factories.ThemeFactory(site=site, axis=axis, title=f"Thème {site}", agreed_by="le conseil")
    GridAnswer.objects.create(site=site, axis=axis, text=f"Réponse {site}")
    factories.WorkingPaperFactory(site=site, settled_on=date(2015, 12, 4))
    meeting = factories.MeetingFactory(study=cast.study, site=site, title=f"Débat {site}")
    debated = factories.DebatedFindingFactory(meeting=meeting)
    factories.ReactionFactory(meeting=meeting, debated=debated, stance="confirme")
    factories.ActionFactory(site=site, adopted=True)


def test_each_site_shows_what_it_chose_said_and_decided(as_, cast, url):
    axis = factories.AxisFactory(study=cast.study)
    fill(cast, cast.site, axis)
    response = as_(cast.national).get(url)
    page = response.content.decode()
    for shown in ("Thème", "le conseil", "Réponse", "Débat", "1 confirment, 0 nuancent"):
        assert shown in page
    line, decided = next(each for each in response.context["lines"] if each[0].site == cast.site)
    assert (line.choice.proposals, line.choice.themes, line.choice.settled) == (1, 1, 1)
    assert [count for _label, count in decided] == [1, 0, 0, 0]
    other = next(each for each in response.context["lines"] if each[0].site == cast.other_site)[0]
    assert (other.choice.theme, other.debated.meetings) == (None, [])


def test_table_goes_to_a_spreadsheet(as_, cast, url):
    axis = factories.AxisFactory(study=cast.study)
    fill(cast, cast.site, axis)
    response = as_(cast.national).get(url, {"format": "csv"})
    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {row["Site"] for row in rows} == {cast.site.name, cast.other_site.name}
    chosen = next(row for row in rows if row["Site"] == cast.site.name)
    assert (chosen["Acceptée par"], chosen["adoptée"]) == ("le conseil", "1")


def test_comparison_is_for_the_national_team(as_, cast, url):
    for person in (cast.stranger, cast.site_team, cast.partner, cast.reader, cast.former):
        assert as_(person).get(url).status_code == 404


def test_study_without_a_site_says_what_to_do(as_, cast):
    study = factories.StudyFactory()
    factories.MembershipFactory(study=study, user=cast.national)
    page = as_(cast.national).get(reverse("web:site_comparison", args=[study.slug]))
    assert "Aucun site à comparer" in page.content.decode()


def test_comparison_costs_the_same_with_more_sites(as_, cast, url, django_assert_max_num_queries):
    axis = factories.AxisFactory(study=cast.study)
    fill(cast, cast.site, axis)
    client = as_(cast.national)
    client.get(url)
    with django_assert_max_num_queries(100) as counted:
        client.get(url)
    for _n in range(4):
        fill(cast, factories.SiteFactory(study=cast.study), axis)
    with django_assert_max_num_queries(len(counted)):
        client.get(url)
