"""From one site to another: how each chose, what each says on the common axes, what each decided.

Rows stand side by side; nothing is added up from one site to the next.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from ancrage.deliberation.models import Meeting, PriorityDecision, Reaction
from ancrage.fieldwork.models import WorkingPaper
from ancrage.plans.models import Action
from ancrage.studies.models import Axis, GridAnswer, Site, Study, Theme, ThemeProposal


@dataclass
class Choice:
    """How a site came to its theme, and whether its papers are settled."""

    theme: Theme | None = None
    themes: int = 0
    proposals: int = 0
    settled: int = 0


@dataclass
class Debated:
    """What a site debated, what it made a priority of, what it decided to do."""

    meetings: list[Meeting] = field(default_factory=list)
    stances: Counter[str] = field(default_factory=Counter)
    priorities: list[PriorityDecision] = field(default_factory=list)
    actions: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Line:
    """A site, and all that is compared."""

    site: Site
    choice: Choice
    answers: list[GridAnswer | None]
    debated: Debated


@dataclass(frozen=True)
class Across:
    """The comparison: a line a site, in the order of the study."""

    axes: list[Axis]
    lines: list[Line]


def across(study: Study, user: Any) -> Across:
    """Return the sites of ``study`` side by side, in a constant number of queries."""
    axes = list(study.axes.visible_to(user))
    said = {
        (answer.site_id, answer.axis_id): answer
        for answer in GridAnswer.objects.visible_to(user).filter(site__study=study)
    }
    choices = _choices(study, user)
    debated = _debated(study, user)
    lines = [
        Line(
            site=site,
            choice=choices[site.pk],
            answers=[said.get((site.pk, axis.pk)) for axis in axes],
            debated=debated[site.pk],
        )
        for site in study.sites.visible_to(user).select_related("study")
    ]
    return Across(axes, lines)


def _choices(study: Study, user: Any) -> defaultdict[int, Choice]:
    found: defaultdict[int, Choice] = defaultdict(Choice)
    for theme in Theme.objects.visible_to(user).filter(site__study=study):
        row = found[theme.site_id]
        row.theme = row.theme or theme
        row.themes += 1
    for proposal in ThemeProposal.objects.visible_to(user).filter(site__study=study):
        found[proposal.site_id].proposals += 1
    papers = WorkingPaper.objects.visible_to(user).filter(site__study=study)
    for site in papers.exclude(settled_on=None).values_list("site", flat=True):
        found[site].settled += 1
    return found


def _debated(study: Study, user: Any) -> defaultdict[int, Debated]:
    found: defaultdict[int, Debated] = defaultdict(Debated)
    meetings = Meeting.objects.visible_to(user).filter(study=study).select_related("study")
    for meeting in meetings:
        found[meeting.site_id].meetings.append(meeting)
    reactions = Reaction.objects.visible_to(user).filter(meeting__study=study)
    for site, stance in reactions.values_list("meeting__site", "stance"):
        found[site].stances[stance] += 1
    decisions = PriorityDecision.objects.visible_to(user).filter(
        round__meeting__study=study, kept=True
    )
    for decision in decisions.select_related("option__stake__study", "round__meeting"):
        found[decision.round.meeting.site_id].priorities.append(decision)
    sheets = Action.objects.visible_to(user).filter(site__study=study)
    for site, state in sheets.values_list("site", "state"):
        found[site].actions[state] += 1
    return found
