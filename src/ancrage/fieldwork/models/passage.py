"""Passages: words of a text that something stands on."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.core.models import AccessQuerySet, Traceable
from ancrage.fieldwork.models.participant import Participant
from ancrage.fieldwork.models.text import TextVersion


class PassageQuerySet(AccessQuerySet):
    """Readings of passages."""

    def with_words(self) -> Self:
        """Add ``words``, cut by the database: the whole text is not loaded."""
        return self.annotate(
            words=Substr("text_version__text", F("start") + 1, F("end") - F("start"))
        ).defer("text_version__text")


class Passage(Traceable):
    """A stretch of a work version, ``start`` included, ``end`` excluded, in code points."""

    text_version = models.ForeignKey(TextVersion, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    participant = models.ForeignKey(
        Participant,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="passages",
        verbose_name=_("personne qui parle"),
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["text_version", "start", "end"]
        verbose_name = _("verbatim")
        constraints = [
            models.UniqueConstraint(
                fields=["text_version", "start", "end"], name="passage_span_once"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"

    def quote(self) -> str:
        """Return the words themselves (uses ``words`` if the queryset cut them)."""
        words = self.__dict__.get("words")
        return words if words is not None else self.text_version.text[self.start : self.end]

    def get_absolute_url(self) -> str:
        """What became of this passage."""
        document = self.text_version.document
        return reverse("evidence:passage_detail", args=[document.interview.study.slug, self.uuid])
