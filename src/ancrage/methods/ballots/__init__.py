"""Several rules on the same ballots. None of them is a decision: people take it, and say why."""

from ancrage.methods.ballots.comparison import rules_on_grades, side_by_side
from ancrage.methods.ballots.conflicts import conflicts, losers
from ancrage.methods.ballots.duels import next_pair
from ancrage.methods.ballots.equal_shares import equal_shares
from ancrage.methods.ballots.errors import BadBallot, NotConverged
from ancrage.methods.ballots.funding import greedy, reach
from ancrage.methods.ballots.grading import tally_grades
from ancrage.methods.ballots.majority import majority_judgment
from ancrage.methods.ballots.rankings import NoResult, Ranking
from ancrage.methods.ballots.schulze import schulze
from ancrage.methods.ballots.scoring import approvals, head_count, points
from ancrage.methods.ballots.shortlist import shortlist
from ancrage.methods.ballots.strengths import strengths

__all__ = [
    "BadBallot",
    "NoResult",
    "NotConverged",
    "Ranking",
    "approvals",
    "conflicts",
    "equal_shares",
    "greedy",
    "head_count",
    "losers",
    "majority_judgment",
    "next_pair",
    "points",
    "reach",
    "rules_on_grades",
    "schulze",
    "shortlist",
    "side_by_side",
    "strengths",
    "tally_grades",
]
