"""What a person ticks among passages and paragraphs, for or against a finding."""

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.coding.actions import passage_of_words
from ancrage.core.forms import whole_number
from ancrage.evidence import actions
from ancrage.evidence.citing import with_spoken_words
from ancrage.evidence.models import EvidenceLink, Finding
from ancrage.evidence.views.addresses import as_uuid
from ancrage.fieldwork.models import Paragraph, Passage

PASSAGE, PARAGRAPH = "sens-", "paragraphe-"


class NothingTicked(Exception):
    """The form came back without any choice."""


@transaction.atomic
def cite_ticked(request: HttpRequest, finding: Finding) -> int:
    """Cite what the form ticks, all or nothing, and return how many pieces of evidence that makes.

    A paragraph in which nobody marked a passage becomes one.

    Raises
    ------
    NothingTicked, AlreadyEvidence, NotCodable
        With the sentence to show.
    """
    chosen = [*_passages(request, finding), *_paragraphs(request, finding)]
    if not chosen:
        raise NothingTicked(
            _("Rien n’est coché : choisissez « pour » ou « contre » à côté d’au moins un verbatim.")
        )
    for passage, side in chosen:
        actions.add_evidence(finding=finding, passage=passage, side=side, by=request.user)
    return len(chosen)


def _passages(request: HttpRequest, finding: Finding) -> Iterator[tuple[Passage, str]]:
    ticked = {as_uuid(key): side for key, side in _ticks(request, PASSAGE)}
    passages = Passage.objects.visible_to(request.user).filter(
        uuid__in=ticked.keys() - {None},
        text_version__document__interview__study=finding.study_id,
    )
    for passage in passages.with_source():
        yield passage, ticked[passage.uuid]


def _paragraphs(request: HttpRequest, finding: Finding) -> Iterator[tuple[Passage, str]]:
    ticked = {whole_number(key): side for key, side in _ticks(request, PARAGRAPH)}
    paragraphs = Paragraph.objects.visible_to(request.user).filter(
        pk__in=ticked, text_version__document__interview__study=finding.study_id
    )
    for paragraph in with_spoken_words(paragraphs):
        passage = passage_of_words(
            version=paragraph.text_version,
            start=paragraph.spoken,
            end=paragraph.end,
            by=request.user,
            now=timezone.now(),
        )
        yield passage, ticked[paragraph.pk]


def _ticks(request: HttpRequest, prefix: str) -> Iterator[tuple[str, str]]:
    for name, side in request.POST.items():
        if name.startswith(prefix) and side in EvidenceLink.Side:
            yield name.removeprefix(prefix), side
