"""The codebook in the order in which it is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ancrage.coding.models import Code
from ancrage.core.text import fold


@dataclass
class Branch:
    """A code and what stands under it."""

    code: Code
    depth: int
    branches: list["Branch"] = field(default_factory=list)

    def walk(self) -> Iterator["Branch"]:
        """Yield the branch, then everything under it."""
        yield self
        for branch in self.branches:
            yield from branch.walk()


def grow(codes: Iterable[Code]) -> list[Branch]:
    """Return the branches that stand under none of ``codes``, each holding its own."""
    given = list(codes)
    keys = {code.pk for code in given}
    children: dict[int | None, list[Code]] = {}
    for code in given:
        parent = code.parent_id if code.parent_id in keys else None
        children.setdefault(parent, []).append(code)

    def under(parent: int | None, depth: int) -> list[Branch]:
        return [Branch(code, depth, under(code.pk, depth + 1)) for code in children.get(parent, [])]

    return under(None, 0)


def walk(branches: Iterable[Branch]) -> Iterator[Branch]:
    """Yield every branch in reading order."""
    for branch in branches:
        yield from branch.walk()


def prune(branches: Iterable[Branch], words: str) -> list[Branch]:
    """Keep the codes whose name or rules hold every word of ``words``, and what leads to them."""
    sought = fold(words).split()
    kept = []
    for branch in branches:
        below = prune(branch.branches, words)
        if below or _holds(branch.code, sought):
            kept.append(Branch(branch.code, branch.depth, below))
    return kept


def _holds(code: Code, sought: list[str]) -> bool:
    text = fold(" ".join([code.name, code.definition, code.when_to_use, code.when_not_to_use]))
    return all(word in text for word in sought)
