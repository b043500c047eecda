"""What voters hold while they share a cost, in exact arithmetic."""

from collections.abc import Collection, Mapping
from fractions import Fraction


class Purses:
    """The money of each voter: whole numbers of a unit that is divided whenever it has to be."""

    def __init__(self, share: Fraction, voters: int) -> None:
        self.units = share.denominator
        self.held = [share.numerator] * voters

    def price(self, cost: int, utilities: Mapping[int, int]) -> Fraction | None:
        """Return the least price per utility at which these voters can pay ``cost``, or None.

        Whoever can't pay the price gives all they hold, which raises it for the others.

        Examples
        --------
        >>> purses = Purses(Fraction(5), 3)
        >>> purses.price(12, {0: 1, 1: 1, 2: 4})
        Fraction(7, 2)
        """
        paying, missing = list(utilities.items()), cost * self.units
        while paying:
            utility = sum(worth for _, worth in paying)
            able = [(v, worth) for v, worth in paying if self.held[v] * utility >= missing * worth]
            if len(able) == len(paying):
                return Fraction(missing, utility * self.units)
            kept = {voter for voter, _ in able}
            missing -= sum(self.held[voter] for voter, _ in paying if voter not in kept)
            paying = able
        return None

    def pay(self, price: Fraction, utilities: Mapping[int, int]) -> None:
        """Take the price of its utility from each voter, or all that the voter holds."""
        amount = self._in_units(price)
        for voter, utility in utilities.items():
            self.held[voter] -= min(self.held[voter], amount * utility)

    def wait(self, cost: int, voters: Collection[int]) -> Fraction:
        """Return how much everybody has to earn before these voters hold ``cost``."""
        missing = cost * self.units - sum(self.held[voter] for voter in voters)
        return Fraction(missing, len(voters) * self.units)

    def earn(self, amount: Fraction) -> None:
        """Give the same to everybody."""
        more = self._in_units(amount)
        self.held = [held + more for held in self.held]

    def empty(self, voters: Collection[int]) -> None:
        """Take all that these voters hold."""
        for voter in voters:
            self.held[voter] = 0

    def _in_units(self, money: Fraction) -> int:
        """Return an amount in the unit of the purses, which is divided until it is whole."""
        amount = money * self.units
        if amount.denominator > 1:
            self.units *= amount.denominator
            self.held = [held * amount.denominator for held in self.held]
        return amount.numerator
