"""An import, from the files dropped to the interviews created."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.studies.models import Study


class ImportBatch(Versioned):
    """One import: staged, checked, then written whole or not at all.

    ``report`` is the loss report, a list of {kind, file, row, message}, never a person's name;
    ``counts`` is what would be, or was, created.
    """

    class Status(models.TextChoices):
        """Where the import is."""

        CHECKING = "controle", _("contrôle en cours")
        READY = "pret", _("contrôlé, à confirmer")
        REFUSED = "refuse", _("à corriger")
        WRITING = "ecriture", _("import en cours")
        DONE = "fait", _("importé")
        CANCELLED = "annule", _("annulé")
        FAILED = "echec", _("interrompu")

    study = models.ForeignKey(Study, models.CASCADE, related_name="batches")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    status = models.CharField(_("état"), max_length=10, choices=Status, default=Status.CHECKING)
    created_at = models.DateTimeField(auto_now_add=True)
    progress = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=list)
    counts = models.JSONField(default=dict)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("import")

    def __str__(self) -> str:
        return f"{self.study} {self.created_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Where the import is followed."""
        return reverse("fieldwork:batch_detail", args=[self.study.slug, self.uuid])
