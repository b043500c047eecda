"""Accounts of people who log in."""

import factory
from factory.django import DjangoModelFactory

from ancrage.accounts.models import User

PASSWORD = "une phrase de passe"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    name = factory.Sequence(lambda n: f"Compte {n}")
    password = factory.django.Password(PASSWORD)
