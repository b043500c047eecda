"""People who log in, and the organisations they belong to."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ancrage.core.models import Traceable


class Organisation(Traceable):
    """A body that accounts belong to."""

    name = models.CharField(_("nom"), max_length=200, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Make accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password nobody can log in to it yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account whatever the case of the address typed."""
        return self.get(email=(username or "").lower())


class User(Traceable, AbstractBaseUser):
    """A person who logs in. What they may do is written in ``studies``, never here."""

    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom"), max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, verbose_name=_("organisme")
    )
    language = models.CharField(
        _("langue"), max_length=2, choices=[("fr", "Français"), ("en", "English")], default="fr"
    )
    is_active = models.BooleanField(_("compte actif"), default=True)
    is_instance_admin = models.BooleanField(_("administre l’installation"), default=False)
    may_create_studies = models.BooleanField(_("peut créer une étude"), default=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_lower"
            )
        ]

    def __str__(self) -> str:
        return self.name
