"""Votes carried in and out: the choices, the ballots without anybody, hands, what was decided.

Codes never travel: the cards of a vote that is still open are to be printed again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from ancrage.accounts.models import User
from ancrage.core.folders import take_each
from ancrage.deliberation import actions
from ancrage.deliberation.exchange.debates import iso, moment_of, optional
from ancrage.deliberation.models import Ballot, Meeting, PriorityRound, RoundOption
from ancrage.formats.study_folder import Row, StudyFolder, Unfit
from ancrage.studies.models import Study

State = PriorityRound.State
COLUMNS: Final = {
    "votes": [
        *("vote", "debat", "question", "bulletin", "echelle", "points", "blanc", "etat"),
        *("ouvert", "clos", "cartes", "presents"),
    ],
    "votes_choix": [
        *("vote", "choix", "intitule", "enjeu", "retenu", "rang", "raison", "decide_par"),
    ],
    "votes_bulletins": ["vote", "voie", "categorie", "retard", "marques"],
    "votes_mains": ["vote", "choix", "mention", "mains"],
    "votes_positions": ["vote", "choix", "portee_par", "mots"],
}
YES_NO: Final = {"oui": True, "non": False}


class VoteReader:
    """Read the tables of votes: opened first, then filled, closed, decided."""

    def __init__(
        self,
        folder: StudyFolder,
        study: Study,
        meetings: dict[str, Meeting],
        by: User | None,
        now: datetime,
    ) -> None:
        self.folder = folder
        self.meetings = meetings
        self.by = by
        self.now = now
        self.stakes = {str(row.number): row for row in study.stakes.all()}
        self.categories = {row.label: row for row in study.actor_categories.all()}
        self.rounds: dict[str, PriorityRound] = {}
        self.options: dict[tuple[str, str], RoundOption] = {}
        self.proposed: dict[str, list[Row]] = {}

    def read(self) -> None:
        """Read every table."""
        for row in self.folder.rows("votes_choix"):
            self.proposed.setdefault(row["vote"], []).append(row)
        take_each(self.folder, "votes", self._round)
        take_each(self.folder, "votes_bulletins", self._ballot)
        take_each(self.folder, "votes", self._hands)
        take_each(self.folder, "votes_positions", self._dissent)
        take_each(self.folder, "votes", self._close)
        take_each(self.folder, "votes_choix", self._decision)

    def _round(self, row: Row) -> None:
        if row.needed("vote") in self.rounds:
            raise Unfit("doubled_number", "vote")
        proposed = self.proposed.get(row["vote"], [])
        if not proposed:
            raise Unfit("missing_value", "vote")
        round = actions.record_round(
            meeting=row.named("debat", self.meetings, kind="unknown_number"),
            question=row.needed("question"),
            ballots_are=row.one_of("bulletin", PriorityRound.Ballots.values, kind="unknown_value"),
            settings=_settings(row),
            choices=[self._choice(each) for each in proposed],
            by=self.by,
        )
        if row.one_of("etat", State.values, kind="unknown_value") != State.DRAFT:
            self._open(round, row)
        self.rounds[row["vote"]] = round
        for option, each in zip(round.options.all(), proposed, strict=True):
            self.options[row["vote"], each["choix"]] = option

    def _open(self, round: PriorityRound, row: Row) -> None:
        try:
            actions.open_round(
                round=round,
                codes=row.integer("cartes") if row["cartes"] else 0,
                now=moment_of(row, "ouvert") or self.now,
                by=self.by,
            )
        except actions.NotPossible as error:
            raise Unfit("refused", "etat") from error

    def _choice(self, row: Row) -> actions.Proposed:
        return actions.Proposed(row.needed("intitule"), optional(row, "enjeu", self.stakes))

    def _ballot(self, row: Row) -> None:
        try:
            actions.bring_ballot(
                round=self._named(row),
                channel=row.one_of("voie", Ballot.Channel.values, kind="unknown_value"),
                category=optional(row, "categorie", self.categories),
                marks=dict(_mark(each) for each in row.many("marques")),
                late=row["retard"] == "oui",
            )
        except actions.BadChoice as error:
            raise Unfit("bad_value", "marques") from error

    def _hands(self, row: Row) -> None:
        round = self._named(row)
        raised = [each for each in self.folder.rows("votes_mains") if each["vote"] == row["vote"]]
        if not raised:
            return
        hands = {
            (each.integer("choix"), each.integer("mention")): each.integer("mains")
            for each in raised
        }
        try:
            actions.count_hands(
                round=round,
                expected=round.version,
                present=row.integer("presents"),
                hands=hands,
                by=self.by,
            )
        except (actions.BadChoice, actions.NotPossible) as error:
            raise Unfit("bad_value", "presents") from error
        round.refresh_from_db()

    def _dissent(self, row: Row) -> None:
        try:
            actions.record_dissent(
                round=self._named(row),
                option=self._option(row) if row["choix"] else None,
                held_by=row.needed("portee_par"),
                words=row.needed("mots"),
                by=self.by,
            )
        except actions.NotPossible as error:
            raise Unfit("refused", "vote") from error

    def _close(self, row: Row) -> None:
        round = self._named(row)
        if row["etat"] != State.CLOSED:
            return
        try:
            actions.close_round(round=round, now=moment_of(row, "clos") or self.now, by=self.by)
        except actions.NotPossible as error:
            raise Unfit("refused", "etat") from error

    def _decision(self, row: Row) -> None:
        if not row["retenu"]:
            return
        option = self._option(row)
        option.round.refresh_from_db()
        try:
            actions.decide(
                option=option,
                expected=None,
                kept=row.named("retenu", YES_NO, kind="unknown_value"),
                rank=row.integer("rang") if row["rang"] else None,
                reason=row.needed("raison"),
                decided_by=row.needed("decide_par"),
                by=self.by,
            )
        except actions.NotPossible as error:
            raise Unfit("refused", "retenu") from error

    def _named(self, row: Row) -> PriorityRound:
        return row.named("vote", self.rounds, kind="unknown_number")

    def _option(self, row: Row) -> RoundOption:
        option = self.options.get((row["vote"], row["choix"]))
        if option is None:
            raise Unfit("unknown_number", "choix")
        return option


def _settings(row: Row) -> dict[str, Any]:
    kind = row["bulletin"]
    settings: dict[str, Any] = {
        "blank": row.one_of("blanc", PriorityRound.Blank.values, kind="unknown_value")
    }
    if kind == PriorityRound.Ballots.GRADES:
        row.needed("echelle")
        settings["levels"] = row.many("echelle")
    if kind == PriorityRound.Ballots.POINTS:
        settings["points"] = row.integer("points")
    return settings


def _mark(words: str) -> tuple[str, str]:
    name, _equals, mark = words.partition("=")
    return name.strip(), mark.strip()


def tables(
    study: Study, meetings: list[Meeting], numbers: dict[int, int]
) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    """Yield the tables that ``VoteReader`` reads; ballots in an order that tells nothing."""
    rounds = [round for meeting in meetings for round in meeting.rounds.all()]
    names = {round.pk: number for number, round in enumerate(rounds, start=1)}
    yield "votes", ((names[r.pk], numbers[r.meeting_id], *_round_row(r)) for r in rounds)
    yield (
        "votes_choix",
        (
            (names[r.pk], *_option_row(option))
            for r in rounds
            for option in r.options.select_related("stake").prefetch_related("decisions")
        ),
    )
    yield (
        "votes_bulletins",
        (
            (names[r.pk], *_ballot_row(ballot))
            for r in rounds
            for ballot in r.ballots.select_related("category")
        ),
    )
    yield (
        "votes_mains",
        (
            (names[r.pk], option.number, each.level, each.hands)
            for r in rounds
            for option in r.options.prefetch_related("hand_counts")
            for each in option.hand_counts.all()
        ),
    )
    yield (
        "votes_positions",
        (
            (names[r.pk], each.option.number if each.option else "", each.held_by, each.words)
            for r in rounds
            for each in r.dissents.select_related("option")
        ),
    )


def _round_row(round: PriorityRound) -> tuple[Any, ...]:
    return (
        round.question,
        round.ballots_are,
        ";".join(round.levels),
        round.points or "",
        round.blank,
        round.state,
        iso(round.opened_at),
        iso(round.closed_at),
        round.codes.count(),
        "" if round.hands_present is None else round.hands_present,
    )


def _option_row(option: RoundOption) -> tuple[Any, ...]:
    told = (option.number, option.label, option.stake.number if option.stake else "")
    made = next(iter(option.decisions.all()), None)
    if made is None:
        return (*told, "", "", "", "")
    return (*told, "oui" if made.kept else "non", made.rank or "", made.reason, made.decided_by)


def _ballot_row(ballot: Ballot) -> tuple[Any, ...]:
    marks = (f"{name}={mark}" for name, mark in sorted(ballot.choices.items()))
    category = ballot.category.label if ballot.category else ""
    return (ballot.channel, category, "oui" if ballot.late else "", ";".join(marks))
