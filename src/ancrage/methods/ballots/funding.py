"""Money for projects: what a vote is on, and what a rule funds."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ancrage.methods.ballots.errors import NotATable
from ancrage.methods.ballots.rankings import NoResult, Option, why_no_result
from ancrage.methods.ballots.reading import read_sheet, whole


@dataclass(frozen=True)
class Vote:
    """Projects, what they cost, and who supports them by how much.

    Attributes
    ----------
    costs : mapping of option to int
        Of the projects that can be funded.
    unfundable : mapping of option
        Projects whose cost is no whole number, not above 0 or above the budget, with that cost.
    supporters : mapping of option to mapping of int to int
        What each ballot gives to a project, by the place of the ballot.
    voters, budget : int
    """

    costs: Mapping[Option, int]
    unfundable: Mapping[Option, Any]
    supporters: Mapping[Option, Mapping[int, int]]
    voters: int
    budget: int

    def points(self, project: Option) -> int:
        """Return all that ballots give to a project."""
        return sum(self.supporters[project].values())

    def utilities(self, project: Option, *, by_cost: bool) -> Mapping[int, int]:
        """Return what a project is worth to each of its supporters."""
        if not by_cost:
            return self.supporters[project]
        return dict.fromkeys(self.supporters[project], self.costs[project])


@dataclass(frozen=True, kw_only=True)
class Funding:
    """What a rule funds.

    Attributes
    ----------
    rule : str
        With its completion.
    funded : tuple of option
        In the order in which they were taken.
    completed : tuple of option
        Those among them that the completion took.
    vote : Vote
    no_result : NoResult or None
        Why nothing can be funded.
    """

    rule: str
    funded: tuple[Option, ...]
    completed: tuple[Option, ...] = ()
    vote: Vote
    no_result: NoResult | None

    @property
    def spent(self) -> int:
        """What the funded projects cost."""
        return sum(self.vote.costs[project] for project in self.funded)


def read_vote(costs: Mapping[Option, Any], ballots: Any, budget: int) -> Vote:
    """Read projects and ballots, and set aside what can't be funded.

    Raises
    ------
    NotACount, UnknownOption, NamedTwice, NotATable
        With the value that can't be counted.
    """
    money = whole(budget)
    sheet = read_sheet(ballots, costs, rows="options")
    named = dict(zip(sheet.options, sheet.supporters(), strict=True))
    fundable = {project: int(cost) for project, cost in costs.items() if _is_price(cost, money)}
    return Vote(
        costs=fundable,
        unfundable={project: cost for project, cost in costs.items() if project not in fundable},
        supporters={project: dict(support) for project, support in named.items()},
        voters=len(sheet.given),
        budget=money,
    )


def _is_price(cost: Any, budget: int) -> bool:
    try:
        return 0 < whole(cost) <= budget
    except ValueError:
        return False


def why_nothing(vote: Vote) -> NoResult | None:
    """Return why no project can be funded, or None. A single project can be."""
    projects = len(vote.costs) + len(vote.unfundable)
    if projects and not vote.budget:
        return NoResult.NO_BUDGET
    blank = vote.voters > 0 and not any(vote.supporters.values())
    reason = why_no_result(projects, vote.voters, blank)
    return None if reason is NoResult.ONE_OPTION else reason


def greedy(costs: Mapping[Option, Any], ballots: Any, budget: int) -> Funding:
    """Take the projects with the most points while they fit.

    Equal points: the cheaper one, then the first by its identifier. A project that nobody supports
    is never taken, and one whose cost is not above 0 or is above the budget is set aside.

    Parameters
    ----------
    costs : mapping of project to int
        In cents, or in any unit as long as it is that of the budget.
    ballots : iterable of collections of projects, or of mappings of project to points, or ndarray
        What each ballot approves, or the points that it gives.
    budget : int

    Returns
    -------
    Funding

    Examples
    --------
    >>> result = greedy({"banc": 40, "parc": 70, "fresque": 30},
    ...                 [{"parc", "banc"}, {"parc"}, {"fresque"}], 100)
    >>> result.funded, result.spent
    (('parc', 'fresque'), 100)
    """
    vote = read_vote(costs, ballots, budget)
    return Funding(
        rule="greedy", funded=take_greedily(vote), vote=vote, no_result=why_nothing(vote)
    )


def take_greedily(vote: Vote, already: Sequence[Option] = ()) -> tuple[Option, ...]:
    """Return the projects that still fit after those ``already`` taken, most points first."""
    left = vote.budget - sum(vote.costs[project] for project in already)
    taken = []
    for project in sorted(
        (project for project in vote.costs if project not in already),
        key=lambda project: (-vote.points(project), vote.costs[project], identifier(project)),
    ):
        if vote.supporters[project] and vote.costs[project] <= left:
            taken.append(project)
            left -= vote.costs[project]
    return tuple(taken)


def identifier(option: Option) -> tuple[bool, Any]:
    """Return what sorts options by identifier: numbers by value, then the others by their text."""
    return (False, option) if isinstance(option, int) else (True, str(option))


@dataclass(frozen=True)
class Reach:
    """How far money went towards what voters of a group chose.

    Attributes
    ----------
    voters : int
    reached : int
        Those who support at least one funded project.
    mean, tenth : Fraction
        Of the cost of the funded projects that a voter supports: its mean, and what nine voters
        out of ten reach or exceed.
    """

    voters: int
    reached: int
    mean: Fraction
    tenth: int


def reach(funding: Funding, groups: Sequence[Hashable] | None = None) -> dict[Hashable, Reach]:
    """Return how far a funding reaches, for everybody (None) and for each group.

    Parameters
    ----------
    funding : Funding
    groups : sequence, optional
        The group of each ballot: a site, a role, an opinion group. None for a ballot of no group.

    Examples
    --------
    >>> result = greedy({"banc": 40, "parc": 70}, [{"parc", "banc"}, {"parc"}, {"banc"}], 100)
    >>> reach(result)[None]
    Reach(voters=3, reached=2, mean=Fraction(80, 3), tenth=0)
    """
    vote = funding.vote
    if groups is not None and len(groups) != vote.voters:
        raise NotATable(f"{len(groups)} groups for {vote.voters} ballots.", groups)
    money = [0] * vote.voters
    for project in funding.funded:
        for voter in vote.supporters[project]:
            money[voter] += vote.costs[project]
    spent: dict[Hashable, list[int]] = {None: money}
    for voter, group in enumerate(groups or ()):
        if group is not None:
            spent.setdefault(group, []).append(money[voter])
    return {group: _reach(amounts) for group, amounts in spent.items() if amounts}


def _reach(amounts: list[int]) -> Reach:
    ordered = sorted(amounts)
    return Reach(
        voters=len(amounts),
        reached=sum(amount > 0 for amount in amounts),
        mean=Fraction(sum(amounts), len(amounts)),
        tenth=ordered[(len(amounts) - 1) // 10],
    )
