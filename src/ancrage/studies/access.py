"""Who may see and change a study's frame; and the conditions that rooms above build on."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ancrage.core import clock
from ancrage.core.access import SEE, USE, WRITE, Action, Role, Rule, When, declare, table
from ancrage.core.models import JournalEntry
from ancrage.studies import models
from ancrage.studies.models import Membership
from ancrage.studies.models.membership import ON_A_SITE

RESEARCHERS = (Role.ADMIN, Role.NATIONAL)
MEMBERS = (Role.ADMIN, Role.NATIONAL, Role.SITE, Role.VOLUNTEER, Role.PARTNER, Role.READER)


def memberships(user: Any, *roles: Role) -> QuerySet[Membership]:
    """Return the memberships with one of ``roles`` that ``user`` holds today."""
    return Membership.objects.active(clock.today()).filter(user=user, role__in=roles)


def studies_of(user: Any, *roles: Role) -> QuerySet[models.Study]:
    """Return the studies in which ``user`` holds one of ``roles`` today."""
    return models.Study.objects.filter(pk__in=memberships(user, *roles).values("study"))


def in_study(path: str, *roles: Role) -> When:
    """Hold on rows whose study, at ``path``, is one where the person holds one of ``roles``."""

    def when(user: Any) -> Q:
        return Q(**{f"{path}__in": memberships(user, *roles).values("study")})

    return when


def on_own_site(path: str, *roles: Role) -> When:
    """Hold on rows whose site, at ``path``, is one where the person holds one of ``roles``."""

    def when(user: Any) -> Q:
        return Q(**{f"{path}__in": memberships(user, *roles).values("site")})

    return when


def may_add(user: Any, model: type[Model], study: models.Study) -> bool:
    """Tell whether one of the roles that ``user`` holds in ``study`` may write rows of ``model``.

    On which site is checked on the row itself, once written and before it is kept.
    """
    return memberships(user, *_writers(model)).filter(study=study).exists()


def may_add_on_site(user: Any, model: type[Model], site: models.Site) -> bool:
    """Tell whether ``user`` may write rows of ``model`` for ``site``."""
    here = Q(role__in=ON_A_SITE, site=site) | ~Q(role__in=ON_A_SITE)
    return memberships(user, *_writers(model)).filter(here, study=site.study_id).exists()


def sites_to_write(user: Any, model: type[Model], study: models.Study) -> set[int]:
    """Return the keys of the sites of ``study`` for which ``user`` may write rows of ``model``."""
    held = list(memberships(user, *_writers(model)).filter(study=study).values_list("role", "site"))
    if any(role not in ON_A_SITE for role, _site in held):
        return set(models.Site.objects.filter(study=study).values_list("pk", flat=True))
    return {site for _role, site in held if site is not None}


def sites_prepared_for(user: Any) -> QuerySet[models.Site]:
    """Return the sites whose preparation ``user`` reads: theirs, or all those of the study."""
    own = memberships(user, Role.SITE, Role.PARTNER).values("site")
    return models.Site.objects.filter(in_study("study", *RESEARCHERS)(user) | Q(pk__in=own))


def may_give_link(by: Any, user: Any) -> bool:
    """Tell whether ``by`` may hand ``user`` a new password, and so could act in their name.

    Only if that opens nothing to ``by``: no other study, no power over the installation.
    """
    if user.pk == by.pk or user.is_instance_admin:
        return False
    if user.may_create_studies and not by.may_create_studies:
        return False
    administered = memberships(by, Role.ADMIN).values("study")
    return not Membership.objects.filter(user=user).exclude(study__in=administered).exists()


def _writers(model: type[Model]) -> list[Role]:
    """Return the roles that may write rows of ``model``, be it on one site only."""
    return [rule.role for rule in table()[model] if Action.CHANGE in rule.actions]


ALL_STUDY = _("toute l’étude")
OWN_SITE = _("son site")


def frame(study: str) -> list[Rule]:
    """Return the rules of a row of the study's design: members read, administrators write."""
    rules = [Rule(Role.ADMIN, WRITE, in_study(study, Role.ADMIN), ALL_STUDY)]
    rules += [
        Rule(role, USE, in_study(study, role), ALL_STUDY) for role in MEMBERS if role != Role.ADMIN
    ]
    return rules


def site_frame(study: str, site: str) -> list[Rule]:
    """Return the rules of a row that a site's team and the national team write too."""
    return [
        *frame(study),
        Rule(Role.NATIONAL, WRITE, in_study(study, Role.NATIONAL), ALL_STUDY),
        Rule(Role.SITE, WRITE, on_own_site(site, Role.SITE), OWN_SITE),
    ]


declare(models.Study, frame("pk"))
for model in (
    models.Objective,
    models.Hypothesis,
    models.Axis,
    models.FunderQuestion,
    models.PriorFinding,
    models.Partner,
    models.Source,
    models.Fact,
    models.Step,
    models.Site,
):
    declare(model, frame("study"))
declare(models.Claim, frame("fact__study"))
declare(models.RequiredOutput, frame("step__study"))
for model in (
    models.Theme,
    models.ThemeProposal,
    models.GridAnswer,
    models.SiteStep,
    models.Delivery,
):
    declare(model, site_frame("site__study", "site"))
declare(models.Milestone, site_frame("study", "site"))
declare(
    JournalEntry,
    [
        Rule(
            Role.ADMIN,
            SEE,
            lambda user: Q(study__in=memberships(user, Role.ADMIN).values("study__uuid")),
            ALL_STUDY,
        )
    ],
)
declare(
    models.Membership,
    [
        Rule(Role.ADMIN, WRITE, in_study("study", Role.ADMIN), ALL_STUDY),
        Rule(Role.NATIONAL, SEE, in_study("study", Role.NATIONAL), ALL_STUDY),
    ],
)
