"""A person of two studies can tie nothing of one to the other, whatever identifiers they forge."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.db import models, transaction
from django.test.utils import ContextList
from django.urls import reverse

from ancrage.core.access import Role
from ancrage.evidence.models import EvidenceLink
from ancrage.fieldwork.models import Passage
from ancrage.studies.models import Source, Study
from tests import factories
from tests.conftest import CommandClient
from tests.house.routes import ROUTES
from tests.house.world import World, build

ROOMS = sorted({name.partition(":")[0] for name in ROUTES})


@pytest.fixture
def worlds(cast) -> tuple[World, dict[type[models.Model], models.Model]]:
    """Return a study with everything in it, and what a second one holds, by model."""
    study = factories.StudyFactory()
    factories.MembershipFactory(study=study, user=cast.admin, role=Role.ADMIN)
    site = factories.SiteFactory(study=study)
    finding = factories.FindingFactory(study=study, site=site)
    interview = factories.InterviewFactory(study=study, site=site)
    version = factories.TextVersionFactory(document__interview=interview, reviewed=True)
    passage = factories.PassageFactory(text_version=version)
    step, axis = factories.StepFactory(study=study), factories.AxisFactory(study=study)
    hypothesis = factories.HypothesisFactory(study=study)
    rows = [site, finding, passage, interview, version, step, axis, hypothesis]
    rows += [factories.CodeFactory(study=study), factories.StakeFactory(study=study)]
    rows += [factories.LeadFactory(study=study), factories.FunderQuestionFactory(study=study)]
    rows += [
        factories.ActorCategoryFactory(study=study),
        Source.objects.create(study=study, code="S", title="S"),
    ]
    return build(cast), {type(row): row for row in rows}


def bound_forms(response: Any) -> Iterator[forms.BaseForm]:
    """Yield the forms that a page was made with, each once."""
    contexts = response.context or []
    found = {
        id(value): value
        for context in (contexts if isinstance(contexts, ContextList) else [contexts])
        if context
        for value in context.flatten().values()
        if isinstance(value, forms.BaseForm)
    }
    yield from found.values()


def choices(form: forms.BaseForm) -> Iterator[tuple[str, forms.ModelChoiceField]]:
    """Yield the fields of a form that choose rows of the database."""
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField):
            yield form.add_prefix(name), field


def pages(room: str, world: World, client: CommandClient) -> Iterator[tuple[str, Any]]:
    """Yield each page of a room and its address."""
    for name, route in ROUTES.items():
        if name.startswith(f"{room}:"):
            for kwargs, _target in route.targets(world):
                url = reverse(name, kwargs=kwargs)
                response = client.get(url)
                if response.streaming:
                    list(response)  # read to its end, a file is closed
                elif response.status_code == 200:
                    yield url, response


@pytest.mark.parametrize("room", ROOMS)
def test_no_form_offers_or_takes_what_another_study_holds(room, worlds, as_):
    world, foreign = worlds
    client = as_(world.cast.admin)
    faults = []
    for url, page in pages(room, world, client):
        for form in bound_forms(page):
            for name, field in choices(form):
                row = foreign.get(field.queryset.model)
                if row is None:
                    continue
                if field.queryset.filter(pk=row.pk).exists():
                    faults.append(f"{url}: {name} offers a row of another study")
                key = field.to_field_name or "pk"
                if (status := forge(client, url, {name: getattr(row, key)})) not in (404, 405, 422):
                    faults.append(f"POST {url}: {name} answers {status}")
    assert not faults


def forge(client: CommandClient, url: str, values: dict[str, Any]) -> int:
    """Post ``values``, keep nothing, return the status of the answer."""
    with transaction.atomic():
        status: int = client.post(url, values).status_code
        transaction.set_rollback(True)
    return status


def test_no_tick_cites_a_passage_of_another_study(worlds, as_):
    world, foreign = worlds
    passage, finding = foreign[Passage], world["own_finding"]
    before = EvidenceLink.objects.count()
    client = as_(world.cast.admin)
    add = reverse("evidence:evidence_add", args=[finding.study.slug, finding.number])
    create = reverse("evidence:finding_create", args=[finding.study.slug])
    assert client.post(add, {f"sens-{passage.uuid}": "pour"}).status_code == 422
    said = {"claim": "Constat", "kind": "frein", f"side_{passage.uuid}": "pour"}
    assert client.post(f"{create}?passage={passage.uuid}", said).status_code == 302
    assert EvidenceLink.objects.count() == before


def test_no_address_joins_a_study_to_what_another_holds(worlds, as_):
    """Each page of the first study, asked under the name of the second, is not there."""
    world, _foreign = worlds
    client = as_(world.cast.admin)
    other = Study.objects.exclude(pk=world["study"].pk).get(memberships__user=world.cast.admin)
    faults = []
    for name, route in ROUTES.items():
        for kwargs, _target in route.targets(world):
            if len(kwargs) > 1 and kwargs.get("study") == world["study"].slug:
                keys = {key for key in kwargs if key in ("uuid", "slug", "site")}
                url = reverse(name, kwargs=kwargs | {"study": other.slug})
                if keys and client.get(url).status_code not in (404, 405):
                    faults.append(url)
    assert not faults
