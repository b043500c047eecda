"""The evidence chain as a graph: passages, findings, stakes, leads, recommendations."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.evidence import sentences
from ancrage.evidence.models import EvidenceLink, Finding, Lead, Recommendation, Stake
from ancrage.evidence.models.upward import Upward
from ancrage.evidence.quotes import readable_passages
from ancrage.fieldwork.models import Passage
from ancrage.studies.models import Study

SHOWN = 160
TITLES: dict[str, str | Promise] = {
    "passage": gettext_lazy("Verbatims"),
    "finding": gettext_lazy("Constats"),
    "stake": gettext_lazy("Enjeux"),
    "lead": gettext_lazy("Pistes d’action"),
    "recommendation": gettext_lazy("Préconisations"),
}
KEYS = {
    "passage": "verbatim",
    "finding": "constat",
    "stake": "enjeu",
    "lead": "piste",
    "recommendation": "preconisation",
}


@dataclass
class Node:
    """One item; ``below`` is what it rests on, ``above`` what it leads to, by key.

    ``against`` names those of its neighbours with which it disagrees: a passage and a finding.
    """

    key: str
    kind: str
    number: int
    label: str
    note: str
    url: str
    shape: str = ""
    below: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    sentence: str = ""


@dataclass(frozen=True)
class Column:
    """The items of one kind."""

    kind: str
    title: str | Promise
    nodes: list[Node]
    total: int


@dataclass(frozen=True)
class Branch:
    """An item of the nested list and what it rests on; ``again`` where it was told before."""

    node: Node
    branches: list["Branch"]
    again: bool
    against: bool


@dataclass
class Chain:
    """The items by key."""

    nodes: dict[str, Node] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        """Add an item."""
        self.nodes[node.key] = node

    def tie(self, lower: str, upper: str, *, against: bool = False) -> None:
        """Say that ``upper`` rests on ``lower``, or is contradicted by it.

        Where one of them is not there, the person may not see it: nothing is tied.
        """
        if lower not in self.nodes or upper not in self.nodes:
            return
        self.nodes[lower].above.append(upper)
        self.nodes[upper].below.append(lower)
        if against:
            self.nodes[lower].against.append(upper)
            self.nodes[upper].against.append(lower)

    def thread(self, key: str) -> set[str]:
        """Return the keys of all that ``key`` rests on and leads to, itself included."""
        return self._follow(key, "below") | self._follow(key, "above")

    def cut_to(self, key: str) -> "Chain":
        """Return the thread of ``key`` alone."""
        kept = self.thread(key)
        return Chain({name: node for name, node in self.nodes.items() if name in kept})

    def trimmed(self, passages: int) -> "Chain":
        """Keep about ``passages`` passages, the first of each finding on either side."""
        findings = [node for node in self.nodes.values() if node.kind == "finding"]
        each = max(passages // max(len(findings), 1), 2)
        kept = {node.key for node in self.nodes.values() if node.kind != "passage"}
        for finding in findings:
            cited = [key for key in finding.below if key not in finding.against]
            against = finding.against[: each // 2]
            kept.update(cited[: each - len(against)], against)
        return Chain({name: node for name, node in self.nodes.items() if name in kept})

    def columns(self, whole: "Chain") -> list[Column]:
        """Return the five columns, each ordered so that threads run as level as they can.

        ``whole`` is the chain from which this one was cut, for the totals.
        """
        columns: dict[str, list[Node]] = {kind: [] for kind in TITLES}
        for node in self.nodes.values():
            columns[node.kind].append(node)
        heights: dict[str, float] = {node.key: n for n, node in enumerate(columns["finding"])}
        columns["passage"].sort(key=lambda node: _level(heights, node.above))
        for kind in ("stake", "lead", "recommendation"):
            columns[kind].sort(key=lambda node: _level(heights, node.below))
            heights |= {node.key: n for n, node in enumerate(columns[kind])}
        totals = Counter(node.kind for node in whole.nodes.values())
        return [Column(kind, TITLES[kind], nodes, totals[kind]) for kind, nodes in columns.items()]

    def tree(self) -> list["Branch"]:
        """Return the chain from the top down; what is told already is only named again."""
        told: set[str] = set()
        roots = [node for node in reversed(self.nodes.values()) if not self._stands(node.above)]
        roots.sort(key=lambda node: (-list(TITLES).index(node.kind), node.number))
        return [self._branch(node, told) for node in roots]

    def _branch(self, node: Node, told: set[str], against: bool = False) -> "Branch":
        again = node.key in told and bool(self._stands(node.below))
        told.add(node.key)
        below = [] if again else [self.nodes[key] for key in self._stands(node.below)]
        branches = [self._branch(each, told, each.key in node.against) for each in below]
        return Branch(node, branches, again, against)

    def _stands(self, keys: Iterable[str]) -> list[str]:
        return [key for key in keys if key in self.nodes]

    def say(self, keys: Iterable[str]) -> None:
        """Write the sentence of each item of ``keys``."""
        for key in keys:
            self.nodes[key].sentence = self._sentence(self.nodes[key])

    def _sentence(self, node: Node) -> str:
        below, above = self._steps(node.key, "below"), self._steps(node.key, "above")
        if node.kind == "passage":
            supported = [key for key in node.above if key not in node.against]
            said = [
                sentences.cited_by(node.note, self._numbers(supported), self._numbers(node.against))
            ]
            above.pop("finding", None)
        else:
            said = [
                sentences.rests_on(sentences.named(node.kind, [node.number]), list(below.values()))
            ]
            said += [sentences.contradicted_by(len(node.against))] if node.against else []
        if node.kind != "recommendation" and (above or node.kind != "passage"):
            said.append(sentences.leads_to(list(above.values())))
        return " ".join(said)

    def _steps(self, key: str, direction: str) -> dict[str, str]:
        """Name the steps met on the way, the nearest kind first."""
        met = self._follow(key, direction) - {key}
        kinds = list(TITLES) if direction == "above" else list(reversed(TITLES))
        steps = {}
        for kind in kinds:
            found = [name for name in met if self.nodes[name].kind == kind]
            if kind == "passage":
                found = [name for name in found if self._supports(name, met | {key})]
            if found and kind == "passage":
                steps[kind] = sentences.passages(len(found))
            elif found:
                steps[kind] = sentences.named(kind, self._numbers(found))
        return steps

    def _supports(self, passage: str, thread: set[str]) -> bool:
        """Tell whether a passage speaks for a finding of ``thread``."""
        node = self.nodes[passage]
        return any(key in thread and key not in node.against for key in node.above)

    def _numbers(self, keys: Iterable[str]) -> list[int]:
        return sorted(self.nodes[key].number for key in keys)

    def _follow(self, key: str, direction: str) -> set[str]:
        found, waiting = {key}, [key]
        while waiting:
            for other in getattr(self.nodes[waiting.pop()], direction):
                if other not in found and other in self.nodes:
                    found.add(other)
                    waiting.append(other)
        return found


def _level(heights: dict[str, float], neighbours: Iterable[str]) -> float:
    """Return the mean height of the neighbours; items tied to nothing come last."""
    known = [heights[key] for key in neighbours if key in heights]
    return fmean(known) if known else float("inf")


def key_of(row: Finding | Upward | Passage) -> str:
    """Return the key of a row in the chain: « constat-12 »."""
    name = KEYS[str(row._meta.model_name)]
    return f"{name}-{row.uuid if isinstance(row, Passage) else row.number}"


def read_chain(study: Study, user: Any) -> Chain:
    """Read the chain of ``study`` as far as ``user`` sees it: nine queries, however long."""
    chain = Chain()
    findings = {row.pk: row for row in Finding.objects.visible_to(user).filter(study=study)}
    links = list(EvidenceLink.objects.visible_to(user).filter(finding__in=findings))
    passages = readable_passages({link.passage_id for link in links}, user)
    for passage in passages.values():
        chain.add(_passage_node(study, passage))
    for finding in findings.values():
        chain.add(_node(study, finding, finding.get_kind_display(), shape=finding.kind))
    for link in links:
        if link.passage_id in passages:
            chain.tie(
                key_of(passages[link.passage_id]),
                key_of(findings[link.finding_id]),
                against=link.side == EvidenceLink.Side.AGAINST,
            )
    _read_upwards(chain, study, user, findings)
    return chain


def _read_upwards(chain: Chain, study: Study, user: Any, findings: dict[int, Finding]) -> None:
    below: dict[int, Any] = dict(findings)
    for model in (Stake, Lead, Recommendation):
        rows = {row.pk: row for row in model.objects.visible_to(user).filter(study=study)}
        for row in rows.values():
            chain.add(_node(study, row, getattr(row, "addressee", "")))
        pairs = model.objects.filter(pk__in=rows).values_list("pk", model.rests_on)
        for upper, lower in pairs:
            if lower in below:
                chain.tie(key_of(below[lower]), key_of(rows[upper]))
        below = rows


def _passage_node(study: Study, passage: Passage) -> Node:
    words = " ".join(passage.quote().split())
    if len(words) > SHOWN:
        words = words[:SHOWN].rsplit(None, 1)[0] + "…"
    url = reverse("evidence:passage_detail", args=[study.slug, passage.uuid])
    label = _("« %(words)s »") % {"words": words}
    return Node(key_of(passage), "passage", 0, label, passage.said_by(), url)


def _node(study: Study, row: Finding | Upward, note: str, shape: str = "") -> Node:
    kind = str(row._meta.model_name)
    url = reverse(f"evidence:{kind}_detail", args=[study.slug, row.number])
    return Node(key_of(row), kind, row.number, str(row), note, url, shape)
