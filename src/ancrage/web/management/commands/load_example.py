"""``ancrage load-example``: the example study, through the importers that users have."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ancrage.accounts.models import User
from ancrage.core.access import Role
from ancrage.reports.actions import ask_printing
from ancrage.reports.models import Publication, Report
from ancrage.reports.tasks import print_report
from ancrage.studies.models import Membership, Study
from ancrage.web.exchange import carry_in
from ancrage.web.sentences import sentence

EXAMPLE = Path(__file__).resolve().parents[5] / "example"


class Command(BaseCommand):
    """Load the example study once; give its accounts a password in the demonstration only."""

    help = "Charge l’étude d’exemple dans ANCRAGE_DATA."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take another folder, for trials."""
        parser.add_argument("--folder", type=Path, default=EXAMPLE, metavar="DOSSIER")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing; a second call changes nothing."""
        call_command("load_territories", stdout=self.stdout)
        is_new = not Study.objects.filter(slug=settings.DEMO_STUDY).exists()
        if is_new:
            self._import(options["folder"])
        else:
            self.stdout.write("L’étude d’exemple est déjà là.")
        if settings.DEMO:
            self._open_demo_accounts()
        if settings.DEMO and is_new:
            self._publish()

    def _import(self, folder: Path) -> None:
        outcome = carry_in(folder, by=None, now=timezone.now())
        if outcome.faults:
            for fault in outcome.faults[:20]:
                self.stderr.write(sentence(fault))
            raise CommandError("Le dossier de l’exemple a été modifié : rien n’a été chargé.")
        self.stdout.write("Étude d’exemple chargée.")

    @transaction.atomic
    def _open_demo_accounts(self) -> None:
        members = Membership.objects.filter(study__slug=settings.DEMO_STUDY)
        for user in User.objects.filter(memberships__in=members).distinct():
            if not user.has_usable_password():
                user.set_password(settings.DEMO_PASSWORD)
                user.save(update_fields=["password"])
        # Somebody must be able to open a study of their own, to try.
        admins = User.objects.filter(memberships__in=members.filter(role=Role.ADMIN))
        admins.update(may_create_studies=True)

    def _publish(self) -> None:
        """Ask the worker to print each report, so that readers have something to read."""
        editor = Membership.objects.filter(study__slug=settings.DEMO_STUDY, role=Role.ADMIN)
        for report in Report.objects.filter(study__slug=settings.DEMO_STUDY):
            printing = ask_printing(
                report=report,
                audience=Publication.Audience.SITE if report.site else Publication.Audience.PUBLIC,
                by=editor.get().user,
                now=timezone.now(),
            )
            print_report.enqueue(str(printing.uuid))
        self.stdout.write("Les rapports d’exemple seront publiés dans la minute.")
