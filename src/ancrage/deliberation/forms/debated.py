"""Forms over the findings put to a debate."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.core.forms import TickedRows, VersionedForm
from ancrage.deliberation.models import DebatedFinding
from ancrage.evidence.models import Finding


class _Numbered(TickedRows):
    def label_from_instance(self, row: Any) -> str:
        """Write « 12. Les partenaires se coordonnent… »."""
        return f"{row.number}. {row}"


class ChooseFindingsForm(forms.Form):
    """Which findings to put to the debate."""

    findings = _Numbered(
        # access: an empty set, filled for the person below
        Finding.objects.none(),
        label=_("Constats à débattre"),
        error_messages={"required": _("Cochez au moins un constat.")},
    )

    def __init__(self, *args: Any, findings: QuerySet[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = findings


class WordingForm(VersionedForm):
    """A finding in words that everybody in the room understands."""

    class Meta:
        model = DebatedFinding
        fields = ["wording"]
        help_texts = {
            "wording": _("C’est ce que l’écran, les cartes et les invitations montreront."),
        }
        widgets = {"wording": forms.Textarea(attrs={"rows": 3})}


class WithdrawForm(VersionedForm):
    """Why a finding leaves the debate."""

    class Meta:
        model = DebatedFinding
        fields = ["withdrawn_because"]
        help_texts = {
            "withdrawn_because": _("Une phrase, lue par les personnes invitées qui ont réagi."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["withdrawn_because"].required = True
