"""Cross-gaze coverage, travel and allowances, to read and to take away."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ancrage.core.downloads import CSV, attached, spreadsheet_csv
from ancrage.core.filters import ListFilter
from ancrage.fieldwork.filters import TravelFilter, VisitFilter
from ancrage.fieldwork.models import TeamSeat, Visit
from ancrage.fieldwork.views.visitors import planned_study
from ancrage.fieldwork.visit_figures import Gaze, Rates, Travel, gazes, totals, travels
from ancrage.studies.models import Site, Study


def gaze_matrix(request: HttpRequest, study: str) -> HttpResponse:
    """Show which homes looked at which sites, step by step or in all."""
    found = planned_study(request, study)
    filters = VisitFilter(request.GET, study=found, user=request.user)
    sites, rows = _gazes(request, found, filters)
    context = {
        "study": found,
        "filters": filters,
        "sites": sites,
        "rows": rows,
        "looked_at": sum(any(row.counts[n] for row in rows) for n in range(len(sites))),
    }
    return render(request, "fieldwork/gaze_matrix.html", context)


def gaze_table(request: HttpRequest, study: str) -> HttpResponse:
    """Give the matrix as a table; a cell is empty where people are at home."""
    found = planned_study(request, study)
    filters = VisitFilter(request.GET, study=found, user=request.user)
    sites, rows = _gazes(request, found, filters)
    columns = [_("d’où l’on regarde"), *(site.name for site in sites)]
    cells = [[row.home, *("" if n is None else n for n in row.counts)] for row in rows]
    return attached(spreadsheet_csv(columns, cells), CSV, "regards-croises.csv")


def travel_totals(request: HttpRequest, study: str) -> HttpResponse:
    """Show how far people travel and what is owed to them, at the rates given."""
    found = planned_study(request, study)
    filters = TravelFilter(request.GET, study=found, user=request.user)
    rows = _travels(request, found, filters)
    context = {"study": found, "filters": filters, "rows": rows, "totals": totals(rows)}
    return render(request, "fieldwork/travel_totals.html", context)


def travel_table(request: HttpRequest, study: str) -> HttpResponse:
    """Give the allowance sheet as a table."""
    found = planned_study(request, study)
    filters = TravelFilter(request.GET, study=found, user=request.user)
    columns = [
        *(_("nom"), _("organisme"), _("lieu de travail"), _("visites")),
        *(_("kilomètres aller et retour"), _("jours"), _("nuits"), _("à verser (€)")),
    ]
    cells = [
        [
            *(row.visitor.name, row.visitor.organisation, row.visitor.home.name, row.visits),
            *(row.km, row.days, row.nights, str(row.due)),
        ]
        for row in _travels(request, found, filters)
    ]
    return attached(spreadsheet_csv(columns, cells), CSV, "frais-de-visite.csv")


def _gazes(
    request: HttpRequest, study: Study, filters: ListFilter
) -> tuple[list[Site], list[Gaze]]:
    rows = study.sites.visible_to(request.user).select_related("territory")
    sites = list(rows.defer("territory__outline"))
    return sites, gazes(_seats(request, study, filters), sites)


def _travels(request: HttpRequest, study: Study, filters: ListFilter) -> list[Travel]:
    given = {name: filters.chosen(name) or Decimal(0) for name in ("km", "day", "night")}
    return travels(_seats(request, study, filters), Rates(**given))


def _seats(request: HttpRequest, study: Study, filters: ListFilter) -> list[TeamSeat]:
    """Return the seats of the visits that stand, of one step if asked."""
    rows = TeamSeat.objects.visible_to(request.user).filter(visit__site__study=study)
    rows = rows.exclude(visit__state=Visit.State.CANCELLED)
    if step := filters.chosen("etape"):
        rows = rows.filter(visit__step=step)
    related = rows.select_related("visitor__home", "visit__site__territory")
    return list(related.defer("visitor__home__outline", "visit__site__territory__outline"))
