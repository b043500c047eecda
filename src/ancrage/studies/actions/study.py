"""Open a study."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.access import Role
from ancrage.studies.actions.lines import change_row
from ancrage.studies.models import Membership, Study

# Words that stand where a study's short name would, in URLs.
RESERVED = frozenset({"nouvelle"})


class SlugTaken(Exception):
    """Another study already has this short name."""


@transaction.atomic
def create_study(
    *,
    slug: str,
    title: str,
    question: str = "",
    presentation: str = "",
    notice: str = "",
    by: User | None,
) -> Study:
    """Open a study; whoever opens it administers it.

    Raises
    ------
    SlugTaken
        If another study has the same short name.
    """
    _refuse_taken(slug, Study.objects.all())
    study = Study.objects.create(
        slug=slug, title=title, question=question, presentation=presentation, notice=notice
    )
    if by is not None:
        Membership.objects.create(study=study, user=by, role=Role.ADMIN)
    journal.record("study.created", study, by=by)
    return study


@transaction.atomic
def change_study(
    study: Study, *, expected: int, slug: str, by: User | None, **values: str
) -> Study:
    """Change what a study is about, if nobody changed it since version ``expected``.

    Raises
    ------
    SlugTaken
        If another study, or a page, has the same short name.
    """
    _refuse_taken(slug, Study.objects.exclude(pk=study.pk))
    return change_row(study, expected=expected, by=by, slug=slug, **values)


def _refuse_taken(slug: str, others: QuerySet[Study]) -> None:
    if slug in RESERVED or others.filter(slug=slug).exists():
        raise SlugTaken(_("Ce nom court est déjà pris. Choisissez-en un autre."))
