"""Forms of an account."""

from typing import Any

from django import forms
from django.contrib.auth import forms as auth

from ancrage.accounts import actions
from ancrage.accounts.models import User


class ProfileForm(forms.ModelForm):
    """What a person may change of their own account."""

    class Meta:
        model = User
        fields = ["name", "language"]


class _ChosenPassword(auth.SetPasswordForm):
    """Django's form, saved by our own action so that the journal knows."""

    def save(self, commit: bool = True) -> Any:
        """Replace the password."""
        return actions.choose_password(user=self.user, password=self.cleaned_data["new_password1"])


class FirstPasswordForm(_ChosenPassword):
    """Choose a password from the link that one received."""


class PasswordForm(_ChosenPassword, auth.PasswordChangeForm):
    """Change one's password, knowing the one before."""

    field_order = ["old_password", "new_password1", "new_password2"]
