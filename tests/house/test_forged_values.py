"""Values that no page of ours would send are refused in words."""

import uuid

import pytest
from django.test import RequestFactory
from django.urls import reverse

from ancrage.core.middleware import CommandMiddleware, SeeOther
from ancrage.core.models import Command
from ancrage.evidence.models import EvidenceLink
from ancrage.reports.models import Section
from tests import factories

pytestmark = pytest.mark.django_db
NO_NUMBERS = ["²", "-1", "douze", "9" * 25, "9" * 5000, "1\0"]


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_forged_paragraph_is_no_evidence(typed, cast, as_):
    finding = factories.FindingFactory(study=cast.study, site=cast.site)
    url = reverse("evidence:evidence_add", args=[cast.study.slug, finding.number])
    response = as_(cast.admin).post(url, {f"paragraphe-{typed}": "pour"})
    assert response.status_code in (400, 422)
    assert not EvidenceLink.objects.exists()


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_forged_version_takes_nothing_back_from_word(typed, cast, as_):
    report = factories.ReportFactory(study=cast.study)
    section = factories.SectionFactory(report=report, body="Avant.")
    came = {"key": section.uuid.hex, "version": 1, "title": section.title, "body": "Après."}
    returned = factories.WordReturnFactory(report=report, sections=[came])
    url = reverse("reports:word_review", args=[cast.study.slug, report.slug, returned.uuid])
    values = {"reprendre": str(section.uuid), f"version-{section.uuid}": typed}
    assert as_(cast.admin).post(url, values).status_code < 500
    assert Section.objects.get(pk=section.pk).body == "Avant."


def test_a_section_that_word_did_not_bring_back_stays(cast, as_):
    section = factories.SectionFactory(report__study=cast.study, body="Avant.")
    returned = factories.WordReturnFactory(report=section.report, sections=[])
    url = reverse("reports:word_review", args=[cast.study.slug, section.report.slug, returned.uuid])
    values = {"reprendre": str(section.uuid), f"version-{section.uuid}": "1"}
    assert as_(cast.admin).post(url, values).status_code == 302
    assert Section.objects.get(pk=section.pk).body == "Avant."


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_forged_tick_names_no_row(typed, cast, as_):
    url = reverse("evidence:stake_create", args=[cast.study.slug])
    refused = as_(cast.admin).post(url, {"title": "A", "findings": [typed]})
    assert refused.status_code == 422
    assert not cast.study.stakes.exists()


@pytest.mark.parametrize("typed", ["²", "9" * 25, "9" * 5000])
def test_a_forged_address_points_to_nothing(typed, cast, as_):
    client = as_(cast.admin)
    version = factories.TextVersionFactory(
        document__interview__study=cast.study, document__interview__site=cast.site
    )
    create = reverse("evidence:stake_create", args=[cast.study.slug])
    margin = reverse("coding:document_margin", args=[cast.study.slug, version.document.uuid])
    assert client.get(create, {"constat": typed}).status_code == 200
    assert client.get(margin, {"debut": typed}).status_code == 200


def test_a_period_in_words_is_refused_in_words(cast, as_):
    url = reverse("studies:line_create", args=[cast.study.slug, "partenaires"])
    said = {"organisation": "A", "role": "financeur", "starts": "bientôt", "ends": "plus tard"}
    refused = as_(cast.admin).post(url, said)
    assert refused.status_code == 422
    assert "Écrivez une année (2016)" in refused.content.decode()


@pytest.mark.parametrize("title", ["\u200b", "\u202e\u2066", "\ufeff \u00ad", "\x01"])
def test_a_title_that_nobody_sees_is_refused_in_words(title, cast, as_):
    url = reverse("evidence:stake_create", args=[cast.study.slug])
    refused = as_(cast.admin).post(url, {"title": title})
    assert refused.status_code == 422
    assert "que des signes invisibles" in refused.content.decode()
    assert not cast.study.stakes.exists()


@pytest.mark.parametrize("back", ["!!!", "9999-12-31", "web:home", "//ailleurs.fr", "\x01/", "é"])
def test_the_language_leads_back_to_a_page_of_ours(back, as_):
    answer = as_(None).post("/comptes/langue/", {"langue": "en", "retour": back}, sign=False)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_an_answer_may_send_to_a_long_address(cast):
    """A list narrowed by many filters has an address of more than 500 characters."""
    address = "/?" + "q=" + "é" * 900
    command = str(uuid.uuid4())
    request = RequestFactory().post("/", {"commande": command})
    request.user = cast.admin
    run = CommandMiddleware(lambda request: None)
    run.process_view(request, lambda request: SeeOther(address), (), {})
    assert Command.objects.get(pk=command).location.startswith("/?q=")
    assert run.process_view(request, lambda request: 1 / 0, (), {}).status_code == 303
