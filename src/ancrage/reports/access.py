"""Who may write reports and read publications."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.core.access import USE, WRITE, Action, Role, Rule, declare
from ancrage.reports.models import Correction, Printing, Publication, Report, Section, WordReturn
from ancrage.studies.access import (
    ALL_STUDY,
    MEMBERS,
    OWN_SITE,
    RESEARCHERS,
    in_study,
    memberships,
    on_own_site,
    studies_of,
)
from ancrage.studies.models import Study

SITE_AUDIENCE = _("ce qui est publié pour son site")
STUDY_AUDIENCE = _("ce qui est publié pour l’étude")
PUBLIC = _("ce qui est publié pour tout le monde")


def studies_written_by(user: Any) -> QuerySet[Study]:
    """Return the studies whose reports ``user`` writes."""
    return studies_of(user, *RESEARCHERS)


def corrected_by(user: Any) -> QuerySet[Publication]:
    """Return the editions that ``user`` may ask to correct: those their site was sent."""
    sites = memberships(user, Role.SITE).values("site")
    sent: QuerySet[Publication] = Publication.objects.visible_to(user).sent_to_sites()
    return sent.filter(report__site__in=sites)


def _researchers(study: str) -> list[Rule]:
    return [Rule(role, WRITE, in_study(study, role), ALL_STUDY) for role in RESEARCHERS]


def _public(user: Any) -> Q:
    return Q(audience=Publication.Audience.PUBLIC)


def _for_study(role: Role) -> Any:
    def when(user: Any) -> Q:
        return in_study("report__study", role)(user) & Q(audience=Publication.Audience.STUDY)

    return when


def _for_site(role: Role) -> Any:
    def when(user: Any) -> Q:
        sites = memberships(user, role).values("site")
        return Q(audience=Publication.Audience.SITE, report__site__in=sites)

    return when


declare(Report, _researchers("study"))
declare(Section, _researchers("report__study"))
declare(Printing, _researchers("report__study"))
declare(WordReturn, _researchers("report__study"))
declare(
    Publication,
    [
        Rule(Role.ANONYMOUS, USE, _public, PUBLIC),
        *[Rule(r, USE, in_study("report__study", r), ALL_STUDY) for r in RESEARCHERS],
        *[Rule(r, USE, _for_study(r), STUDY_AUDIENCE) for r in MEMBERS if r not in RESEARCHERS],
        *[Rule(r, USE, _for_site(r), SITE_AUDIENCE) for r in (Role.SITE, Role.PARTNER)],
    ],
)
# Researchers answer corrections; only the site rewords or withdraws its own.
declare(
    Correction,
    [
        *[
            Rule(
                role, USE | {Action.CHANGE}, in_study("publication__report__study", role), ALL_STUDY
            )
            for role in RESEARCHERS
        ],
        Rule(
            Role.SITE,
            WRITE,
            on_own_site("publication__report__site", Role.SITE),
            OWN_SITE,
        ),
    ],
)
