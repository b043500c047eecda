"""A vote in a meeting, as the tests of this folder need it."""

from datetime import UTC, datetime

from django.urls import reverse

from ancrage.deliberation import actions, keys
from ancrage.deliberation.models import PriorityRound
from tests import factories
from tests.deliberation.rooms import DAY, step_of

OPENS = datetime(2016, 10, 12, 19, 0, tzinfo=UTC)
CLOSES = datetime(2016, 10, 12, 19, 30, tzinfo=UTC)
LEVELS = ["À écarter", "Utile", "Prioritaire"]
LABELS = ("L’écoute des familles", "Le logement", "La mobilité")
SETTINGS = {
    "mentions": {"levels": LEVELS, "blank": "worst"},
    "points": {"points": 10, "blank": "worst"},
    "duels": {"blank": "worst"},
}


def draft(site, kind="mentions", labels=LABELS, **settings):
    """A vote being prepared at ``site``."""
    meeting = factories.MeetingFactory(
        study=site.study, site=site, step=step_of(site.study, 3), held_on=DAY
    )
    return actions.record_round(
        meeting=meeting,
        question="Que traiter d’abord ?",
        ballots_are=kind,
        settings=SETTINGS[kind] | settings,
        choices=[actions.Proposed(label) for label in labels],
        by=None,
    )


def opened(site, kind="mentions", codes=5, **more):
    """An open vote at ``site``, with as many codes."""
    round = draft(site, kind, **more)
    actions.open_round(round=round, codes=codes, now=OPENS, by=None)
    return PriorityRound.objects.get(pk=round.pk)


def vote(round, marks, *, channel="telephone", **more):
    """Use the next code of ``round``."""
    code = round.codes.unused().first()
    return actions.cast_ballot(code=code, marks=marks, channel=channel, **more)


def closed(round, *ballots, **more):
    """``round`` closed once these ballots were cast."""
    for marks in ballots:
        vote(round, marks, **more)
    actions.close_round(round=round, now=CLOSES, by=None)
    return PriorityRound.objects.get(pk=round.pk)


def page(name, row, *args):
    """The address of a page of a vote, of a group."""
    study = row.meeting.study
    return reverse(f"deliberation:{name}", args=[study.slug, row.uuid, *args])


def ballot_page(round, number=1):
    """The address that card ``number`` opens."""
    return reverse("votes:ballot_cast", args=[keys.vote_code(round.uuid, number)])
