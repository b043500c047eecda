"""The method of equal shares: every voter holds the same part of the budget."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal, TypeAlias, get_args

from ancrage.methods.ballots.funding import (
    Funding,
    Vote,
    identifier,
    read_vote,
    take_greedily,
    why_nothing,
)
from ancrage.methods.ballots.purses import Purses
from ancrage.methods.ballots.rankings import Option
from ancrage.methods.ballots.reading import whole

Completion: TypeAlias = Literal["none", "utilitarian", "add1"]
Utility: TypeAlias = Literal["points", "cost"]


def equal_shares(
    costs: Mapping[Option, Any],
    ballots: Any,
    budget: int,
    *,
    completion: Completion,
    utility: Utility = "points",
    unit: int = 1,
) -> Funding:
    """Fund projects with equal shares of the budget, in exact arithmetic.

    Each voter holds the same share. The project that is the cheapest for its supporters, per unit
    of what it is worth to them, is funded by them, until no project can be paid by its supporters.
    Equal prices: more supporters, the cheaper project, the first by its identifier.

    Parameters
    ----------
    costs, ballots, budget
        As for :func:`ancrage.methods.ballots.greedy`.
    completion : {'none', 'utilitarian', 'add1'}
        What becomes of the money that is left, often most of it: nothing; the greedy rule; or the
        shares are first raised by ``unit`` again and again, the last outcome that the budget can
        pay is kept, and the greedy rule takes the rest. It has to be chosen.
    utility : {'points', 'cost'}
        What a project is worth to a supporter: the points given, 1 for an approval, or its cost.
    unit : int
        By how much ``add1`` raises every share, in the unit of the costs.

    Returns
    -------
    Funding

    References
    ----------
    .. [1] Peters, D., Pierczyński, G. and Skowron, P. (2021). Proportional participatory budgeting
       with additive utilities. NeurIPS 34.

    Examples
    --------
    >>> costs = {"rond-point": 60, "piste": 50, "banc": 20, "jeux": 20}
    >>> ballots = [{"rond-point", "piste"}] * 6 + [{"banc", "jeux"}] * 4
    >>> equal_shares(costs, ballots, 100, completion="none").funded
    ('banc', 'jeux', 'piste')
    """
    if completion not in get_args(Completion):
        raise ValueError(f"completion is one of {get_args(Completion)}, not {completion!r}.")
    if utility not in get_args(Utility):
        raise ValueError(f"utility is one of {get_args(Utility)}, not {utility!r}.")
    if whole(unit) == 0:
        raise ValueError("add1 needs a unit above 0.")
    vote = read_vote(costs, ballots, budget)
    worth = {project: vote.utilities(project, by_cost=utility == "cost") for project in vote.costs}
    funded = list(share_equally(vote, worth))
    if completion == "add1":
        funded = _raise_shares(vote, worth, funded, whole(unit))
    completed = () if completion == "none" else take_greedily(vote, funded)
    return Funding(
        rule=f"equal shares, {completion}",
        funded=(*funded, *completed),
        completed=completed,
        vote=vote,
        no_result=why_nothing(vote),
    )


def _raise_shares(
    vote: Vote, worth: Mapping[Option, Mapping[int, int]], funded: list[Option], unit: int
) -> list[Option]:
    """Return the last outcome within the budget while every share is raised by ``unit``."""
    everything = [project for project in vote.costs if worth[project]]
    extra = 0
    while len(funded) < len(everything):
        extra += unit
        raised = list(share_equally(vote, worth, extra))
        if sum(vote.costs[project] for project in raised) > vote.budget:
            break
        funded = raised
    return funded


def share_equally(
    vote: Vote, worth: Mapping[Option, Mapping[int, int]], extra: int = 0
) -> Iterator[Option]:
    """Yield the projects that equal shares fund, each share raised by ``extra``."""
    share = Fraction(vote.budget, max(vote.voters, 1)) + extra
    purses = Purses(share, vote.voters)
    yield from buy(purses, vote.costs, worth)


def buy(
    purses: Purses, costs: Mapping[Option, int], worth: Mapping[Option, Mapping[int, int]]
) -> Iterator[Option]:
    """Yield projects as supporters pay for them, and take the money out of ``purses``.

    Purses only get lighter, so that a price never falls: a project whose last price is above the
    best one found needs no new look.
    """
    prices = {project: Fraction(0) for project in costs if worth[project]}

    def turn(project: Option) -> tuple[Any, ...]:
        return prices[project], -len(worth[project]), costs[project], identifier(project)

    while prices:
        best: Option | None = None
        for project in sorted(prices, key=prices.__getitem__):
            if best is not None and prices[project] > prices[best]:
                break
            price = purses.price(costs[project], worth[project])
            if price is None:
                del prices[project]
                continue
            prices[project] = price
            if best is None or turn(project) < turn(best):
                best = project
        if best is None:
            return
        purses.pay(prices.pop(best), worth[best])
        yield best
