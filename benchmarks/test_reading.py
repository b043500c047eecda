"""How long a text takes to come up with its codings: on the server, then in the browser."""

import random
import statistics
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import factories

from ancrage.coding.models import Coding
from ancrage.fieldwork.models import Passage, TextVersion

CHARACTERS, CODINGS, CODERS, CODES = 18_750, 125, 3, 50
FACTORS = (1, 4, 16)
RUNS = 5
SENTENCE = "Se voir en réunion ne suffit pas, chacun change un peu sa façon de faire. "
DRAW = """async () => {
  const { ReadingText } = await import("/static/coding/reading_text.js");
  const { drawMarks } = await import("/static/coding/drawing.js");
  const { Margin } = await import("/static/coding/margin.js");
  const root = document.getElementById("texte");
  const begun = performance.now();
  drawMarks(new ReadingText(root), new Margin(root).marks);
  const drawn = performance.now();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [drawn - begun, performance.now() - drawn];
}"""


def coded_text(study, factor):
    """Return a text of paragraphs of all lengths with overlapping codings by three people."""
    chance = random.Random(factor)
    text = ""
    while len(text) < CHARACTERS * factor:
        text += SENTENCE * chance.randint(1, 9) + "\n"
    version = factories.TextVersionFactory(
        document__interview__study=study, text=text[: CHARACTERS * factor]
    )
    starts = chance.sample(range(len(version.text) - 400), CODINGS * factor)
    passages = Passage.objects.bulk_create(
        Passage(text_version=version, start=start, end=start + chance.randint(10, 300))
        for start in starts
    )
    codes = factories.CodeFactory.create_batch(CODES, study=study)
    coders = factories.UserFactory.create_batch(CODERS)
    Coding.objects.bulk_create(
        Coding(
            passage=passage,
            code=chance.choice(codes),
            author=chance.choice(coders),
            at=timezone.now(),
        )
        for passage in passages
    )
    return version


@pytest.mark.parametrize("factor", FACTORS)
def test_the_server_writes_a_coded_text(factor, cast, as_):
    version: TextVersion = coded_text(cast.study, factor)
    url, client = version.document.get_absolute_url(), as_(cast.national)
    client.get(url)
    times = []
    for _ in range(RUNS):
        begun = time.process_time()
        assert client.get(url).status_code == 200
        times.append(time.process_time() - begun)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    print(
        f"\n{len(version.text):7} characters, {CODINGS * factor:4} codings: "
        f"{statistics.median(times) * 1000:4.0f} ms of work, {len(queries)} queries"
    )


def test_the_browser_draws_a_coded_text(cast, page, log_in):
    version = coded_text(cast.study, FACTORS[-1])
    log_in(cast.national)
    page.goto(version.document.get_absolute_url())
    draws = [page.evaluate(DRAW) for _ in range(RUNS)]
    drawing, frame = (statistics.median(each) for each in zip(*draws, strict=True))
    print(
        f"\n{len(version.text):7} characters, {CODINGS * FACTORS[-1]} codings: "
        f"drawn in {drawing:.0f} ms, next frame {frame:.0f} ms later"
    )
