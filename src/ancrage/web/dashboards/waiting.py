"""What waits for a person: texts to read, claims without evidence, actions without news."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from ancrage.core.access import Role
from ancrage.evidence import blind_spots
from ancrage.evidence.models import EvidenceLink
from ancrage.fieldwork.models import ImportBatch, LogEntry, TextVersion
from ancrage.plans.models import Action, FollowUp
from ancrage.reports.models import Correction
from ancrage.studies.access import MEMBERS, memberships
from ancrage.studies.models import Fact, Membership, Study
from ancrage.web.navigation import ANCHORED, RESEARCHERS, safe_reverse

Counts = dict[int, int]


@dataclass(frozen=True)
class Waiting:
    """« 6 transcriptions à relire », and where to do it (empty where no room offers it yet)."""

    count: int
    text: str
    url: str


@dataclass(frozen=True)
class _Kind:
    """One reason to come back: how many per study, said how, done where."""

    counts: Callable[[Any, list[int]], Counts]
    sentence: Any
    view: str
    query: str = ""
    roles: frozenset[Role] = RESEARCHERS


def held_roles(user: Any) -> dict[int, list[Membership]]:
    """Return the memberships that ``user`` holds today, by study, in one query."""
    held = defaultdict(list)
    # access: a person's own roles
    for membership in memberships(user, *MEMBERS).select_related("site"):
        held[membership.study_id].append(membership)
    return held


def waiting_for(user: Any, studies: Iterable[Study]) -> dict[int, list[Waiting]]:
    """Return what waits in each study where ``user`` has something to do, in constant queries."""
    held = held_roles(user)
    roles = {
        study: {Role(membership.role) for membership in held[study.pk]}
        for study in studies
        if held[study.pk]
    }
    worked_on = {study.pk: study for study in roles if ANCHORED & roles[study]}
    found: dict[int, list[Waiting]] = {pk: [] for pk in worked_on}
    for kind in KINDS:
        asked = [pk for pk, study in worked_on.items() if kind.roles & roles[study]]
        for pk, count in kind.counts(user, asked).items() if asked else ():
            if count and pk in asked:
                found[pk].append(_waiting(kind, count, worked_on[pk]))
    return found


def _waiting(kind: _Kind, count: int, study: Study) -> Waiting:
    url = safe_reverse(kind.view, study.slug)
    return Waiting(count, kind.sentence % {"count": count}, f"{url}{kind.query}" if url else "")


def _by(rows: QuerySet[Any], path: str) -> Counts:
    return dict(rows.order_by().values_list(path).annotate(Count("pk", distinct=True)))


def _batches(user: Any, studies: list[int]) -> Counts:
    ready = ImportBatch.objects.visible_to(user).filter(
        study__in=studies, status__in=[ImportBatch.Status.READY, ImportBatch.Status.REFUSED]
    )
    return _by(ready, "study")


def _late_steps(user: Any, studies: list[int]) -> Counts:
    entries = LogEntry.objects.visible_to(user).late(timezone.localdate())
    return _by(entries.filter(site__study__in=studies), "site__study")


def _unreviewed(user: Any, studies: list[int]) -> Counts:
    texts = TextVersion.objects.visible_to(user).current().filter(reviewed_at=None)
    return _by(texts.filter(document__interview__study__in=studies), "document__interview__study")


def _unsupported(user: Any, studies: list[int]) -> Counts:
    return _by(blind_spots.unsupported(studies, user), "study")


def _unquoted_sites(user: Any, studies: list[int]) -> Counts:
    """Count the sites that nobody quotes, in the studies where something is quoted."""
    quoting = EvidenceLink.objects.visible_to(user).filter(finding__study__in=studies)
    sites = blind_spots.unheard(studies, user)
    return _by(sites.filter(study__in=quoting.values("finding__study")), "study")


def _unchallenged(user: Any, studies: list[int]) -> Counts:
    """Count the hypotheses that findings speak of and that nothing opposes."""
    return _by(blind_spots.unchallenged(studies, user).filter(spoken_of=True), "study")


def _undecided(user: Any, studies: list[int]) -> Counts:
    """Count the contradictions between sources of which no value is displayed yet."""
    facts = Fact.objects.visible_to(user).filter(study__in=studies)
    return facts.undecided().contradictions()


def _untold_actions(user: Any, studies: list[int]) -> Counts:
    due = FollowUp.objects.visible_to(user).due(timezone.localdate())
    path = "action__site__study"
    counted = due.filter(**{f"{path}__in": studies}).order_by().values_list(path)
    return dict(counted.annotate(Count("action", distinct=True)))


def _late_actions(user: Any, studies: list[int]) -> Counts:
    late = Action.objects.visible_to(user).late(timezone.localdate())
    return _by(late.filter(site__study__in=studies), "site__study")


def _unanswered(user: Any, studies: list[int]) -> Counts:
    asked = Correction.objects.visible_to(user).pending()
    path = "publication__report__study"
    return _by(asked.filter(**{f"{path}__in": studies}), path)


KINDS = (
    _Kind(
        _untold_actions,
        ngettext_lazy(
            "%(count)s action dont le suivi est à relever",
            "%(count)s actions dont le suivi est à relever",
            "count",
        ),
        "plans:action_board",
        "?voir=a-relever",
        ANCHORED,
    ),
    _Kind(
        _late_actions,
        ngettext_lazy(
            "%(count)s action dont le terme est passé",
            "%(count)s actions dont le terme est passé",
            "count",
        ),
        "plans:action_board",
        "?voir=en-retard",
        ANCHORED,
    ),
    _Kind(
        _unanswered,
        ngettext_lazy(
            "%(count)s correction demandée attend une réponse",
            "%(count)s corrections demandées attendent une réponse",
            "count",
        ),
        "reports:report_list",
    ),
    _Kind(
        _batches,
        ngettext_lazy("%(count)s import à confirmer", "%(count)s imports à confirmer", "count"),
        "fieldwork:batch_list",
    ),
    _Kind(
        _late_steps,
        ngettext_lazy(
            "%(count)s suite à donner en retard", "%(count)s suites à donner en retard", "count"
        ),
        "fieldwork:next_step_list",
    ),
    _Kind(
        _unreviewed,
        ngettext_lazy("%(count)s texte à relire", "%(count)s textes à relire", "count"),
        "coding:document_list",
        "?relecture=non",
    ),
    _Kind(
        _unsupported,
        ngettext_lazy("%(count)s constat sans preuve", "%(count)s constats sans preuve", "count"),
        "evidence:blind_spots",
    ),
    _Kind(
        _unquoted_sites,
        ngettext_lazy(
            "%(count)s site que personne ne cite", "%(count)s sites que personne ne cite", "count"
        ),
        "evidence:blind_spots",
    ),
    _Kind(
        _unchallenged,
        ngettext_lazy(
            "%(count)s hypothèse sans contre-preuve",
            "%(count)s hypothèses sans contre-preuve",
            "count",
        ),
        "evidence:blind_spots",
    ),
    _Kind(
        _undecided,
        ngettext_lazy(
            "%(count)s contradiction entre sources à trancher",
            "%(count)s contradictions entre sources à trancher",
            "count",
        ),
        "studies:fact_list",
        "?voir=a-trancher",
    ),
)
