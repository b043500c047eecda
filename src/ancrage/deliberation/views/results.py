"""What a vote says, and its ballots to be counted again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ancrage.core import charts
from ancrage.core.downloads import CSV, attached, spreadsheet_csv
from ancrage.deliberation import actions, results
from ancrage.deliberation.counting import Count, count
from ancrage.deliberation.models import (
    Ballot,
    Dissent,
    PriorityDecision,
    PriorityRound,
    RoundOption,
)
from ancrage.deliberation.views.fetching import readable_round
from ancrage.evidence.access import studies_researched_by


def results_of(round: PriorityRound, user: Any) -> dict[str, Any]:
    """Return what the page of a closed vote shows."""
    counted = count(round)
    judged = counted.majority
    return {
        "why_nothing": results.why_nothing(counted),
        "all_rejected": counted.all_rejected,
        "ballot_count": len(counted.ballots),
        "side": results.side_by_side(counted),
        "blank": PriorityRound.Blank(round.blank).label,
        "by_proportion": judged is not None and judged.compared == "proportions",
        "profiles": results.profiles(judged, round.levels, counted) if judged else [],
        "scores": results.scores(counted),
        "strengths": results.strengths(counted),
        **_drawn(counted),
        "matrix": results.matrix(counted),
        "winner": _winner(counted),
        "hands": results.hands(counted),
        "disagreements": results.disagreements(counted),
        "may_stake": studies_researched_by(user).filter(pk=round.meeting.study_id).exists(),
        **_decided(round, user),
    }


def _drawn(counted: Count) -> dict[str, str]:
    """Draw the points given, or the duels won."""
    won = results.strengths(counted)
    totals = [(row["option"].label, row["total"]) for row in results.scores(counted)]
    totals += [(row["option"].label, row["won"]) for row in won]
    if not totals:
        return {"chart": "", "summary": ""}
    title = _("Duels gagnés par chaque choix") if won else _("Points reçus par chaque choix")
    drawing = charts.bars([charts.Bar(label, total) for label, total in totals], title=title)
    summary = ", ".join(f"{label} : {total}" for label, total in totals)
    return {"chart": mark_safe(drawing), "summary": summary}  # noqa: S308  # our own drawing


def _winner(counted: Count) -> RoundOption | None:
    """Return the choice that more people prefer than not, against each other one."""
    winner = counted.pairs.condorcet_winner if counted.pairs else None
    return None if winner is None else counted.options[int(str(winner))]


def _decided(round: PriorityRound, user: Any) -> dict[str, Any]:
    decisions = PriorityDecision.objects.visible_to(user).filter(round=round)
    decisions = list(decisions.select_related("option__stake__study"))
    options = RoundOption.objects.visible_to(user).filter(round=round)
    dissents = Dissent.objects.visible_to(user).filter(round=round).select_related("option")
    return {
        "kept": [each for each in decisions if each.kept],
        "dropped": [each for each in decisions if not each.kept],
        "undecided": options.exclude(pk__in=[each.option_id for each in decisions]),
        "dissents": dissents,
    }


def ballot_file(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Give the ballots in an order that tells nothing, so that anybody can count them again.

    Neither the way they came nor a category is in it: with few people they would tell who.
    """
    found = readable_round(request, study, uuid)
    if found.state != PriorityRound.State.CLOSED:
        raise Http404
    options = list(RoundOption.objects.visible_to(request.user).filter(round=found))
    # access: once the vote is closed its ballots are for everybody who reads it to count again
    ballots = list(Ballot.objects.filter(round=found).order_by("uuid"))
    marks = _columns(found, options, ballots)
    columns = [_("recepisse"), _("compte"), *marks.values()]
    rows = [_row(found, ballot, list(marks)) for ballot in ballots]
    name = f"bulletins-{found.uuid.hex[:8]}.csv"
    return attached(spreadsheet_csv(columns, rows), CSV, name)


def _columns(
    round: PriorityRound, options: Sequence[RoundOption], ballots: Sequence[Ballot]
) -> dict[str, str]:
    if round.ballots_are != PriorityRound.Ballots.DUELS:
        return {str(each.number): f"{each.number}. {each.label}" for each in options}
    pairs = {pair for ballot in ballots for pair in ballot.choices}
    return {pair: pair for pair in sorted(pairs, key=lambda pair: [*map(int, pair.split("-"))])}


def _row(round: PriorityRound, ballot: Ballot, names: Sequence[str]) -> list[str]:
    counted = _("non") if ballot.late else _("oui")
    marks = [ballot.choices.get(name) for name in names]
    return [actions.receipt_of(ballot), counted, *(_words(round, mark) for mark in marks)]


def _words(round: PriorityRound, mark: int | None) -> str:
    if mark is None:
        return ""
    return round.levels[mark] if round.levels else str(mark)
