"""What became of a passage, from the codes put on it to what is asked of someone."""

from dataclasses import dataclass
from typing import Any

from ancrage.coding.models import Code, Coding, Memo
from ancrage.evidence.models import EvidenceLink, Lead, Recommendation, Stake
from ancrage.evidence.outcomes import Outcome, what_came_of
from ancrage.fieldwork.models import Passage, TextVersion

AROUND = 600


@dataclass(frozen=True)
class Trace:
    """Everything that stands on a passage, as far as a person sees it."""

    codings: list[Coding]
    memos: list[Memo]
    links: list[EvidenceLink]
    stakes: list[Stake]
    leads: list[Lead]
    outcomes: list[Outcome]
    recommendations: list[Recommendation]

    @classmethod
    def of(cls, passage: Passage, user: Any) -> "Trace":
        """Follow ``passage`` upwards: one query a step."""
        codings = Coding.objects.visible_to(user).standing().filter(passage=passage)
        memos = Memo.objects.visible_to(user).filter(passage=passage)
        links = list(
            EvidenceLink.objects.visible_to(user)
            .filter(passage=passage)
            .select_related("finding__study", "finding__site")
        )
        cited = [link.finding_id for link in links]
        stakes = list(_above(Stake, user, findings__in=cited))
        leads = list(_above(Lead, user, stakes__in=stakes))
        return cls(
            codings=list(codings.select_related("code__study", "author")),
            memos=list(memos.select_related("author")),
            links=links,
            stakes=stakes,
            leads=leads,
            outcomes=what_came_of(leads, user) if leads else [],
            recommendations=list(_above(Recommendation, user, leads__in=leads)),
        )

    @property
    def by_code(self) -> list[tuple[Code, list[Coding]]]:
        """Each code once, with every coding of it: several coders may agree."""
        found: dict[Code, list[Coding]] = {}
        for coding in self.codings:
            found.setdefault(coding.code, []).append(coding)
        return list(found.items())

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands on the passage."""
        return not any(vars(self).values())


@dataclass(frozen=True)
class Context:
    """The words of a passage between those that come before and after."""

    before: str
    words: str
    after: str
    cut_before: bool
    cut_after: bool


def words_around(passage: Passage) -> Context:
    """Return a passage in its context, cut between words."""
    text = TextVersion.objects.values_list("text", flat=True).get(pk=passage.text_version_id)
    start, end = max(passage.start - AROUND, 0), passage.end + AROUND
    before, after = text[start : passage.start], text[passage.end : end]
    if start:
        before = before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0]
    return Context(before, text[passage.start : passage.end], after, start > 0, end < len(text))


def _above(model: Any, user: Any, **rests_on: Any) -> Any:
    return model.objects.visible_to(user).filter(**rests_on).select_related("study").distinct()
