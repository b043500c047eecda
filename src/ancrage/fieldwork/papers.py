"""Working papers: what a new one proposes, and what changed from one state to the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.template.loader import render_to_string

from ancrage.fieldwork.models import WorkingPaper
from ancrage.studies.models import Site

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
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Run("kept", "".join(new[new_start:new_end]))
            continue
        if old_end > old_start:
            yield Run("removed", "".join(old[old_start:old_end]))
        if new_end > new_start:
            yield Run("added", "".join(new[new_start:new_end]))


def revision_pair(paper: WorkingPaper, number: int) -> tuple[str, str] | None:
    """Return the text of revision ``number`` and that of the one before it."""
    texts = dict(
        paper.revisions.filter(number__in=(number - 1, number)).values_list("number", "text")
    )
    return (texts.get(number - 1, ""), texts[number]) if number in texts else None
