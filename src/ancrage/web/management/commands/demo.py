"""``ancrage demo``: everything that a newcomer needs, in one command."""

import argparse
import os
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ancrage.studies.models import Membership


class Command(BaseCommand):
    """Migrate, load the example, then run web and worker until Ctrl-C."""

    help = "Prépare et démarre la démonstration sur cette machine."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the address to listen on."""
        parser.add_argument("--address", default="127.0.0.1:8000", metavar="ADRESSE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, start, announce, and stop both if one stops."""
        call_command("migrate", verbosity=0)
        call_command("load_example", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        address = options["address"]
        processes = [
            subprocess.Popen(_web(address)),  # noqa: S603 - our own command line
            subprocess.Popen([sys.executable, "-m", "ancrage", "worker"]),
        ]
        signal.signal(signal.SIGTERM, _as_interrupt)
        try:
            self._announce(address)
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
            raise CommandError("Le serveur s’est arrêté. Ses derniers messages disent pourquoi.")
        except KeyboardInterrupt:
            self.stdout.write("\nÀ bientôt.")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=15)

    def _announce(self, address: str) -> None:
        lines = [
            "",
            f"  Ancrage est prêt : http://{address}",
            f"  Mot de passe de tous les comptes d’exemple : {settings.DEMO_PASSWORD}",
            "",
        ]
        members = Membership.objects.filter(study__slug=settings.DEMO_STUDY).select_related(
            "user", "site"
        )
        for member in members.order_by("role", "user__email"):
            role = member.get_role_display() + (f" – {member.site}" if member.site else "")
            lines.append(f"  {member.user.email:28} {role}")
        self.stdout.write("\n".join([*lines, "", "  Ctrl-C pour arrêter.", ""]))


def _web(address: str) -> list[str]:
    workers = os.environ.get("ANCRAGE_WEB_WORKERS", "2")
    return [
        *(sys.executable, "-m", "gunicorn", "ancrage.config.wsgi"),
        *("--bind", address, "--workers", workers, "--threads", "4", "--worker-class", "gthread"),
        *("--log-level", "warning", "--timeout", "120"),
    ]


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
