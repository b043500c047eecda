"""The codebook: read, write, move, merge, delete."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.coding import actions, tree
from ancrage.coding.forms import CodeForm, MergeForm
from ancrage.coding.models import Code
from ancrage.studies.access import may_add
from ancrage.studies.models import Study


def coded_study(request: HttpRequest, slug: str) -> Study:
    """Return the study if its codebook is this person's to write, or answer that there is none."""
    study: Study = get_object_or_404(Study.objects.visible_to(request.user), slug=slug)
    if not may_add(request.user, Code, study):
        raise Http404
    return study


def code_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show the whole codebook."""
    found = coded_study(request, study)
    codes = Code.objects.visible_to(request.user).filter(study=found).with_use()
    branches = tree.grow(codes)
    words = request.GET.get("q", "").strip()
    shown = tree.prune(branches, words) if words else branches
    context = {
        "study": found,
        "branches": shown,
        "words": words,
        "total": sum(1 for _ in tree.walk(branches)),
        "shown": sum(1 for _ in tree.walk(shown)),
    }
    return render(request, "coding/code_list.html", context)


def code_create(request: HttpRequest, study: str) -> HttpResponse:
    """Add a code."""
    found = coded_study(request, study)
    parent = Code.objects.editable_by(request.user).filter(
        study=found, slug=request.GET.get("sous", "")
    )
    form = CodeForm(
        request.POST or None,
        study=found,
        user=request.user,
        initial={"parent": parent.first()},
    )
    if form.is_valid():
        code = actions.create_code(study=found, by=request.user, **form.values)
        messages.success(request, _("Le code « %(code)s » est dans la grille.") % {"code": code})
        return redirect("coding:code_list", found.slug)
    context = {"study": found, "form": form, "code": None}
    return render(request, "coding/code_form.html", context)


def code_change(request: HttpRequest, study: str, slug: str) -> HttpResponse:
    """Change what a code says or where it stands."""
    code = _editable(request, study, slug)
    form = CodeForm(request.POST or None, instance=code, study=code.study, user=request.user)
    if form.is_valid():
        try:
            actions.change_code(code=code, expected=form.expected, by=request.user, **form.values)
        except actions.CodeCycle as error:
            form.add_error("parent", str(error))
        else:
            messages.success(request, _("Le code est modifié."))
            return redirect(code)
    context = {"study": code.study, "form": form, "code": code}
    return render(request, "coding/code_form.html", context)


def code_shift(request: HttpRequest, study: str, slug: str) -> HttpResponse:
    """Move a code one place up or down among its neighbours."""
    code = _editable(request, study, slug)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    places = -1 if request.POST.get("sens") == "haut" else 1
    actions.shift_code(code=code, places=places, by=request.user)
    return redirect("coding:code_list", study)


def code_merge(request: HttpRequest, study: str, slug: str) -> HttpResponse:
    """Give everything that a code holds to another one."""
    code = _editable(request, study, slug)
    form = MergeForm(request.POST or None, code=code, user=request.user)
    if form.is_valid():
        name = code.name
        target = actions.merge_codes(
            source=code,
            target=form.cleaned_data["target"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(
            request,
            _("« %(old)s » est fusionné avec « %(new)s ».") % {"old": name, "new": target.name},
        )
        return redirect(target)
    context = {"study": code.study, "form": form, "code": code}
    return render(request, "coding/code_merge.html", context)


def code_delete(request: HttpRequest, study: str, slug: str) -> HttpResponse:
    """Ask, then delete a code that nobody uses."""
    code = _editable(request, study, slug)
    refusal = ""
    if request.method == "POST":
        try:
            actions.delete_code(code=code, by=request.user)
        except actions.CodeInUse as error:
            refusal = str(error)
        else:
            messages.success(request, _("Le code « %(code)s » est supprimé.") % {"code": code})
            return redirect("coding:code_list", study)
    context = {"study": code.study, "code": code, "refusal": refusal}
    return render(request, "coding/code_delete.html", context)


def _editable(request: HttpRequest, study: str, slug: str) -> Code:
    codes = Code.objects.editable_by(request.user).select_related("study", "parent")
    code: Code = get_object_or_404(codes.with_use().with_memos(), study__slug=study, slug=slug)
    return code
