"""Who takes part in a study."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.access import Role
from ancrage.studies.models import Membership, Site, Study


class AlreadyMember(Exception):
    """The person holds this role already."""


@transaction.atomic
def give_role(
    *,
    study: Study,
    user: User,
    role: Role,
    site: Site | None = None,
    starts: date | None = None,
    ends: date | None = None,
    by: User | None,
) -> Membership:
    """Give ``user`` a role in ``study``, on ``site`` for the roles of a site.

    Raises
    ------
    AlreadyMember
        If they hold that very role, and nothing says until when.
    """
    held = study.memberships.filter(user=user, role=role, site=site, ends=None)
    if ends is None and held.exists():
        raise AlreadyMember(
            _("Cette personne a déjà ce rôle. Mettez-y fin avant de le redonner, ou dites une fin.")
        )
    membership = Membership.objects.create(
        study=study, user=user, role=role, site=site, starts=starts, ends=ends
    )
    journal.record("member.added", membership, by=by)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, today: date, by: User | None) -> Membership:
    """End a membership: from this moment it gives no right; its period stays on record."""
    membership.ends = today - timedelta(days=1)
    if membership.starts and membership.starts > membership.ends:
        membership.starts = membership.ends
    membership.save(update_fields=["starts", "ends"])
    journal.record("member.ended", membership, by=by)
    return membership
