"""What a site asks to correct in its état des lieux, and the answers that are kept."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ancrage.core.editing import StaleEdit
from ancrage.core.models import JournalEntry
from ancrage.reports import actions
from ancrage.reports.models import Correction
from ancrage.web.dashboards.waiting import waiting_for
from tests import factories

NOW = datetime(2019, 5, 21, 9, 30, tzinfo=UTC)
TAKEN, PENDING = Correction.Outcome.TAKEN, Correction.Outcome.PENDING
WORDS = "La commune compte deux écoles, pas une."


@pytest.fixture
def sent(cast):
    """An état des lieux of the site, sent to it."""
    report = factories.ReportFactory(
        study=cast.study, site=cast.site, kind="etat_des_lieux", slug="etat"
    )
    return factories.PublicationFactory(report=report, audience="site")


@pytest.fixture
def asked(sent, cast):
    return factories.CorrectionFactory(
        publication=sent, section="Une partie", asked_by=cast.site_team
    )


def site_url(name, publication, *more):
    return reverse(f"publications:{name}", args=[publication.uuid, *more])


def team_url(name, publication, *more):
    report = publication.report
    where = [report.study.slug, report.slug, publication.edition]
    return reverse(f"reports:{name}", args=[*where, *more])


def ask(publication, by=None, **values):
    said = {"words": WORDS, "about": "une école", "section": "Une partie", **values}
    return actions.ask_correction(publication=publication, by=by, now=NOW, **said)


def answer(correction, by=None, **values):
    said = {"outcome": TAKEN, "answer": "C’est corrigé.", "expected": 1, **values}
    return actions.answer_correction(correction=correction, by=by, now=NOW, **said)


# Asking


def test_site_asks_from_the_page_of_its_edition(sent, cast, as_):
    client = as_(cast.site_team)
    url = site_url("correction_list", sent)
    assert url in client.get(sent.get_absolute_url()).text
    said = {"section": "Une partie", "about": "une école", "words": WORDS}
    assert client.post(url, said).status_code == 302

    kept = Correction.objects.get()
    assert (kept.section, kept.about, kept.words) == ("Une partie", "une école", WORDS)
    assert (kept.asked_by, kept.outcome) == (cast.site_team, PENDING)
    assert JournalEntry.objects.filter(verb="correction.asked", target=kept.uuid).exists()
    assert WORDS in client.get(url).text


def test_same_post_asks_once(sent, cast, as_):
    client = as_(cast.site_team)
    said = {"words": WORDS, "commande": "6b0f2f6e-6f4f-4a3e-9d43-5a1c7f0f7a11"}
    for _ in range(2):
        client.post(site_url("correction_list", sent), said)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("said", [{"words": " "}, {"words": WORDS, "section": "Ailleurs"}])
def test_form_says_what_is_missing_and_keeps_what_was_typed(sent, cast, as_, said):
    page = as_(cast.site_team).post(site_url("correction_list", sent), {"about": "Mots", **said})
    assert page.context["form"].errors
    assert "Mots" in page.text
    assert not Correction.objects.exists()


@pytest.mark.parametrize("who", ["other_site_team", "partner", "reader", "national", "stranger"])
def test_only_the_team_of_the_site_asks(sent, cast, as_, who):
    client = as_(getattr(cast, who))
    url = site_url("correction_list", sent)
    assert client.post(url, {"words": WORDS}).status_code == 404
    page = client.get(sent.get_absolute_url())
    assert url not in page.text


@pytest.mark.parametrize(
    ("kind", "audience"), [("restitution", "site"), ("etat_des_lieux", "public")]
)
def test_only_an_etat_des_lieux_sent_to_the_site_is_corrected(cast, as_, kind, audience):
    report = factories.ReportFactory(study=cast.study, site=cast.site, kind=kind)
    publication = factories.PublicationFactory(report=report, audience=audience)
    client = as_(cast.site_team)
    assert client.get(site_url("correction_list", publication)).status_code == 404
    with pytest.raises(actions.NotSentToSite, match="état des lieux"):
        ask(publication)


def test_correction_must_say_what_to_correct(sent):
    with pytest.raises(actions.NothingAsked, match="Dites"):
        ask(sent, words=" \n")


def test_names_of_people_met_are_taken_out_of_what_is_asked_and_answered(sent, cast, monkeypatch):
    def taken_out(site):
        assert site == cast.site.pk
        return lambda text: text.replace("Paule Merle", "[élue]")

    monkeypatch.setattr("ancrage.reports.actions.corrections.names_taken_out", taken_out)
    kept = ask(sent, words="Demandez à Paule Merle.", about="Paule Merle dit")
    assert (kept.words, kept.about) == ("Demandez à [élue].", "[élue] dit")
    reworded = actions.change_correction(
        correction=kept, expected=1, words="Paule Merle", about="", section="", by=None
    )
    assert reworded.words == "[élue]"
    assert answer(reworded, expected=2, answer="Paule Merle l’a dit.").answer == "[élue] l’a dit."


# Changing one's mind


def test_site_rewords_while_it_waits(asked, cast, as_):
    url = site_url("correction_edit", asked.publication, asked.uuid)
    as_(cast.site_team).post(url, {"words": "Trois écoles.", "version": 1})
    asked.refresh_from_db()
    assert (asked.words, asked.section, asked.version) == ("Trois écoles.", "", 2)


def test_stale_rewording_is_refused_with_both_versions(asked, cast, as_):
    Correction.objects.update(words="Quatre écoles.", version=2)
    url = site_url("correction_edit", asked.publication, asked.uuid)
    page = as_(cast.site_team).post(url, {"words": "Trois écoles.", "version": 1})
    assert page.status_code == 409
    assert "Trois écoles." in page.text
    assert Correction.objects.get().words == "Quatre écoles."


def test_site_withdraws_while_it_waits(asked, cast, as_):
    client = as_(cast.site_team)
    url = site_url("correction_withdraw", asked.publication, asked.uuid)
    assert WORDS in client.get(url).text
    client.post(url)
    assert not Correction.objects.exists()
    assert JournalEntry.objects.filter(verb="correction.withdrawn", target=asked.uuid).exists()


@pytest.mark.parametrize("name", ["correction_edit", "correction_withdraw"])
def test_what_was_answered_stays(asked, cast, as_, name):
    answer(asked)
    url = site_url(name, asked.publication, asked.uuid)
    page = as_(cast.site_team).post(url, {"words": "Autre", "version": 2}, follow=True)
    assert "a reçu une réponse" in page.text
    assert Correction.objects.get().words == WORDS
    assert not JournalEntry.objects.filter(verb="correction.withdrawn").exists()


def test_national_team_neither_rewords_nor_withdraws_what_a_site_asked(asked, cast, as_):
    for name in ("correction_edit", "correction_withdraw"):
        url = site_url(name, asked.publication, asked.uuid)
        assert as_(cast.national).get(url).status_code == 404


def test_correction_is_not_reached_through_another_edition(asked, cast, as_):
    other = factories.PublicationFactory(
        report=asked.publication.report, audience="site", edition=2
    )
    url = site_url("correction_edit", other, asked.uuid)
    assert as_(cast.site_team).get(url).status_code == 404
    assert (
        as_(cast.national).get(team_url("correction_answer", other, asked.uuid)).status_code == 404
    )


# Answering


def test_national_team_answers_from_the_text_to_correct(asked, cast, as_):
    section = factories.SectionFactory(report=asked.publication.report, title="Une partie")
    client = as_(cast.national)
    url = team_url("correction_answer", asked.publication, asked.uuid)
    assert section.get_absolute_url() in client.get(url).text
    client.post(url, {"outcome": "en_partie", "answer": "Une école et une annexe.", "version": 1})
    asked.refresh_from_db()
    assert (asked.outcome, asked.answer) == ("en_partie", "Une école et une annexe.")
    assert asked.answered_by == cast.national
    assert asked.answered_at is not None
    assert JournalEntry.objects.filter(verb="correction.answered", target=asked.uuid).exists()
    page = as_(cast.site_team).get(site_url("correction_list", asked.publication)).text
    assert "Une école et une annexe." in page
    assert site_url("correction_edit", asked.publication, asked.uuid) not in page


def test_section_that_is_gone_leads_to_the_report(asked, cast, as_):
    url = team_url("correction_answer", asked.publication, asked.uuid)
    page = as_(cast.national).get(url)
    assert page.context["editor"] == asked.publication.report.get_absolute_url()


@pytest.mark.parametrize(
    "said",
    [
        {"outcome": "reprise", "answer": " "},
        {"outcome": "", "answer": "Oui."},
        {"outcome": "attente", "answer": "Oui."},
    ],
)
def test_answer_needs_an_outcome_and_words(asked, cast, as_, said):
    with pytest.raises(actions.NotAnswered):
        answer(asked, **said)
    url = team_url("correction_answer", asked.publication, asked.uuid)
    page = as_(cast.national).post(url, {**said, "version": 1})
    assert page.context["form"].errors
    assert Correction.objects.get().outcome == PENDING


def test_constraint_keeps_an_outcome_without_words_out(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(outcome=TAKEN)
    Correction.objects.update(outcome=TAKEN, answer="Oui.")


def test_second_answer_at_once_is_refused(asked, cast, as_):
    answer(asked)
    url = team_url("correction_answer", asked.publication, asked.uuid)
    late = {"outcome": "non_reprise", "answer": "Non.", "version": 1}
    assert as_(cast.national).post(url, late).status_code == 409
    assert Correction.objects.get().answer == "C’est corrigé."


def test_answer_to_words_that_the_site_changed_is_refused(asked):
    actions.change_correction(
        correction=asked, expected=1, words="Trois écoles.", about="", section="", by=None
    )
    with pytest.raises(StaleEdit):
        answer(asked)
    assert Correction.objects.get().outcome == PENDING


def test_answer_given_to_its_current_version_can_be_put_right(asked):
    kept = answer(answer(asked), expected=2, answer="Corrigé page 4.")
    assert kept.answer == "Corrigé page 4."


# Keeping


def test_next_edition_says_what_became_of_each_correction(asked, cast, as_):
    answer(asked)
    report = asked.publication.report
    later = factories.PublicationFactory(report=report, audience="site", edition=2)
    page = as_(cast.site_team).get(later.get_absolute_url()).text
    for words in (WORDS, "C’est corrigé.", "Reprise"):
        assert words in page
    assert WORDS not in as_(cast.partner).get(later.get_absolute_url()).text
    assert WORDS not in as_(cast.site_team).get(asked.publication.get_absolute_url()).text


def test_corrections_and_answers_go_out_as_a_table(asked, cast, as_):
    answer(asked, by=cast.national)
    factories.CorrectionFactory(publication=asked.publication, words="=SOMME(A1)")
    response = as_(cast.national).get(team_url("correction_export", asked.publication))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    first, second = rows
    assert (first["edition"], first["section"], first["correction"]) == ("1", "Une partie", WORDS)
    assert (first["suite"], first["reponse"]) == ("reprise", "C’est corrigé.")
    assert (first["repondu_le"], first["repondu_par"]) == ("2019-05-21", cast.national.name)
    assert (second["suite"], second["repondu_le"]) == ("sans réponse", "")
    assert not second["correction"].startswith("=")


def test_lists_and_dashboard_count_what_waits(asked, cast, as_):
    factories.CorrectionFactory(publication=asked.publication, answered=True)
    client, study = as_(cast.national), cast.study
    lists = client.get(reverse("reports:report_list", args=[study.slug])).text
    assert "1 correction attend une réponse" in lists
    editions = client.get(reverse("reports:edition_list", args=[study.slug, "etat"])).text
    assert "2 corrections demandées" in editions
    assert "1 sans réponse" in editions
    chain = reverse("reports:state_of_play", args=[study.slug, cast.site.slug])
    assert "1 correction attend une réponse" in client.get(chain).text
    sentence = "1 correction demandée attend une réponse"
    assert sentence in [each.text for each in waiting_for(cast.national, [study])[study.pk]]
    told = [each.text for each in waiting_for(cast.site_team, [study])[study.pk]]
    assert sentence not in told


def test_pages_cost_the_same_however_many_corrections(asked, cast, as_):
    later = factories.PublicationFactory(
        report=asked.publication.report, audience="site", edition=2
    )
    visits = [
        (as_(cast.site_team), site_url("correction_list", asked.publication)),
        (as_(cast.site_team), later.get_absolute_url()),
        (as_(cast.national), team_url("correction_list", asked.publication)),
        (as_(cast.national), team_url("correction_export", asked.publication)),
        (as_(cast.national), reverse("reports:edition_list", args=[cast.study.slug, "etat"])),
        (as_(cast.national), reverse("reports:report_list", args=[cast.study.slug])),
    ]
    before = [_queries(client, url) for client, url in visits]
    for _ in range(4):
        factories.CorrectionFactory(
            publication=asked.publication,
            asked_by=factories.UserFactory(),
            answered_by=factories.UserFactory(),
            answered=True,
        )
    assert [_queries(client, url) for client, url in visits] == before


def _queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("edition", ["7", "9" * 25])
def test_an_edition_that_never_was_has_no_corrections(asked, cast, as_, edition):
    url = team_url("correction_list", asked.publication).replace("/1/", f"/{edition}/")
    assert as_(cast.national).get(url).status_code == 404
