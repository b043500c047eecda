"""Who writes and reads action sheets: the site's own team and the national team write them.

Elected members and partners of the site read them; residents read what was published, frozen.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.core.access import SEE, USE, WRITE, Role, Rule, declare
from ancrage.plans import models
from ancrage.studies.access import (
    ALL_STUDY,
    OWN_SITE,
    RESEARCHERS,
    in_study,
    memberships,
    on_own_site,
    studies_of,
)
from ancrage.studies.models import Site, Study

PUBLISHED = _("ce qui est publié et n’est pas retiré")


def studies_acting_for(user: Any) -> QuerySet[Study]:
    """Return the studies where ``user`` reads sheets, of every site or of one."""
    return studies_of(user, *RESEARCHERS, Role.SITE, Role.PARTNER)


def sites_read_by(user: Any) -> QuerySet[Site]:
    """Return the sites whose sheets ``user`` reads."""
    return _sites(user, Role.SITE, Role.PARTNER)


def sites_written_by(user: Any) -> QuerySet[Site]:
    """Return the sites whose sheets ``user`` writes."""
    return _sites(user, Role.SITE)


def _sites(user: Any, *own: Role) -> QuerySet[Site]:
    everywhere = Q(study__in=memberships(user, *RESEARCHERS).values("study"))
    here = Q(pk__in=memberships(user, *own).values("site"))
    return Site.objects.filter(everywhere | here).select_related("study")


def _of_site(path: str) -> list[Rule]:
    return [
        *(
            Rule(role, WRITE, in_study(f"{path}site__study", role), ALL_STUDY)
            for role in RESEARCHERS
        ),
        Rule(Role.SITE, WRITE, on_own_site(f"{path}site", Role.SITE), OWN_SITE),
        Rule(Role.PARTNER, SEE, on_own_site(f"{path}site", Role.PARTNER), OWN_SITE),
    ]


def _published(user: Any) -> Q:
    return Q(withdrawn_at=None)


declare(models.Action, _of_site(""))
declare(models.ActionDecision, _of_site("action__"))
declare(models.FollowUp, _of_site("action__"))
declare(models.PlainWords, _of_site(""))
declare(models.SiteReturn, [*_of_site(""), Rule(Role.ANONYMOUS, USE, _published, PUBLISHED)])
