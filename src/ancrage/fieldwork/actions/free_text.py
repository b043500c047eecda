"""Names taken out of what people type freely about a site."""

from collections.abc import Callable

from ancrage.fieldwork.actions.identities import identities_at
from ancrage.fieldwork.actions.names import Named, NameFinder
from ancrage.fieldwork.actions.work_texts import rewritten


def names_taken_out(site: int) -> Callable[[str], str]:
    """Return what replaces, in a text, the names of the people met at a site by their labels.

    The identities are opened once, for the machine alone.
    """
    finder = NameFinder(
        Named(label, who.name, function=who.function) for label, who in identities_at(site)
    )
    return lambda text: rewritten(text, finder.find(text))
