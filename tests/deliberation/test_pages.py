"""The pages of a debate: prepare, note, close, cite."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ancrage.deliberation.models import Meeting, ProgrammeItem
from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.studies.models import SiteStep
from tests import factories
from tests.deliberation.rooms import close, met, open_debate, react, step_of, url


@pytest.fixture
def meeting(cast):
    return open_debate(cast.study, cast.site, "On se parle.", "Les habitants sont loin.")


def text_of(response):
    return response.content.decode()


def shown(response):
    """The messages of the page to which a post leads."""
    return [str(message) for message in response.context["messages"]]


def facts(cast, **more):
    return {
        "kind": "restitution",
        "title": "Débat de Creil",
        "site": cast.site.pk,
        "step": step_of(cast.study, 3).pk,
        "held_on": "2016-10-12",
        **more,
    }


def test_meeting_is_prepared_by_the_site_for_its_own_site(as_, cast):
    address = reverse("deliberation:meeting_create", args=[cast.study.slug])
    client = as_(cast.site_team)
    refused = client.post(address, facts(cast, site=cast.other_site.pk))
    assert refused.status_code == 422
    created = client.post(address, facts(cast, starts="18:00", ends="20:30"))
    meeting = Meeting.objects.get()
    assert created.url == meeting.get_absolute_url()
    assert (meeting.study, meeting.step.number) == (cast.study, 3)
    assert as_(cast.partner).get(address).status_code == 404


def test_meeting_before_its_step_is_shown_again_with_the_reason(as_, cast):
    given = facts(cast)
    SiteStep.objects.create(site=cast.site, step_id=given["step"], starts="2016-11-01")
    address = reverse("deliberation:meeting_create", args=[cast.study.slug])
    response = as_(cast.national).post(address, given)
    assert response.status_code == 422
    assert "1er novembre 2016" in text_of(response)
    assert "Débat de Creil" in text_of(response)
    late = as_(cast.national).post(address, {**given, "starts": "20:00", "ends": "19:00"})
    assert "La fin précède le début." in text_of(late)


def test_meeting_is_changed_once_from_what_was_read(as_, cast, meeting):
    client = as_(cast.site_team)
    address = url("meeting_change", meeting)
    given = facts(cast, step=meeting.step_id, version=meeting.version)
    client.post(address, given)
    meeting.refresh_from_db()
    assert meeting.title == "Débat de Creil"
    assert client.post(address, {**given, "title": "Autre"}).status_code == 409
    moved = as_(cast.national).post(
        address, {**given, "version": meeting.version, "site": cast.other_site.pk}
    )
    assert "ne change plus" in text_of(moved)


def test_meeting_is_removed_while_nobody_spoke(as_, cast, meeting):
    refused = as_(cast.national).post(url("meeting_remove", meeting))
    assert "ont déjà répondu ou parlé" in text_of(refused)
    prepared = factories.MeetingFactory(study=cast.study, site=cast.site)
    as_(cast.national).post(url("meeting_remove", prepared))
    assert list(Meeting.objects.all()) == [meeting]


def test_programme_is_written_line_by_line(as_, cast):
    meeting = factories.MeetingFactory(
        study=cast.study, site=cast.site, starts="18:00", ends="19:00"
    )
    client = as_(cast.site_team)
    address = url("item_list", meeting)
    for title, minutes in (("Accueil", 15), ("Constats", 60)):
        client.post(address, {"title": title, "minutes": minutes, "led_by": "L’équipe"})
    assert client.post(address, {"title": "Rien", "minutes": 0}).status_code == 422
    page = text_of(client.get(address))
    assert "18:15" in page
    assert "dépasse de 15 minutes" in page
    welcome, findings = meeting.programme.all()
    client.post(url("item_shift", meeting, findings.uuid), {"sens": "haut"})
    assert [str(item) for item in meeting.programme.all()] == ["Constats", "Accueil"]
    change = {"title": "Constats", "minutes": 45, "led_by": "", "version": findings.version}
    client.post(url("item_change", meeting, findings.uuid), change)
    assert "il ne reste" not in text_of(client.get(address))
    assert client.post(url("item_change", meeting, findings.uuid), change).status_code == 409
    client.post(url("item_remove", meeting, welcome.uuid))
    assert list(ProgrammeItem.objects.all()) == [findings]


def test_findings_of_the_site_are_put_to_the_debate(as_, cast):
    meeting = factories.MeetingFactory(study=cast.study, site=cast.site)
    own = factories.FindingFactory(study=cast.study, site=cast.site, claim="On se parle.")
    across = factories.FindingFactory(study=cast.study, site=None, claim="Partout on se parle.")
    other = factories.FindingFactory(study=cast.study, site=cast.other_site, claim="Ailleurs.")
    address = url("debated_choose", meeting)
    page = text_of(as_(cast.national).get(address))
    assert own.claim in page
    assert across.claim in page
    assert other.claim not in page
    assert across.claim not in text_of(as_(cast.site_team).get(address))
    as_(cast.national).post(address, {"findings": [own.pk, across.pk]})
    assert [each.finding for each in meeting.debated.all()] == [own, across]
    # Whoever reads the meeting reads what the room is shown.
    assert across.claim in text_of(as_(cast.partner).get(meeting.get_absolute_url()))


def test_debated_finding_is_worded_ordered_withdrawn_and_put_back(as_, cast, meeting):
    client = as_(cast.site_team)
    first, second = meeting.debated.all()
    number = first.finding.number
    plain = {"wording": "On discute sans décider.", "version": 1}
    client.post(url("debated_change", meeting, number), plain)
    assert client.post(url("debated_change", meeting, number), plain).status_code == 409
    client.post(url("debated_shift", meeting, number), {"sens": "bas"})
    assert [each.pk for each in meeting.debated.all()] == [second.pk, first.pk]
    silent = {"withdrawn_because": "", "version": 2}
    assert client.post(url("debated_withdraw", meeting, number), silent).status_code == 422
    client.post(url("debated_withdraw", meeting, number), {**silent, "withdrawn_because": "Flou."})
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "On discute sans décider." in page
    assert "Flou." in page
    client.post(url("debated_restore", meeting, number))
    first.refresh_from_db()
    assert not first.withdrawn
    client.post(url("debated_remove", meeting, number))
    assert list(meeting.debated.all()) == [second]


def test_reactions_are_noted_one_after_the_other(as_, cast, meeting):
    client = as_(cast.site_team)
    category = factories.ActorCategoryFactory(study=cast.study)
    second = meeting.debated.last()
    address = f"{url('reaction_create', meeting)}?constat={second.finding.number}"
    said = {"stance": "conteste", "words": "Non.", "category": category.pk, "table": "Table 2"}
    noted = client.post(address, said)
    page = text_of(client.get(noted.url))
    assert f"constat={second.finding.number}" in noted.url
    assert 'value="Table 2"' in page
    assert f'<option value="{category.pk}" selected>' in page
    reaction = meeting.reactions.get()
    assert (reaction.debated, reaction.channel) == (second, "salle")
    silent = client.post(address, {"stance": "nuance", "words": ""})
    assert "seule une confirmation va sans mots" in text_of(silent)
    missing = f"{url('reaction_create', meeting)}?constat=manque"
    client.post(missing, {"stance": "manque", "words": "Les jeunes."})
    assert meeting.reactions.get(stance="manque").debated is None


def test_stance_on_no_finding_is_refused_with_its_words(as_, cast, meeting):
    missing = f"{url('reaction_create', meeting)}?constat=manque"
    refused = as_(cast.site_team).post(missing, {"stance": "confirme", "words": "Tout à fait."})
    assert refused.status_code == 422
    assert "Tout à fait." in text_of(refused)


def test_reaction_to_a_finding_withdrawn_meanwhile_keeps_its_words(as_, cast, meeting):
    debated = meeting.debated.first()
    meeting.debated.filter(pk=debated.pk).update(withdrawn=True, withdrawn_because="Flou")
    address = f"{url('reaction_create', meeting)}?constat={debated.finding.number}"
    refused = as_(cast.national).post(address, {"stance": "nuance", "words": "Pas le soir."})
    assert refused.status_code == 422
    assert "a été retiré du débat : Flou" in text_of(refused).replace("\u202f", " ").replace(
        "\xa0", " "
    )
    assert "Pas le soir." in text_of(refused)


def test_same_post_twice_notes_one_reaction(as_, cast, meeting):
    data = {
        "stance": "confirme",
        "words": "Oui.",
        "commande": "0b6f2a86-6c0a-4b02-9c5e-6a9a6d0d4f11",
    }
    client = as_(cast.national)
    first = client.post(url("reaction_create", meeting), data)
    again = client.post(url("reaction_create", meeting), data)
    assert first.url == again.url
    assert meeting.reactions.count() == 1


def test_reaction_is_corrected_and_taken_off_until_the_closing(as_, cast, meeting):
    kept, mistake = react(meeting, "confirme", "Oui."), react(meeting, "confirme", "Euh.")
    client = as_(cast.site_team)
    change = {"stance": "nuance", "words": "Parfois.", "version": kept.version}
    client.post(url("reaction_change", meeting, kept.uuid), change)
    assert client.post(url("reaction_change", meeting, kept.uuid), change).status_code == 409
    client.post(url("reaction_remove", meeting, mistake.uuid))
    assert meeting.reactions.get().words == "Parfois."
    close(meeting)
    change["version"] = 2
    refused = client.post(url("reaction_change", meeting, kept.uuid), change)
    assert "dans le texte de la séance" in text_of(refused)
    removed = client.post(url("reaction_remove", meeting, kept.uuid), follow=True)
    assert any("dans le texte de la séance" in each for each in shown(removed))


def test_reactions_are_read_finding_by_finding(as_, cast, meeting):
    secret = met(cast.site, agrees_to=["coder"], label="Adjointe 2")
    react(meeting, "conteste", "Non, jamais.", participant=secret)
    react(meeting, "manque", "Les jeunes.", table="Table 3")
    page = text_of(as_(cast.national).get(url("reaction_list", meeting)))
    assert "Adjointe 2" in page
    assert "1 conteste" in page
    assert "Table 3" in page
    # The site's team reads the words, not who was met in confidence.
    page = text_of(as_(cast.site_team).get(url("reaction_list", meeting)))
    assert "Non, jamais." in page
    assert "Adjointe 2" not in page
    assert as_(cast.partner).get(url("reaction_list", meeting)).status_code == 404


def test_meeting_is_opened_closed_once_and_opened_again(as_, cast):
    meeting = factories.MeetingFactory(study=cast.study, site=cast.site)
    client = as_(cast.site_team)
    assert client.post(url("meeting_open", meeting)).url == url("reaction_create", meeting)
    factories.DebatedFindingFactory(meeting=meeting)
    meeting.refresh_from_db()
    react(meeting, "confirme", "Oui.")
    assert "1 réaction devient" in text_of(client.get(url("meeting_close", meeting)))
    answer = {"present": "34", "agreed": ["coder", "citer"]}
    client.post(url("meeting_close", meeting), answer)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.present, meeting.agreed) == ("close", 34, ["coder", "citer"])
    again = client.post(url("meeting_close", meeting), answer, follow=True)
    assert any("entre-temps" in each for each in shown(again))
    client.post(url("meeting_reopen", meeting))
    meeting.refresh_from_db()
    assert meeting.state == "ouverte"


def test_late_reactions_are_added_to_the_text(as_, cast, meeting):
    close(meeting)
    react(meeting, "conteste", "Non.", channel="lien", participant=met(cast.site))
    client = as_(cast.national)
    assert "arrivée après la clôture" in text_of(client.get(meeting.get_absolute_url()))
    client.post(url("meeting_write_up", meeting))
    assert meeting.reactions.pending().count() == 0


def test_proposals_are_taken_one_by_one_or_all(as_, cast, meeting):
    category = factories.ActorCategoryFactory(study=cast.study)
    for stance in ("confirme", "conteste", "nuance"):
        react(meeting, stance, f"Je {stance}.", category=category)
    meeting = close(meeting)
    client, address = as_(cast.national), url("proposal_list", meeting)
    assert as_(cast.site_team).get(address).status_code == 404
    nuance = meeting.reactions.get(stance="nuance")
    number = nuance.debated.finding.number
    client.post(address, {"une": f"{nuance.uuid}:{number}:contre"})
    assert EvidenceLink.objects.get().passage == nuance.passage
    page = client.post(address, {"tout": "oui"}, follow=True)
    assert "2 preuves ajoutées." in shown(page)
    assert "Rien n’attend d’être cité." in text_of(page)
    nothing = client.post(address, {"une": "rien"}, follow=True)
    assert "Rien n’a été choisi." in shown(nothing)


def test_proposals_of_a_silent_room_say_why_they_are_not_taken(as_, cast, meeting):
    react(meeting, "conteste", "Non.", category=factories.ActorCategoryFactory(study=cast.study))
    close(meeting, agreed=[])
    page = as_(cast.national).post(url("proposal_list", meeting), {"tout": "oui"}, follow=True)
    assert any("n’a pas accepté d’être codé" in each for each in shown(page))
    assert not EvidenceLink.objects.exists()


def test_finding_is_born_of_a_reaction(as_, cast, meeting):
    reaction = react(meeting, "manque", "Les jeunes ne viennent pas.")
    close(meeting)
    address = url("finding_born", meeting, reaction.uuid)
    client = as_(cast.national)
    assert "Les jeunes ne viennent pas." in text_of(client.get(address))
    written = client.post(address, {"claim": "Les jeunes sont absents.", "kind": "frein"})
    finding = Finding.objects.get(claim="Les jeunes sont absents.")
    assert written.url == finding.get_absolute_url()
    assert finding.links.count() == 1
    again = client.post(address, {"claim": "Les jeunes sont absents.", "kind": "frein"})
    assert "déjà né" in text_of(again)


@pytest.mark.parametrize(
    "name", ["meeting_detail", "reaction_create", "reaction_list", "proposal_list", "item_list"]
)
def test_pages_ask_the_database_no_more_as_the_debate_grows(as_, cast, meeting, name):
    client = as_(cast.national)
    category = factories.ActorCategoryFactory(study=cast.study)

    def fill(times):
        for _ in range(times):
            react(meeting, "conteste", "Non.", category=category, participant=met(cast.site))
            factories.ProgrammeItemFactory(meeting=meeting)
            factories.DebatedFindingFactory(meeting=meeting)
        close(meeting)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(name, meeting)).status_code == 200
        client.post(url("meeting_reopen", meeting))
        meeting.refresh_from_db()
        return len(asked)

    client.get(url(name, meeting))
    assert fill(1) == fill(4)


def test_list_of_meetings_asks_the_same_whatever_their_number(as_, cast):
    client, address = (
        as_(cast.national),
        reverse("deliberation:meeting_list", args=[cast.study.slug]),
    )
    client.get(address)
    factories.MeetingFactory(study=cast.study, site=cast.site)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    factories.MeetingFactory.create_batch(4, study=cast.study, site=cast.site)
    with CaptureQueriesContext(connection) as five:
        client.get(address)
    assert len(one) == len(five)


@pytest.mark.parametrize("name", ["meeting_detail", "reaction_create", "proposal_list"])
def test_pages_are_hidden_from_strangers(as_, cast, meeting, name):
    assert as_(cast.stranger).get(url(name, meeting)).status_code == 404
    assert as_(cast.other_site_team).get(url(name, meeting)).status_code == 404
