"""Forms of the field."""

import json
import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.forms import DayInput, VersionedForm, refuse_end_before_start
from ancrage.fieldwork.models import Consent, Interview, Interviewer, Purpose
from ancrage.studies.models import Membership

MEGABYTE = 1024 * 1024
LONGEST_NAME = 255  # as on most disks
LONGEST_PATH = 4096
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class DropForm(forms.Form):
    """What a person brings: an archive, files or a folder."""

    def __init__(self, *args: Any, length: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.length = length

    def clean(self) -> dict[str, Any]:
        """Refuse what is too heavy to be held in memory, or nothing."""
        cleaned = super().clean() or {}
        most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        if self.length > most:
            raise forms.ValidationError(
                _("Le dossier pèse plus de %(most)s Mo. Importez-le en plusieurs fois."),
                params={"most": most // MEGABYTE},
            )
        for path in self._paths(len(self._brought())).values():
            _refuse_odd_path(path)
        return cleaned

    def dropped(self) -> list[tuple[str, bytes]]:
        """Return the files, under the path that they had in their folder where it is known."""
        files = self._brought()
        paths = self._paths(len(files))
        return [(paths.get(n, file.name), file.read()) for n, file in enumerate(files)]

    def _brought(self) -> list[UploadedFile]:
        return [file for name in ("fichiers", "dossier") for file in self.files.getlist(name)]

    def _paths(self, count: int) -> dict[int, str]:
        try:
            paths = json.loads(self.data.get("chemins", "") or "[]")
        except ValueError:
            return {}
        if not isinstance(paths, list) or len(paths) != count:
            return {}
        return {n: path for n, path in enumerate(paths) if isinstance(path, str) and path}


def _refuse_odd_path(path: str) -> None:
    """Refuse what no archive can keep. The sentence names no file: its name may tell a person's."""
    if len(path) > LONGEST_PATH or max(map(len, path.split("/"))) > LONGEST_NAME:
        raise forms.ValidationError(
            _("Un nom de fichier ou de dossier est trop long. Raccourcissez-le, puis recommencez.")
        )
    if _CONTROL.search(path):
        raise forms.ValidationError(
            _(
                "Un nom de fichier ou de dossier contient un retour à la ligne ou un signe "
                "invisible. Renommez-le, puis recommencez."
            )
        )


class InterviewForm(VersionedForm):
    """The facts of an interview."""

    class Meta:
        model = Interview
        fields = ["held_on", "kind", "site", "step", "place", "minutes", "theme"]
        labels = {"site": _("Site"), "step": _("Étape")}
        widgets = {"held_on": DayInput}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        study = self.instance.study
        fields: dict[str, Any] = self.fields
        fields["site"].queryset = study.sites.visible_to(user)
        fields["step"].queryset = study.steps.visible_to(user)


class InterviewerForm(forms.Form):
    """Which account an interviewer is."""

    user = forms.ModelChoiceField(
        User.objects.none(),  # access: filled with the members of the study below
        label=_("Compte"),
        required=False,
        empty_label=_("aucun compte"),
        help_text=_(
            "Un bénévole lit les entretiens qu’il a menés ; les autres rôles n’en lisent ni plus "
            "ni moins."
        ),
    )

    def __init__(self, *args: Any, interviewer: Interviewer, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"user": interviewer.user_id}, **kwargs)
        members = Membership.objects.visible_to(user).filter(study=interviewer.study)
        fields: dict[str, Any] = self.fields
        # access: the members of a study, whose memberships the person may see
        fields["user"].queryset = User.objects.filter(pk__in=members.values("user"))


class ConsentProofForm(forms.Form):
    """How, when and with which form people agreed."""

    mode = forms.ChoiceField(
        label=_("Comment l’accord a été donné"),
        choices=[(mode.value, mode.label) for mode in (Consent.Mode.ORAL, Consent.Mode.WRITTEN)],
        widget=forms.RadioSelect,
    )
    form_version = forms.CharField(
        label=_("Version du formulaire"),
        max_length=40,
        help_text=_("Par exemple : 2016-01."),
    )
    given_on = forms.DateField(label=_("Donné le"), widget=DayInput)
    expires_on = forms.DateField(label=_("Expire le"), widget=DayInput, required=False)

    def clean(self) -> None:
        """Refuse an agreement that expires before it was given."""
        super().clean()
        refuse_end_before_start(self, starts="given_on", ends="expires_on")


class ConsentForm(ConsentProofForm):
    """What a person agreed to, and how."""

    purposes = forms.MultipleChoiceField(
        label=_("Finalités acceptées"),
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Celles que vous ne cochez pas restent comme elles sont."),
    )
    field_order = ("purposes",)


class ParagraphForm(forms.Form):
    """One paragraph of a work version, to be corrected."""

    words = forms.CharField(
        label=_("Paragraphe"), widget=forms.Textarea(attrs={"rows": 8}), strip=False
    )

    def clean_words(self) -> str:
        """Return the words with the line ends of the house."""
        return str(self.cleaned_data["words"]).replace("\r\n", "\n").strip("\n")
