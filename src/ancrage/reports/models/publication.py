"""What was published: frozen, digested, never changed."""

from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable
from ancrage.reports.models.report import Report, ReportKind

# The files of an edition, in the order in which readers want them.
FILE_LABELS = {
    "pdf": _("PDF"),
    "docx": _("Word"),
    "html": _("page web à garder"),
    "json": _("données"),
}


class PublicationQuerySet(AccessQuerySet):
    """Readings of publications."""

    def for_lists(self) -> Self:
        """Add the title, nature and site as they were published, without the text itself."""
        return self.annotate(
            title=KT("frozen__report__title"),
            kind_label=KT("frozen__report__kind_label"),
            site_name=KT("frozen__report__site"),
        ).defer("frozen")

    def sent_to_sites(self) -> Self:
        """Keep the états des lieux given to their site, which may ask to correct them."""
        return self.filter(
            audience=Publication.Audience.SITE, report__kind=ReportKind.STATE_OF_PLAY
        )

    def with_corrections(self) -> Self:
        """Add how many corrections were asked, and how many still wait for an answer."""
        pending = models.Q(corrections__outcome="attente")
        return self.annotate(
            correction_count=models.Count("corrections"),
            pending_count=models.Count("corrections", filter=pending),
        )


class Publication(Traceable):
    """One edition of a report. Public pages read ``frozen`` and the files, nothing else.

    ``frozen`` is the allow-listed data set built by the publication gate; ``digests`` maps each
    file's name to its SHA-256.
    """

    class Audience(models.TextChoices):
        """Who may read it."""

        PUBLIC = "public", _("tout le monde")
        SITE = "site", _("les membres et partenaires du site")
        STUDY = "etude", _("les membres de l’étude")

    report = models.ForeignKey(Report, models.PROTECT, related_name="publications")
    edition = models.PositiveSmallIntegerField(_("édition"))
    audience = models.CharField(_("destinataires"), max_length=10, choices=Audience)
    frozen = models.JSONField()
    digest = models.CharField(max_length=64)
    digests = models.JSONField(default=dict)
    published_at = models.DateTimeField(_("publié le"))
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at"]
        verbose_name = _("publication")
        constraints = [
            models.UniqueConstraint(fields=["report", "edition"], name="publication_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.edition})"

    def get_absolute_url(self) -> str:
        """Where readers read it."""
        return reverse("publications:publication_detail", args=[self.uuid])

    @property
    def takes_corrections(self) -> bool:
        """Tell whether it is an état des lieux given to its site."""
        is_given = self.audience == Publication.Audience.SITE
        return is_given and self.report.kind == ReportKind.STATE_OF_PLAY

    @property
    def folder(self) -> Path:
        """Where its frozen files are."""
        return Path(settings.ANCRAGE_DATA) / "publications" / str(self.uuid)

    @property
    def files(self) -> list[tuple[str, str]]:
        """The name of each file and what it is, the most wanted first."""
        forms = list(FILE_LABELS)
        names = sorted(self.digests, key=lambda name: forms.index(_form(name)))
        return [(name, str(FILE_LABELS[_form(name)])) for name in names]


def _form(name: str) -> str:
    return name.rpartition(".")[2]
