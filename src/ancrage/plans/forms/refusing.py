"""How a form shows why its action was refused."""

from django import forms

from ancrage.plans.actions import Refusal


def show_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Say a refusal beside the field to mend, or above the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
