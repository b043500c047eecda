"""An import, from the files dropped to the interviews created."""

from datetime import datetime, timedelta
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.studies.models import Study

# A worker says that it is alive after each file, which takes 30 seconds at most.
SILENCE: Final = timedelta(minutes=2)


class ImportBatchQuerySet(AccessQuerySet):
    """Readings of imports."""

    def silent(self, now: datetime) -> Self:
        """Keep the imports whose worker gave no sign of life for too long."""
        return self.filter(
            status__in=ImportBatch.AT_WORK, lease__isnull=False, alive_at__lt=now - SILENCE
        )

    def checked(self) -> Self:
        """Keep the imports that still need what the check read."""
        confirmed = Q(status=ImportBatch.Status.FAILED, confirmed_at__isnull=False)
        waiting = [ImportBatch.Status.READY, ImportBatch.Status.REFUSED, ImportBatch.Status.WRITING]
        return self.filter(confirmed | Q(status__in=waiting))

    def staged(self) -> Self:
        """Keep the imports that still need the files dropped."""
        return self.exclude(status__in=[ImportBatch.Status.DONE, ImportBatch.Status.CANCELLED])


class ImportBatch(Versioned):
    """One import: staged, checked, then written whole or not at all.

    ``report`` is the loss report: a list of {kind, blocking, file, sheet, row, column, detail,
    other_row, line}, never a person's name. ``mapping`` says which heading was taken for which
    column. ``counts`` is what would be, or was, created. ``lease`` is held by the worker at work;
    ``alive_at`` is its last sign of life.
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

    AT_WORK = (Status.CHECKING, Status.WRITING)
    CANCELLABLE = (
        Status.CHECKING,
        Status.READY,
        Status.REFUSED,
        Status.WRITING,
        Status.FAILED,
    )

    study = models.ForeignKey(Study, models.CASCADE, related_name="batches")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    status = models.CharField(_("état"), max_length=10, choices=Status, default=Status.CHECKING)
    created_at = models.DateTimeField(auto_now_add=True)
    encoding = models.CharField(
        _("encodage des textes"), max_length=10, blank=True, help_text=_("Vide : UTF-8.")
    )
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, editable=False)
    lease = models.UUIDField(null=True, editable=False)
    alive_at = models.DateTimeField(null=True, editable=False)
    progress = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    mapping = models.JSONField(default=list)
    report = models.JSONField(default=list)
    counts = models.JSONField(default=dict)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("import")

    def __str__(self) -> str:
        return f"{self.study} {self.created_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Where the import is followed."""
        return reverse("fieldwork:batch_detail", args=[self.study.slug, self.uuid])

    @property
    def is_at_work(self) -> bool:
        """Tell whether a worker checks or writes it, or should."""
        return self.status in self.AT_WORK

    @property
    def is_cancellable(self) -> bool:
        """Tell whether nothing is written yet."""
        return self.status in self.CANCELLABLE

    def is_interrupted(self, now: datetime) -> bool:
        """Tell whether its worker failed, or went silent."""
        return self.status == self.Status.FAILED or bool(
            self.is_at_work and self.lease and self.alive_at and self.alive_at < now - SILENCE
        )
