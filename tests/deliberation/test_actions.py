"""What holding a debate does, and what it refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from ancrage.core.editing import StaleEdit
from ancrage.core.models import JournalEntry
from ancrage.deliberation import actions, reading
from ancrage.deliberation.models import DebatedFinding, Meeting, Reaction
from ancrage.evidence import actions as evidence
from ancrage.evidence.models import EvidenceLink
from ancrage.fieldwork.actions import NotCodable
from ancrage.fieldwork.models import Consent, Interview, TextVersion
from ancrage.studies.models import SiteStep
from tests import factories
from tests.deliberation.rooms import DAY, NOW, close, met, open_debate, react


@pytest.fixture
def meeting(cast):
    return open_debate(cast.study, cast.site, "On se parle.", "Les habitants sont loin.")


def test_meeting_before_its_step_is_refused(cast):
    step = factories.StepFactory(study=cast.study, number=3)
    SiteStep.objects.create(site=cast.site, step=step, starts=date(2016, 10, 13))
    facts = {"site": cast.site, "step": step, "kind": "restitution", "title": "Débat", "by": None}
    with pytest.raises(actions.TooEarly, match="13 octobre 2016"):
        actions.record_meeting(held_on=DAY, **facts)
    meeting = actions.record_meeting(held_on=date(2016, 10, 13), **facts)
    with pytest.raises(actions.TooEarly):
        actions.change_meeting(
            meeting=meeting, expected=1, site=cast.site, step=step, held_on=DAY, by=None
        )


def test_meeting_with_findings_keeps_its_site(cast, meeting):
    with pytest.raises(actions.NotPossible, match="ne change plus"):
        actions.change_meeting(
            meeting=meeting,
            expected=meeting.version,
            site=cast.other_site,
            step=meeting.step,
            held_on=DAY,
            by=None,
        )


def test_finding_is_debated_once_and_keeps_its_words(meeting):
    debated = meeting.debated.first()
    evidence.change_finding(finding=debated.finding, expected=1, by=None, claim="Autre chose.")
    assert actions.debate_findings(meeting=meeting, findings=[debated.finding], by=None) == []
    debated.refresh_from_db()
    assert debated.wording == "On se parle."


def test_finding_of_another_study_is_not_debated(meeting):
    with pytest.raises(ValueError, match="not of study"):
        actions.debate_findings(meeting=meeting, findings=[factories.FindingFactory()], by=None)


def test_debated_finding_is_not_deleted(meeting):
    with pytest.raises(evidence.SomethingRestsOnIt, match="débat «\xa0Restitution\xa0»"):
        evidence.remove_finding(finding=meeting.debated.first().finding, by=None)


def test_finding_somebody_spoke_of_stays_on_the_list(meeting):
    debated = meeting.debated.first()
    react(meeting, "conteste", "Non.")
    with pytest.raises(actions.AlreadyDebated):
        actions.remove_debated(debated=debated, by=None)
    actions.remove_debated(debated=meeting.debated.last(), by=None)
    assert list(meeting.debated.all()) == [debated]


def test_reaction_to_a_withdrawn_finding_is_refused_with_the_reason(meeting):
    debated = meeting.debated.first()
    react(meeting, "confirme", "Oui.")
    actions.withdraw_debated(debated=debated, expected=1, because="Il désigne un service.", by=None)
    with pytest.raises(actions.WithdrawnFinding, match="Il désigne un service"):
        react(meeting, "nuance", "Pas partout.", debated=debated)
    assert meeting.reactions.count() == 1
    actions.withdraw_debated(debated=debated, expected=2, because="", by=None)
    react(meeting, "nuance", "Pas partout.", debated=debated)
    with pytest.raises(StaleEdit):
        actions.withdraw_debated(debated=debated, expected=1, because="Encore.", by=None)


def test_nothing_is_noted_in_a_room_that_is_not_open(cast):
    meeting = factories.MeetingFactory(study=cast.study, site=cast.site)
    with pytest.raises(actions.NotPossible, match="pas ouverte"):
        react(meeting, "manque", "Les jeunes.")


def test_names_of_people_met_are_replaced_in_what_is_noted(cast, meeting):
    met(cast.site, "Odile Vasseur", label="Adjointe 2")
    noted = react(meeting, "conteste", "Mme Vasseur l’a toujours dit.")
    assert noted.words == "[Adjointe 2] l’a toujours dit."
    actions.change_reaction(
        reaction=noted, expected=1, words="Odile Vasseur le sait.", stance="nuance", by=None
    )
    assert (noted.words, noted.stance) == ("[Adjointe 2] le sait.", "nuance")


def test_closing_writes_a_paragraph_a_reaction(cast, meeting):
    known = met(cast.site, label="Adjointe 2")
    residents = factories.ActorCategoryFactory(study=cast.study, label="habitant")
    first, second = meeting.debated.all()
    react(meeting, "manque", "Les jeunes ne sont pas là.", table="Table 3")
    react(meeting, "conteste", "Chez nous, on décide.", debated=second, category=residents)
    react(meeting, "confirme", "Oui, c’est cela.", participant=known)
    react(meeting, "confirme", category=residents)
    closed = close(meeting, by=cast.national)
    text = TextVersion.objects.get(document__interview=closed.interview)
    assert text.text.split("\n\n") == [
        f"QUESTION : Constat n°\xa0{first.finding.number}. «\xa0On se parle.\xa0» "
        "Qu’en pensez-vous\u202f?",
        "[Adjointe 2] : Oui, c’est cela.",
        "[Habitant] : (confirme, sans un mot de plus)",
        f"QUESTION : Constat n°\xa0{second.finding.number}. «\xa0Les habitants sont loin.\xa0» "
        "Qu’en pensez-vous\u202f?",
        "[Habitant] : Chez nous, on décide.",
        "QUESTION : Qu’est-ce que nous n’avions pas vu\u202f?",
        "[Table 3] : Les jeunes ne sont pas là.",
    ]
    assert [each.passage.quote() for each in closed.reactions.order_by("passage__start")] == [
        "Oui, c’est cela.",
        "(confirme, sans un mot de plus)",
        "Chez nous, on décide.",
        "Les jeunes ne sont pas là.",
    ]
    speakers = closed.interview.participants.order_by("label").values_list("label", "category")
    assert list(speakers) == [("Adjointe 2", known.category_id), ("Habitant", residents.pk)]
    assert closed.interview.kind == Interview.Kind.RESTITUTION
    assert (closed.state, closed.present) == (Meeting.State.CLOSED, 12)


def test_closing_records_what_the_room_agreed_to(cast, meeting):
    react(meeting, "confirme", "Oui.", participant=met(cast.site))
    closed = close(meeting, agreed=["coder", "partager"])
    consents = Consent.objects.filter(participant__interview=closed.interview)
    assert set(consents.values_list("purpose", "mode", "given_on")) == {
        ("coder", "oral", DAY),
        ("partager", "oral", DAY),
    }


def test_closing_twice_writes_one_text(meeting):
    react(meeting, "confirme", "Oui.")
    close(meeting)
    with pytest.raises(actions.NotPossible, match="entre-temps"):
        close(meeting)
    assert TextVersion.objects.filter(document__interview__meeting=meeting).count() == 1


def test_closing_without_a_word_makes_no_interview(meeting):
    assert close(meeting).interview is None


def test_reopened_meeting_adds_to_its_text_and_keeps_what_it_holds(meeting):
    written = react(meeting, "confirme", "Oui.")
    interview = close(meeting).interview
    actions.reopen_meeting(meeting=meeting, by=None)
    written.refresh_from_db()
    with pytest.raises(actions.AlreadyWritten):
        actions.change_reaction(reaction=written, expected=1, words="Non.", by=None)
    with pytest.raises(actions.AlreadyWritten):
        actions.remove_reaction(reaction=written, by=None)
    react(meeting, "nuance", "Pas le soir.")
    again = close(meeting)
    assert again.interview == interview
    assert [document.number for document in interview.documents.all()] == [1, 2]
    assert meeting.reactions.pending().count() == 0


def test_what_came_after_the_closing_is_added(cast, meeting):
    react(meeting, "confirme", "Oui.")
    with pytest.raises(actions.NotPossible, match="pas close"):
        actions.write_up(meeting=meeting, by=None)
    meeting = close(meeting)
    react(meeting, "conteste", "J’étais absente.", participant=met(cast.site), channel="lien")
    assert actions.write_up(meeting=meeting, by=None) == 1
    assert actions.write_up(meeting=meeting, by=None) == 0


def test_code_of_the_interview_is_free(cast):
    first, second = (open_debate(cast.study, cast.site, "On se parle.") for _ in range(2))
    for meeting in (first, second):
        react(meeting, "confirme", "Oui.")
    codes = [close(meeting).interview.code for meeting in (first, second)]
    assert codes == [f"R-{cast.site.slug}", f"R-{cast.site.slug}-2"]


def test_reactions_propose_evidence_and_are_cited_once(cast, meeting):
    residents = factories.ActorCategoryFactory(study=cast.study)
    for stance, words in (("confirme", "Oui."), ("nuance", "Parfois."), ("conteste", "Non.")):
        react(meeting, stance, words, category=residents)
    react(meeting, "confirme", category=residents)
    react(meeting, "manque", "Les jeunes.", category=residents)
    assert reading.proposals(meeting) == []
    meeting = close(meeting)
    waiting = reading.proposals(meeting)
    assert [(each.reaction.words, each.side) for each in waiting] == [
        ("Oui.", "pour"),
        ("Parfois.", ""),
        ("Non.", "contre"),
    ]
    for each in (waiting[0], waiting[2]):
        actions.cite_reaction(
            reaction=each.reaction, finding=each.finding, side=each.side, by=None, today=DAY
        )
    links = EvidenceLink.objects.values_list("side", "passage__participant__category")
    assert sorted(links) == [("contre", residents.pk), ("pour", residents.pk)]
    assert [each.reaction.words for each in reading.proposals(meeting)] == ["Parfois."]
    with pytest.raises(evidence.AlreadyEvidence):
        actions.cite_reaction(
            reaction=waiting[0].reaction,
            finding=waiting[0].finding,
            side="pour",
            by=None,
            today=DAY,
        )


def test_words_of_a_room_that_did_not_agree_are_not_evidence(cast, meeting):
    react(meeting, "conteste", "Non.", category=factories.ActorCategoryFactory(study=cast.study))
    (proposal,) = reading.proposals(close(meeting, agreed=[]))
    with pytest.raises(NotCodable):
        actions.cite_reaction(
            reaction=proposal.reaction, finding=proposal.finding, side="contre", by=None, today=DAY
        )


def test_reaction_is_cited_for_its_own_findings_only(meeting):
    reaction = react(meeting, "confirme", "Oui.")
    stranger = factories.FindingFactory(study=meeting.study)
    with pytest.raises(ValueError, match="does not speak"):
        actions.cite_reaction(reaction=reaction, finding=stranger, side="pour", by=None, today=DAY)
    own = reaction.debated.finding
    with pytest.raises(actions.NotPossible, match="pas encore"):
        actions.cite_reaction(reaction=reaction, finding=own, side="pour", by=None, today=DAY)


def test_finding_born_after_closing_cites_the_words(meeting):
    react(meeting, "manque", "Les jeunes ne viennent jamais.")
    close(meeting)
    reaction = meeting.reactions.get()
    finding = actions.bear_finding(
        reaction=reaction, claim="Les jeunes sont absents.", kind="frein", by=None, today=DAY
    )
    assert (finding.site, finding.links.get().passage) == (meeting.site, reaction.passage)
    with pytest.raises(actions.NotPossible, match="déjà né"):
        actions.bear_finding(reaction=reaction, claim="Encore.", kind="frein", by=None, today=DAY)


def test_finding_born_in_the_room_waits_for_the_closing(meeting):
    reaction = react(meeting, "manque", "Les jeunes ne viennent jamais.")
    finding = actions.bear_finding(
        reaction=reaction, claim="Les jeunes sont absents.", kind="frein", by=None, today=DAY
    )
    assert not finding.links.exists()
    (proposal,) = reading.proposals(close(meeting))
    assert (proposal.finding, proposal.side) == (finding, "pour")


def test_meeting_where_somebody_spoke_is_not_deleted(cast, meeting):
    with pytest.raises(actions.NotPossible):
        actions.remove_meeting(meeting=meeting, by=None)
    prepared = factories.MeetingFactory(study=cast.study, site=cast.site)
    actions.remove_meeting(meeting=prepared, by=None)
    assert list(Meeting.objects.all()) == [meeting]
    assert JournalEntry.objects.filter(verb="meeting.removed").count() == 1


def refused(create):
    with pytest.raises(IntegrityError), transaction.atomic():
        create()
    return True


def test_constraints_of_a_meeting(cast):
    facts = {"study": cast.study, "site": cast.site}
    for hours in ({}, {"starts": "18:00"}, {"ends": "20:00"}, {"starts": "18:00", "ends": "20:00"}):
        factories.MeetingFactory(**facts, **hours)
    assert refused(lambda: factories.MeetingFactory(**facts, starts="20:00", ends="20:00"))


def test_constraints_of_a_debated_finding(meeting):
    debated = meeting.debated.first()
    again = {"meeting": meeting, "finding": debated.finding}
    assert refused(lambda: factories.DebatedFindingFactory(**again))
    rows = DebatedFinding.objects.filter(pk=debated.pk)
    assert refused(lambda: rows.update(withdrawn=True))
    rows.update(withdrawn=True, withdrawn_because="Trop tôt.")


def test_constraints_of_a_reaction(meeting):
    debated = meeting.debated.first()
    facts = {"meeting": meeting, "at": NOW}
    Reaction.objects.create(stance="manque", words="Les jeunes.", **facts)
    Reaction.objects.create(stance="confirme", debated=debated, **facts)
    for stance in ("nuance", "conteste"):
        Reaction.objects.create(stance=stance, debated=debated, words="Non.", **facts)
        assert refused(lambda s=stance: Reaction.objects.create(stance=s, debated=debated, **facts))
    assert refused(lambda: Reaction.objects.create(stance="manque", **facts))
    assert refused(lambda: Reaction.objects.create(stance="confirme", **facts))
    card = {"stance": "confirme", "debated": debated, "card": "12-001-KX", **facts}
    Reaction.objects.create(**card)
    assert refused(lambda: Reaction.objects.create(**card))
