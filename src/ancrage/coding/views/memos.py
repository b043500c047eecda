"""Memos: list, write, rewrite, remove."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.coding import actions
from ancrage.coding.forms import MemoForm
from ancrage.coding.models import Code, Memo
from ancrage.coding.views.codebook import coded_study

ON_A_PAGE = 40


def memo_list(request: HttpRequest, study: str) -> HttpResponse:
    """List the memos of a study, the latest first."""
    found = coded_study(request, study)
    memos = Memo.objects.visible_to(request.user).filter(study=found).with_place()
    page = Paginator(memos, ON_A_PAGE).get_page(request.GET.get("page"))
    mine = Memo.objects.editable_by(request.user).filter(pk__in=[m.pk for m in page.object_list])
    context = {
        "study": found,
        "page": page,
        "changeable": set(mine.values_list("pk", flat=True)),
    }
    return render(request, "coding/memo_list.html", context)


def memo_create(request: HttpRequest, study: str, slug: str) -> HttpResponse:
    """Write a memo on a code."""
    code = get_object_or_404(
        Code.objects.editable_by(request.user).select_related("study"),
        study__slug=study,
        slug=slug,
    )
    form = MemoForm(request.POST or None)
    if form.is_valid():
        actions.write_memo(
            study=code.study, code=code, by=request.user, at=timezone.now(), **form.values
        )
        messages.success(request, _("Le mémo est enregistré."))
        return redirect(code)
    context = {"study": code.study, "form": form, "memo": None, "code": code}
    return render(request, "coding/memo_form.html", context)


def memo_change(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Rewrite a memo."""
    memo = get_object_or_404(
        Memo.objects.editable_by(request.user).with_place(), study__slug=study, uuid=uuid
    )
    form = MemoForm(request.POST or None, instance=memo)
    if form.is_valid():
        actions.change_memo(memo=memo, expected=form.expected, by=request.user, **form.values)
        messages.success(request, _("Le mémo est modifié."))
        return redirect(memo.place())
    context = {"study": memo.study, "form": form, "memo": memo, "code": memo.code}
    return render(request, "coding/memo_form.html", context)


def memo_delete(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Ask, then delete a memo."""
    memo = get_object_or_404(
        Memo.objects.deletable_by(request.user).with_place(), study__slug=study, uuid=uuid
    )
    if request.method == "POST":
        place = memo.place()
        actions.remove_memo(memo=memo, by=request.user)
        messages.success(request, _("Le mémo est supprimé."))
        return redirect(place)
    return render(request, "coding/memo_delete.html", {"study": memo.study, "memo": memo})
