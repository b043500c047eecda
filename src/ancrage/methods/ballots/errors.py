"""What is refused, and why: every refusal holds the value that caused it."""

from collections.abc import Hashable


class BadBallot(ValueError):
    """Something that can't be counted; ``value`` is what was found."""

    def __init__(self, message: str, value: object) -> None:
        super().__init__(message)
        self.value = value


class NotACount(BadBallot):
    """A count, a number of points, a cost or a budget that is no whole number from 0 on."""

    def __init__(self, value: object) -> None:
        super().__init__(f"Not a whole number from 0 to 2**53: {value!r}.", value)


class LevelOutsideScale(BadBallot):
    """A grade that the scale does not hold."""

    def __init__(self, value: object, levels: int) -> None:
        super().__init__(
            f"Level outside the scale: {value!r}; levels are 0 to {levels - 1}.", value
        )


class UnknownOption(BadBallot):
    """A choice for an option of another ballot."""

    def __init__(self, value: Hashable) -> None:
        super().__init__(f"Not an option of this ballot: {value!r}.", value)


class NamedTwice(BadBallot):
    """The same option twice on one ballot."""

    def __init__(self, value: Hashable) -> None:
        super().__init__(f"Option named twice on one ballot: {value!r}.", value)


class OverTheCap(BadBallot):
    """More than may be given: to one option, to all, or by more hands than there are people."""

    def __init__(self, value: int, allowed: int) -> None:
        super().__init__(f"Over the cap: {value}; at most {allowed}.", value)
        self.allowed = allowed


class NotATable(BadBallot):
    """Rows of different lengths, or something that is no table at all."""


class NotConverged(ArithmeticError):
    """The strengths still moved after the last step."""
