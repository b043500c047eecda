"""Tags of the base page and of dashboards."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString

from ancrage.core.access import Role
from ancrage.studies.models import Membership, Study
from ancrage.web import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def study_roles(context: template.Context, study: Study) -> frozenset[Role]:
    """Return the roles of the person in ``study``."""
    return navigation.roles_in(study, context["request"].user)


@register.simple_tag(takes_context=True)
def study_rail(
    context: template.Context, study: Study, roles: frozenset[Role]
) -> list[navigation.Link]:
    """Return the links of the rail."""
    return navigation.rail(study, roles, context["request"].resolver_match)


@register.simple_tag
def url_or_nothing(view: str, *args: Any) -> str:
    """Reverse ``view``; where no room offers it, return nothing."""
    return navigation.safe_reverse(view, *args)


@register.simple_tag(takes_context=True)
def block_again(context: template.Context, name: str) -> SafeString:
    """Render a block of the page a second time: the title is also the heading."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block(name).render(context)


@register.filter
def first_sentence(text: str) -> str:
    """Return the first sentence of ``text``, whole."""
    return re.split(r"(?<=[.!?…])\s", text.strip(), maxsplit=1)[0]


@register.filter
def may_search(roles: frozenset[Role]) -> bool:
    """Tell whether these roles search texts."""
    return bool(roles & navigation.FIELD)


@register.filter
def item(values: Sequence[Any], index: int) -> Any:
    """Return the value at ``index``."""
    return values[index]


@register.simple_tag
def demo_members() -> Iterable[Membership]:
    """Return the accounts that anyone may try in the demonstration, and nowhere else."""
    if not settings.DEMO:
        return []
    # access: the demonstration shows its invented accounts to everybody
    members = Membership.objects.filter(study__slug=settings.DEMO_STUDY)
    return members.select_related("user", "site").order_by("pk")


@register.simple_tag
def demo_password() -> str:
    """Return the password of every demonstration account."""
    return settings.DEMO_PASSWORD
