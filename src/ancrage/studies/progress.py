"""How far sites are: the board site × step, and each step's gate.

A step is done when every required output is delivered, under way when one is or when its dates have
begun, to come otherwise.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ancrage.accounts.models import User
from ancrage.studies.models import Delivery, RequiredOutput, Site, SiteStep, Step, Study


class State(StrEnum):
    """Where a site is in a step."""

    DONE = "fait"
    UNDER_WAY = "en-cours"
    TO_COME = "a-venir"

    @property
    def label(self) -> str | Promise:
        """The state's name on screen."""
        return {
            State.DONE: pgettext_lazy("étape", "fait"),
            State.UNDER_WAY: _("en cours"),
            State.TO_COME: _("à venir"),
        }[self]


@dataclass(frozen=True)
class Gate:
    """What a step asks of a site, and what it got."""

    step: Step
    planned: SiteStep | None
    delivered: list[tuple[RequiredOutput, Delivery]]
    missing: list[RequiredOutput]
    today: date

    @property
    def state(self) -> State:
        """Where the site is in this step."""
        if self.delivered and not self.missing:
            return State.DONE
        begun = self.planned and self.planned.starts and self.planned.starts <= self.today
        return State.UNDER_WAY if self.delivered or begun else State.TO_COME

    @property
    def done_on(self) -> date | None:
        """The day of the last delivery, once nothing is missing."""
        return None if self.missing else max((d.on for _output, d in self.delivered), default=None)


def board(
    study: Study, user: User, *, today: date
) -> tuple[list[Step], list[tuple[Site, list[Gate]]]]:
    """Return the steps and, for each site, its gates, in a constant number of queries."""
    steps = list(_steps(study, user))
    sites = list(study.sites.visible_to(user))
    delivered: dict[int, dict[int, Delivery]] = defaultdict(dict)
    for delivery in Delivery.objects.visible_to(user).filter(site__study=study):
        delivered[delivery.site_id][delivery.output_id] = delivery
    rows = SiteStep.objects.visible_to(user).filter(site__study=study)
    planned = {(row.site_id, row.step_id): row for row in rows}
    return steps, [
        (
            site,
            [
                _gate(step, planned.get((site.pk, step.pk)), delivered[site.pk], today)
                for step in steps
            ],
        )
        for site in sites
    ]


def gates(site: Site, user: User, *, today: date) -> list[Gate]:
    """Return the gates of one site."""
    steps = _steps(site.study, user)
    delivered = {row.output_id: row for row in site.deliveries.visible_to(user)}
    planned = {row.step_id: row for row in site.site_steps.visible_to(user)}
    return [_gate(step, planned.get(step.pk), delivered, today) for step in steps]


def _steps(study: Study, user: User) -> QuerySet[Step]:
    """Return the steps, each with the outputs ``expected`` that ``user`` may read."""
    outputs = RequiredOutput.objects.visible_to(user)
    return study.steps.visible_to(user).prefetch_related(
        Prefetch("outputs", outputs, to_attr="expected")
    )


def _gate(
    step: Step, planned: SiteStep | None, delivered: dict[int, Delivery], today: date
) -> Gate:
    return Gate(
        step=step,
        planned=planned,
        delivered=[(o, delivered[o.pk]) for o in step.expected if o.pk in delivered],
        missing=[o for o in step.expected if o.pk not in delivered],
        today=today,
    )
