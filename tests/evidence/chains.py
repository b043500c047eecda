"""Chains that several tests read."""

from django.urls import reverse

from ancrage.evidence.models import EvidenceLink
from ancrage.fieldwork.models import Purpose
from tests import factories

FOR, AGAINST = EvidenceLink.Side.FOR, EvidenceLink.Side.AGAINST
ALL_BUT_SHARE = [purpose for purpose in Purpose if purpose is not Purpose.SHARE]


def passage(study, *, site=None, shared=True, text="Chacun vient, personne ne décide.", **values):
    """Return a passage that is a whole text of its own, on ``site``."""
    site = site or factories.SiteFactory(study=study)
    interview = factories.InterviewFactory(study=study, site=site)
    person = factories.ParticipantFactory(
        interview=interview, agrees_to=None if shared else ALL_BUT_SHARE
    )
    version = factories.TextVersionFactory(document__interview=interview, text=text)
    return factories.PassageFactory(
        text_version=version, participant=person, start=0, end=len(text), **values
    )


def cite(finding, cited, side=FOR):
    """Cite a passage."""
    return factories.EvidenceLinkFactory(finding=finding, passage=cited, side=side)


def thread(study, site=None, *, evidence=2):
    """Return one thread: evidence, one piece against, a stake, a lead, a recommendation."""
    finding = factories.FindingFactory(study=study)
    for _ in range(evidence):
        cited = passage(study, site=site)
        factories.CodingFactory(passage=cited)
        cite(finding, cited)
    cite(finding, passage(study, site=site), AGAINST)
    stake = factories.StakeFactory(study=study)
    stake.findings.add(finding)
    lead = factories.LeadFactory(study=study)
    lead.stakes.add(stake)
    recommendation = factories.RecommendationFactory(study=study)
    recommendation.leads.add(lead)
    return finding, stake, lead, recommendation


def url(name, cast, *args):
    """Return the address of a page of the room."""
    return reverse(f"evidence:{name}", args=[cast.study.slug, *args])


def text_of(response):
    """Return a page as text."""
    return response.content.decode()
