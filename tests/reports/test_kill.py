"""Killed at any moment, a publication is as before or as after: never half."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

POINTS = [
    "press.before-write",
    "press.before-rename",
    "press.after-rename",
    "publish.before-commit",
]
SCRIPT = """
import os, signal, sys
import django
django.setup()
from ancrage.core import failpoints
from ancrage.reports.models import Printing
from ancrage.reports.tasks import print_report

def reached(name):
    if name == sys.argv[1]:
        os.kill(os.getpid(), signal.SIGKILL)

failpoints.reached = reached
print_report.func(str(Printing.objects.get(status="attente").uuid))
"""
SETUP = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from ancrage.reports import actions
from tests import factories
from tests.reports.conftest import evidence
finding = factories.FindingFactory(number=12)
evidence(finding)
report = factories.ReportFactory(study=finding.study, slug="final")
factories.SectionFactory(report=report, order=1, kind="partie", body="Vu. [[constat 12]]")
actions.ask_printing(report=report, audience="public", by=None, now=timezone.now())
"""
STATE = """
import sys
import django
django.setup()
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from ancrage.core import journal
from ancrage.reports import actions, press
from ancrage.reports.models import Printing, Publication, Report
from ancrage.reports.tasks import print_report

def editions():
    rows = list(Publication.objects.all())
    for row in rows:
        files = {path.name: path.read_bytes() for path in row.folder.iterdir()}
        assert press.digests(files) == row.digests, row.uuid
    journal.verify()
    return len(rows)

assert editions() == int(sys.argv[1])
Printing.objects.exclude(status="fait").update(asked_at="2019-01-01T00:00:00Z")
printing = actions.ask_printing(
    report=Report.objects.get(), audience="public", by=None, now=timezone.now()
)
print_report.func(str(printing.uuid))
assert editions() == int(sys.argv[1]) + 1
folder = Path(settings.ANCRAGE_DATA) / "publications"
left = {path.name for path in folder.iterdir() if path.is_dir()}
assert left == {str(key) for key in Publication.objects.values_list("uuid", flat=True)}
"""


def python(script, folder, *arguments):
    """Run a script on an installation of its own; return how it ended and what went wrong."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ancrage.config.settings",
        "ANCRAGE_DATA": str(folder / "var"),
        "ANCRAGE_KEYS": str(folder / "keys"),
        "PYTHONPATH": "src:.",
    }
    environment.pop("DATABASE_URL", None)
    ended = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stderr


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """Prepare one installation; each test works on a copy of it."""
    folder = tmp_path_factory.mktemp("installation")
    code, errors = python(SETUP, folder)
    assert code == 0, errors
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("point", "editions"), [*((point, 0) for point in POINTS), ("press.after-commit", 1)]
)
def test_killed_there_nothing_is_half_done(installation, tmp_path, point, editions):
    shutil.copytree(installation, tmp_path, dirs_exist_ok=True)
    assert python(SCRIPT, tmp_path, point)[0] == -signal.SIGKILL
    code, errors = python(STATE, tmp_path, str(editions))
    assert code == 0, errors
