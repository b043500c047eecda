"""The kinds of actors that a study wants to hear, made as they are first named."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from ancrage.core.text import fold
from ancrage.fieldwork.models import ActorCategory
from ancrage.studies.models import Study


@transaction.atomic
def categories_named(study: Study, labels: Iterable[str]) -> dict[str, ActorCategory]:
    """Return the kinds of actors of ``study`` by folded name, those of ``labels`` among them.

    One that the study does not have yet comes after the others.
    """
    known = {fold(each.label): each for each in study.actor_categories.all()}
    last = study.actor_categories.aggregate(last=Max("order"))["last"] or 0
    for label in labels:
        if fold(label) not in known:
            last += 1
            known[fold(label)] = ActorCategory.objects.create(study=study, label=label, order=last)
    return known
