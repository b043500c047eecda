"""What management commands share: who acts, and the house's way to end badly."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """Say what to do where the disk refuses; only what was typed is named, never a file in it."""
    try:
        yield
    except OSError as error:
        raise CommandError(
            f"« {path} » ne peut être lu ou écrit ({error.strerror}). Vérifiez le chemin et les "
            "droits, puis relancez. Rien n’a été fait."
        ) from error


class ActingCommand(BaseCommand):
    """A command whose writes have an author: ``--as EMAIL``, else the system."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the author's address."""
        parser.add_argument("--as", dest="as_email", metavar="EMAIL", help="compte qui agit")

    def actor(self, options: dict[str, Any]) -> Any:
        """Return the account that acts, ``None`` for the system."""
        email = options.get("as_email")
        if not email:
            return None
        users = get_user_model()._default_manager
        found = users.filter(email=email.lower(), is_active=True).first()
        if found is None:
            raise CommandError("Aucun compte actif n’a cette adresse. Rien n’a été fait.")
        return found
