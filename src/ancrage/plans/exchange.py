"""Actions carried in and out with a whole study: sheets, decisions, follow-ups, frozen pages.

Decisions are taken again in their order, so that what they entail is there; an edition comes back
byte for byte, or not at all.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from ancrage.accounts.models import User
from ancrage.core.folders import take_each
from ancrage.core.frozen import canonical, digest
from ancrage.deliberation.models import Meeting
from ancrage.fieldwork.actions import names_taken_out
from ancrage.formats.study_folder import Row, StudyFolder, Unfit, write_table
from ancrage.plans import actions, gate
from ancrage.plans.models import Action, ActionDecision, FollowUp, PlainWords, SiteReturn
from ancrage.studies.models import Site, Study

COLUMNS: Final = {
    "actions": [
        *("site", "numero", "titre", "pourquoi", "pistes", "portee_par", "compte", "avec_qui"),
        *("moyens", "debut", "terme", "premiere_etape", "signe", "seance", "seance_le", "rappel"),
    ],
    "decisions_actions": ["site", "action", "decision", "le", "par", "raison", "transmise_a"],
    "suivis_actions": [
        *("site", "action", "mois", "pour_le", "avancement", "texte", "dit_par", "releve_le"),
        "rappel",
    ],
    "mots_simples": ["site", "enjeu", "texte"],
    "retours": ["site", "edition", "fichier", "empreinte", "retiree_le"],
}
FOLDER: Final = "retours"
STATES = [state for state in Action.State.values if state != Action.State.PROPOSED]


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Write the actions of ``folder``; what can't be taken is added to its faults."""
    _Reader(folder, study, by, now).read()


class _Reader:
    """Read the tables of actions row by row, sheets first."""

    def __init__(self, folder: StudyFolder, study: Study, by: User | None, now: datetime) -> None:
        self.folder = folder
        self.study = study
        self.by = by
        self.now = now
        self.today = timezone.localtime(now).date()
        self.leads = {str(lead.number): lead for lead in study.leads.all()}
        self.stakes = {str(stake.number): stake for stake in study.stakes.all()}
        self.accounts = {user.email: user for user in User.objects.all()}
        # The people met at a site are opened once.
        self.clean: Callable[[int], Callable[[str], str]] = cache(names_taken_out)

    def read(self) -> None:
        """Read every table."""
        take_each(self.folder, "actions", self._sheet)
        take_each(self.folder, "decisions_actions", self._decision)
        take_each(self.folder, "suivis_actions", self._follow_up)
        take_each(self.folder, "mots_simples", self._plain_words)
        take_each(self.folder, "retours", self._return)

    def _sheet(self, row: Row) -> Action:
        site, number = self._site(row), row.integer("numero")
        if Action.objects.filter(site=site, number=number).exists():
            raise Unfit("doubled_number", "numero")
        with _refusals():
            return actions.write_sheet(
                site=site,
                number=number,
                by=self.by,
                leads=self._leads(row),
                clean=self.clean(site.pk),
                title=row.needed("titre"),
                why=row["pourquoi"],
                led_by=row["portee_par"],
                owner=self._account(row),
                with_whom=row["avec_qui"],
                means=row["moyens"],
                starts_on=_day(row, "debut"),
                due_on=_day(row, "terme"),
                first_step=row["premiere_etape"],
                sign=row["signe"],
                meeting=self._meeting(row, site),
                reminded_at=_moment(row, "rappel"),
            )

    def _decision(self, row: Row) -> Action:
        sheet = self._action(row)
        decision = actions.Decision(
            state=row.one_of("decision", STATES, kind="unknown_value"),
            on=row.day("le"),
            by_whom=row.needed("par"),
            reason=row["raison"],
            handed_to=row["transmise_a"],
        )
        reminded_at = sheet.reminded_at
        with _refusals():
            actions.decide(
                sheet,
                decision,
                expected=sheet.version,
                by=self.by,
                now=self.now,
                today=self.today,
                clean=self.clean(sheet.site_id),
            )
        sheet.reminded_at = reminded_at
        sheet.save(update_fields=["reminded_at"])
        return sheet

    def _follow_up(self, row: Row) -> FollowUp:
        sheet = self._action(row)
        if not sheet.decisions.filter(state=Action.State.ADOPTED).exists():
            raise Unfit("refused", "action")
        follow_up, _ = FollowUp.objects.update_or_create(
            action=sheet,
            months=row.integer("mois"),
            defaults={"due_on": row.day("pour_le"), "reminded_at": _moment(row, "rappel")},
        )
        if not row["releve_le"]:
            return follow_up
        progress = row.one_of("avancement", FollowUp.Progress.values, kind="unknown_value")
        with _refusals():
            return actions.record_follow_up(
                follow_up,
                expected=follow_up.version,
                progress=progress,
                words=row["texte"],
                told_by=row["dit_par"],
                recorded_on=row.day("releve_le"),
                by=self.by,
                today=self.today,
                clean=self.clean(follow_up.action.site_id),
            )

    def _plain_words(self, row: Row) -> PlainWords:
        site = self._site(row)
        stake = row.named("enjeu", self.stakes, kind="unknown_number")
        if PlainWords.objects.filter(site=site, stake=stake).exists():
            raise Unfit("doubled_line", "enjeu")
        return actions.say_plainly(
            site=site,
            stake=stake,
            text=row.needed("texte"),
            expected=None,
            by=self.by,
            clean=self.clean(site.pk),
        )

    def _return(self, row: Row) -> SiteReturn:
        name = row.needed("fichier")
        if Path(name).name != name:
            raise Unfit("bad_value", "fichier")
        text = self.folder.text(f"{FOLDER}/{name}")
        if text is None:
            raise Unfit("missing_file", "fichier")
        frozen = _frozen(text, row)
        site = self._site(row)
        if SiteReturn.objects.filter(site=site, edition=frozen["edition"]).exists():
            raise Unfit("doubled_number", "edition")
        return actions.restore_return(
            site=site, frozen=frozen, by=self.by, withdrawn_at=_moment(row, "retiree_le")
        )

    def _site(self, row: Row) -> Site:
        site = self.study.sites.called(row.needed("site"))
        if site is None:
            raise Unfit("unknown_site", "site")
        return site

    def _action(self, row: Row) -> Action:
        sheets = Action.objects.filter(site=self._site(row), number=row.integer("action"))
        sheet: Action | None = sheets.first()
        if sheet is None:
            raise Unfit("unknown_number", "action")
        return sheet

    def _leads(self, row: Row) -> list[Any]:
        numbers = row.many("pistes")
        if any(number not in self.leads for number in numbers):
            raise Unfit("unknown_number", "pistes")
        return [self.leads[number] for number in numbers]

    def _meeting(self, row: Row, site: Site) -> Meeting | None:
        """Return the meeting of the site that a title and a day name."""
        if not row["seance"]:
            return None
        held = Meeting.objects.filter(site=site, title=row["seance"], held_on=row.day("seance_le"))
        meeting: Meeting | None = held.first()
        if meeting is None:
            raise Unfit("unknown_meeting", "seance")
        return meeting

    def _account(self, row: Row) -> User | None:
        if not row["compte"]:
            return None
        account = self.accounts.get(row["compte"].lower())
        if account is None:
            raise Unfit("unknown_author", "compte")
        return account


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what an action refuses into a fault of the row."""
    try:
        yield
    except actions.Refusal as error:
        raise Unfit("refused") from error


def _frozen(text: str, row: Row) -> dict[str, Any]:
    """Return an edition whose shape and digest are what the row says."""
    try:
        frozen = json.loads(text)
    except ValueError as error:
        raise Unfit("malformed", "fichier") from error
    sound = gate.is_sound(frozen) and frozen["edition"] == row.integer("edition")
    if not sound or digest(frozen) != row["empreinte"]:
        raise Unfit("bad_value", "empreinte")
    return dict(frozen)


def _day(row: Row, column: str) -> date | None:
    return row.day(column) if row[column] else None


def _moment(row: Row, column: str) -> datetime | None:
    if not row[column]:
        return None
    try:
        moment = datetime.fromisoformat(row[column])
    except ValueError as error:
        raise Unfit("bad_date", column) from error
    if timezone.is_naive(moment):
        raise Unfit("bad_date", column)
    return moment


def export_tables(study: Study, target: Path) -> None:
    """Write the actions in the tables that ``import_tables`` reads."""
    for table, rows in _tables(study):
        columns = COLUMNS[table]
        lines = (dict(zip(columns, row, strict=True)) for row in rows)
        write_table(target / f"{table}.csv", columns, lines)
    for edition in _returns(study):
        path = target / FOLDER / _file_name(edition)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(canonical(edition.frozen))


def _tables(study: Study) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    sheets = Action.objects.filter(site__study=study).select_related("site", "owner", "meeting")
    yield "actions", map(_sheet_row, sheets.prefetch_related("leads"))
    decisions = ActionDecision.objects.filter(action__site__study=study)
    in_order = decisions.order_by(
        "action__site__order", "action__number", "recorded_at", "pk"
    ).select_related("action__site")
    yield (
        "decisions_actions",
        (
            (d.action.site, d.action.number, d.state, d.on, d.by_whom, d.reason, d.handed_to)
            for d in in_order
        ),
    )
    follow_ups = FollowUp.objects.filter(action__site__study=study).select_related("action__site")
    ordered = follow_ups.order_by("action__site__order", "action__number", "months")
    yield "suivis_actions", map(_follow_up_row, ordered)
    words = PlainWords.objects.filter(site__study=study).select_related("site", "stake")
    yield "mots_simples", ((w.site, w.stake.number, w.text) for w in words)
    yield (
        "retours",
        (
            (r.site, r.edition, _file_name(r), r.digest, _iso(r.withdrawn_at))
            for r in _returns(study)
        ),
    )


def _sheet_row(sheet: Action) -> tuple[Any, ...]:
    leads = sorted(lead.number for lead in sheet.leads.all())
    return (
        sheet.site,
        sheet.number,
        sheet.title,
        sheet.why,
        ";".join(map(str, leads)),
        sheet.led_by,
        sheet.owner.email if sheet.owner else "",
        sheet.with_whom,
        sheet.means,
        sheet.starts_on or "",
        sheet.due_on or "",
        sheet.first_step,
        sheet.sign,
        sheet.meeting.title if sheet.meeting else "",
        sheet.meeting.held_on if sheet.meeting else "",
        _iso(sheet.reminded_at),
    )


def _follow_up_row(one: FollowUp) -> tuple[Any, ...]:
    return (
        one.action.site,
        one.action.number,
        one.months,
        one.due_on,
        one.progress,
        one.words,
        one.told_by,
        one.recorded_on or "",
        _iso(one.reminded_at),
    )


def _returns(study: Study) -> Iterable[SiteReturn]:
    editions = SiteReturn.objects.filter(site__study=study).select_related("site")
    return editions.order_by("site__order", "edition")


def _file_name(edition: SiteReturn) -> str:
    return f"{edition.site.slug}-{edition.edition}.json"


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
