"""Communes."""

import factory
from factory.django import DjangoModelFactory

from ancrage.territories.models import Kind, Territory


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    kind = Kind.COMMUNE
    code = factory.Sequence(lambda n: f"{n:05}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    name_folded = factory.LazyAttribute(lambda o: o.name.lower())
    department = "62"
    population = 40_000
    longitude = 2.77
    latitude = 50.29
