"""What residents read of their site: said in plain words, published as frozen editions."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.core.frozen import Frozen, digest
from ancrage.evidence.models import Stake
from ancrage.fieldwork.actions import names_taken_out
from ancrage.plans import gate
from ancrage.plans.actions import refusals
from ancrage.plans.actions.sheets import Clean
from ancrage.plans.models import PlainWords, SiteReturn
from ancrage.studies.models import Site


@transaction.atomic
def say_plainly(
    *,
    site: Site,
    stake: Stake,
    text: str,
    expected: int | None,
    by: User | None,
    clean: Clean | None = None,
) -> PlainWords:
    """Write or rewrite a stake in plain words; ``expected`` is ``None`` where nobody did yet.

    Raises
    ------
    StaleEdit
        If somebody wrote since.
    """
    words = (clean or names_taken_out(site.pk))(text)
    said = PlainWords.objects.filter(site=site, stake=stake).first()
    if said is None:
        said = PlainWords.objects.create(site=site, stake=stake, text=words)
    else:
        editing.change(said, expected=expected or 0, text=words)
    journal.record("plainwords.written", said, by=by)
    return said


@transaction.atomic
def publish_return(*, site: Site, by: User | None, now: datetime) -> SiteReturn:
    """Freeze and publish the next edition of the page of ``site``.

    Raises
    ------
    gate.NotReady
        While anything stands in the way.
    """
    Site.objects.select_for_update().get(pk=site.pk)
    last = SiteReturn.objects.filter(site=site).aggregate(last=Max("edition"))["last"]
    draft = gate.compose(site, now=now, edition=(last or 0) + 1)
    if draft.obstacles:
        raise gate.NotReady(draft.obstacles)
    return _keep(site, draft.data, by=by, at=now)


@transaction.atomic
def restore_return(
    *, site: Site, frozen: Frozen, by: User | None, withdrawn_at: datetime | None = None
) -> SiteReturn:
    """Put back an edition as it was published elsewhere."""
    at = datetime.fromisoformat(frozen["published_at"])
    edition = _keep(site, frozen, by=by, at=at)
    if withdrawn_at:
        edition.withdraw(at=withdrawn_at)
    return edition


@transaction.atomic
def withdraw_return(edition: SiteReturn, *, by: User | None, now: datetime) -> None:
    """Take an edition out of everybody's sight; the one before it, if any, is read again.

    Raises
    ------
    NotWithdrawn
        If it already was.
    """
    if edition.withdrawn_at:
        raise refusals.NotWithdrawn(_("Cette édition est déjà retirée. Rien n’a changé."))
    edition.withdraw(at=now)
    journal.record("return.withdrawn", edition, by=by)


def _keep(site: Site, frozen: Frozen, *, by: User | None, at: datetime) -> SiteReturn:
    edition: SiteReturn = SiteReturn.objects.create(
        site=site,
        edition=frozen["edition"],
        frozen=frozen,
        digest=digest(frozen),
        published_at=at,
        published_by=by,
    )
    journal.record("return.published", edition, by=by)
    return edition
