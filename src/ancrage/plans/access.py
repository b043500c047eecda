"""Who writes and reads action sheets: the site's own team and the national team write them.

Elected members and partners of the site read them; residents read what was published, frozen.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ancrage.core.access import SEE, USE, WRITE, Role, Rule, declare
from ancrage.plans import models
from ancrage.studies.access import ALL_STUDY, OWN_SITE, RESEARCHERS, in_study, on_own_site

PUBLISHED = _("ce qui est publié et n’est pas retiré")


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
declare(models.FollowUp, _of_site("action__"))
declare(models.SiteReturn, [*_of_site(""), Rule(Role.ANONYMOUS, USE, _published, PUBLISHED)])
