"""Passages: words of a text that something stands on."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ancrage.core.models import AccessQuerySet, Traceable
from ancrage.fieldwork.models.interview import Interview
from ancrage.fieldwork.models.participant import Participant, Purpose
from ancrage.fieldwork.models.text import TextVersion


def said_by(speaker: str, interview: Interview) -> str:
    """Say who speaks, where and when; the kind of interview where nobody is known to speak."""
    who = speaker or interview.get_kind_display()
    return gettext("%(who)s, %(site)s, étape %(step)d") % {
        "who": who[0].upper() + who[1:],
        "site": interview.site.name,
        "step": interview.step.number,
    }


class PassageQuerySet(AccessQuerySet):
    """Readings of passages."""

    def with_words(self) -> Self:
        """Add ``words``, cut by the database: the whole text is not loaded."""
        return self.annotate(
            words=Substr("text_version__text", F("start") + 1, F("end") - F("start"))
        ).defer("text_version__text")

    def with_source(self) -> Self:
        """Load who speaks, where and when, without the whole text."""
        return self.select_related(
            "participant__category",
            "text_version__document__interview__study",
            "text_version__document__interview__site",
            "text_version__document__interview__step",
        ).defer("text_version__text", "text_version__edits")

    def with_agreement(self, purpose: Purpose, day: date) -> Self:
        """Add ``agreed``: whoever speaks consents to ``purpose`` on ``day``.

        Where nobody is known to be the speaker, everybody met must consent; no record means no.
        """
        speaker = Participant.objects.agreeing(purpose, day).filter(pk=OuterRef("participant"))
        met = Participant.objects.filter(interview=OuterRef("text_version__document__interview"))
        silent = Participant.objects.refusing(purpose, day).filter(
            interview=OuterRef("text_version__document__interview")
        )
        return self.annotate(
            agreed=Case(
                When(participant__isnull=False, then=Exists(speaker)),
                default=Q(Exists(met)) & ~Q(Exists(silent)),
                output_field=BooleanField(),
            )
        )


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

    def said_by(self) -> str:
        """Say who speaks, as the team reads it: « Adjointe 2, Arras, étape 2 »."""
        speaker = self.participant.label if self.participant else ""
        return said_by(speaker, self.text_version.document.interview)

    def get_absolute_url(self) -> str:
        """What became of this passage."""
        document = self.text_version.document
        return reverse("evidence:passage_detail", args=[document.interview.study.slug, self.uuid])
