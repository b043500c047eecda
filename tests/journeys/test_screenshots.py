"""The pictures of the documentation, taken from the pages as they are.

With ``ANCRAGE_SCREENSHOTS=1`` (``make screenshots``) the example study is loaded and the pictures
are written to ``docs/images``. Without it, each picture is only tried on a small study: its page
answers and shows what the picture is about.
"""

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page

from ancrage.accounts.models import User
from ancrage.core.access import Role
from ancrage.evidence.models import Finding
from ancrage.fieldwork.actions import check_import, start_import
from ancrage.fieldwork.models import Document
from ancrage.reports import actions, tasks
from ancrage.reports.models import Publication, Section
from ancrage.studies.models import Study
from tests import described
from tests.house.world import build

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
WRITTEN = os.environ.get("ANCRAGE_SCREENSHOTS") == "1"
WIDTH, HEIGHT = 1280, 860
COLOURS = 128
LARGEST = 150_000


def study_address(study: Study) -> str:
    """Return the dashboard."""
    return study.get_absolute_url()


def text_address(study: Study) -> str:
    """Return the text in which most was marked, where it was first marked."""
    texts = Document.objects.filter(interview__study=study)
    marked = texts.annotate(n=Count("versions__passages__codings")).order_by("-n", "pk")
    return marked[0].get_absolute_url()


def finding_address(study: Study) -> str:
    """Return the finding that most evidence speaks for and against."""
    findings = Finding.objects.filter(study=study).annotate(n=Count("links"))
    return findings.order_by("-n", "pk")[0].get_absolute_url()


def chain_address(study: Study) -> str:
    """Return the whole chain."""
    return reverse("evidence:chain", args=[study.slug])


def section_address(study: Study) -> str:
    """Return the longest section of the reports."""
    sections = Section.objects.filter(report__study=study).select_related("report__study")
    return max(sections, key=lambda section: len(section.body)).get_absolute_url()


def publication_address(study: Study) -> str:
    """Return what everybody may read."""
    public = Publication.objects.filter(report__study=study, audience="public")
    return public[0].get_absolute_url()


def import_address(study: Study) -> str:
    """Return the import that waits."""
    return study.batches.latest("pk").get_absolute_url()


FIRST_SENTENCE = """(line) => {
  line.scrollIntoView({ block: "center" });
  const words = line.firstChild;
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(words, words.data.search(/[.?!]|$/));
  const boxes = [...range.getClientRects()];
  const [first, last] = [boxes[0], boxes[boxes.length - 1]];
  return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
}"""


def choose_words(page: Page) -> None:
    """Select a sentence of a line that was coded already, with the mouse."""
    line = page.locator(".line:has([data-mark]) .line__words").first
    left, top, right, bottom = line.evaluate(FIRST_SENTENCE)
    page.mouse.move(left + 0.5, top)
    page.mouse.down()
    page.mouse.move(right - 0.5, bottom, steps=4)
    page.mouse.up()


def light_a_thread(page: Page) -> None:
    """Focus a recommendation: what it stands on lights up."""
    page.locator(".river__column").last.locator(".stone").first.focus()


def show_the_text(page: Page) -> None:
    """Bring the text of a section under the eyes."""
    page.locator("textarea.editor-text").evaluate("text => text.scrollIntoView()")


def open_evidence(page: Page) -> None:
    """Open what stands behind the first claim."""
    mark = page.locator("a[data-evidence]").first
    mark.scroll_into_view_if_needed()
    mark.click()


@dataclass(frozen=True)
class Picture:
    """One picture: where it is taken, what must be seen, what is done first."""

    name: str
    address: Callable[[Study], str]
    shows: str
    prepare: Callable[[Page], None] = lambda page: None


PICTURES = (
    Picture("tableau-de-bord", study_address, "main h1"),
    Picture("importer", import_address, "main h1"),
    Picture("marquer-un-texte", text_address, "#barre", choose_words),
    Picture("constat", finding_address, "main h1"),
    Picture("chaine-de-preuve", chain_address, ".river.is-lit", light_a_thread),
    Picture("rediger-un-rapport", section_address, "textarea.editor-text", show_the_text),
    Picture("rapport-public", publication_address, "[data-proof]", open_evidence),
)


def researcher(study: Study) -> User:
    """Return somebody of the national team."""
    return study.memberships.filter(role=Role.NATIONAL).order_by("pk")[0].user


def stage(study: Study) -> None:
    """Drop the tutorial's folder, to be confirmed."""
    batch = start_import(
        study=study, files=described.files(described.TUTORIAL), by=researcher(study)
    )
    check_import(batch=batch, clock=timezone.now)


def publish(study: Study) -> None:
    """Publish the study's report for everybody, as its page does."""
    report = study.reports.get(kind="rapport")
    by, now = researcher(study), timezone.now()
    printing = actions.ask_printing(report=report, audience="public", by=by, now=now)
    tasks.print_report.call(str(printing.uuid))


@pytest.fixture
def study(transactional_db: None, request: pytest.FixtureRequest) -> Study:
    """The example where pictures are written, else a small study with everything in it."""
    if WRITTEN:
        call_command("load_example")
        found = Study.objects.get(slug=settings.DEMO_STUDY)
        publish(found)
    else:
        found = build(request.getfixturevalue("cast"))["study"]
    stage(found)
    return found


@pytest.mark.slow
def test_pictures_can_be_taken(study: Study, page: Page, log_in: Any) -> None:
    log_in(researcher(study))
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    for picture in PICTURES:
        answer = page.goto(picture.address(study))
        assert answer is not None
        assert answer.status == 200, picture.name
        picture.prepare(page)
        page.locator(picture.shows).first.wait_for()
        if WRITTEN:
            write(picture.name, page.screenshot())


def test_pictures_are_those_that_the_documentation_shows() -> None:
    assert {path.stem for path in IMAGES.glob("*.png")} == {picture.name for picture in PICTURES}


def write(name: str, content: bytes) -> None:
    """Write a picture with few colours: pages have few."""
    small = Image.open(io.BytesIO(content)).convert("RGB").quantize(COLOURS, dither=Image.NONE)
    stream = io.BytesIO()
    small.save(stream, "PNG", optimize=True)
    assert stream.tell() < LARGEST, f"{name}: {stream.tell()} bytes"
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / f"{name}.png").write_bytes(stream.getvalue())
