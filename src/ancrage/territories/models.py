"""Communes and EPCI of the official list."""

from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from ancrage.core.text import fold, words
from ancrage.territories import shipped

_LONGEST_NAME = 120
# What official names and people write in different ways: both become the right-hand side.
_SAME_WORDS = {"st": "saint", "ste": "sainte"}
_SAME_NATURES = {
    "communaute de communes": "cc",
    "communaute d agglomeration": "ca",
    "communaute urbaine": "cu",
}


class Kind(models.TextChoices):
    """What a territory is; a commune and the EPCI of the same name stay apart."""

    COMMUNE = "commune", _("commune")
    EPCI = "epci", _("intercommunalité")


class Nature(models.TextChoices):
    """What the law makes of an EPCI."""

    CC = "CC", _("communauté de communes")
    CA = "CA", _("communauté d’agglomération")
    CU = "CU", _("communauté urbaine")
    METROPOLE = "METROPOLE", _("métropole")


class Rank(models.IntegerChoices):
    """How well a territory answers a search."""

    WHOLE = 0
    WORDS = 1
    BEGINNINGS = 2
    LETTERS = 3


def search_key(name: str) -> str:
    """Return what search compares: folded words, the usual abbreviations made one.

    >>> search_key("St-Étienne"), search_key("Communauté urbaine d’Arras")
    ('saint etienne', 'cu d arras')
    """
    key = " ".join(_SAME_WORDS.get(word, word) for word, _, _ in words(fold(name)))
    for written, kept in _SAME_NATURES.items():
        key = key.replace(written, kept)
    return key


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Readings of the official list."""

    def light(self) -> Self:
        """Leave the outlines in the database, and read the EPCI of communes along."""
        return self.select_related("epci").defer("outline", "epci__outline")

    def named(self, text: str) -> Self:
        """Keep the territories whose name or code is ``text``, or holds it; the best come first.

        Best is the whole name, then whole words, then the beginnings of words, then any letters;
        among equals, the most populated.
        """
        key = search_key(text)
        if not key or len(key) > _LONGEST_NAME:
            return self.none()
        every_word = Q()
        for word in key.split():
            every_word &= Q(padded__contains=f" {word}")
        return (
            self.annotate(padded=Concat(Value(" "), F("name_folded"), Value(" ")))
            .filter(every_word | Q(name_folded__contains=key) | Q(code=key.upper()))
            .annotate(
                rank=Case(
                    When(Q(name_folded=key) | Q(code=key.upper()), then=Rank.WHOLE),
                    When(padded__contains=f" {key} ", then=Rank.WORDS),
                    When(every_word, then=Rank.BEGINNINGS),
                    default=Rank.LETTERS,
                )
            )
            .order_by("rank", F("population").desc(nulls_last=True), "name", "kind")
        )


class Territory(models.Model):
    """One commune or EPCI of the official list. Public facts: anyone may read them."""

    kind = models.CharField(_("nature"), max_length=10, choices=Kind)
    code = models.CharField(_("code officiel"), max_length=9)
    name = models.CharField(_("nom"), max_length=_LONGEST_NAME)
    name_folded = models.CharField(max_length=_LONGEST_NAME, editable=False)
    nature = models.CharField(_("statut"), max_length=40, choices=Nature, blank=True)
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

    @property
    def department_name(self) -> str:
        """Return the name of the department, or nothing where the list does not say."""
        department = shipped.departments().get(self.department)
        return department.name if department else ""

    @property
    def status(self) -> str:
        """Say what the territory is: « commune », « communauté urbaine »…"""
        return self.get_nature_display() if self.nature else self.get_kind_display()
