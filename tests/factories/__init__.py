"""Factories: the smallest true rows, with traits for what tests often need; one room a file."""

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.coding import CodeFactory, CodingFactory, MemoFactory
from tests.factories.evidence import (
    EvidenceLinkFactory,
    FindingFactory,
    FindingHypothesisFactory,
    LeadFactory,
    RecommendationFactory,
    StakeFactory,
)
from tests.factories.fieldwork import (
    ActorCategoryFactory,
    DocumentFactory,
    ImportBatchFactory,
    InterviewerFactory,
    InterviewFactory,
    ParticipantFactory,
    PassageFactory,
    TextVersionFactory,
    TurnFactory,
)
from tests.factories.reports import (
    PrintingFactory,
    PublicationFactory,
    ReportFactory,
    SectionFactory,
    WordReturnFactory,
    frozen_report,
)
from tests.factories.studies import (
    AxisFactory,
    FunderQuestionFactory,
    HypothesisFactory,
    MembershipFactory,
    RequiredOutputFactory,
    SiteFactory,
    StepFactory,
    StudyFactory,
    ThemeFactory,
)
from tests.factories.territories import TerritoryFactory

__all__ = [
    "PASSWORD",
    "ActorCategoryFactory",
    "AxisFactory",
    "CodeFactory",
    "CodingFactory",
    "DocumentFactory",
    "EvidenceLinkFactory",
    "FindingFactory",
    "FindingHypothesisFactory",
    "FunderQuestionFactory",
    "HypothesisFactory",
    "ImportBatchFactory",
    "InterviewFactory",
    "InterviewerFactory",
    "LeadFactory",
    "MembershipFactory",
    "MemoFactory",
    "ParticipantFactory",
    "PassageFactory",
    "PrintingFactory",
    "PublicationFactory",
    "RecommendationFactory",
    "ReportFactory",
    "RequiredOutputFactory",
    "SectionFactory",
    "SiteFactory",
    "StakeFactory",
    "StepFactory",
    "StudyFactory",
    "TerritoryFactory",
    "TextVersionFactory",
    "ThemeFactory",
    "TurnFactory",
    "UserFactory",
    "WordReturnFactory",
    "frozen_report",
]
