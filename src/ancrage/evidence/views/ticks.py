"""What a person ticks among passages and paragraphs, for or against a finding.

Ticks are named « sens-<uuid of a passage> » and « paragraphe-<key> », and say a side. They travel
in the address from one search to the next, until they are cited.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.coding.actions import passage_of_words
from ancrage.core.forms import whole_number
from ancrage.evidence import actions
from ancrage.evidence.citing import with_speakers, with_spoken_words
from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.evidence.views.addresses import as_uuid
from ancrage.fieldwork.models import Paragraph, Passage

Ticks = Mapping[str, str]
PASSAGE, PARAGRAPH = "sens-", "paragraphe-"


class NothingTicked(Exception):
    """The form came back without any choice."""


def ticked(data: QueryDict) -> dict[str, str]:
    """Return the side of each tick of a form or an address; what no page wrote is left out."""
    return {
        name: side for name, side in data.items() if _is_tick(name) and side in EvidenceLink.Side
    }


@transaction.atomic
def cite_ticked(request: HttpRequest, finding: Finding) -> int:
    """Cite what the form ticks, all or nothing, and return how many pieces of evidence that makes.

    A paragraph in which nobody marked a passage becomes one.

    Raises
    ------
    NothingTicked, AlreadyEvidence, NotCodable
        With the sentence to show.
    """
    ticks = ticked(request.POST)
    passages = ticked_passages(ticks, finding, request.user)
    chosen = [(passage, ticks[f"{PASSAGE}{passage.uuid}"]) for passage in passages]
    for paragraph in ticked_paragraphs(ticks, finding, request.user):
        chosen.append((_marked(paragraph, request), ticks[f"{PARAGRAPH}{paragraph.pk}"]))
    if not chosen:
        raise NothingTicked(
            _("Rien n’est coché : choisissez « pour » ou « contre » à côté d’au moins un verbatim.")
        )
    for passage, side in chosen:
        actions.add_evidence(finding=finding, passage=passage, side=side, by=request.user)
    return len(chosen)


def ticked_passages(ticks: Ticks, finding: Finding, user: Any) -> "QuerySet[Passage]":
    """Return the passages ticked that ``user`` may read, with who speaks, where and when."""
    passages = Passage.objects.visible_to(user).filter(
        uuid__in=set(map(as_uuid, _keys(ticks, PASSAGE))) - {None},
        text_version__document__interview__study=finding.study_id,
    )
    return passages.with_source()


def ticked_paragraphs(ticks: Ticks, finding: Finding, user: Any) -> "QuerySet[Paragraph]":
    """Return the paragraphs ticked that ``user`` may read, with what is said in each."""
    paragraphs = Paragraph.objects.visible_to(user).filter(
        pk__in=set(map(whole_number, _keys(ticks, PARAGRAPH))),
        text_version__document__interview__study=finding.study_id,
    )
    return with_spoken_words(paragraphs)


def kept_ticks(
    ticks: Ticks, finding: Finding, user: Any, *, shown: Iterable[Passage | Paragraph]
) -> list[Passage | Paragraph]:
    """Return what is ticked and not ``shown``; give each, shown or returned, its tick and side.

    ``tick`` is the name of the tick, ``side`` the side ticked, empty if there is none.
    """
    already = {_name(one) for one in shown}
    passages = ticked_passages(ticks, finding, user).with_words()
    paragraphs = ticked_paragraphs(ticks, finding, user)
    kept = [one for one in (*passages, *with_speakers(paragraphs)) if _name(one) not in already]
    for one in (*shown, *kept):
        one.tick = _name(one)
        one.side = ticks.get(one.tick, "")
    return kept


def _name(one: Passage | Paragraph) -> str:
    return f"{PASSAGE}{one.uuid}" if isinstance(one, Passage) else f"{PARAGRAPH}{one.pk}"


def _marked(paragraph: Paragraph, request: HttpRequest) -> Passage:
    return passage_of_words(
        version=paragraph.text_version,
        start=paragraph.spoken,
        end=paragraph.end,
        by=request.user,
        now=timezone.now(),
    )


def _is_tick(name: str) -> bool:
    read: tuple[tuple[str, Callable[[str], Any]], ...] = (
        (PASSAGE, as_uuid),
        (PARAGRAPH, whole_number),
    )
    return any(name == f"{prefix}{key_of(name.removeprefix(prefix))}" for prefix, key_of in read)


def _keys(ticks: Ticks, prefix: str) -> Iterator[str]:
    return (name.removeprefix(prefix) for name in ticks if name.startswith(prefix))
