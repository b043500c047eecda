"""A debate with people in the room, as the tests of this folder need it."""

from datetime import UTC, date, datetime

from django.urls import reverse

from ancrage.deliberation import actions
from ancrage.deliberation.models import Meeting
from ancrage.fieldwork.actions.identities import Identity, seal_identity
from tests import factories

NOW = datetime(2016, 10, 12, 18, 30, tzinfo=UTC)
DAY = date(2016, 10, 12)


def step_of(study, number):
    """A step of ``study`` by its number, made if it has none."""
    step = study.steps.filter(number=number).first()
    return step or factories.StepFactory(study=study, number=number)


def met(site, name="Odile Vasseur", *, agrees_to=None, category=None, **more):
    """Somebody met at ``site`` in step 2, whose name is sealed as an import seals it."""
    interview = factories.InterviewFactory(study=site.study, site=site, step=step_of(site.study, 2))
    category = category or factories.ActorCategoryFactory(study=site.study)
    identity = Identity(name=name, function="Adjointe", organisation="Ville", voice=name)
    return factories.ParticipantFactory(
        interview=interview,
        category=category,
        agrees_to=agrees_to,
        identity=seal_identity(identity, interview=interview.uuid),
        **more,
    )


def open_debate(study, site, *claims, by=None):
    """An open debate of ``site`` on findings that make ``claims``."""
    meeting = factories.MeetingFactory(study=study, site=site, step=step_of(study, 3), held_on=DAY)
    findings = [factories.FindingFactory(study=study, site=site, claim=claim) for claim in claims]
    actions.debate_findings(meeting=meeting, findings=findings, by=by)
    actions.open_meeting(meeting=meeting, by=by)
    return meeting


def react(meeting, stance="confirme", words="", *, debated=None, by=None, **who):
    """Note a reaction to the first finding of ``meeting``, or to ``debated``."""
    if debated is None and stance != "manque":
        debated = meeting.debated.first()
    return actions.record_reaction(
        meeting=meeting, debated=debated, stance=stance, words=words, at=NOW, by=by, **who
    )


def close(meeting, *, by=None, agreed=("coder", "citer"), present=12):
    """Close ``meeting`` with what the room agreed to; return it fresh."""
    actions.close_meeting(meeting=meeting, present=present, agreed=agreed, by=by)
    return Meeting.objects.get(pk=meeting.pk)


def url(name, meeting, *args):
    """The address of a page of ``meeting``."""
    return reverse(f"deliberation:{name}", args=[meeting.study.slug, meeting.uuid, *args])
