"""Interview guides: from the axes and the theme to an edition that teams take along."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError
from django.urls import reverse

from ancrage.fieldwork import actions
from ancrage.fieldwork.models import Guide, GuideQuestion
from ancrage.studies.models import GridAnswer
from tests import factories

NOW = datetime(2016, 1, 4, 9, tzinfo=UTC)
TODAY = date(2016, 1, 4)


@pytest.fixture
def step(cast):
    return factories.StepFactory(study=cast.study, number=2)


def opened(cast, step):
    return actions.open_guide(site=cast.site, step=step, today=TODAY, by=cast.national)


def url(name, guide, *args):
    return reverse(f"fieldwork:{name}", args=[guide.site.study.slug, guide.uuid, *args])


def test_first_guide_asks_what_the_site_says_on_each_axis_and_on_its_theme(cast, step):
    first, second = factories.AxisFactory.create_batch(2, study=cast.study)
    GridAnswer.objects.create(site=cast.site, axis=first, text="Qui répond aux habitants ?")
    factories.ThemeFactory(site=cast.site, axis=first, title="Réciprocité")
    questions = list(opened(cast, step).questions.all())
    assert [question.axis for question in questions] == [first, second, None]
    assert questions[0].text == "Qui répond aux habitants ?"
    assert "Réciprocité" in questions[2].text


def test_opening_a_guide_twice_gives_the_same_draft(as_, cast, step):
    address = reverse("fieldwork:guide_list", args=[cast.study.slug, cast.site.slug])
    first = as_(cast.national).post(address, {"step": step.pk})
    second = as_(cast.national).post(address, {"step": step.pk})
    assert first.url == second.url
    assert Guide.objects.count() == 1


def test_new_edition_takes_the_questions_of_the_last(cast, step):
    guide = opened(cast, step)
    actions.add_question(guide=guide, text="Qui décide ?", by=None)
    actions.settle_guide(guide, now=NOW, by=None)
    edition = opened(cast, step)
    assert edition.edition == 2
    assert [question.text for question in edition.questions.all()] == ["Qui décide ?"]
    actions.remove_question(edition.questions.get(), by=None)
    assert guide.questions.count() == 1


def test_guide_that_asks_nothing_is_not_settled(as_, cast, step):
    guide = opened(cast, step)
    response = as_(cast.national).post(url("guide_settle", guide), follow=True)
    assert "Ce guide ne pose aucune question." in response.content.decode()
    assert not Guide.objects.settled().exists()


def test_settled_guide_no_longer_changes(as_, cast, step):
    guide = opened(cast, step)
    question = actions.add_question(guide=guide, text="Qui décide ?", by=None)
    as_(cast.national).post(url("guide_settle", guide))
    guide.refresh_from_db()
    assert guide.is_settled
    assert as_(cast.national).get(url("guide_edit", guide)).status_code == 404
    assert as_(cast.national).get(url("question_create", guide)).status_code == 404
    question.guide.refresh_from_db()
    for change in (
        lambda: actions.add_question(guide=guide, text="Et ?", by=None),
        lambda: actions.change_question(question, expected=1, text="Et ?", by=None),
        lambda: actions.remove_question(question, by=None),
        lambda: actions.move_question(question, up=True, by=None),
        lambda: actions.change_guide(guide, expected=1, title="Autre", by=None),
        lambda: actions.settle_guide(guide, now=NOW, by=None),
    ):
        with pytest.raises(actions.GuideSettled):
            change()


def test_questions_are_added_changed_moved_and_removed(as_, cast, step):
    guide = opened(cast, step)
    team = as_(cast.national)
    for text in ("Première", "Deuxième", "Troisième"):
        team.post(url("question_create", guide), {"text": text})
    third = GuideQuestion.objects.get(text="Troisième")
    team.post(url("question_move", guide, third.uuid), {"vers": "haut"})
    team.post(url("question_move", guide, third.uuid), {"vers": "haut"})
    team.post(url("question_move", guide, third.uuid), {"vers": "haut"})
    first = GuideQuestion.objects.get(text="Première")
    team.post(url("question_move", guide, first.uuid), {"vers": "retirer"})
    second = GuideQuestion.objects.get(text="Deuxième")
    edit = url("question_edit", guide, second.uuid)
    team.post(edit, {"text": "Seconde", "prompts": "Avec qui ?", "version": second.version})
    assert [row.text for row in guide.questions.all()] == ["Troisième", "Seconde"]


def test_site_reads_its_guide_and_does_not_write_it(as_, cast, step):
    guide = opened(cast, step)
    assert as_(cast.site_team).get(guide.get_absolute_url()).status_code == 200
    assert as_(cast.site_team).get(url("guide_edit", guide)).status_code == 404
    address = reverse("fieldwork:guide_list", args=[cast.study.slug, cast.site.slug])
    assert as_(cast.site_team).post(address, {"step": step.pk}).status_code == 404
    for person in (cast.other_site_team, cast.stranger):
        assert as_(person).get(guide.get_absolute_url()).status_code == 404


def test_step_of_another_study_is_refused(as_, cast, step):
    foreign = factories.StepFactory()
    address = reverse("fieldwork:guide_list", args=[cast.study.slug, cast.site.slug])
    assert as_(cast.national).post(address, {"step": foreign.pk}).status_code == 422


def test_site_has_one_draft_a_step(cast, step):
    opened(cast, step)
    with pytest.raises(IntegrityError):
        Guide.objects.create(site=cast.site, step=step, edition=2, title="Autre")


def test_guide_costs_the_same_when_it_grows(as_, cast, step, django_assert_max_num_queries):
    guide = opened(cast, step)
    axis = factories.AxisFactory(study=cast.study)
    factories.GuideQuestionFactory(guide=guide, axis=axis)
    client = as_(cast.national)
    client.get(guide.get_absolute_url())
    with django_assert_max_num_queries(100) as counted:
        client.get(guide.get_absolute_url())
    factories.GuideQuestionFactory.create_batch(4, guide=guide, axis=axis)
    with django_assert_max_num_queries(len(counted)):
        client.get(guide.get_absolute_url())
