"""``ancrage open-account EMAIL``: the first account, or a new link for a lost password."""

import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.validators import validate_email

from ancrage.accounts.actions import give_link, open_account
from ancrage.accounts.models import User
from ancrage.core.commands import ActingCommand


class Command(ActingCommand):
    """Open an account, or find the one that has this address, and print its password link."""

    help = "Ouvre un compte et donne le lien où choisir son mot de passe."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the address, the name and what the account may do."""
        super().add_arguments(parser)
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--name", default="", metavar="NOM", help="nom de la personne")
        parser.add_argument(
            "--may-create-studies", action="store_true", help="peut créer des études"
        )
        parser.add_argument(
            "--instance-admin", action="store_true", help="administre l’installation"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the account if it is not there; print the link."""
        email = options["email"].lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError("Ce n’est pas une adresse électronique.") from error
        user = User.objects.filter(email=email).first() or open_account(
            email=email,
            name=options["name"] or email.partition("@")[0],
            may_create_studies=options["may_create_studies"],
            is_instance_admin=options["instance_admin"],
            by=self.actor(options),
        )
        self.stdout.write("Transmettez ce lien à la personne, il ne sert qu’une fois :")
        self.stdout.write(give_link(user=user, by=self.actor(options)))
