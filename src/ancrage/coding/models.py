"""The codebook, codings and memos."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.fieldwork.models import Passage
from ancrage.studies.models import Study


def passage_place(passage: Passage) -> str:
    """Return the address of a passage in its text."""
    return f"{passage.text_version.document.get_absolute_url()}?verbatim={passage.uuid}"


class CodeQuerySet(AccessQuerySet):
    """Readings of codes."""

    def with_use(self) -> Self:
        """Add how many codings each code has."""
        return self.annotate(
            coding_count=Count("codings", filter=Q(codings__removed_at=None), distinct=True)
        )

    def with_memos(self) -> Self:
        """Add how many memos each code has."""
        return self.annotate(memo_count=Count("memos", distinct=True))


class Code(Versioned):
    """One code of a study's codebook."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="codes")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("code parent"),
    )
    slug = models.SlugField(_("nom court"), max_length=60)
    name = models.CharField(_("nom"), max_length=120)
    definition = models.TextField(_("définition"), blank=True)
    when_to_use = models.TextField(_("quand l’utiliser"), blank=True)
    when_not_to_use = models.TextField(_("quand ne pas l’utiliser"), blank=True)
    colour = models.PositiveSmallIntegerField(
        _("couleur"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    order = models.PositiveSmallIntegerField(default=0)

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("code")
        constraints = [
            models.UniqueConstraint(fields=["study", "slug"], name="code_slug_once"),
            models.CheckConstraint(
                condition=Q(colour__gte=1, colour__lte=12), name="code_colour_of_twelve"
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("pk")), name="code_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """All the passages of the code."""
        return reverse("coding:code_detail", args=[self.study.slug, self.slug])


class CodingQuerySet(AccessQuerySet):
    """Readings of codings."""

    def standing(self) -> Self:
        """Keep the codings that nobody removed."""
        return self.filter(removed_at=None)

    def overlapping(self, code: Code) -> Self:
        """Keep the standing codings whose passage shares words with a passage of ``code``."""
        coded = Coding.objects.standing().filter(
            code=code,
            passage__text_version=OuterRef("passage__text_version"),
            passage__start__lt=OuterRef("passage__end"),
            passage__end__gt=OuterRef("passage__start"),
        )
        return self.standing().filter(Exists(coded))


class Coding(Traceable):
    """A code that someone put on a passage. Removing keeps it, so that it can be undone."""

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, models.PROTECT, related_name="codings")
    author = models.ForeignKey(User, models.PROTECT, related_name="codings")
    at = models.DateTimeField(_("le"))
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CodingQuerySet.as_manager()

    class Meta:
        ordering = ["passage__start", "passage__end", "pk"]
        verbose_name = _("codage")
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "code", "author"],
                condition=Q(removed_at=None),
                name="coding_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False),
                name="coding_removed_by_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.passage}"


class MemoQuerySet(AccessQuerySet):
    """Readings of memos."""

    def with_place(self) -> Self:
        """Load what each memo stands on, and its author, but not the whole text."""
        return self.select_related(
            "author", "study", "code__study", "passage__text_version__document__interview__study"
        ).defer("passage__text_version__text", "passage__text_version__edits")


class Memo(Versioned):
    """A thought that a coder keeps, on a passage or on a code."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="memos")
    passage = models.ForeignKey(
        Passage, models.CASCADE, null=True, blank=True, related_name="memos"
    )
    code = models.ForeignKey(Code, models.CASCADE, null=True, blank=True, related_name="memos")
    text = models.TextField(_("mémo"))
    author = models.ForeignKey(User, models.PROTECT, related_name="memos")
    at = models.DateTimeField(_("le"))

    objects = MemoQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("mémo")
        constraints = [
            models.CheckConstraint(
                condition=Q(passage=None, code__isnull=False) | Q(passage__isnull=False, code=None),
                name="memo_on_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def place(self) -> str:
        """Return the address of what it stands on."""
        if self.passage is not None:
            return passage_place(self.passage)
        return self.code.get_absolute_url()
