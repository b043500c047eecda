"""Forms over a meeting and its programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.accounts.models import User
from ancrage.core.forms import DayInput, VersionedForm
from ancrage.deliberation.models import Meeting, ProgrammeItem
from ancrage.fieldwork.models import Purpose
from ancrage.studies.access import sites_to_write
from ancrage.studies.models import Site, Step, Study

# What a room may agree to; being recorded or written to is asked of each person.
ASKED_OF_THE_ROOM = (Purpose.CODE, Purpose.QUOTE, Purpose.SHARE, Purpose.ARCHIVE)


class HourInput(forms.TimeInput):
    """An hour, with the browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MeetingForm(VersionedForm):
    """Where, when and what for."""

    class Meta:
        model = Meeting
        fields = ["kind", "title", "site", "step", "held_on", "starts", "ends", "place", "aim"]
        labels = {
            "site": gettext_lazy("Site"),
            "step": gettext_lazy("Étape"),
            "held_on": gettext_lazy("Jour"),
            "starts": gettext_lazy("De"),
            "ends": gettext_lazy("À"),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "held_on": DayInput(),
            "starts": HourInput(),
            "ends": HourInput(),
            "aim": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, study: Study, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Meeting.Kind.choices
        sites = Site.objects.visible_to(user).filter(study=study)
        self.fields["site"].queryset = sites.filter(pk__in=sites_to_write(user, Meeting, study))
        self.fields["step"].queryset = Step.objects.visible_to(user).filter(study=study)

    def clean(self) -> None:
        """Refuse an end before the start."""
        values = super().clean() or self.cleaned_data
        starts, ends = values.get("starts"), values.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("La fin précède le début. Corrigez l’une des deux heures."))


class ProgrammeItemForm(VersionedForm):
    """One line of the programme."""

    class Meta:
        model = ProgrammeItem
        fields = ["title", "minutes", "led_by"]
        labels = {"minutes": gettext_lazy("Durée, en minutes")}

    def clean_minutes(self) -> int:
        """Refuse a line that lasts no time."""
        minutes: int = self.cleaned_data["minutes"]
        if minutes < 1:
            raise forms.ValidationError(_("Donnez au moins une minute à cette ligne."))
        return minutes


class CloseForm(forms.Form):
    """What is noted in closing: how many came, and what the room agreed to."""

    present = forms.IntegerField(
        label=gettext_lazy("Personnes présentes"), required=False, min_value=0, max_value=30_000
    )
    agreed = forms.MultipleChoiceField(
        label=gettext_lazy("La salle a accepté que ce qui s’y est dit puisse…"),
        help_text=gettext_lazy(
            "Cochez ce que vous avez demandé à voix haute et que personne n’a refusé. Sans accord "
            "pour être codé et compté, rien de ce qui s’est dit ne peut servir de preuve."
        ),
        choices=[(purpose.value, purpose.label) for purpose in ASKED_OF_THE_ROOM],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
