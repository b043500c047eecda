"""Reports, editions and what is printed."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ancrage.reports.models import (
    Correction,
    Printing,
    Publication,
    Report,
    Section,
    WordReturn,
)
from tests.factories.studies import StudyFactory


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = Report

    study = factory.SubFactory(StudyFactory)
    kind = "rapport"
    slug = factory.Sequence(lambda n: f"rapport-{n}")
    title = "Villes et vivre ensemble"


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    report = factory.SubFactory(ReportFactory)
    order = factory.Sequence(lambda n: n % 30_000)
    kind = "section"
    title = "Se parler ne suffit pas"


def frozen_report(report, *, title="Titre publié", claim="Se parler ne suffit pas."):
    """The smallest data set that a reader may open: one section, one claim without a quotation."""
    side = {
        "sites": 1,
        "interviews": 1,
        "categories": 1,
        "sites_total": 11,
        "passages": 1,
        "withheld": 1,
        "words": "1 site sur 11",
        "withheld_words": "1 autre verbatim est compté sans être cité.",
    }
    return {
        "format": 1,
        "language": "fr",
        "study": {"title": "Étude publiée", "notice": ""},
        "report": {
            "kind": report.kind,
            "kind_label": "rapport",
            "title": title,
            "subtitle": "",
            "site": "",
            "credits": [],
        },
        "edition": 1,
        "edition_label": "Édition 1",
        "published_at": "2019-05-21T12:00:00+00:00",
        "published_on": "21 mai 2019",
        "sections": [
            {
                "id": "section-1",
                "number": "I",
                "level": 1,
                "kind": "partie",
                "title": "Une partie",
                "blocks": [{"t": "claim", "claim": 12, "call": "appel-1"}],
            }
        ],
        "claims": {
            "12": {
                "number": 12,
                "kind": "frein",
                "kind_label": "frein",
                "text": claim,
                "site": "",
                "for": side,
                "against": {**side, "passages": 0, "words": "", "withheld_words": ""},
                "evidence": [],
                "calls": [{"call": "appel-1", "section": "section-1"}],
            }
        },
    }


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication

    report = factory.SubFactory(ReportFactory)
    edition = 1
    audience = Publication.Audience.PUBLIC
    frozen = factory.LazyAttribute(lambda o: frozen_report(o.report))
    digest = "0" * 64
    published_at = factory.LazyFunction(timezone.now)


class PrintingFactory(DjangoModelFactory):
    class Meta:
        model = Printing

    report = factory.SubFactory(ReportFactory)
    audience = Publication.Audience.PUBLIC
    asked_at = factory.LazyFunction(timezone.now)


class WordReturnFactory(DjangoModelFactory):
    class Meta:
        model = WordReturn

    report = factory.SubFactory(ReportFactory)
    sections = []
    at = factory.LazyFunction(timezone.now)


class CorrectionFactory(DjangoModelFactory):
    class Meta:
        model = Correction

    publication = factory.SubFactory(PublicationFactory, audience=Publication.Audience.SITE)
    words = "La commune compte deux écoles, pas une."
    asked_at = factory.LazyFunction(timezone.now)

    class Params:
        answered = factory.Trait(
            outcome=Correction.Outcome.TAKEN,
            answer="C’est corrigé.",
            answered_at=factory.LazyFunction(timezone.now),
        )
