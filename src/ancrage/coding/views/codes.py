"""A code: every passage that carries it."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ancrage.coding.filters import PassageFilter
from ancrage.coding.models import Code, Coding, Memo
from ancrage.core.downloads import CSV, XLSX, attached, spreadsheet_csv
from ancrage.fieldwork.models import Passage
from ancrage.formats.tables import Sheet, write_xlsx

ON_A_PAGE = 40
NEIGHBOURS = 12


def code_detail(request: HttpRequest, study: str, slug: str) -> HttpResponse:
    """Show a code: its rules, its passages, the codes beside it, its memos."""
    code = _readable(request, study, slug)
    form = PassageFilter(request.GET, study=code.study, user=request.user)
    visible = Coding.objects.visible_to(request.user).standing()
    codings = form.narrow(visible.filter(code=code))
    passages = Passage.objects.visible_to(request.user).filter(pk__in=codings.values("passage"))
    page = Paginator(_in_reading_order(passages), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "study": code.study,
        "code": code,
        "form": form,
        "address": form.address(),
        "page": page,
        "rows": _with_coders(codings, list(page.object_list)),
        "children": Code.objects.visible_to(request.user).filter(parent=code).with_use(),
        "neighbours": _neighbours(visible, code),
        "memos": Memo.objects.visible_to(request.user).filter(code=code).select_related("author"),
    }
    return render(request, "coding/code_detail.html", context)


def code_export(request: HttpRequest, study: str, slug: str, kind: str) -> HttpResponse:
    """Take the passages of a code out as a table."""
    code = _readable(request, study, slug)
    form = PassageFilter(request.GET, study=code.study, user=request.user)
    codings = form.narrow(Coding.objects.exportable_by(request.user).standing().filter(code=code))
    columns = [
        _("code"),
        _("entretien"),
        _("site"),
        _("étape"),
        _("personne"),
        _("catégorie"),
        _("verbatim"),
        _("début"),
        _("fin"),
        _("codé par"),
        _("le"),
    ]
    rows = list(_table(codings))
    if kind == "csv":
        content, media = spreadsheet_csv(columns, rows), CSV
    else:
        content, media = write_xlsx({code.slug[:31]: Sheet(columns, rows)}), XLSX
    return attached(content, media, f"{code.study.slug}-{code.slug}.{kind}")


def _readable(request: HttpRequest, study: str, slug: str) -> Code:
    codes = Code.objects.visible_to(request.user).select_related("study", "parent").with_use()
    code: Code = get_object_or_404(codes, study__slug=study, slug=slug)
    return code


def _in_reading_order(passages: QuerySet[Passage]) -> QuerySet[Passage]:
    return (
        passages.with_words()
        .select_related(
            "participant__category",
            "text_version__document__interview__site",
            "text_version__document__interview__study",
        )
        .order_by("text_version__document__interview__code", "text_version", "start")
    )


def _with_coders(codings: QuerySet[Coding], passages: list[Passage]) -> list[dict[str, Any]]:
    """Pair each passage with the names of those who coded it."""
    names = codings.filter(passage__in=passages).values_list("passage", "author__name")
    return [
        {
            "passage": passage,
            "interview": passage.text_version.document.interview,
            "coders": sorted(name for key, name in names if key == passage.pk),
        }
        for passage in passages
    ]


def _neighbours(visible: QuerySet[Coding], code: Code) -> QuerySet[Coding]:
    """Return the codes that share words with ``code``, the most frequent first."""
    return (
        visible.overlapping(code)
        .exclude(code=code)
        .order_by()
        .values("code__name", "code__slug", "code__colour")
        .annotate(passages=Count("passage", distinct=True))
        .order_by("-passages", "code__name")[:NEIGHBOURS]
    )


def _table(codings: QuerySet[Coding]) -> Iterator[list[Any]]:
    interview = "passage__text_version__document__interview"
    start, end = F("passage__start"), F("passage__end")
    rows = codings.annotate(
        words=Substr("passage__text_version__text", start + 1, end - start)
    ).order_by(f"{interview}__code", "passage__start")
    columns = (
        "code__name",
        f"{interview}__code",
        f"{interview}__site__name",
        f"{interview}__step__number",
        "passage__participant__label",
        "passage__participant__category__label",
        "words",
        "passage__start",
        "passage__end",
        "author__name",
        "at__date",
    )
    yield from (list(row) for row in rows.values_list(*columns))
