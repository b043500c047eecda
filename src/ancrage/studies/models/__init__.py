"""The models of the room, one noun a file."""

from ancrage.studies.models.facts import Claim, Fact, Source
from ancrage.studies.models.membership import Membership
from ancrage.studies.models.sites import GridAnswer, Site, Theme, ThemeProposal
from ancrage.studies.models.steps import Delivery, Milestone, RequiredOutput, SiteStep, Step
from ancrage.studies.models.study import (
    Axis,
    FunderQuestion,
    Hypothesis,
    Objective,
    Partner,
    PriorFinding,
    Study,
)

__all__ = [
    "Axis",
    "Claim",
    "Delivery",
    "Fact",
    "FunderQuestion",
    "GridAnswer",
    "Hypothesis",
    "Membership",
    "Milestone",
    "Objective",
    "Partner",
    "PriorFinding",
    "RequiredOutput",
    "Site",
    "SiteStep",
    "Source",
    "Step",
    "Study",
    "Theme",
    "ThemeProposal",
]
