"""Working papers: what a new one proposes, and what changed from one state to the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.template.loader import render_to_string

from ancrage.fieldwork.models import WorkingPaper
from ancrage.studies.models import Site

FEW = 4  # words
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Run:
    """Words that stayed, came or went between two states of a text."""

    change: str
    text: str


def proposed_text(kind: str, site: Site, *, today: date) -> str:
    """Return the template of a paper, filled with what is known of the site."""
    theme = site.theme_on(today)
    planned = {row.step.number: row for row in site.site_steps.select_related("step")}
    context = {
        "site": site,
        "theme": theme,
        "axes": list(site.study.axes.all()),
        "categories": list(site.study.actor_categories.all()),
        "steps": [(step, planned.get(step.number)) for step in site.study.steps.all()],
    }
    return render_to_string(f"fieldwork/papers/{kind}.txt", context).strip() + "\n"


def changes(before: str, after: str) -> list[Run]:
    """Return ``after`` as runs of words: kept, added, and what was removed in its place."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    return list(_runs(old, new))


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    removed = added = ""
    for kept, gone, come in _spans(old, new):
        if kept:
            yield from _change(removed, added)
            yield Run("kept", kept)
            removed = added = ""
        removed, added = removed + gone, added + come
    yield from _change(removed, added)


def _spans(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what stayed, went and came in turn; a few words kept between two changes changed too.

    Word by word, two sentences that only share « de » and « les » would be unreadable.
    """
    spans = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for rank, (tag, old_start, old_end, new_start, new_end) in enumerate(spans):
        gone, come = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        between = 0 < rank < len(spans) - 1
        if tag == "equal" and not (between and "\n" not in come and len(come.split()) < FEW):
            yield come, "", ""
        else:
            yield "", gone, come


def _change(removed: str, added: str) -> Iterator[Run]:
    if removed:
        yield Run("removed", removed)
    if added:
        yield Run("added", added)


def revision_pair(paper: WorkingPaper, number: int) -> tuple[str, str] | None:
    """Return the text of revision ``number`` and that of the one before it."""
    texts = dict(
        paper.revisions.filter(number__in=(number - 1, number)).values_list("number", "text")
    )
    return (texts.get(number - 1, ""), texts[number]) if number in texts else None
