"""The declared access table: role × model × action → condition. Deny by default.

Each room's ``access.py`` declares its rows; querysets, templates, the test matrix and the
documentation page all read this one table.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# An account or an anonymous visitor; ``accounts`` stands above this room.
Person = Any
When = Callable[[Any], Q]


class Role(StrEnum):
    """Everybody who can stand before a page. Memberships give roles, by period."""

    ANONYMOUS = "anonyme"
    READER = "lecture"
    NATIONAL = "equipe_nationale"
    SITE = "equipe_site"
    VOLUNTEER = "benevole"
    PARTNER = "partenaire"
    ADMIN = "administration"
    INSTANCE = "instance"

    @property
    def label(self) -> str | Promise:
        """The role's name on screen."""
        return ROLE_LABELS[self]


ROLE_LABELS: dict[Role, Promise] = {
    Role.ANONYMOUS: _("visiteur sans compte"),
    Role.READER: _("lecture"),
    Role.NATIONAL: _("équipe nationale"),
    Role.SITE: _("équipe du site"),
    Role.VOLUNTEER: _("bénévole d’une visite"),
    Role.PARTNER: _("élu ou partenaire du site"),
    Role.ADMIN: _("administration de l’étude"),
    Role.INSTANCE: _("administration de l’installation"),
}


class Action(StrEnum):
    """What may be done with a row."""

    LIST = "lister"
    READ = "lire"
    CHANGE = "modifier"
    DELETE = "supprimer"
    EXPORT = "exporter"
    SEARCH = "chercher"
    COUNT = "compter"

    @property
    def label(self) -> str | Promise:
        """The action's name on screen."""
        return ACTION_LABELS[self]


ACTION_LABELS: dict[Action, Promise] = {
    Action.LIST: _("voir dans une liste"),
    Action.READ: _("lire"),
    Action.CHANGE: _("écrire"),
    Action.DELETE: _("supprimer"),
    Action.EXPORT: _("exporter"),
    Action.SEARCH: _("chercher"),
    Action.COUNT: _("compter"),
}
SEE = frozenset({Action.LIST, Action.READ, Action.SEARCH, Action.COUNT})
USE = SEE | {Action.EXPORT}
WRITE = USE | {Action.CHANGE, Action.DELETE}


@dataclass(frozen=True)
class Rule:
    """One row of the table: ``role`` may do ``actions`` where ``when`` holds."""

    role: Role
    actions: frozenset[Action]
    when: When
    condition: str | Promise

    @property
    def in_order(self) -> list[Action]:
        """The actions in the order in which they are declared."""
        return [action for action in Action if action in self.actions]


_TABLE: dict[type[Model], tuple[Rule, ...]] = {}


def declare(model: type[Model], rules: Iterable[Rule]) -> None:
    """Declare every rule of ``model``, once."""
    if model in _TABLE:
        raise ValueError(f"The access of {model.__name__} is declared twice.")
    _TABLE[model] = tuple(rules)


def table() -> dict[type[Model], tuple[Rule, ...]]:
    """Return a copy of the whole declared table."""
    return dict(_TABLE)


def allowed(model: type[Model], action: Action, user: Person) -> Q:
    """Return the condition under which ``user`` may do ``action`` on rows of ``model``.

    Raises
    ------
    LookupError
        If nothing is declared for ``model``: access is never assumed.
    """
    if model not in _TABLE:
        raise LookupError(f"No access is declared for {model.__name__}.")
    condition = Q(pk__in=[])
    for rule in _TABLE[model]:
        if action in rule.actions and (rule.role is Role.ANONYMOUS or user.is_authenticated):
            condition |= rule.when(user)
    return condition


def anyone(user: Person) -> Q:
    """Hold for everybody."""
    return Q(pk__isnull=False)
