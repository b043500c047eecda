"""A form carries the version that the person saw."""

import pytest

from ancrage.core.forms import VersionedForm
from ancrage.studies.models import Study
from tests import factories

pytestmark = pytest.mark.django_db


class StudyForm(VersionedForm):
    class Meta:
        model = Study
        fields = ["title"]


def test_a_form_over_a_row_carries_its_version():
    study = factories.StudyFactory(version=3)
    assert StudyForm(instance=study)["version"].value() == 3
    form = StudyForm({"title": "Autre", "version": "2"}, instance=study)
    assert form.is_valid()
    assert (form.expected, form.values) == (2, {"title": "Autre"})


def test_a_form_over_a_row_is_refused_without_version():
    form = StudyForm({"title": "Autre"}, instance=factories.StudyFactory())
    assert list(form.errors) == ["version"]


def test_a_form_for_a_new_row_asks_for_no_version():
    form = StudyForm({"title": "Autre"})
    assert form.is_valid()
    assert form.values == {"title": "Autre"}
