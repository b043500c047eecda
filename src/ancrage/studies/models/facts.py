"""Facts about a study as its sources give them, contradictions kept side by side."""

from collections import Counter
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from ancrage.core.dates import PartialDateField
from ancrage.core.models import AccessQuerySet, SourcedClaim, Versioned
from ancrage.studies.models.study import Study


class Source(Versioned):
    """A document that facts come from."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="sources")
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("titre"), max_length=300)
    dated = PartialDateField(_("date"), blank=True)
    location = models.CharField(_("où la trouver"), max_length=300, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("source")
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="source_code_once")]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"


class FactQuerySet(AccessQuerySet):
    """Readings of facts."""

    def contradicted(self) -> Self:
        """Keep the facts to which sources give more than one value."""
        return self.annotate(values_given=Count("claims__value", distinct=True)).filter(
            values_given__gt=1
        )

    def undecided(self) -> Self:
        """Keep the contradicted facts of which no value is displayed yet."""
        return self.contradicted().exclude(claims__chosen=True)

    def contradictions(self) -> Counter[int]:
        """Count the contradictions of these facts by study: one on several facts counts once."""
        named = self.values_list("study", "contradiction", "pk")
        distinct = {(study, code or pk) for study, code, pk in named}
        return Counter(study for study, _contradiction in distinct)


class Fact(Versioned):
    """A field of an object that sources speak of: « la durée de l’étude », « le titre »."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="facts")
    code = models.CharField(_("code"), max_length=40)
    contradiction = models.CharField(_("contradiction"), max_length=10, blank=True)
    subject = models.CharField(_("objet"), max_length=200)
    field = models.CharField(_("champ"), max_length=200)
    site = models.ForeignKey("studies.Site", models.CASCADE, null=True, blank=True)
    step = models.ForeignKey(
        "studies.Step", models.CASCADE, null=True, blank=True, related_name="facts"
    )
    reason = models.TextField(_("raison du choix de la valeur affichée"), blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["subject", "field"]
        verbose_name = _("fait")
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="fact_code_once")]

    def __str__(self) -> str:
        return f"{self.subject} – {self.field}"


class Claim(SourcedClaim, Versioned):
    """The value that one source gives to a fact. Claims are marked, never deleted."""

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="claims")
    source = models.ForeignKey(Source, models.PROTECT, related_name="claims")
    chosen = models.BooleanField(_("valeur affichée"), default=False)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["source__code", "pk"]
        verbose_name = _("valeur sourcée")
        constraints = [
            models.UniqueConstraint(
                fields=["fact"], condition=Q(chosen=True), name="claim_chosen_once"
            ),
            models.UniqueConstraint(
                fields=["fact", "source", "value", "nature"], name="claim_same_once"
            ),
            models.CheckConstraint(
                condition=Q(starts="") | Q(ends="") | Q(ends__gte=Substr("starts", 1, 4)),
                name="claim_ends_after_start",
            ),
        ]
