"""How Django writes a form: fields with label, help and errors bound together, errors summed up."""

from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _

_DASHES = BLANK_CHOICE_DASH[0]


class HouseForms(DjangoTemplates):
    """The renderer of every ``{{ form }}``, ``{{ form.name.as_field_group }}`` and formset."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    formset_template_name = "web/forms/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Write ``context``, with words where Django puts dashes for no choice."""
        _word_no_choice(context.get("widget", {}))
        return super().render(template_name, context, request)


def _word_no_choice(widget: dict[str, Any]) -> None:
    for _group, options, _index in widget.get("optgroups", ()):
        for option in options:
            if (option["value"], option["label"]) == _DASHES:
                option["label"] = _("Choisissez…") if widget["required"] else _("Aucun choix")
