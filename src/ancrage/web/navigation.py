"""The rail of a study: the rooms in the order of the method, as far as a person may use them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ancrage.core.access import Role
from ancrage.studies import access
from ancrage.studies.models import Study

ADMINS = frozenset({Role.ADMIN})
RESEARCHERS = frozenset(access.RESEARCHERS)
FIELD = RESEARCHERS | {Role.SITE, Role.VOLUNTEER}
ANCHORED = RESEARCHERS | {Role.SITE}
MET = ANCHORED | {Role.PARTNER}
EVERYONE = frozenset(access.MEMBERS)


@dataclass(frozen=True)
class Place:
    """A page that the rail may lead to."""

    label: str | Promise
    view: str
    roles: frozenset[Role] = EVERYONE


@dataclass(frozen=True)
class Section:
    """A stage of the method and its pages; the first page that one may open is its entrance."""

    label: str | Promise
    room: str
    pages: tuple[Place, ...]


@dataclass
class Link:
    """What the rail shows: ``current`` is « page », « true » (a page below) or empty."""

    label: str | Promise
    url: str
    current: str = ""
    pages: list["Link"] = field(default_factory=list)


SECTIONS = (
    Section(
        _("Tableau de bord"),
        "web",
        (
            Place(_("Où en sommes-nous ?"), "web:study_dashboard"),
            Place(_("D’un site à l’autre"), "web:site_comparison", RESEARCHERS),
        ),
    ),
    Section(
        _("Démarche"),
        "studies",
        (
            Place(_("Cadre de l’étude"), "studies:study_frame"),
            Place(_("Sites"), "studies:site_list"),
            Place(_("Étapes"), "studies:step_board"),
            Place(_("Calendrier"), "studies:calendar"),
            Place(_("Faits et sources"), "studies:fact_list"),
        ),
    ),
    Section(
        _("Terrain"),
        "fieldwork",
        (
            Place(_("Ce qui est rapporté"), "fieldwork:field_overview", FIELD),
            Place(_("Visites"), "fieldwork:visit_list", FIELD),
            Place(_("Équipes de visite"), "fieldwork:visitor_list", RESEARCHERS),
            Place(_("Mes notes"), "fieldwork:note_visits", RESEARCHERS | {Role.VOLUNTEER}),
            Place(_("Suites à donner"), "fieldwork:next_step_list", ANCHORED),
            Place(_("Entretiens"), "fieldwork:interview_list", FIELD),
            Place(_("Personnes rencontrées"), "fieldwork:participant_list", FIELD),
            Place(_("Consentements"), "fieldwork:consent_list", RESEARCHERS),
            Place(_("Enquêteurs"), "fieldwork:interviewer_list", RESEARCHERS),
            Place(_("Relecture des textes"), "fieldwork:text_list", RESEARCHERS),
            Place(_("Imports"), "fieldwork:batch_list", RESEARCHERS),
            Place(_("Envois gardés"), "fieldwork:kept_list", RESEARCHERS),
        ),
    ),
    Section(
        _("Analyse"),
        "coding",
        (
            Place(_("Notes et transcriptions"), "coding:document_list", FIELD),
            Place(_("Grille de codage"), "coding:code_list", RESEARCHERS),
            Place(_("Mémos"), "coding:memo_list", RESEARCHERS),
            Place(_("Recherche"), "coding:search", FIELD),
        ),
    ),
    Section(
        _("Constats"),
        "evidence",
        (
            Place(_("Constats"), "evidence:finding_list", ANCHORED),
            Place(_("Hypothèses"), "evidence:hypothesis_table", RESEARCHERS),
            Place(_("Chaîne de preuve"), "evidence:chain", RESEARCHERS),
            Place(_("Angles morts"), "evidence:blind_spots", RESEARCHERS),
        ),
    ),
    Section(
        _("Débats"),
        "deliberation",
        (Place(_("Débats et ateliers"), "deliberation:meeting_list", MET),),
    ),
    Section(
        _("Actions"),
        "plans",
        (Place(_("Actions"), "plans:action_board", ANCHORED | {Role.PARTNER}),),
    ),
    Section(
        _("Rapports"),
        "reports",
        (
            Place(_("Rapports"), "reports:report_list", RESEARCHERS),
            Place(_("Publications"), "publications:publication_list"),
        ),
    ),
    Section(
        _("Réglages"),
        "settings",
        (
            Place(_("Membres et accès"), "studies:member_list", ADMINS),
            Place(_("Qui voit quoi"), "studies:access_table", ADMINS),
            Place(_("Journal"), "studies:journal", ADMINS),
        ),
    ),
)


def roles_in(study: Study, user: Any) -> frozenset[Role]:
    """Return the roles that ``user`` holds in ``study`` today, in one query."""
    if not user.is_authenticated:
        return frozenset()
    # access: a person's own roles
    held = (
        access.memberships(user, *access.MEMBERS).filter(study=study).values_list("role", flat=True)
    )
    return frozenset(Role(role) for role in held)


def rail(study: Study, roles: frozenset[Role], at: ResolverMatch | None) -> list[Link]:
    """Return the sections that hold at least one page open to ``roles``."""
    here = _section_of(at)
    links = []
    for section in SECTIONS:
        pages = list(_open_pages(section.pages, study, roles, at))
        if not pages:
            continue
        inside = section is here
        current = "" if not inside else "page" if len(pages) == 1 and pages[0].current else "true"
        shown = pages if inside and len(pages) > 1 else []
        links.append(Link(section.label, pages[0].url, current, shown))
    return links


def safe_reverse(view: str, *args: str) -> str:
    """Return the URL of ``view``, or nothing where no room offers it."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


def _open_pages(
    places: Iterable[Place], study: Study, roles: frozenset[Role], at: ResolverMatch | None
) -> Iterable[Link]:
    for place in places:
        url = safe_reverse(place.view, study.slug) or safe_reverse(place.view)
        if url and roles & place.roles:
            here = at is not None and at.view_name == place.view
            yield Link(place.label, url, "page" if here else "")


def _section_of(at: ResolverMatch | None) -> Section | None:
    """Return the section of a page: the one that lists it, else the one of its room."""
    if at is None:
        return None
    for section in SECTIONS:
        if any(page.view == at.view_name for page in section.pages):
            return section
    return next((section for section in SECTIONS if section.room == at.app_name), None)
