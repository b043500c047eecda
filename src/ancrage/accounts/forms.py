"""Forms of an account."""

from django import forms

from ancrage.accounts.models import User


class ProfileForm(forms.ModelForm):
    """What a person may change of their own account."""

    class Meta:
        model = User
        fields = ["name", "language"]
