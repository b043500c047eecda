"""How Django writes a form: fields with label, help and errors bound together, errors summed up."""

from django.forms.renderers import DjangoTemplates


class HouseForms(DjangoTemplates):
    """The renderer of every ``{{ form }}``, ``{{ form.name.as_field_group }}`` and formset."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    formset_template_name = "web/forms/formset.html"
