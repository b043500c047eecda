"""Communes and EPCI of the official list."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ancrage.core.text import fold


class Kind(models.TextChoices):
    """What a territory is; a commune and the EPCI of the same name stay apart."""

    COMMUNE = "commune", _("commune")
    EPCI = "epci", _("intercommunalité")


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Readings of the official list."""

    def named(self, text: str) -> Self:
        """Keep the territories whose name holds ``text``, whatever accents and case."""
        return self.filter(name_folded__contains=fold(text))


class Territory(models.Model):
    """One commune or EPCI of the official list. Public facts: anyone may read them."""

    kind = models.CharField(_("nature"), max_length=10, choices=Kind)
    code = models.CharField(_("code officiel"), max_length=9)
    name = models.CharField(_("nom"), max_length=120)
    name_folded = models.CharField(max_length=120, editable=False)
    nature = models.CharField(_("statut"), max_length=40, blank=True)
    department = models.CharField(_("département"), max_length=3, blank=True)
    region = models.CharField(_("région"), max_length=3, blank=True)
    population = models.PositiveIntegerField(_("population municipale"), null=True, blank=True)
    epci = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="communes"
    )
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    outline = models.BinaryField(_("contour (WKB, WGS 84)"), null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["name", "kind"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="territory_kind_code")]
        indexes = [models.Index(fields=["name_folded"])]

    def __str__(self) -> str:
        return self.name
