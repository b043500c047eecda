"""What a restitution takes along: slides, summary, cards – quoting nobody."""

import io
import zipfile
from datetime import date, time

import pytest
from django.urls import reverse
from pypdf import PdfReader

from ancrage.deliberation import actions
from ancrage.reports import pack
from ancrage.reports.render import pack as rendering
from tests import factories

SECRET = "Le maire dort en réunion"


@pytest.fixture
def meeting(cast):
    step = factories.StepFactory(study=cast.study, number=3)
    return factories.MeetingFactory(
        study=cast.study,
        site=cast.site,
        step=step,
        title="Restitution # du [1er] avril",
        held_on=date(2016, 10, 12),
        starts=time(9, 30),
        aim="Dire ce que nous avons compris, $ et entendre ce qui manque.",
    )


def debate(meeting, number, words="Les réunions ne décident rien.", **more):
    finding = factories.FindingFactory(
        study=meeting.study, site=meeting.site, number=number, claim=SECRET
    )
    return factories.DebatedFindingFactory(meeting=meeting, finding=finding, wording=words, **more)


def composed(meeting, user):
    return pack.compose(meeting, user, language="fr")


def text_of(content):
    reader = PdfReader(io.BytesIO(content))
    return "\n".join(page.extract_text() for page in reader.pages)


def url(name, meeting, *args):
    return reverse(f"reports:{name}", args=[meeting.study.slug, meeting.uuid, *args])


def test_slides_show_each_finding_in_the_words_of_the_room(cast, meeting):
    debate(meeting, 1, "Les réunions # ne décident *rien*.")
    debate(meeting, 2, "Retiré", withdrawn=True, withdrawn_because="mal compris")
    data = composed(meeting, cast.national)
    pdf = rendering.slides(data)
    page = rendering.slides_page(data).decode()
    for shown in (text_of(pdf), page):
        assert "Les réunions # ne décident *rien*." in shown
        assert "Restitution # du [1er] avril" in shown
        assert "9h30" in shown
        assert "Retiré" not in shown
        assert SECRET not in shown


def test_slides_are_tagged_and_the_same_twice(cast, meeting):
    debate(meeting, 1)
    data = composed(meeting, cast.national)
    pdf = rendering.slides(data)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert pdf == rendering.slides(data)
    assert rendering.archive(data) == rendering.archive(data)


def test_hostile_words_stay_words_on_the_screen(cast, meeting):
    debate(meeting, 1, "<script>alerte()</script>")
    page = rendering.slides_page(composed(meeting, cast.national)).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("findings", [1, 20])
def test_summary_holds_in_two_pages(cast, meeting, findings):
    for number in range(1, findings + 1):
        debate(meeting, number, "Ce constat dit une chose simple, en une phrase ou deux. " * 2)
    reader = PdfReader(io.BytesIO(rendering.summary(composed(meeting, cast.national))))
    assert len(reader.pages) <= 2
    assert f"n° {findings}" in "".join(page.extract_text() for page in reader.pages)


def test_summary_too_long_says_what_to_do(as_, cast, meeting):
    for number in range(1, 30):
        debate(meeting, number, "Une phrase qui n’en finit pas de dire. " * 12)
    with pytest.raises(rendering.TooLong):
        rendering.summary(composed(meeting, cast.national))
    page = as_(cast.national).get(url("pack_detail", meeting)).content.decode()
    assert "Le résumé ne tient pas en deux pages." in page
    response = as_(cast.national).get(url("pack_file", meeting, "resume.pdf"))
    assert response.url == url("pack_detail", meeting)


def test_cards_go_from_the_printed_pdf_back_to_the_page(as_, cast, meeting):
    debate(meeting, 4)
    team = as_(cast.site_team)
    response = team.post(url("pack_detail", meeting), {"copies": 2})
    page = team.get(response.url)
    assert page.context["cards_count"] == 4
    printed = text_of(team.get(page.context["cards_url"]).content)
    actions.open_meeting(meeting=meeting, by=cast.national)
    code = next(word for word in printed.split() if word.startswith("4-001-"))
    typed = {"card": code, "stance": "conteste", "words": "Pas chez nous"}
    team.post(reverse("deliberation:card_type", args=[meeting.study.slug, meeting.uuid]), typed)
    reaction = meeting.reactions.get()
    assert (reaction.debated.finding.number, reaction.words) == (4, "Pas chez nous")


def test_people_met_are_counted_from_five_on(cast, meeting):
    earlier = factories.StepFactory(study=cast.study, number=2)
    interview = factories.InterviewFactory(study=cast.study, site=cast.site, step=earlier)
    factories.ParticipantFactory.create_batch(4, interview=interview)
    assert composed(meeting, cast.national)["met"] == ""
    factories.ParticipantFactory(interview=interview)
    assert composed(meeting, cast.national)["met"] == "5 personnes rencontrées, 1 entretien"


def test_archive_holds_every_document(as_, cast, meeting):
    debate(meeting, 1)
    response = as_(cast.national).get(url("pack_file", meeting, "dossier.zip"))
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert names == ["diaporama.html", "diaporama.pdf", "resume.pdf"]
    assert "attachment" in response["Content-Disposition"]


def test_pack_without_a_finding_says_what_to_do(as_, cast, meeting):
    page = as_(cast.national).get(url("pack_detail", meeting)).content.decode()
    assert "Choisissez les constats à débattre" in page


def test_pack_is_for_those_who_hold_the_meeting(as_, cast, meeting):
    debate(meeting, 1)
    for person in (cast.stranger, cast.other_site_team, cast.partner, cast.reader, cast.former):
        assert as_(person).get(url("pack_detail", meeting)).status_code == 404
        assert as_(person).get(url("pack_file", meeting, "resume.pdf")).status_code == 404
    for name in ("autre.pdf", "cartes.pdf"):
        assert as_(cast.national).get(url("pack_file", meeting, name)).status_code == 404


def test_pack_costs_the_same_with_more_findings(as_, cast, meeting, django_assert_max_num_queries):
    debate(meeting, 1)
    client = as_(cast.national)
    client.get(url("pack_detail", meeting))
    with django_assert_max_num_queries(100) as counted:
        client.get(url("pack_detail", meeting))
    for number in range(2, 6):
        debate(meeting, number)
    with django_assert_max_num_queries(len(counted)):
        client.get(url("pack_detail", meeting))
