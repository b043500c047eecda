"""``ancrage report STUDY --format pdf --output FILE``: render a report as it is now."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ancrage.core.commands import usable
from ancrage.reports import gate, press
from ancrage.reports.models import Report, ReportKind


class Command(BaseCommand):
    """Render the current text of a report; the same text gives the same bytes."""

    help = "Met en page un rapport tel qu’il est écrit, ou dit ce qui l’empêche d’être publié."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the study, the format, the report and the file to write."""
        parser.add_argument("study", metavar="ETUDE", help="nom court de l’étude")
        parser.add_argument("--format", choices=press.FORMATS, default="pdf")
        parser.add_argument("--report", metavar="SLUG", help="nom court du rapport")
        parser.add_argument("--output", type=Path, metavar="FICHIER", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or list the reasons and exit with 1."""
        report = self._report(options["study"], options["report"])
        try:
            data = gate.freeze(report, now=timezone.now(), dated=report.changed_at)
        except gate.Refused as refused:
            for obstacle in refused.obstacles:
                self.stderr.write(str(obstacle))
            raise CommandError(
                f"{len(refused.obstacles)} points à régler. Rien n’a été écrit."
            ) from refused
        content = press.render(data, options["format"])
        with usable(options["output"]):
            options["output"].write_bytes(content)
        self.stdout.write(f"{options['output']} : {len(content)} octets.")

    def _report(self, study: str, slug: str | None) -> Report:
        reports = Report.objects.filter(study__slug=study).select_related("study", "site")
        if slug:
            reports = reports.filter(slug=slug)
        elif reports.filter(kind=ReportKind.REPORT).count() == 1:
            reports = reports.filter(kind=ReportKind.REPORT)
        found = list(reports[:2])
        if not found:
            raise CommandError("Aucun rapport de ce nom dans cette étude.")
        if len(found) > 1:
            names = ", ".join(
                Report.objects.filter(study__slug=study).values_list("slug", flat=True)
            )
            raise CommandError(f"Choisissez un rapport par --report : {names}.")
        return found[0]
