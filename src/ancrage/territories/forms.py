"""A form field that chooses one territory by its name."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ancrage.core.forms import whole_number
from ancrage.territories.models import Rank, Territory

LONGEST_LIST = 12
SEARCH_SUFFIX = "_recherche"


class Typed(NamedTuple):
    """What a person sends: the option they chose, the name they typed, or both."""

    choice: str
    text: str


class TerritoryPicker(forms.Widget):
    """A search box whose matches are radio buttons; without JavaScript they come on submission."""

    template_name = "territories/territory_picker.html"

    class Media:
        css = {"all": ["territories/territories.css"]}

    def use_required_attribute(self, initial: Any) -> bool:
        """Leave the box free: a chosen option does without text."""
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        """Return both the choice and the text, so that a refused form keeps them."""
        return Typed(data.get(name, ""), data.get(name + SEARCH_SUFFIX, "").strip())

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether neither the choice nor the text was sent."""
        return name not in data and name + SEARCH_SUFFIX not in data

    def id_for_label(self, id_: str) -> str:
        """Return the identifier of the search box, which the label names."""
        return id_

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Render the box and the territories that match what it holds."""
        context = self.get_context(name, value, attrs)["widget"]
        return render_to_string(self.template_name, context)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the variables of the template."""
        context = super().get_context(name, None, attrs)
        typed = _as_typed(value)
        context["widget"].update(
            {
                "search_name": name + SEARCH_SUFFIX,
                "text": typed.text,
                "found": matches(typed.text, chosen=typed.choice),
            }
        )
        return context


class TerritoryField(forms.Field):
    """Choose one territory: by its radio button, or by a text that means only one."""

    widget = TerritoryPicker
    default_error_messages = {
        "required": _("Choisissez une commune ou une intercommunalité."),
        "unknown": _("Aucun territoire ne porte le nom « %(text)s ». Vérifiez l’orthographe."),
        "ambiguous": _("Plusieurs territoires correspondent à « %(text)s ». Choisissez-en un."),
    }

    def clean(self, value: Typed) -> Territory | None:
        """Return the territory chosen, or the only one that bears the name typed."""
        if value.choice:
            return self._chosen(value)
        if value.text:
            return self._named(value.text)
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another territory was chosen."""
        if data is None:
            return False
        return str(getattr(initial, "pk", initial) or "") != data.choice or not data.choice

    def _chosen(self, value: Typed) -> Territory:
        # access: the official list is public
        territory = Territory.objects.filter(pk=whole_number(value.choice)).first()
        if territory:
            return territory
        raise self._error("unknown", value.text or value.choice)

    def _named(self, text: str) -> Territory:
        # access: the official list is public
        best = list(Territory.objects.named(text)[:2])
        if not best:
            raise self._error("unknown", text)
        if len(best) > 1 and not (best[0].rank == Rank.WHOLE < best[1].rank):
            raise self._error("ambiguous", text)
        return best[0]

    def _error(self, code: str, text: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"text": text})


class Matches(NamedTuple):
    """The territories to show for a text, and whether there are more of them."""

    text: str
    territories: list[Territory]
    more: bool
    chosen: str


def matches(text: str, *, chosen: str = "") -> Matches:
    """Return the best matches of ``text``; without text, the territory already ``chosen``."""
    # access: the official list is public
    territories = Territory.objects.light()
    if text:
        best = list(territories.named(text)[: LONGEST_LIST + 1])
    else:
        best = list(territories.filter(pk=whole_number(chosen))) if chosen else []
    return Matches(text, best[:LONGEST_LIST], len(best) > LONGEST_LIST, chosen)


def _as_typed(value: Any) -> Typed:
    """Return what to show for an initial value: a territory, its key, or nothing."""
    if isinstance(value, Typed):
        return value
    return Typed(str(getattr(value, "pk", value) or ""), "")
