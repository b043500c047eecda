"""How every form of the house is written."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.utils import translation
from django.utils.functional import Promise

import ancrage
from ancrage.studies.models import Milestone

for module in pkgutil.walk_packages(ancrage.__path__, "ancrage."):
    if "forms" in module.name.split("."):
        importlib.import_module(module.name)


def descendants(form: type) -> Iterator[type]:
    """Yield every class that inherits from ``form``."""
    for child in form.__subclasses__():
        yield child
        yield from descendants(child)


FORMS = sorted(
    {form for form in descendants(forms.BaseForm) if form.__module__.startswith("ancrage.")},
    key=lambda form: (form.__module__, form.__qualname__),
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__qualname__}")
def test_every_field_has_a_label_to_translate(form):
    shown = {
        name: field
        for name, field in getattr(form, "base_fields", {}).items()
        if not field.widget.is_hidden
    }
    named_in_code = [name for name, field in shown.items() if not isinstance(field.label, Promise)]
    assert not named_in_code, "Give these fields a label: Django writes their English name."


class DateForm(forms.ModelForm):
    """One required choice, one optional."""

    class Meta:
        model = Milestone
        fields = ["kind", "site"]


@pytest.mark.parametrize(
    ("language", "asked", "offered"),
    [("fr", "Choisissez…", "Aucun choix"), ("en", "Choose…", "No choice")],
)
@pytest.mark.django_db
def test_no_choice_is_said_in_words(language, asked, offered):
    with translation.override(language):
        form = DateForm()
        assert "---" not in str(form)
        assert f'<option value="" selected>{asked}</option>' in str(form["kind"])
        assert f'<option value="" selected>{offered}</option>' in str(form["site"])


class FilterForm(forms.Form):
    """A choice whose empty line already has its words."""

    kind = forms.ChoiceField(label="nature", required=False, choices=[("", "toutes")])


def test_words_already_chosen_for_no_choice_stay():
    assert '<option value="" selected>toutes</option>' in str(FilterForm())
