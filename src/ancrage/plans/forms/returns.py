"""The form of what residents will read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ancrage.core.forms import VersionedForm
from ancrage.plans.models import PlainWords


class PlainWordsForm(VersionedForm):
    """A stake, as one says it aloud."""

    class Meta:
        model = PlainWords
        fields = ["text"]
        labels = {"text": _("Ce que vous avez dit, en mots simples")}
        help_texts = {
            "text": _(
                "Deux ou trois phrases courtes, adressées aux habitants. Vos mots, pas ceux d’une "
                "personne : rien n’est cité sur cette page."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
