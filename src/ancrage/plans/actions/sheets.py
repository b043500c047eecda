"""Write action sheets, and tie each to the leads that it takes up."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.evidence.models import Lead
from ancrage.fieldwork.actions import names_taken_out
from ancrage.plans.actions import refusals
from ancrage.plans.models import Action
from ancrage.studies.models import Site

# What is typed freely: names of people met in confidence are taken out of it. Who leads an action,
# who decided and to whom it is handed are ordinary facts, in clear.
FREE: Final = ("title", "why", "with_whom", "means", "first_step", "sign")
Clean = Callable[[str], str]


@transaction.atomic
def write_sheet(
    *,
    site: Site,
    by: User | None,
    leads: Iterable[Lead] = (),
    number: int | None = None,
    clean: Clean | None = None,
    **values: Any,
) -> Action:
    """Write a proposed action of ``site``; ``clean`` takes names out of what is typed freely.

    Raises
    ------
    TermTooEarly
        If its term precedes its start.
    """
    refuse_term_before_start(values)
    sheet: Action = Action.objects.create(
        site=site,
        number=number or _next_number(site),
        **_cleaned(values, clean or names_taken_out(site.pk)),
    )
    _take_up(sheet, leads)
    journal.record("action.written", sheet, by=by)
    return sheet


@transaction.atomic
def change_sheet(
    sheet: Action, *, expected: int, by: User | None, leads: Iterable[Lead], **values: Any
) -> Action:
    """Change what a sheet says; a new term may be reminded again.

    Raises
    ------
    Refusal
        If its term precedes its start, or an adopted action loses its owner or its date.
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    refuse_unfit(sheet.state, values)
    if values.get("due_on") != sheet.due_on:
        values["reminded_at"] = None
    editing.change(sheet, expected=expected, **_cleaned(values, names_taken_out(sheet.site_id)))
    _take_up(sheet, leads)
    journal.record("action.changed", sheet, by=by)
    return sheet


@transaction.atomic
def remove_sheet(sheet: Action, *, by: User | None) -> None:
    """Delete a sheet on which nothing was decided.

    Raises
    ------
    Decided
        If the site decided something on it: it is dropped with a reason, never erased.
    """
    if sheet.decisions.exists():
        raise refusals.Decided(
            _(
                "Cette fiche porte une décision : elle ne se supprime plus. Abandonnez l’action en "
                "disant pourquoi ; les habitants liront la raison."
            )
        )
    journal.record("action.removed", sheet, by=by)
    sheet.delete()


def refuse_unfit(state: str, values: Mapping[str, Any]) -> None:
    """Raise where a sheet in ``state`` can't say ``values``.

    Raises
    ------
    Refusal
        If its term precedes its start, or an adopted action has no owner or no term.
    """
    refuse_term_before_start(values)
    if state in (Action.State.ADOPTED, Action.State.DONE):
        refuse_without_owner_or_term(values.get("led_by"), values.get("due_on"))


def refuse_term_before_start(values: Mapping[str, Any]) -> None:
    """Raise where a term precedes the start that it is given with."""
    starts, due = values.get("starts_on"), values.get("due_on")
    if starts and due and due < starts:
        raise refusals.TermTooEarly(
            _("Le terme précède le début de l’action. Corrigez l’une des deux dates.")
        )


def refuse_without_owner_or_term(led_by: Any, due_on: Any) -> None:
    """Raise where an adopted action would have nobody to lead it, or no date."""
    if not str(led_by or "").strip():
        raise refusals.NoOwner(
            _("Une action adoptée a un porteur : dites quel service ou organisme la conduit.")
        )
    if due_on is None:
        raise refusals.NoTerm(_("Une action adoptée a un terme : dites pour quand."))


def _next_number(site: Site) -> int:
    last = Action.objects.filter(site=site).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _cleaned(values: dict[str, Any], clean: Clean) -> dict[str, Any]:
    return {
        name: clean(value) if name in FREE and value else value for name, value in values.items()
    }


def _take_up(sheet: Action, leads: Iterable[Lead]) -> None:
    chosen = list(leads)
    for lead in chosen:
        if lead.study_id != sheet.site.study_id:
            raise ValueError(f"Lead {lead.pk} is not of study {sheet.site.study_id}.")
    sheet.leads.set(chosen)
