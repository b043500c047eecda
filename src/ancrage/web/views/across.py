"""Sites side by side."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ancrage.core.downloads import CSV, attached, spreadsheet_csv
from ancrage.evidence.access import studies_researched_by
from ancrage.plans.models import Action
from ancrage.web.dashboards.across import Across, Line, across

DECIDED = (Action.State.ADOPTED, Action.State.DONE, Action.State.HANDED_OVER, Action.State.DROPPED)


def site_comparison(request: HttpRequest, study: str) -> HttpResponse:
    """Show how sites chose, what they say on the common axes and what they decided."""
    found = get_object_or_404(studies_researched_by(request.user), slug=study)
    compared = across(found, request.user)
    if request.GET.get("format") == "csv":
        table = spreadsheet_csv(_columns(compared), _rows(compared))
        return attached(table, CSV, f"{found.slug}-sites.csv")
    context = {
        "study": found,
        "axes": compared.axes,
        "lines": [(line, _decided(line)) for line in compared.lines],
    }
    return render(request, "web/site_comparison.html", context)


def _decided(line: Line) -> list[tuple[str, int]]:
    """Return how many actions of a site are in each state that settles one."""
    return [(state.label, line.debated.actions[state]) for state in DECIDED]


def _columns(compared: Across) -> list[str]:
    return [
        _("Site"),
        _("Thématique"),
        _("Depuis le"),
        _("Acceptée par"),
        *(axis.title for axis in compared.axes),
        _("Priorités retenues"),
        *(str(state.label) for state in DECIDED),
    ]


def _rows(compared: Across) -> Iterator[list[str | int]]:
    for line in compared.lines:
        theme = line.choice.theme
        yield [
            line.site.name,
            theme.title if theme else "",
            theme.since.isoformat() if theme else "",
            theme.agreed_by if theme else "",
            *(answer.text if answer else "" for answer in line.answers),
            " ; ".join(str(decision) for decision in line.debated.priorities),
            *(count for _label, count in _decided(line)),
        ]
