"""How long a report of two hundred pages takes to be composed, then printed in each format."""

import io
import time

import pypdf
import pytest
from tests import factories
from tests.reports.conftest import NOW, category, evidence

from ancrage.reports import gate, press

PAGES, SECONDS = 200, 5
FINDINGS, SECTIONS = 60, 140
SENTENCE = "Les services se parlent, mais chacun garde ses propres objectifs et ses mots. "


@pytest.fixture
def report(cast):
    """Sections that each cite findings, quote people and carry a table."""
    for number in range(1, FINDINGS + 1):
        finding = factories.FindingFactory(study=cast.study, number=number)
        for rank in range(1, 7):
            evidence(
                finding, rank=rank, site=cast.site, category=category(cast.study, f"acteur {rank}")
            )
    report = factories.ReportFactory(study=cast.study, slug="final")
    for order in range(1, SECTIONS + 1):
        number = order % FINDINGS + 1
        paragraphs = "\n\n".join(
            SENTENCE * 9 + f"[[constat {number}]]^[Note {place}.]" for place in range(5)
        )
        factories.SectionFactory(
            report=report,
            order=order,
            level=1 if order % 10 == 1 else 2,
            kind="partie" if order % 10 == 1 else "section",
            body=f"{paragraphs}\n\n[[constat {number}]]\n\n[[verbatim {number}.1]]\n\n"
            "| Manière | Effet |\n|---|---|\n| Se voir | On s’informe |\n| Agir | On décide |",
        )
    return report


def timed(what, work):
    """Do the work, print the processor time it took, return what it made."""
    begun = time.process_time()
    made = work()
    spent = time.process_time() - begun
    print(f"\n{what:10} {spent:6.2f} s")
    return made, spent


def test_a_report_of_two_hundred_pages(report):
    data, _ = timed("compose", lambda: gate.freeze(report, now=NOW, dated=NOW, edition=1))
    for form in press.FORMATS:
        content, spent = timed(form, lambda form=form: press.render(data, form))
        if form == "pdf":
            pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
            print(f"{pages} pages")
            assert pages >= PAGES
            assert spent < SECONDS
