"""Factories: the smallest true rows, with traits for what tests often need."""

import hashlib
import uuid
from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ancrage.accounts.models import User
from ancrage.coding.models import Code, Coding, Memo
from ancrage.core.access import Role
from ancrage.core.text import stems
from ancrage.evidence.models import (
    EvidenceLink,
    Finding,
    FindingHypothesis,
    Lead,
    Recommendation,
    Stake,
)
from ancrage.fieldwork.models import (
    ActorCategory,
    Consent,
    Document,
    ImportBatch,
    Interview,
    Interviewer,
    Paragraph,
    Participant,
    Passage,
    Purpose,
    TextVersion,
    Turn,
)
from ancrage.reports.models import Printing, Publication, Report, Section, WordReturn
from ancrage.studies.models import (
    Axis,
    FunderQuestion,
    Hypothesis,
    Membership,
    RequiredOutput,
    Site,
    Step,
    Study,
    Theme,
)
from ancrage.territories.models import Kind, Territory

PASSWORD = "une phrase de passe"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    name = factory.Sequence(lambda n: f"Compte {n}")
    password = factory.django.Password(PASSWORD)


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    kind = Kind.COMMUNE
    code = factory.Sequence(lambda n: f"{n:05}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    name_folded = factory.LazyAttribute(lambda o: o.name.lower())
    department = "62"
    population = 40_000
    longitude = 2.77
    latitude = 50.29


class StudyFactory(DjangoModelFactory):
    class Meta:
        model = Study

    slug = factory.Sequence(lambda n: f"etude-{n}")
    title = factory.Sequence(lambda n: f"Étude {n}")


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site

    study = factory.SubFactory(StudyFactory)
    territory = factory.SubFactory(TerritoryFactory)
    name = factory.LazyAttribute(lambda o: o.territory.name)
    slug = factory.Sequence(lambda n: f"site-{n}")
    order = factory.Sequence(lambda n: n % 30_000)


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "Rencontrer"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    study = factory.SubFactory(StudyFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.NATIONAL


class AxisFactory(DjangoModelFactory):
    class Meta:
        model = Axis

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "Habitants et institutions"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    site = factory.SubFactory(SiteFactory)
    axis = factory.SubFactory(AxisFactory)
    title = "Réciprocité"
    since = date(2015, 10, 1)


class RequiredOutputFactory(DjangoModelFactory):
    class Meta:
        model = RequiredOutput

    step = factory.SubFactory(StepFactory)
    code = factory.Sequence(lambda n: f"production-{n}")
    label = "Feuille de route"


class HypothesisFactory(DjangoModelFactory):
    class Meta:
        model = Hypothesis

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "De la coordination à la coopération"


class FunderQuestionFactory(DjangoModelFactory):
    class Meta:
        model = FunderQuestion

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    text = "Comment mobiliser le droit commun ?"


class ActorCategoryFactory(DjangoModelFactory):
    class Meta:
        model = ActorCategory

    study = factory.SubFactory(StudyFactory)
    label = factory.Sequence(lambda n: f"catégorie {n}")


class InterviewerFactory(DjangoModelFactory):
    class Meta:
        model = Interviewer

    study = factory.SubFactory(StudyFactory)
    name = factory.Sequence(lambda n: f"Enquêtrice {n}")


class InterviewFactory(DjangoModelFactory):
    class Meta:
        model = Interview

    study = factory.SubFactory(StudyFactory)
    site = factory.SubFactory(SiteFactory, study=factory.SelfAttribute("..study"))
    step = factory.SubFactory(StepFactory, study=factory.SelfAttribute("..study"))
    code = factory.Sequence(lambda n: f"E{n:03}")
    held_on = date(2016, 3, 21)
    kind = Interview.Kind.INDIVIDUAL


class ParticipantFactory(DjangoModelFactory):
    """A person met; ``agrees_to`` lists the purposes agreed (all of them by default)."""

    class Meta:
        model = Participant
        skip_postgeneration_save = True

    interview = factory.SubFactory(InterviewFactory)
    category = factory.SubFactory(
        ActorCategoryFactory, study=factory.SelfAttribute("..interview.study")
    )
    label = factory.Sequence(lambda n: f"Adjointe {n}")
    identity = factory.LazyFunction(uuid.uuid4)

    @factory.post_generation
    def agrees_to(self, create, purposes, **kwargs):
        for purpose in Purpose if purposes is None else purposes:
            Consent.objects.create(participant=self, purpose=purpose, mode=Consent.Mode.WRITTEN)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    interview = factory.SubFactory(InterviewFactory)
    kind = Document.Kind.TRANSCRIPT
    media_type = "text/plain"
    original = factory.LazyFunction(uuid.uuid4)
    content_digest = factory.LazyFunction(lambda: hashlib.sha256(uuid.uuid4().bytes).hexdigest())


class TextVersionFactory(DjangoModelFactory):
    """A work version; its paragraphs are indexed as the import does."""

    class Meta:
        model = TextVersion
        skip_postgeneration_save = True

    class Params:
        reviewed = factory.Trait(
            reviewed_by=factory.SubFactory(UserFactory), reviewed_at=timezone.now()
        )

    document = factory.SubFactory(DocumentFactory)
    number = 1
    text = "On se voit en réunion, oui.\nMais travailler ensemble, personne n’en parle."

    @factory.post_generation
    def paragraphs(self, create, extracted, **kwargs):
        start = 0
        for line in self.text.splitlines(keepends=True):
            end = start + len(line.rstrip("\n"))
            Paragraph.objects.create(text_version=self, start=start, end=end, stems=stems(line))
            start += len(line)


class TurnFactory(DjangoModelFactory):
    class Meta:
        model = Turn

    text_version = factory.SubFactory(TextVersionFactory)
    start = 0
    end = 26


class PassageFactory(DjangoModelFactory):
    class Meta:
        model = Passage

    text_version = factory.SubFactory(TextVersionFactory, reviewed=True)
    participant = factory.SubFactory(
        ParticipantFactory, interview=factory.SelfAttribute("..text_version.document.interview")
    )
    start = 33
    end = 52


class ImportBatchFactory(DjangoModelFactory):
    class Meta:
        model = ImportBatch

    study = factory.SubFactory(StudyFactory)
    by = factory.SubFactory(UserFactory)
    counts = {"interviews": 0, "people": 0, "texts": 0, "steps": [], "sites": []}


class CodeFactory(DjangoModelFactory):
    class Meta:
        model = Code

    study = factory.SubFactory(StudyFactory)
    slug = factory.Sequence(lambda n: f"code-{n}")
    name = factory.Sequence(lambda n: f"Code {n}")


class CodingFactory(DjangoModelFactory):
    class Meta:
        model = Coding

    passage = factory.SubFactory(PassageFactory)
    code = factory.SubFactory(
        CodeFactory,
        study=factory.SelfAttribute("..passage.text_version.document.interview.study"),
    )
    author = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)


class MemoFactory(DjangoModelFactory):
    class Meta:
        model = Memo

    study = factory.SubFactory(StudyFactory)
    code = factory.SubFactory(CodeFactory, study=factory.SelfAttribute("..study"))
    text = "À rapprocher de l’entretien E016."
    author = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    kind = "frein"
    claim = "Les partenaires se coordonnent, mais ne coopèrent pas."


class FindingHypothesisFactory(DjangoModelFactory):
    class Meta:
        model = FindingHypothesis

    finding = factory.SubFactory(FindingFactory)
    hypothesis = factory.SubFactory(
        HypothesisFactory, study=factory.SelfAttribute("..finding.study")
    )
    stance = FindingHypothesis.Stance.SUPPORTS


class EvidenceLinkFactory(DjangoModelFactory):
    class Meta:
        model = EvidenceLink
        skip_postgeneration_save = True

    passage = factory.SubFactory(PassageFactory)
    finding = factory.SubFactory(
        FindingFactory,
        study=factory.SelfAttribute("..passage.text_version.document.interview.study"),
    )
    rank = factory.LazyAttribute(lambda o: o.finding.last_rank + 1)

    @factory.post_generation
    def remember_rank(self, create, extracted, **kwargs):
        self.finding.last_rank = self.rank
        self.finding.save(update_fields=["last_rank"])


class StakeFactory(DjangoModelFactory):
    class Meta:
        model = Stake

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "Se donner des critères communs"


class LeadFactory(DjangoModelFactory):
    class Meta:
        model = Lead

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "Écrire ensemble les critères de réussite"


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation

    study = factory.SubFactory(StudyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    text = "Écrire les critères de réussite avant de signer."
    addressee = "villes et agglomérations"


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
