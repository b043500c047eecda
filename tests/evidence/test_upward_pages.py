"""The pages of stakes, leads and recommendations."""

import pytest

from ancrage.evidence.models import (
    Lead,
    Recommendation,
    Stake,
)
from tests import factories
from tests.evidence.chains import text_of, thread, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "model", "data"),
    [
        ("stake", Stake, {"title": "Des critères communs"}),
        ("lead", Lead, {"title": "Écrire ensemble"}),
        ("recommendation", Recommendation, {"text": "Écrire.", "addressee": "villes"}),
    ],
)
def test_upward_rows_are_written_changed_and_removed(as_, cast, name, model, data):
    below = {
        "stake": ("findings", factories.FindingFactory),
        "lead": ("stakes", factories.StakeFactory),
        "recommendation": ("leads", factories.LeadFactory),
    }
    relation, factory = below[name]
    tied = factory(study=cast.study)
    client = as_(cast.national)
    assert client.get(url(f"{name}_list", cast)).status_code == 200
    client.post(url(f"{name}_create", cast), {**data, relation: [tied.pk]})
    row = model.objects.get()
    assert list(getattr(row, relation).all()) == [tied]
    change = url(f"{name}_change", cast, row.number)
    assert f'value="{tied.pk}"' in text_of(client.get(change))
    client.post(change, {**data, "version": 1})
    assert not getattr(row, relation).exists()
    stale = client.post(change, {**data, "version": 1})
    assert stale.status_code == 409
    client.post(url(f"{name}_remove", cast, row.number))
    assert not model.objects.exists()


def test_upward_row_that_something_rests_on_is_kept(as_, cast):
    _finding, stake, *_rest = thread(cast.study)
    response = as_(cast.national).post(url("stake_remove", cast, stake.number))
    assert response.status_code == 422
    assert Stake.objects.exists()


def test_recommendation_reaches_its_passages_and_hints_at_a_verb(as_, cast):
    finding, _stake, _lead, recommendation = thread(cast.study, cast.site)
    Recommendation.objects.update(text="Une meilleure coordination.")
    page = text_of(as_(cast.national).get(recommendation.get_absolute_url()))
    for link in finding.links.all():
        assert link.passage.get_absolute_url() in page
    assert "commence par un verbe d’action" in page
    Recommendation.objects.update(text="Coordonner mieux.")
    page = text_of(as_(cast.national).get(recommendation.get_absolute_url()))
    assert "commence par un verbe d’action" not in page


@pytest.mark.parametrize(
    ("create", "pointer", "relation"),
    [
        ("stake_create", "constat", "findings"),
        ("lead_create", "enjeu", "stakes"),
        ("recommendation_create", "piste", "leads"),
        ("recommendation_create", "question", "questions"),
    ],
)
def test_what_one_comes_from_is_ticked(cast, as_, create, pointer, relation):
    make = {
        "findings": factories.FindingFactory,
        "stakes": factories.StakeFactory,
        "leads": factories.LeadFactory,
        "questions": factories.FunderQuestionFactory,
    }[relation]
    row, other = make(study=cast.study), make(study=cast.study)
    page = as_(cast.national).get(url(create, cast), {pointer: row.number})
    assert page.context["form"].initial[relation] == [row.pk]
    assert other.number != row.number
    elsewhere = as_(cast.national).get(url(create, cast), {pointer: "²"})
    assert relation not in elsewhere.context["form"].initial


def test_each_step_of_the_chain_leads_to_writing_the_next(cast, as_):
    reader = as_(cast.national)
    finding = factories.FindingFactory(study=cast.study)
    stake, lead = factories.StakeFactory(study=cast.study), factories.LeadFactory(study=cast.study)
    for row, create, word in (
        (finding, "stake_create", "constat"),
        (stake, "lead_create", "enjeu"),
        (lead, "recommendation_create", "piste"),
    ):
        page = text_of(reader.get(row.get_absolute_url()))
        assert f"{url(create, cast)}?{word}={row.number}" in page
