"""Notes and transcripts, their immutable versions, their turns and searchable paragraphs."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core import search
from ancrage.core.models import AccessQuerySet, Traceable
from ancrage.fieldwork.models.interview import Interview
from ancrage.fieldwork.models.participant import Participant


class Document(Traceable):
    """A note or a transcript of an interview. Several hands' notes stand side by side."""

    class Kind(models.TextChoices):
        """Notes taken on the spot, or everything that was said."""

        NOTE = "note", _("note de terrain")
        TRANSCRIPT = "transcription", _("transcription")

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="documents")
    kind = models.CharField(_("nature"), max_length=15, choices=Kind)
    number = models.PositiveSmallIntegerField(default=1)
    author = models.CharField(_("prise par"), max_length=200, blank=True)
    media_type = models.CharField(max_length=100, editable=False)
    original = models.UUIDField(editable=False, help_text="Sealed original in the vault.")
    content_digest = models.CharField(max_length=64, editable=False, db_index=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["interview__code", "kind", "number"]
        verbose_name = _("texte")
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "kind", "number"], name="document_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.interview.code} – {self.get_kind_display()} {self.number}"

    @property
    def file_name(self) -> str:
        """How the work text is called once out of Ancrage; the original's name is sealed."""
        return f"{self.interview.code}-{self.kind}-{self.number}.txt"

    def get_absolute_url(self) -> str:
        """The page on which the text is read and marked."""
        return reverse("coding:document_read", args=[self.interview.study.slug, self.uuid])


class TextVersionQuerySet(AccessQuerySet):
    """Readings of versions."""

    def current(self) -> Self:
        """Keep the latest version of each text: the one that people read and mark."""
        return self.filter(children=None)


class TextVersion(Traceable):
    """An immutable state of a text, in code points.

    ``edits`` lists what changed from the parent (the sealed original for the first one) as
    ``[start, end, length of the replacement]`` triples on the parent's offsets.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    edits = models.JSONField(default=list)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "number"]
        verbose_name = _("version du texte")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="textversion_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"

    @property
    def is_reviewed(self) -> bool:
        """Tell whether a person read it: until then it can't be published."""
        return self.reviewed_at is not None


class Turn(models.Model):
    """What one speaker says in one go."""

    text_version = models.ForeignKey(TextVersion, models.CASCADE, related_name="turns")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    label_start = models.PositiveIntegerField(null=True)
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="turns"
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["start"]
        verbose_name = _("tour de parole")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="turn_end_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"


class ParagraphQuerySet(AccessQuerySet):
    """Readings of paragraphs."""

    def matching(self, query: str) -> Self:
        """Keep the paragraphs that hold every word of ``query``, accents and endings aside."""
        return search.matching(self, query)


class Paragraph(models.Model):
    """A paragraph of a current version, indexed by the stems of its words."""

    text_version = models.ForeignKey(TextVersion, models.CASCADE, related_name="paragraphs")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    stems = models.TextField()

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["text_version", "start"]
        verbose_name = _("paragraphe")

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"
