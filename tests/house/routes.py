"""Each route of the site, declared: what it shows, and who may open it.

An undeclared route fails the permission matrix. The expected answer is read from the access
table: whoever may do ``action`` on the target opens the page, everybody else gets a 404.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from ancrage.accounts.models import User
from ancrage.core.access import Action, Role, allowed
from ancrage.studies.models import Membership
from tests.house.world import World

Targets = Callable[[World], list[tuple[dict[str, Any], Model | None]]]

STUDY: Targets = lambda w: [({"study": w["study"].slug}, w["study"])]  # noqa: E731


@dataclass(frozen=True)
class Route:
    """One declared route."""

    targets: Targets = lambda w: [({}, None)]
    action: Action = Action.READ
    public: bool = False
    roles: frozenset[Role] | None = None
    success: tuple[int, ...] = (200,)
    parameters: tuple[str, ...] = ()
    query: str = ""

    def opens(self, person: User | None, target: Model | None) -> bool:
        """Tell what the access table says of ``person`` before ``target``."""
        if self.public or person is None:
            return self.public
        if target is None:
            return True
        if self.roles is not None:
            study = getattr(target, "study", target)
            active = Membership.objects.active(date.today())
            return active.filter(user=person, study=study, role__in=self.roles).exists()
        rows = type(target)._default_manager.filter(allowed(type(target), self.action, person))
        return rows.filter(pk=target.pk).exists()

    def expected(self, person: User | None, target: Model | None) -> tuple[int, ...]:
        """Return the statuses that a GET by ``person`` may have."""
        if self.opens(person, target):
            return self.success
        return (302,) if person is None else (404,)


RESEARCHERS = frozenset({Role.ADMIN, Role.NATIONAL})

ROUTES: dict[str, Route] = {
    "web:home": Route(),
    "web:study_dashboard": Route(STUDY),
    "web:site_dashboard": Route(
        lambda w: [
            ({"study": w["study"].slug, "site": w[name].slug}, w[name])
            for name in ("site", "other_site")
        ]
    ),
    "web:gallery": Route(),
    "web:accessibility": Route(public=True),
    "web:livez": Route(public=True),
    "web:readyz": Route(public=True),
    "accounts:login": Route(public=True),
    "accounts:logout": Route(public=True, success=(302, 405)),
    "accounts:profile": Route(),
    "accounts:password_change": Route(),
    "accounts:password_choose": Route(
        lambda w: [({"uidb64": "MQ", "token": "set-password"}, None)],
        public=True,
    ),
    "accounts:language": Route(public=True, success=(405,)),
    "territories:territory_search": Route(parameters=("q", "champ")),
}
