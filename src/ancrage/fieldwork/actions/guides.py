"""Write the questions that teams take to the field, edition after edition."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.fieldwork.models import Guide, GuideQuestion
from ancrage.studies.models import Axis, Site, Step

FIELDS = ("axis", "order", "text", "prompts")


class GuideSettled(Exception):
    """A settled guide no longer changes."""


class NoQuestion(Exception):
    """A guide without a question can't be taken to the field."""


@transaction.atomic
def open_guide(*, site: Site, step: Step, today: date, by: User | None) -> Guide:
    """Return the draft of ``site`` for ``step``: the one begun, else a new edition.

    A new edition starts from the questions of the last one, the first from the common axes, as the
    site answers them, and from its theme.
    """
    guides = Guide.objects.filter(site=site, step=step)
    draft: Guide | None = guides.filter(settled_at=None).first()
    if draft is not None:
        return draft
    last = guides.order_by("edition").last()
    guide = Guide.objects.create(
        site=site,
        step=step,
        edition=last.edition + 1 if last else 1,
        title=last.title if last else _("Guide d’entretien : %(site)s") % {"site": site},
        opening=last.opening if last else "",
        closing=last.closing if last else "",
    )
    questions = _copied(last) if last else _first_questions(site, today)
    GuideQuestion.objects.bulk_create(GuideQuestion(guide=guide, **values) for values in questions)
    journal.record("guide.opened", guide, by=by)
    return guide


@transaction.atomic
def bring_guide(
    *, site: Site, step: Step, edition: int, title: str, by: User | None, **values: Any
) -> Guide:
    """Take in an edition written elsewhere, as a draft that asks nothing yet."""
    guide: Guide = Guide.objects.create(
        site=site, step=step, edition=edition, title=title, **values
    )
    journal.record("guide.opened", guide, by=by)
    return guide


@transaction.atomic
def change_guide(guide: Guide, *, expected: int, by: User | None, **values: Any) -> Guide:
    """Change the title, the opening or the closing of a draft."""
    _assert_draft(guide)
    editing.change(guide, expected=expected, **values)
    journal.record("guide.changed", guide, by=by)
    return guide


@transaction.atomic
def add_question(
    *, guide: Guide, text: str, prompts: str = "", axis: Axis | None = None, by: User | None
) -> GuideQuestion:
    """Add a question at the end of a draft."""
    _assert_draft(guide)
    last = guide.questions.aggregate(last=Max("order"))["last"] or 0
    question = GuideQuestion.objects.create(
        guide=guide, axis=axis, order=last + 1, text=text, prompts=prompts
    )
    journal.record("guidequestion.added", question, by=by)
    return question


@transaction.atomic
def change_question(
    question: GuideQuestion, *, expected: int, by: User | None, **values: Any
) -> GuideQuestion:
    """Change a question of a draft."""
    _assert_draft(question.guide)
    editing.change(question, expected=expected, **values)
    journal.record("guidequestion.changed", question, by=by)
    return question


@transaction.atomic
def remove_question(question: GuideQuestion, *, by: User | None) -> None:
    """Remove a question from a draft."""
    _assert_draft(question.guide)
    question.delete()
    journal.record("guidequestion.removed", question, by=by)


@transaction.atomic
def move_question(question: GuideQuestion, *, up: bool, by: User | None) -> None:
    """Move a question of a draft before the one above it, or after the one below it."""
    _assert_draft(question.guide)
    rows = list(question.guide.questions.all())
    here = next(n for n, row in enumerate(rows) if row.pk == question.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for order, row in enumerate(rows, start=1):
        row.order = order
    GuideQuestion.objects.bulk_update(rows, ["order"])
    journal.record("guidequestion.moved", question, by=by)


@transaction.atomic
def settle_guide(guide: Guide, *, now: datetime, by: User | None) -> Guide:
    """Settle an edition: teams may take it to the field, and it no longer changes.

    Raises
    ------
    NoQuestion
        If it asks nothing.
    """
    _assert_draft(guide)
    if not guide.questions.exists():
        raise NoQuestion(_("Ce guide ne pose aucune question. Ajoutez-en une, puis arrêtez-le."))
    guide.settled_at = now
    guide.save(update_fields=["settled_at"])
    journal.record("guide.settled", guide, by=by)
    return guide


def _assert_draft(guide: Guide) -> None:
    if guide.is_settled:
        raise GuideSettled(
            _("Cette édition du guide est arrêtée. Préparez une nouvelle édition pour la changer.")
        )


def _copied(guide: Guide) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in FIELDS} for row in guide.questions.all()]


def _first_questions(site: Site, today: date) -> list[dict[str, Any]]:
    said = dict(site.grid_answers.values_list("axis", "text"))
    questions = [
        {"axis": axis, "text": said.get(axis.pk) or axis.text or axis.title}
        for axis in site.study.axes.all()
    ]
    theme = site.theme_on(today)
    if theme is not None:
        words = _("Que diriez-vous de la thématique du site : %(theme)s ?") % {"theme": theme}
        questions.append({"axis": None, "text": words})
    return [{**values, "order": order} for order, values in enumerate(questions, start=1)]
