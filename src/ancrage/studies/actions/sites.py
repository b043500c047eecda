"""Sites: where they are, what they work on, how far they are."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.studies.models import (
    Axis,
    Delivery,
    GridAnswer,
    RequiredOutput,
    Site,
    SiteStep,
    Step,
    Study,
    Theme,
    ThemeProposal,
)
from ancrage.territories.models import Territory


class NotTheOrder(Exception):
    """A theme can't begin before the one it replaces."""


@transaction.atomic
def add_site(
    *,
    study: Study,
    territory: Territory,
    name: str = "",
    order: int = 0,
    presentation: str = "",
    by: User | None,
) -> Site:
    """Take a territory of the official list into ``study``."""
    name = name or territory.name
    slug = base = slugify(name)[:50] or slugify(territory.name)[:50]
    taken = set(study.sites.values_list("slug", flat=True))
    rank = 2
    while slug in taken:
        slug, rank = f"{base}-{rank}", rank + 1
    site = Site.objects.create(
        study=study,
        territory=territory,
        name=name,
        slug=slug,
        order=order or len(taken) + 1,
        presentation=presentation,
    )
    journal.record("site.added", site, by=by)
    return site


@transaction.atomic
def change_theme(
    *,
    site: Site,
    axis: Axis,
    title: str,
    since: date,
    reason: str = "",
    agreed_by: str = "",
    by: User | None,
) -> Theme:
    """Give ``site`` a theme from ``since`` on; the earlier ones stay as its history.

    Raises
    ------
    NotTheOrder
        If a later theme is already recorded.
    """
    if site.themes.filter(since__gt=since).exists():
        raise NotTheOrder(
            _("Une thématique plus récente est déjà enregistrée. Donnez une date postérieure.")
        )
    theme = Theme.objects.create(
        site=site,
        axis=axis,
        title=title,
        since=since,
        reason=reason,
        agreed_by=agreed_by,
        recorded_by=by,
    )
    journal.record("theme.changed", theme, by=by)
    return theme


@transaction.atomic
def answer_grid(
    *, site: Site, axis: Axis, text: str, expected: int = 0, by: User | None
) -> GridAnswer:
    """Write what ``site`` says on a common axis; ``expected`` is the version it replaces."""
    answer, created = GridAnswer.objects.get_or_create(
        site=site, axis=axis, defaults={"text": text}
    )
    if not created:
        answer = editing.change(answer, expected=expected, text=text)
    journal.record("grid.answered", answer, by=by)
    return answer


@transaction.atomic
def plan_step(
    *, site: Site, step: Step, starts: date | None, ends: date | None, by: User | None
) -> SiteStep:
    """Say when ``site`` goes through ``step``."""
    planned, _created = SiteStep.objects.update_or_create(
        site=site, step=step, defaults={"starts": starts, "ends": ends}
    )
    journal.record("step.planned", planned, by=by)
    return planned


@transaction.atomic
def deliver(
    *, site: Site, output: RequiredOutput, on: date, proof: str, by: User | None
) -> Delivery:
    """Record that ``site`` delivered ``output``; recording it again corrects day and proof."""
    delivery, _created = Delivery.objects.update_or_create(
        site=site, output=output, defaults={"on": on, "proof": proof, "recorded_by": by}
    )
    journal.record("output.delivered", delivery, by=by)
    return delivery


@transaction.atomic
def withdraw_delivery(delivery: Delivery, *, by: User | None) -> None:
    """Say that the output is missing after all."""
    delivery.delete()
    journal.record("output.withdrawn", delivery, by=by)


@transaction.atomic
def require_output(*, step: Step, label: str, code: str, by: User | None) -> RequiredOutput:
    """Ask every site for one more output at ``step``."""
    output = RequiredOutput.objects.create(
        step=step, label=label, code=code, order=step.outputs.count()
    )
    journal.record("output.required", output, by=by)
    return output


class AlreadySettled(Exception):
    """A proposal of theme that was chosen or set aside is not settled again."""


@transaction.atomic
def propose_theme(*, site: Site, by: User | None, **values: Any) -> ThemeProposal:
    """Keep a theme that somebody proposes for ``site``, with who and why."""
    proposal = ThemeProposal.objects.create(site=site, **values)
    journal.record("themeproposal.added", proposal, by=by)
    return proposal


@transaction.atomic
def choose_proposal(
    proposal: ThemeProposal,
    *,
    since: date,
    reason: str,
    agreed_by: str,
    expected: int,
    by: User | None,
) -> Theme:
    """Make a proposal the theme of its site from ``since`` on.

    Raises
    ------
    AlreadySettled
        If it was chosen or set aside already.
    NotTheOrder
        If a later theme is already recorded.
    """
    _assert_open(proposal)
    theme = change_theme(
        site=proposal.site,
        axis=proposal.axis,
        title=proposal.title,
        since=since,
        reason=reason,
        agreed_by=agreed_by,
        by=by,
    )
    chosen = ThemeProposal.State.CHOSEN
    editing.change(proposal, expected=expected, state=chosen, reason=reason)
    journal.record("themeproposal.chosen", proposal, by=by)
    return theme


@transaction.atomic
def set_proposal_aside(
    proposal: ThemeProposal, *, reason: str, expected: int, by: User | None
) -> ThemeProposal:
    """Set a proposal aside and say why; it stays in sight.

    Raises
    ------
    AlreadySettled
        If it was chosen or set aside already.
    """
    _assert_open(proposal)
    aside = ThemeProposal.State.SET_ASIDE
    editing.change(proposal, expected=expected, state=aside, reason=reason)
    journal.record("themeproposal.set_aside", proposal, by=by)
    return proposal


def _assert_open(proposal: ThemeProposal) -> None:
    if proposal.state != ThemeProposal.State.OPEN:
        raise AlreadySettled(_("Cette proposition a déjà reçu sa suite."))
