"""What a site still lacks before its teams can be sent: the gate of step 1, in words and links."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ancrage.fieldwork.models import (
    ActorCategory,
    ActorToMeet,
    Guide,
    InventoryItem,
    WorkingPaper,
)
from ancrage.studies.models import Site


@dataclass(frozen=True)
class Need:
    """One thing that the preparation of a site must hold, and where it is done."""

    label: str
    met: bool
    detail: str
    url: str


@dataclass(frozen=True)
class Readiness:
    """What the preparation of a site must hold, in the order of the method."""

    every: list[Need]

    @property
    def met(self) -> int:
        """How many of them it holds."""
        return len(self.held)

    @property
    def held(self) -> list[Need]:
        """What it holds."""
        return [need for need in self.every if need.met]

    @property
    def missing(self) -> list[Need]:
        """What it lacks."""
        return [need for need in self.every if not need.met]


@dataclass(frozen=True)
class Coverage:
    """How many bodies or kinds of people of a category are to be met, and how many were."""

    category: ActorCategory
    planned: int
    met: int


def coverage(site: Site, user: Any) -> list[Coverage]:
    """Return, for every category of the study, who is to be met at ``site``."""
    mine = Q(actors_to_meet__in=ActorToMeet.objects.visible_to(user).filter(site=site))
    met = mine & Q(actors_to_meet__state=ActorToMeet.State.MET)
    categories = ActorCategory.objects.visible_to(user).filter(study=site.study_id)
    counted = categories.annotate(
        planned=Count("actors_to_meet", filter=mine, distinct=True),
        met=Count("actors_to_meet", filter=met, distinct=True),
    )
    return [Coverage(row, row.planned, row.met) for row in counted]


def readiness(site: Site, user: Any) -> Readiness:
    """Say what the preparation of ``site`` holds and lacks, as far as ``user`` reads it."""
    return Readiness(
        [
            _theme(site, user),
            *_papers(site, user),
            _actors(site, user),
            _distant(site, user),
            *_inventory(site, user),
            _guide(site, user),
        ]
    )


def _here(view: str, site: Site, *more: str) -> str:
    return reverse(view, args=[site.study.slug, site.slug, *more])


def _theme(site: Site, user: Any) -> Need:
    theme = site.themes.visible_to(user).first()
    return Need(
        _("Une thématique choisie avec le site"),
        theme is not None,
        str(theme or ""),
        _here("studies:theme_change", site),
    )


def _papers(site: Site, user: Any) -> list[Need]:
    papers = {paper.kind: paper for paper in site.working_papers.visible_to(user)}
    needed = []
    for kind, label in WorkingPaper.Kind.choices:
        paper = papers.get(kind)
        detail = "" if paper is None else _("écrite, à arrêter") if not paper.settled_on else ""
        needed.append(
            Need(
                _("Une %(paper)s arrêtée avec le site") % {"paper": label},
                bool(paper and paper.settled_on),
                detail,
                _here("fieldwork:paper_detail", site, kind),
            )
        )
    return needed


def _actors(site: Site, user: Any) -> Need:
    covered = coverage(site, user)
    missing = [row.category.label for row in covered if not row.planned]
    return Need(
        _("Quelqu’un à rencontrer dans chaque catégorie d’acteurs"),
        bool(covered and not missing),
        _("il manque : %(names)s") % {"names": ", ".join(missing)} if missing else "",
        _here("fieldwork:preparation", site) + "#acteurs",
    )


def _distant(site: Site, user: Any) -> Need:
    distant = site.actors_to_meet.visible_to(user).filter(distant=True)
    return Need(
        _("Les plus éloignés des instances nommés"),
        distant.exists(),
        "",
        _here("fieldwork:preparation", site) + "#acteurs",
    )


def _inventory(site: Site, user: Any) -> list[Need]:
    held = set(site.inventory.visible_to(user).values_list("kind", flat=True))
    labels = {
        InventoryItem.Kind.PARTICIPATION: _(
            "L’inventaire des instances et des formes de participation"
        ),
        InventoryItem.Kind.INITIATIVE: _("L’inventaire des initiatives d’habitants"),
        InventoryItem.Kind.PARTNER: _("L’inventaire des actions de chaque partenaire"),
    }
    url = _here("fieldwork:preparation", site) + "#inventaire"
    return [Need(label, kind in held, "", url) for kind, label in labels.items()]


def _guide(site: Site, user: Any) -> Need:
    guides = Guide.objects.visible_to(user).filter(site=site)
    return Need(
        _("Un guide d’entretien arrêté pour l’étape 2"),
        guides.settled().exists(),
        "",
        _here("fieldwork:guide_list", site),
    )
