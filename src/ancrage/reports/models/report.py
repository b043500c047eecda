"""Reports as they are written: an outline of sections with live references."""

from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.studies.models import Site, Study

LONGEST_TITLE = 250
# A section is read again each time its report is opened.
LONGEST_BODY = 100_000


class ReportKind(models.TextChoices):
    """What is given to read, and to whom."""

    REPORT = "rapport", _("rapport")
    STATE_OF_PLAY = "etat_des_lieux", _("état des lieux")
    RESTITUTION = "restitution", _("document de restitution")


class ReportQuerySet(AccessQuerySet):
    """Readings of reports."""

    def with_counts(self) -> Self:
        """Add how many sections each has, its last edition, the corrections to answer."""
        pending = models.Q(publications__corrections__outcome="attente")
        return self.annotate(
            section_count=models.Count("sections", distinct=True),
            last_edition=models.Max("publications__edition"),
            pending_count=models.Count("publications__corrections", filter=pending, distinct=True),
        )


class Report(Versioned):
    """A document being written, for the whole study or for one site."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="reports")
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("site")
    )
    kind = models.CharField(_("nature"), max_length=15, choices=ReportKind)
    slug = models.SlugField(_("nom court"), max_length=80)
    title = models.CharField(_("titre"), max_length=250)
    subtitle = models.CharField(_("sous-titre"), max_length=250, blank=True)
    credits = models.TextField(
        _("crédits"),
        blank=True,
        help_text=_("Auteurs, direction, édition, mentions : une ligne chacun."),
    )

    changed_at = models.DateTimeField(_("modifié le"), default=timezone.now, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "title"]
        verbose_name = _("rapport")
        constraints = [models.UniqueConstraint(fields=["study", "slug"], name="report_slug_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the report is written."""
        return reverse("reports:report_edit", args=[self.study.slug, self.slug])

    @property
    def next_edition(self) -> int:
        """The number that its next edition will bear."""
        last = self.publications.aggregate(last=models.Max("edition"))["last"]
        return (last or 0) + 1


class SectionKind(models.TextChoices):
    """The part a section plays in the book."""

    FRONT = "liminaire", _("pages liminaires")
    PART = "partie", _("partie")
    SECTION = "section", _("section")
    LESSONS = "enseignements", _("principaux enseignements")
    CONCLUSION = "conclusion", _("conclusion")
    BIBLIOGRAPHY = "bibliographie", _("bibliographie")
    ANNEX = "annexe", _("annexe")


class Section(Versioned):
    """A section of a report: Markdown with references such as ``[[constat 12]]``."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField(_("ordre"))
    level = models.PositiveSmallIntegerField(_("niveau"), default=1)
    kind = models.CharField(_("nature"), max_length=15, choices=SectionKind)
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    body = models.TextField(
        _("texte"),
        blank=True,
        validators=[
            MaxLengthValidator(
                LONGEST_BODY,
                _("Ce texte dépasse %(limit_value)s signes. Partagez-le en plusieurs sections."),
            )
        ],
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("section")
        constraints = [
            models.UniqueConstraint(fields=["report", "order"], name="section_order_once"),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=3), name="section_level_of_three"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_left_out(self) -> bool:
        """Tell whether it is back matter that nobody wrote: it is not published."""
        back_matter = (SectionKind.BIBLIOGRAPHY, SectionKind.ANNEX)
        return self.kind in back_matter and not self.body.strip()

    def get_absolute_url(self) -> str:
        """Where the section is written."""
        report = self.report
        return reverse("reports:section_edit", args=[report.study.slug, report.slug, self.uuid])
