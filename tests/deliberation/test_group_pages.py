"""The groups of a workshop: causes, solutions, leads, what stays without an answer."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ancrage.deliberation import actions
from ancrage.deliberation.models import WorkGroup
from ancrage.evidence.models import Lead
from tests import factories
from tests.deliberation.rooms import met, url
from tests.deliberation.votes import closed, opened, page


def text_of(response):
    return response.content.decode()


@pytest.fixture
def stake(cast):
    return factories.StakeFactory(study=cast.study, title="Écouter les familles")


@pytest.fixture
def workshop(cast):
    return factories.MeetingFactory(
        study=cast.study,
        site=cast.site,
        step=factories.StepFactory(study=cast.study, number=4),
        kind="atelier",
    )


@pytest.fixture
def group(workshop, stake):
    return actions.record_group(meeting=workshop, stake=stake, by=None)


def test_group_is_formed_on_a_stake_kept_by_a_vote(as_, cast, workshop, stake):
    option = closed(opened(cast.site)).options.first()
    option.stake = stake
    option.save()
    factories.PriorityDecisionFactory(option=option, round=option.round)
    other = factories.StakeFactory()
    client, address = as_(cast.site_team), url("group_create", workshop)
    assert "Écouter les familles – retenu au vote" in text_of(client.get(address))
    assert client.post(address, {"stake": other.pk}).status_code == 422
    response = client.post(address, {"stake": stake.pk, "facilitator": "Une animatrice"})
    group = WorkGroup.objects.get()
    assert response.url == page("group_detail", group)
    assert group.number == 1
    for stranger in (cast.other_site_team, cast.partner):
        assert as_(stranger).get(address).status_code == 404


def test_group_is_changed_from_what_was_read_and_removed_while_empty(as_, cast, group):
    client, address = as_(cast.site_team), page("group_change", group)
    given = {"stake": group.stake_id, "present": 9, "version": 1}
    assert client.post(address, given).status_code == 302
    assert client.post(address, given).status_code == 409
    cause = actions.add_cause(group=group, text="Nul n’écoute.", by=None)
    client.post(page("group_remove", group))
    assert WorkGroup.objects.exists()
    actions.remove_line(cause, by=None)
    client.post(page("group_remove", group))
    assert not WorkGroup.objects.exists()


def test_group_number_stands_once_in_a_meeting(group):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.WorkGroupFactory(meeting=group.meeting, stake=group.stake, number=1)


def test_causes_and_solutions_are_typed_as_they_are_said(as_, cast, group):
    client = as_(cast.site_team)
    added = client.post(page("cause_create", group), {"cause-text": "Nul n’écoute."})
    assert added.url == page("group_detail", group) + "#causes"
    unsolved = text_of(client.get(page("group_detail", group)))
    assert "1 cause est encore sans solution." in unsolved
    cause = group.causes.get()
    solution = {"solution-text": "Une permanence.", "solution-causes": [cause.pk]}
    client.post(page("solution_create", group), solution)
    assert list(group.solutions.get().causes.all()) == [cause]
    assert "sans solution" not in text_of(client.get(page("group_detail", group)))
    assert client.post(page("cause_create", group), {"cause-text": " "}).status_code == 422


def test_cause_of_another_group_is_refused(as_, cast, group):
    factories.CauseFactory(group=group)
    other = factories.CauseFactory(group__meeting=group.meeting, group__stake=group.stake)
    given = {"solution-text": "Une permanence.", "solution-causes": [other.pk]}
    assert as_(cast.site_team).post(page("solution_create", group), given).status_code == 422


def test_lines_are_corrected_from_what_was_read_and_taken_off(as_, cast, group):
    client = as_(cast.site_team)
    cause = factories.CauseFactory(group=group)
    solution = factories.SolutionFactory(group=group)
    solution.causes.add(cause)
    address = page("cause_change", group, cause.uuid)
    given = {"cause-text": "Personne n’écoute.", "cause-version": 1}
    assert client.post(address, given).url == page("group_detail", group) + "#causes"
    assert client.post(address, given).status_code == 409
    client.post(page("cause_remove", group, cause.uuid))
    shown = text_of(client.get(page("group_detail", group)))
    assert "Rattachées à aucune cause" in shown
    client.post(page("solution_remove", group, solution.uuid))
    assert not group.solutions.exists()
    elsewhere = factories.CauseFactory()
    assert client.get(page("cause_change", group, elsewhere.uuid)).status_code == 404


def test_cause_is_shown_by_findings_of_its_stake(as_, cast, group):
    finding = factories.FindingFactory(study=cast.study, site=cast.site)
    group.stake.findings.add(finding)
    given = {"cause-text": "Nul n’écoute.", "cause-findings": [finding.pk]}
    as_(cast.site_team).post(page("cause_create", group), given)
    assert list(group.causes.get().findings.all()) == [finding]


def test_solution_becomes_a_lead_with_its_stake_once(as_, cast, group):
    solution = factories.SolutionFactory(group=group, text="Une permanence " + "x" * 300)
    address = page("lead_make", group, solution.uuid)
    assert as_(cast.site_team).post(address).status_code == 404
    client = as_(cast.national)
    assert client.post(address).url == page("group_detail", group) + "#solutions"
    lead = Lead.objects.get()
    assert len(lead.title) == 250
    assert (lead.text, list(lead.stakes.all())) == (solution.text, [group.stake])
    client.post(address)
    assert Lead.objects.count() == 1
    sheet = reverse("plans:action_create", args=[cast.study.slug, cast.site.slug])
    for person in (cast.national, cast.site_team):
        assert f"{sheet}?piste={lead.number}" in text_of(
            as_(person).get(page("group_detail", group))
        )


def test_names_of_people_met_are_replaced_in_what_a_group_writes(cast, group):
    met(cast.site, "Odile Vasseur", label="Adjointe 1")
    cause = actions.add_cause(group=group, text="Odile Vasseur est seule.", by=None)
    assert cause.text == "[Adjointe 1] est seule."
    changed = actions.change_group(
        group=group, expected=1, notes="Vu avec Odile Vasseur.", stake=group.stake, by=None
    )
    assert changed.notes == "Vu avec [Adjointe 1]."


def test_summary_keeps_causes_without_a_solution_in_sight(as_, cast, group):
    answered, unanswered = factories.CauseFactory.create_batch(2, group=group)
    factories.SolutionFactory(group=group).causes.add(answered)
    for person in (cast.national, cast.site_team, cast.partner):
        shown = text_of(as_(person).get(url("workshop_summary", group.meeting)))
        assert "1 cause sans solution" in shown
        assert "Une permanence le samedi." in shown
    stranger = as_(cast.other_site_team)
    assert stranger.get(url("workshop_summary", group.meeting)).status_code == 404
    assert str(unanswered) in shown


def test_sheet_to_write_on_holds_what_is_known(as_, cast, group):
    factories.CauseFactory(group=group, text="Nul n’écoute.")
    shown = text_of(as_(cast.partner).get(page("group_sheet", group)))
    assert "Écouter les familles" in shown
    assert "Nul n’écoute." in shown


@pytest.mark.parametrize("name", ["group_detail", "group_sheet"])
def test_group_asks_as_little_of_the_database_with_many_lines(as_, cast, group, name):
    client = as_(cast.national)

    def asked():
        client.get(page(name, group))
        with CaptureQueriesContext(connection) as queries:
            client.get(page(name, group))
        return len(queries)

    def more():
        cause = factories.CauseFactory(group=group)
        solution = factories.SolutionFactory(group=group)
        solution.causes.add(cause)
        actions.make_lead(solution=solution, by=None)

    more()
    few = asked()
    for _ in range(4):
        more()
    assert asked() == few


def test_summary_asks_as_little_of_the_database_with_many_groups(as_, cast, workshop, stake):
    client = as_(cast.national)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(url("workshop_summary", workshop))
        return len(queries)

    def more():
        group = actions.record_group(meeting=workshop, stake=stake, by=None)
        factories.SolutionFactory(group=group).causes.add(factories.CauseFactory(group=group))

    more()
    asked()
    few = asked()
    for _ in range(3):
        more()
    assert asked() == few
