"""Who may see and make codings: the national team; what quotes a text follows the text.

Everybody in the team sees everybody's codings and memos, and takes back their own: two coders can
be compared only if neither rewrites the other.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ancrage.coding.models import Code, Coding, Memo
from ancrage.core.access import USE, WRITE, Action, Role, Rule, When, declare
from ancrage.studies.access import ALL_STUDY, RESEARCHERS, in_study

OWN = _("ce qu’elle a écrit elle-même")


def _own(study: str) -> When:
    in_its_study = in_study(study, Role.NATIONAL)

    def when(user: Any) -> Q:
        return in_its_study(user) & Q(author=user)

    return when


def _seen_by_all_changed_by_the_author(study: str) -> list[Rule]:
    return [
        Rule(Role.ADMIN, WRITE, in_study(study, Role.ADMIN), ALL_STUDY),
        Rule(Role.NATIONAL, USE, in_study(study, Role.NATIONAL), ALL_STUDY),
        Rule(Role.NATIONAL, frozenset({Action.CHANGE, Action.DELETE}), _own(study), OWN),
    ]


declare(Code, [Rule(role, WRITE, in_study("study", role), ALL_STUDY) for role in RESEARCHERS])
declare(Coding, _seen_by_all_changed_by_the_author("code__study"))
declare(Memo, _seen_by_all_changed_by_the_author("study"))
