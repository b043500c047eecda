"""What devices sent that could not be taken: read who sent it and why, then settle."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.fieldwork import actions
from ancrage.fieldwork.forms import KeptPackForm
from ancrage.fieldwork.models import KeptPack
from ancrage.studies.access import may_add
from ancrage.studies.models import Study


def kept_list(request: HttpRequest, study: str) -> HttpResponse:
    """List what was kept, what waits first."""
    found = get_object_or_404(Study.objects.visible_to(request.user), slug=study)
    if not may_add(request.user, KeptPack, found):
        raise Http404
    packs = KeptPack.objects.visible_to(request.user).filter(study=found)
    rows = packs.select_related("sent_by", "interview", "item", "settled_by", "document")
    context = {
        "study": found,
        "waiting": rows.filter(settled_at=None),
        "settled": rows.exclude(settled_at=None),
    }
    return render(request, "fieldwork/kept_list.html", context)


def kept_settle(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Take in or set aside what was kept."""
    packs = KeptPack.objects.editable_by(request.user).filter(settled_at=None)
    rows = packs.select_related("study", "sent_by", "interview", "item")
    pack = get_object_or_404(rows, study__slug=study, uuid=uuid)
    form = KeptPackForm(request.POST or None, pack=pack, user=request.user)
    if form.is_valid():
        try:
            _settle(request, pack, form)
        except (actions.AlreadySettled, actions.NobodyAgreed, actions.NoReason) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("L’envoi est traité."))
            return redirect("fieldwork:kept_list", study)
    context = {"study": pack.study, "pack": pack, "form": form}
    return render(request, "fieldwork/kept_settle.html", context)


def _settle(request: HttpRequest, pack: KeptPack, form: KeptPackForm) -> None:
    now = timezone.now()
    if form.cleaned_data["outcome"] == KeptPack.Outcome.DISCARDED:
        reason = form.cleaned_data["reason"]
        actions.discard_pack(pack=pack, reason=reason, by=request.user, now=now)
        return
    actions.take_in_pack(
        pack=pack,
        interview=form.cleaned_data["interview"],
        by=request.user,
        now=now,
        today=timezone.localdate(now),
    )
