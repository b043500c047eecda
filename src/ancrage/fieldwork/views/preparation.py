"""Step 1 at a site: what it needs, who to meet, what exists, the log."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ancrage.fieldwork import actions
from ancrage.fieldwork.forms import ActorToMeetForm, InventoryItemForm, LogEntryForm
from ancrage.fieldwork.forms.preparation import SiteLineForm
from ancrage.fieldwork.models import ActorToMeet, InventoryItem, LogEntry, WorkingPaper
from ancrage.fieldwork.readiness import coverage, readiness
from ancrage.studies.access import may_add_on_site, sites_prepared_for
from ancrage.studies.actions import remove_row
from ancrage.studies.models import Site, Study, ThemeProposal


@dataclass(frozen=True)
class Kind:
    """A kind of line of the preparation."""

    model: type[Any]
    form: type[SiteLineForm]
    add: str | Promise
    change: str | Promise
    anchor: str


KINDS = {
    "acteurs": Kind(
        ActorToMeet,
        ActorToMeetForm,
        gettext_lazy("Ajouter un acteur à rencontrer"),
        gettext_lazy("Modifier un acteur à rencontrer"),
        "acteurs",
    ),
    "inventaire": Kind(
        InventoryItem,
        InventoryItemForm,
        gettext_lazy("Ajouter à l’inventaire"),
        gettext_lazy("Modifier l’inventaire"),
        "inventaire",
    ),
    "carnet": Kind(
        LogEntry,
        LogEntryForm,
        gettext_lazy("Écrire dans le carnet"),
        gettext_lazy("Modifier une ligne du carnet"),
        "carnet",
    ),
}


def preparation(request: HttpRequest, study: str, site: str) -> HttpResponse:
    """Show what step 1 holds at a site and what it lacks."""
    user = request.user
    found = prepared_site(request, study, site)
    papers = {paper.kind: paper for paper in found.working_papers.visible_to(user)}
    context = {
        "study": found.study,
        "site": found,
        "needs": readiness(found, user),
        "theme": found.themes.visible_to(user).first(),
        "proposals": found.theme_proposals.visible_to(user).select_related("axis"),
        "papers": [(kind, label, papers.get(kind)) for kind, label in WorkingPaper.Kind.choices],
        "coverage": coverage(found, user),
        "actors": found.actors_to_meet.visible_to(user).select_related("category"),
        "inventory": _by_kind(found, user),
        "log": found.log.visible_to(user).select_related("author"),
        "today": timezone.localdate(),
        "may_write": may_add_on_site(user, ActorToMeet, found),
        "may_log": may_add_on_site(user, LogEntry, found),
        "may_propose": may_add_on_site(user, ThemeProposal, found),
    }
    return render(request, "fieldwork/preparation.html", context)


def next_step_list(request: HttpRequest, study: str) -> HttpResponse:
    """List what the logs of all sites still owe, the oldest promise first."""
    user = request.user
    found = get_object_or_404(Study.objects.visible_to(user), slug=study)
    owed = LogEntry.objects.visible_to(user).owed().filter(site__study=found)
    today = timezone.localdate()
    context = {
        "study": found,
        "entries": owed.select_related("site__study", "author").order_by(
            F("due_on").asc(nulls_last=True), "on", "pk"
        ),
        "late": owed.late(today).count(),
        "today": today,
    }
    return render(request, "fieldwork/next_step_list.html", context)


def site_line_create(request: HttpRequest, study: str, site: str, kind: str) -> HttpResponse:
    """Add a line to the preparation of a site."""
    told = _kind(kind)
    found = prepared_site(request, study, site)
    if not may_add_on_site(request.user, told.model, found):
        raise Http404
    form = told.form(request.POST or None, site=found, user=request.user)
    if form.is_valid():
        actions.add_to_preparation(told.model, site=found, by=request.user, **form.values)
        return redirect(_back(found, told))
    return render(
        request, "fieldwork/site_line_form.html", _about(found, told, form=form, line=None)
    )


def site_line_edit(
    request: HttpRequest, study: str, site: str, kind: str, uuid: UUID
) -> HttpResponse:
    """Change a line of the preparation."""
    told = _kind(kind)
    line = _line(told.model.objects.editable_by(request.user), study, site, uuid)
    form = told.form(request.POST or None, instance=line, site=line.site, user=request.user)
    if form.is_valid():
        actions.change_preparation(line, expected=form.expected, by=request.user, **form.values)
        return redirect(_back(line.site, told))
    context = _about(line.site, told, form=form, line=line)
    return render(request, "fieldwork/site_line_form.html", context)


def site_line_remove(
    request: HttpRequest, study: str, site: str, kind: str, uuid: UUID
) -> HttpResponse:
    """Remove a line of the preparation, once confirmed."""
    told = _kind(kind)
    line = _line(told.model.objects.deletable_by(request.user), study, site, uuid)
    if request.method == "POST":
        remove_row(line, by=request.user)
        messages.success(request, _("La ligne est retirée."))
        return redirect(_back(line.site, told))
    return render(request, "fieldwork/site_line_remove.html", _about(line.site, told, line=line))


def prepared_site(request: HttpRequest, study: str, site: str) -> Site:
    """Return the site whose preparation the person may read, else 404."""
    sites = sites_prepared_for(request.user).select_related("study", "territory")
    return get_object_or_404(sites, study__slug=study, slug=site)


def _kind(word: str) -> Kind:
    if word not in KINDS:
        raise Http404
    return KINDS[word]


def _line(rows: Any, study: str, site: str, uuid: UUID) -> Any:
    chosen = rows.select_related("site__study")
    return get_object_or_404(chosen, site__study__slug=study, site__slug=site, uuid=uuid)


def _back(site: Site, told: Kind) -> str:
    return f"{reverse('fieldwork:preparation', args=[site.study.slug, site.slug])}#{told.anchor}"


def _about(site: Site, told: Kind, **more: Any) -> dict[str, Any]:
    return {"study": site.study, "site": site, "kind": told, "back": _back(site, told), **more}


def _by_kind(site: Site, user: Any) -> list[tuple[str, list[InventoryItem]]]:
    items = list(site.inventory.visible_to(user))
    return [
        (label, [item for item in items if item.kind == kind])
        for kind, label in InventoryItem.Kind.choices
    ]
