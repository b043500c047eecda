"""Keep the codebook: a tree of codes, each with its rules of use."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.accounts.models import User
from ancrage.coding.models import Code, Coding
from ancrage.core import editing, journal
from ancrage.studies.models import Study


class CodeInUse(Exception):
    """The code holds codings or other codes: deleting it would lose them."""


class CodeCycle(Exception):
    """A code can't stand under itself, nor under a code that it holds."""


@transaction.atomic
def create_code(
    *,
    study: Study,
    name: str,
    by: User | None,
    parent: Code | None = None,
    slug: str = "",
    **rules: Any,
) -> Code:
    """Add a code at the end of its parent; ``rules`` are its other fields."""
    _same_study(study, parent)
    last = study.codes.filter(parent=parent).aggregate(last=Max("order"))["last"]
    code = Code.objects.create(
        study=study,
        parent=parent,
        name=name,
        slug=slug or _free_slug(study, name),
        order=0 if last is None else last + 1,
        **rules,
    )
    journal.record("code.created", code, by=by)
    return code


@transaction.atomic
def change_code(*, code: Code, expected: int, by: User, **values: Any) -> Code:
    """Change what ``code`` says or where it stands.

    Raises
    ------
    CodeCycle
        If the new parent is the code itself or stands under it.
    StaleEdit
        If somebody changed the code meanwhile.
    """
    if (parent := values.get("parent")) is not None:
        _same_study(code.study, parent)
        if parent in [code, *descendants(code)]:
            raise CodeCycle(
                _("« %(parent)s » se trouve sous « %(code)s » : choisissez une autre place.")
                % {"parent": parent.name, "code": code.name}
            )
    editing.change(code, expected=expected, **values)
    journal.record("code.changed", code, by=by)
    return code


@transaction.atomic
def shift_code(*, code: Code, places: int, by: User) -> None:
    """Move ``code`` among its siblings, up (negative) or down."""
    siblings = list(Code.objects.filter(study=code.study_id, parent=code.parent_id))
    at = siblings.index(code)
    siblings.insert(max(at + places, 0), siblings.pop(at))
    for order, sibling in enumerate(siblings):
        sibling.order = order
    Code.objects.bulk_update(siblings, ["order"])
    journal.record("code.shifted", code, by=by)


@transaction.atomic
def merge_codes(*, source: Code, target: Code, by: User, at: datetime) -> Code:
    """Give everything of ``source`` to ``target``, then delete ``source``.

    Where someone had put both codes on the same passage, one coding stays. The codes under
    ``source`` go up to its parent: ``target`` may be one of them.
    """
    _same_study(source.study, target)
    if source == target:
        raise CodeCycle(_("Choisissez un autre code que celui que vous fusionnez."))
    kept = set(target.codings.standing().values_list("passage", "author"))
    doubled = [
        coding.pk
        for coding in source.codings.standing()
        if (coding.passage_id, coding.author_id) in kept
    ]
    Coding.objects.filter(pk__in=doubled).update(removed_at=at, removed_by=by)
    source.codings.update(code=target)
    source.memos.update(code=target)
    source.children.update(parent=source.parent)
    target.refresh_from_db()
    journal.record("code.merged", source, by=by)
    source.delete()
    return target


@transaction.atomic
def delete_code(*, code: Code, by: User) -> None:
    """Delete a code that nobody uses, with its memos.

    Raises
    ------
    CodeInUse
        While it stands on passages or holds other codes.
    """
    if used := code.codings.standing().count():
        raise CodeInUse(
            ngettext(
                "Ce code est posé sur %(count)d verbatim. Retirez-le de ce verbatim, "
                "ou fusionnez-le avec un autre code.",
                "Ce code est posé sur %(count)d verbatims. Retirez-le de ces verbatims, "
                "ou fusionnez-le avec un autre code.",
                used,
            )
            % {"count": used}
        )
    if code.children.exists():
        raise CodeInUse(_("Ce code en contient d’autres. Déplacez-les ou supprimez-les d’abord."))
    code.codings.all().delete()
    journal.record("code.deleted", code, by=by)
    code.delete()


def descendants(code: Code) -> list[Code]:
    """Return every code under ``code``, at any depth, in one query."""
    children: dict[int | None, list[Code]] = {}
    for each in Code.objects.filter(study=code.study_id):
        children.setdefault(each.parent_id, []).append(each)
    found: list[Code] = []
    waiting = [code]
    while waiting:
        below = children.get(waiting.pop().pk, [])
        found += below
        waiting += below
    return found


def _same_study(study: Study, other: Code | None) -> None:
    if other is not None and other.study_id != study.pk:
        raise ValueError(f"Code {other.pk} is not of study {study.pk}.")


def _free_slug(study: Study, name: str) -> str:
    base = slugify(name)[:50] or "code"
    taken = set(study.codes.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
