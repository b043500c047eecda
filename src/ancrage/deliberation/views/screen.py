"""What the room sees: one finding at a time, in big type, and how many take each stance."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ancrage.deliberation.models import DebatedFinding
from ancrage.deliberation.views.fetching import readable


def screen(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Project the finding that the address names, the first one by default.

    Asked by a script, answer with the counts alone.
    """
    meeting = readable(request, study, uuid)
    rows = DebatedFinding.objects.visible_to(request.user).filter(meeting=meeting, withdrawn=False)
    debated = list(rows.with_stances().select_related("finding"))
    numbers = [str(each.finding.number) for each in debated]
    asked = request.GET.get("constat", "")
    at = numbers.index(asked) if asked in numbers else 0
    context = {
        "study": meeting.study,
        "meeting": meeting,
        "current": debated[at] if debated else None,
        "before": numbers[at - 1] if at else "",
        "after": numbers[at + 1] if at + 1 < len(numbers) else "",
        "place": at + 1,
        "total": len(debated),
    }
    template = "deliberation/_counts.html" if request.htmx else "deliberation/screen.html"
    return render(request, template, context)
