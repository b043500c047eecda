"""Who was met: interviews and people by step, kinds of actors by site."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ancrage.core.access import Role
from ancrage.core.charts import Bar, bars
from ancrage.fieldwork.models import ActorCategory, Interview, Participant
from ancrage.studies.access import memberships
from ancrage.studies.models import Site, Step, Study


@dataclass(frozen=True)
class StepCount:
    """« étape 2 : 143 entretiens, 412 personnes »."""

    step: Step
    interviews: int
    people: int


@dataclass(frozen=True)
class Heard:
    """One kind of actors: how many people, in all and on each site (in the order of the sites)."""

    category: ActorCategory
    total: int
    by_site: list[int]


def counts_by_step(study: Study, user: Any, sites: list[Site]) -> list[StepCount]:
    """Count interviews and people apart, for the steps that have some, in three queries."""
    interviews = Interview.objects.visible_to(user).filter(site__in=sites)
    people = Participant.objects.visible_to(user).filter(interview__site__in=sites)
    interviews_of = _count_by(interviews, "step")
    people_of = _count_by(people, "interview__step")
    return [
        StepCount(step, interviews_of[step.pk], people_of.get(step.pk, 0))
        for step in study.steps.visible_to(user)
        if step.pk in interviews_of
    ]


def _count_by(rows: QuerySet[Any], path: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(path).annotate(Count("pk")))


def own_sites(study: Study, user: Any, sites: list[Site]) -> list[Site]:
    """Keep the sites whose team ``user`` belongs to."""
    # access: a person's own roles
    own = set(memberships(user, Role.SITE).filter(study=study).values_list("site", flat=True))
    return [site for site in sites if site.pk in own]


def heard(study: Study, user: Any, sites: list[Site]) -> list[Heard]:
    """Count the people met by kind of actors and site, in two queries; nobody met is a zero."""
    counts = {
        (category, site): count
        for category, site, count in Participant.objects.visible_to(user)
        .filter(interview__site__in=sites)
        .order_by()
        .values_list("category", "interview__site")
        .annotate(Count("pk"))
    }
    rows = []
    for category in ActorCategory.objects.visible_to(user).filter(study=study):
        by_site = [counts.get((category.pk, site.pk), 0) for site in sites]
        rows.append(Heard(category, sum(by_site), by_site))
    return sorted(rows, key=lambda row: -row.total)


def drawn(rows: list[Heard]) -> SafeString | str:
    """Draw the people met by kind of actors; nothing where nobody was met."""
    values = [Bar(row.category.label, row.total) for row in rows]
    if not any(bar.value for bar in values):
        return ""
    # The drawing escapes its labels.
    return mark_safe(bars(values, title=_("Personnes rencontrées par catégorie d’acteurs")))  # noqa: S308
