"""Words that the address of a page brings to cite: passages, or a place where nobody marked any.

A place becomes a passage once what cites it is written: a page that is left leaves nothing behind.
"""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils import timezone

from ancrage.coding.actions import passage_of_words, words_to_cite
from ancrage.core.forms import whole_number
from ancrage.evidence.views.addresses import as_uuid, asked_uuids
from ancrage.fieldwork.actions import NotCodable, NothingSelected
from ancrage.fieldwork.models import Passage, TextVersion
from ancrage.studies.models import Study


def asked_words(request: HttpRequest, study: Study) -> list[Passage]:
    """Return what ``?passage=`` and ``?mots=`` name; what the person may not cite is ignored."""
    passages = Passage.objects.visible_to(request.user).filter(
        uuid__in=asked_uuids(request, "passage"),
        text_version__document__interview__study=study,
    )
    places = [_at(request, study, place) for place in request.GET.getlist("mots")]
    return [*passages.with_words().with_source(), *filter(None, places)]


def kept(passages: Iterable[Passage], request: HttpRequest) -> list[Passage]:
    """Make passages of the places that are none yet.

    Raises
    ------
    NotCodable
        If somebody who speaks there agrees no longer to be coded.
    """
    return [passage if passage.pk else _mark(passage, request) for passage in passages]


def _at(request: HttpRequest, study: Study, place: str) -> Passage | None:
    """Read « version.start.end », the place that the page of a text sent."""
    version, start, end = (*place.split("."), "", "", "")[:3]
    texts = (
        TextVersion.objects.editable_by(request.user)
        .current()
        .select_related(
            "document__interview__study", "document__interview__site", "document__interview__step"
        )
    )
    text = texts.filter(document__interview__study=study, uuid=as_uuid(version)).first()
    if text is None:
        return None
    try:
        return words_to_cite(
            version=text, start=whole_number(start), end=whole_number(end), now=timezone.now()
        )
    except (NotCodable, NothingSelected):
        return None


def _mark(passage: Passage, request: HttpRequest) -> Passage:
    return passage_of_words(
        version=passage.text_version,
        start=passage.start,
        end=passage.end,
        by=request.user,
        now=timezone.now(),
    )
