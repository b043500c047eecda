"""Open a study."""

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.access import Role
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
    if slug in RESERVED or Study.objects.filter(slug=slug).exists():
        raise SlugTaken(_("Une autre étude porte déjà ce nom court. Choisissez-en un autre."))
    study = Study.objects.create(
        slug=slug, title=title, question=question, presentation=presentation, notice=notice
    )
    if by is not None:
        Membership.objects.create(study=study, user=by, role=Role.ADMIN)
    journal.record("study.created", study, by=by)
    return study
