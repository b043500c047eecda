"""Read a text, with what was marked in it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ancrage.accounts.models import User
from ancrage.coding import tree
from ancrage.coding.forms import MarkForm
from ancrage.coding.models import Code, Coding, Memo
from ancrage.coding.reading import Line, Mark, Note, Speech, fill_margin, lay_out, shortened
from ancrage.core.forms import whole_number
from ancrage.fieldwork.models import Document, Paragraph, Passage, TextVersion, Turn
from ancrage.studies.models import Study

ENDLESS = 2**31 - 1  # further than any text


@dataclass
class Reading:
    """A text open before a person: what they may see of it and do with it."""

    user: Any
    document: Document
    version: TextVersion
    may_mark: bool

    @property
    def study(self) -> Study:
        """The study that the text belongs to."""
        return self.document.interview.study

    def codes(self) -> Any:
        """Return the codebook, as far as the person may use it."""
        return Code.objects.visible_to(self.user).filter(study=self.study)

    def speeches(self) -> list[Speech]:
        """Lay the whole text out."""
        turns = Turn.objects.visible_to(self.user).filter(text_version=self.version)
        return lay_out(self.version, turns.select_related("participant"), self._paragraphs())

    def fill(
        self, lines: list[Line], *, coders: Sequence[UUID] = (), start: int = 0, end: int = ENDLESS
    ) -> None:
        """Put beside ``lines`` what was marked there; only by ``coders`` if there are some."""
        here = {
            "passage__text_version": self.version,
            "passage__start__gte": start,
            "passage__start__lt": end,
        }
        codings = Coding.objects.visible_to(self.user).standing().filter(**here)
        if coders:
            codings = codings.filter(author__uuid__in=coders)
        memos = Memo.objects.visible_to(self.user).filter(**here)
        fill_margin(lines, self._marks(codings), self._notes(memos))

    def bounds(self, point: int) -> tuple[int, int]:
        """Return where the paragraph beside ``point`` starts, and where the next one does."""
        starts = list(self._paragraphs().values_list("start", flat=True))
        if not starts:
            raise Http404
        at = max(bisect_right(starts, point) - 1, 0)
        return starts[at], starts[at + 1] if at + 1 < len(starts) else ENDLESS

    def _marks(self, codings: Any) -> Iterator[Mark]:
        study = self.study.slug
        removable = _keys(Coding.objects.deletable_by(self.user), codings)
        code_url = cache(lambda slug: reverse("coding:code_detail", args=[study, slug]))
        rows = codings.values_list(
            *("pk", "uuid", "passage__start", "passage__end", "code__slug", "code__name"),
            *("code__colour", "author__uuid", "author__name"),
        )
        for key, uuid, start, end, slug, name, colour, author, coder in rows:
            remove = reverse("coding:coding_remove", args=[study, uuid]) if key in removable else ""
            words = shortened(self.version.text[start:end])
            yield Mark(
                *(uuid, start, end, slug, name, colour, author, coder),
                *(code_url(slug), remove, words),
            )

    def _notes(self, memos: Any) -> Iterator[Note]:
        changeable = _keys(Memo.objects.editable_by(self.user), memos)
        for memo in memos.select_related("passage", "author"):
            yield Note(memo, memo.passage.start, memo.pk in changeable)

    def _paragraphs(self) -> Any:
        paragraphs = Paragraph.objects.visible_to(self.user).filter(text_version=self.version)
        return paragraphs.defer("stems").order_by("start")


def open_text(request: HttpRequest, study: str, uuid: UUID) -> Reading:
    """Return the text before the person who asks for it, or answer that there is none."""
    document = get_object_or_404(
        Document.objects.visible_to(request.user).select_related(
            "interview__study", "interview__site", "interview__step"
        ),
        interview__study__slug=study,
        uuid=uuid,
    )
    versions = TextVersion.objects.visible_to(request.user).current()
    version = get_object_or_404(versions, document=document)
    may_mark = TextVersion.objects.editable_by(request.user).filter(pk=version.pk).exists()
    return Reading(request.user, document, version, may_mark)


def document_read(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show a text to read and mark."""
    return show(request, open_text(request, study, uuid))


def show(request: HttpRequest, reading: Reading, form: MarkForm | None = None) -> HttpResponse:
    """Answer with the page of a text; ``form`` is one that was refused."""
    speeches = reading.speeches()
    lines = [line for speech in speeches for line in speech.lines]
    shown = _uuids(request.GET.getlist("codeur"))
    if lines:
        reading.fill(lines, coders=shown)
    context = {
        "study": reading.study,
        "document": reading.document,
        "version": reading.version,
        "may_mark": reading.may_mark,
        "speeches": speeches,
        "branches": tree.grow(reading.codes().with_use()),
        "coders": _coders(reading),
        "shown": shown,
        "form": form or MarkForm(current=reading.version, codes=reading.codes()),
        "sought": _sought(request, reading),
        "removed": _removed(request, reading),
    }
    return render(request, "coding/document_read.html", context)


def document_margin(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show what stands beside one paragraph, the one that holds ``?debut=``."""
    reading = open_text(request, study, uuid)
    point = whole_number(request.GET.get("debut", ""))
    anchor, following = reading.bounds(point)
    line = Line(anchor, anchor, "")
    reading.fill([line], start=min(anchor, point), end=following)
    context = {"study": reading.study, "line": line}
    return render(request, "coding/_margin.html", context)


def document_codes(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Show the codebook as it stands beside a text."""
    reading = open_text(request, study, uuid)
    if not reading.may_mark:
        raise Http404
    branches = tree.grow(reading.codes().with_use())
    context = {"study": reading.study, "branches": branches}
    return render(request, "coding/_code_panel.html", context)


def _keys(editable: Any, shown: Any) -> set[int]:
    return set(editable.filter(pk__in=shown.order_by().values("pk")).values_list("pk", flat=True))


def _coders(reading: Reading) -> list[User]:
    codings = Coding.objects.visible_to(reading.user).standing()
    codings = codings.filter(passage__text_version=reading.version)
    # access: the authors of codings that the person sees
    return list(User.objects.filter(pk__in=codings.order_by().values("author")))


def _sought(request: HttpRequest, reading: Reading) -> Passage | None:
    """Return the passage that a link asked to see."""
    wanted = _uuids([request.GET.get("verbatim", "")])
    passages = Passage.objects.visible_to(request.user).filter(text_version=reading.version)
    return passages.filter(uuid__in=wanted).first() if wanted else None


def _removed(request: HttpRequest, reading: Reading) -> Coding | None:
    """Return the coding that the person has just taken off, so that they can put it back."""
    wanted = _uuids([request.GET.get("retire", "")])
    codings = Coding.objects.editable_by(request.user).filter(
        passage__text_version=reading.version, removed_at__isnull=False
    )
    return codings.select_related("code").filter(uuid__in=wanted).first() if wanted else None


def _uuids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue  # an address that somebody changed by hand filters nothing
    return found
