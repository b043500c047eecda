"""Debates carried in and out: programme, findings, reactions, invitations.

A closed debate whose text comes along names its interview; without one, closing writes the text
anew from the reactions. The secrets of private links never travel.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any, Final

from django.utils import timezone
from django.utils.dateparse import parse_datetime, parse_time

from ancrage.accounts.models import User
from ancrage.core.folders import take_each
from ancrage.deliberation import actions
from ancrage.deliberation.models import DebatedFinding, Invitation, Meeting, Reaction
from ancrage.fieldwork.actions import NothingSelected, passage_at
from ancrage.fieldwork.anchors import Anchors
from ancrage.fieldwork.models import Participant, Passage, Purpose
from ancrage.formats.study_folder import Row, StudyFolder, Unfit
from ancrage.studies.models import Study

COLUMNS: Final = {
    "debats": [
        *("debat", "nature", "titre", "site", "etape", "date", "debut", "fin", "lieu", "attente"),
        *("etat", "presents", "accords", "cartes", "entretien"),
    ],
    "debats_programme": ["debat", "minutes", "intitule", "anime_par"],
    "debats_constats": ["debat", "constat", "mots", "retire_parce_que"],
    "debats_reactions": [
        *("debat", "constat", "position", "mots", "categorie", "personne", "table", "voie"),
        *("carte", "moment", "constat_ne", "entretien", "fichier", "citation", "debut", "fin"),
    ],
    "debats_invitations": [
        *("debat", "personne", "voie", "remise", "reponse", "repondu", "venue", "accords"),
    ],
}
CAME: Final = {"": None, "oui": True, "non": False}


class DebateReader:
    """Read the tables of debates, what others rest on first; how each ended comes last."""

    def __init__(self, folder: StudyFolder, study: Study, by: User | None, now: datetime) -> None:
        self.folder = folder
        self.study = study
        self.by = by
        self.now = now
        self.anchors = Anchors(folder, study=study)
        self.findings = {str(row.number): row for row in study.findings.all()}
        self.steps = {str(row.number): row for row in study.steps.all()}
        self.categories = {row.label: row for row in study.actor_categories.all()}
        self.interviews = {row.code: row for row in study.interviews.all()}
        self.people = {name: person for person, name in _names_of_people(study).items()}
        self.meetings: dict[str, Meeting] = {}
        self.debated: dict[tuple[str, str], DebatedFinding] = {}

    def read(self) -> None:
        """Read every table."""
        take_each(self.folder, "debats", self._meeting)
        take_each(self.folder, "debats_programme", self._item)
        take_each(self.folder, "debats_constats", self._debated)
        take_each(self.folder, "debats_reactions", self._reaction)
        take_each(self.folder, "debats_constats", self._withdrawal)
        take_each(self.folder, "debats_invitations", self._invitation)
        take_each(self.folder, "debats", self._end)

    def _meeting(self, row: Row) -> None:
        site = self.study.sites.called(row["site"])
        if site is None:
            raise Unfit("unknown_site", "site")
        if row.needed("debat") in self.meetings:
            raise Unfit("doubled_number", "debat")
        try:
            meeting = actions.record_meeting(
                site=site,
                step=row.named("etape", self.steps, kind="unknown_number"),
                kind=row.one_of("nature", Meeting.Kind.values, kind="unknown_value"),
                title=row.needed("titre"),
                held_on=row.day("date"),
                starts=_hour(row, "debut"),
                ends=_hour(row, "fin"),
                place=row["lieu"],
                aim=row["attente"],
                by=self.by,
            )
        except actions.TooEarly as error:
            raise Unfit("refused", "date") from error
        actions.open_meeting(meeting=meeting, by=self.by)
        self.meetings[row["debat"]] = meeting

    def _item(self, row: Row) -> None:
        actions.add_item(
            meeting=self._named_meeting(row),
            minutes=row.integer("minutes"),
            title=row.needed("intitule"),
            led_by=row["anime_par"],
            by=self.by,
        )

    def _debated(self, row: Row) -> None:
        meeting = self._named_meeting(row)
        finding = row.named("constat", self.findings, kind="unknown_number")
        added = actions.debate_findings(meeting=meeting, findings=[finding], by=self.by)
        if not added:
            raise Unfit("doubled_number", "constat")
        (debated,) = added
        if row["mots"]:
            actions.change_debated(debated=debated, expected=1, wording=row["mots"], by=self.by)
        self.debated[row["debat"], row["constat"]] = debated

    def _withdrawal(self, row: Row) -> None:
        debated = self.debated.get((row["debat"], row["constat"]))
        if debated is not None and row["retire_parce_que"]:
            actions.withdraw_debated(
                debated=debated,
                expected=debated.version,
                because=row["retire_parce_que"],
                by=self.by,
            )

    def _reaction(self, row: Row) -> None:
        meeting = self._named_meeting(row)
        stance = row.one_of("position", Reaction.Stance.values, kind="unknown_value")
        debated = self.debated.get((row["debat"], row["constat"]))
        if debated is None and (row["constat"] or stance != Reaction.Stance.MISSING):
            raise Unfit("unknown_number", "constat")
        if stance != Reaction.Stance.CONFIRMS:
            row.needed("mots")
        try:
            reaction = actions.record_reaction(
                meeting=meeting,
                debated=debated,
                stance=stance,
                words=row["mots"],
                category=optional(row, "categorie", self.categories),
                participant=optional(row, "personne", self.people),
                table=row["table"],
                channel=row.one_of("voie", Reaction.Channel.values, kind="unknown_value"),
                card=row["carte"],
                at=moment_of(row, "moment") or self.now,
                by=self.by,
            )
        except actions.AlreadyTyped as error:
            raise Unfit("doubled_number", "carte") from error
        actions.bring_links(
            reaction=reaction,
            passage=self._passage(row),
            finding=optional(row, "constat_ne", self.findings),
            by=self.by,
        )

    def _passage(self, row: Row) -> Passage | None:
        if not row["entretien"]:
            return None
        version, start, end = self.anchors.find(row)
        try:
            return passage_at(version=version, start=start, end=end, by=self.by)
        except NothingSelected as error:
            raise Unfit("citation_not_found", "citation") from error

    def _invitation(self, row: Row) -> None:
        actions.bring_invitation(
            meeting=self._named_meeting(row),
            participant=row.named("personne", self.people, kind="unknown_number"),
            channel=row.one_of("voie", Invitation.Channel.values, kind="unknown_value"),
            given_at=moment_of(row, "remise"),
            answer=row.one_of("reponse", ["", *Invitation.Answer.values], kind="unknown_value"),
            answered_at=moment_of(row, "repondu"),
            came=row.named("venue", CAME, kind="unknown_value"),
            agreed=_purposes(row),
            by=self.by,
        )

    def _end(self, row: Row) -> None:
        meeting = self._named_meeting(row)
        state = row.one_of("etat", Meeting.State.values, kind="unknown_value")
        present = row.integer("presents") if row["presents"] else None
        interview = optional(row, "entretien", self.interviews)
        if state == Meeting.State.CLOSED and interview is None:
            try:
                actions.close_meeting(
                    meeting=meeting, present=present, agreed=_purposes(row), by=self.by
                )
            except actions.NotPossible as error:  # a row repeats a debate, which is closed
                raise Unfit("refused") from error
            interview = meeting.interview
        actions.bring_state(
            meeting=meeting,
            state=state,
            interview=interview,
            present=present,
            agreed=_purposes(row),
            cards_printed=row.integer("cartes") if row["cartes"] else 0,
            by=self.by,
        )

    def _named_meeting(self, row: Row) -> Meeting:
        return row.named("debat", self.meetings, kind="unknown_number")


def tables(
    study: Study, meetings: list[Meeting], numbers: dict[int, int]
) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    people = _names_of_people(study)
    yield "debats", ((numbers[each.pk], *_meeting_row(each)) for each in meetings)
    items = [item for each in meetings for item in each.programme.all()]
    yield (
        "debats_programme",
        ((numbers[i.meeting_id], i.minutes, i.title, i.led_by) for i in items),
    )
    debated = [row for each in meetings for row in each.debated.select_related("finding")]
    yield (
        "debats_constats",
        (
            (numbers[d.meeting_id], d.finding.number, d.wording, d.withdrawn_because)
            for d in debated
        ),
    )
    reactions = Reaction.objects.filter(meeting__study=study).select_related(
        "debated__finding",
        "category",
        "participant",
        "finding",
        "passage__text_version__document__interview",
    )
    yield (
        "debats_reactions",
        ((numbers[each.meeting_id], *_reaction_row(each, people)) for each in reactions),
    )
    invitations = Invitation.objects.filter(meeting__study=study).select_related("participant")
    yield (
        "debats_invitations",
        ((numbers[each.meeting_id], *_invitation_row(each, people)) for each in invitations),
    )


def _meeting_row(meeting: Meeting) -> tuple[Any, ...]:
    return (
        meeting.kind,
        meeting.title,
        meeting.site.name,
        meeting.step.number,
        meeting.held_on.isoformat(),
        _time(meeting.starts),
        _time(meeting.ends),
        meeting.place,
        meeting.aim,
        meeting.state,
        "" if meeting.present is None else meeting.present,
        ";".join(meeting.agreed),
        meeting.cards_printed,
        meeting.interview.code if meeting.interview else "",
    )


def _reaction_row(reaction: Reaction, people: dict[Participant, str]) -> tuple[Any, ...]:
    return (
        reaction.debated.finding.number if reaction.debated else "",
        reaction.stance,
        reaction.words,
        reaction.category.label if reaction.category else "",
        people[reaction.participant] if reaction.participant else "",
        reaction.table,
        reaction.channel,
        reaction.card,
        iso(reaction.at),
        reaction.finding.number if reaction.finding else "",
        *_anchor(reaction.passage),
    )


def _anchor(passage: Passage | None) -> tuple[Any, ...]:
    """Return where the text holds the words; nothing once a correction took them away."""
    if passage is None or passage.text_version.children.exists():
        return ("", "", "", "", "")
    document = passage.text_version.document
    return (
        document.interview.code,
        document.file_name,
        passage.quote(),
        passage.start,
        passage.end,
    )


def _invitation_row(invitation: Invitation, people: dict[Participant, str]) -> tuple[Any, ...]:
    return (
        people[invitation.participant],
        invitation.channel,
        iso(invitation.given_at),
        invitation.answer,
        iso(invitation.answered_at),
        {value: word for word, value in CAME.items()}[invitation.came],
        ";".join(invitation.agreed),
    )


def _names_of_people(study: Study) -> dict[Participant, str]:
    """Name the people met without their names: « E053:2 », the second of interview E053."""
    people = Participant.objects.filter(interview__study=study).order_by("interview", "pk")
    names: dict[Participant, str] = {}
    met: dict[int, int] = {}
    for person in people.select_related("interview"):
        met[person.interview_id] = met.get(person.interview_id, 0) + 1
        names[person] = f"{person.interview.code}:{met[person.interview_id]}"
    return names


def optional(row: Row, column: str, things: dict[str, Any]) -> Any:
    return row.named(column, things, kind="unknown_number") if row[column] else None


def _purposes(row: Row) -> list[str]:
    purposes = row.many("accords")
    if set(purposes) - set(Purpose.values):
        raise Unfit("unknown_value", "accords")
    return purposes


def _hour(row: Row, column: str) -> time | None:
    hour: time | None = _read(row, column, parse_time)
    return hour


def moment_of(row: Row, column: str) -> datetime | None:
    moment: datetime | None = _read(row, column, parse_datetime)
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


def _read(row: Row, column: str, parse: Any) -> Any:
    """Return what a cell says, nothing for an empty one."""
    if not row[column]:
        return None
    try:
        read = parse(row[column])
    except ValueError:
        read = None
    if read is None:
        raise Unfit("bad_date", column)
    return read


def _time(hour: time | None) -> str:
    return hour.strftime("%H:%M") if hour else ""


def iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
