"""Who is who in a study, by period."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.access import Role
from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.studies.models.sites import Site
from ancrage.studies.models.study import Study

GIVEN = [Role.ADMIN, Role.NATIONAL, Role.SITE, Role.VOLUNTEER, Role.PARTNER, Role.READER]
ON_A_SITE = [Role.SITE, Role.PARTNER]


class MembershipQuerySet(AccessQuerySet):
    """Readings of memberships."""

    def active(self, day: date) -> Self:
        """Keep the memberships in force on ``day``: a former member has no right left."""
        started = Q(starts=None) | Q(starts__lte=day)
        not_ended = Q(ends=None) | Q(ends__gte=day)
        return self.filter(started, not_ended, user__is_active=True)


class Membership(Versioned):
    """A role that an account holds in a study, on one site for those of a site."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("compte")
    )
    role = models.CharField(_("rôle"), max_length=20, choices=[(r, r.label) for r in GIVEN])
    site = models.ForeignKey(
        Site, models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    starts = models.DateField(_("depuis le"), null=True, blank=True)
    ends = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "role"]
        verbose_name = _("membre")
        constraints = [
            models.UniqueConstraint(
                fields=["study", "user", "role"],
                condition=Q(site=None, ends=None),
                name="membership_study_role_once",
            ),
            models.UniqueConstraint(
                fields=["study", "user", "role", "site"],
                condition=Q(ends=None),
                name="membership_site_role_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=ON_A_SITE, site__isnull=False)
                | (~Q(role__in=ON_A_SITE) & Q(site=None)),
                name="membership_site_for_site_roles",
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"
