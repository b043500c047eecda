"""What step 1 holds at each site: papers with all their states, actors, inventory, log."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from django.utils import timezone

from ancrage.accounts.models import User
from ancrage.core.folders import refuse_misfit, take_each
from ancrage.core.text import fold
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import (
    ActorToMeet,
    InventoryItem,
    LogEntry,
    PaperRevision,
    WorkingPaper,
)
from ancrage.formats.study_folder import Row, StudyFolder, Unfit, write_table
from ancrage.formats.tables import Cell
from ancrage.studies.models import Site, Study

FOLDER: Final = "documents"
PAPERS: Final = (
    *("site", "nature", "etat", "date", "auteur", "fichier", "arrete_le", "arrete_avec"),
)
ACTORS: Final = ("site", "categorie", "instance", "eloigne", "approche", "etat")
INVENTORY: Final = ("site", "nature", "intitule", "porte_par", "public", "depuis", "description")
LOG: Final = (
    *("site", "date", "nature", "texte", "suite", "pour_le", "faite_le", "reservee", "auteur"),
)


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Read what the sites prepared; what can't be taken is added to the faults."""
    _Reader(folder, study, by).read()


class _Reader:
    """Read the tables of step 1 into ``study``, row by row."""

    def __init__(self, folder: StudyFolder, study: Study, by: User | None) -> None:
        self.folder = folder
        self.study = study
        self.by = by
        self.sites = {site.name: site for site in study.sites.all()}
        self.authors = {member.user.email: member.user for member in study.memberships.all()}

    def read(self) -> None:
        take_each(self.folder, "documents", self._paper)
        take_each(self.folder, "acteurs", self._actor)
        take_each(self.folder, "inventaire", self._item)
        take_each(self.folder, "carnet", self._entry)

    def _paper(self, row: Row) -> WorkingPaper:
        site = row.named("site", self.sites)
        kind = row.one_of("nature", WorkingPaper.Kind.values, kind="unknown_nature")
        written = WorkingPaper.objects.filter(site=site, kind=kind).first()
        states = written.revisions.count() if written else 0
        if row.integer("etat") != states + 1:
            raise Unfit("bad_rank", "etat")
        paper = actions.write_paper(
            site=site,
            kind=kind,
            text=self._text(row),
            expected=written.version if written else 0,
            now=timezone.make_aware(datetime.combine(row.day("date"), time(12))),
            by=self._author(row),
        )
        if paper.revisions.count() == states:
            raise Unfit("doubled_line", "fichier")
        return self._settled(paper, row)

    def _settled(self, paper: WorkingPaper, row: Row) -> WorkingPaper:
        if not row["arrete_le"]:
            return paper
        try:
            return actions.settle_paper(
                paper,
                on=row.day("arrete_le"),
                settled_with=row.needed("arrete_avec"),
                expected=paper.version,
                by=self.by,
            )
        except actions.SettledEarlier as error:
            raise Unfit("too_early", "arrete_le") from error

    def _text(self, row: Row) -> str:
        name = row.needed("fichier")
        if Path(name).name != name:
            raise Unfit("bad_value", "fichier")
        text = self.folder.text(f"{FOLDER}/{name}")
        if text is None:
            raise Unfit("missing_file", "fichier")
        return text.strip()

    def _actor(self, row: Row) -> ActorToMeet:
        site, body, label = row.named("site", self.sites), row.needed("instance"), row["categorie"]
        if site.actors_to_meet.filter(body=body).exists():
            raise Unfit("doubled_line", "instance")
        category = actions.categories_named(self.study, [row.needed("categorie")])[fold(label)]
        refuse_misfit(category)
        return actions.add_to_preparation(
            ActorToMeet,
            site=site,
            category=category,
            body=body,
            distant=row["eloigne"] == "oui",
            approach=row["approche"],
            state=row.one_of("etat", ActorToMeet.State.values, kind="unknown_state"),
            by=self.by,
        )

    def _item(self, row: Row) -> InventoryItem:
        site, title = row.named("site", self.sites), row.needed("intitule")
        kind = row.one_of("nature", InventoryItem.Kind.values, kind="unknown_nature")
        if site.inventory.filter(kind=kind, title=title).exists():
            raise Unfit("doubled_line", "intitule")
        return actions.add_to_preparation(
            InventoryItem,
            site=site,
            kind=kind,
            title=title,
            led_by=row["porte_par"],
            audience=row["public"],
            since=row["depuis"],
            text=row["description"],
            by=self.by,
        )

    def _entry(self, row: Row) -> LogEntry:
        on = row.day("date")
        due, done = (_day(row, column) for column in ("pour_le", "faite_le"))
        if due or done:
            row.needed("suite")
        if done and done < on:
            raise Unfit("too_early", "faite_le")
        return actions.add_to_preparation(
            LogEntry,
            site=row.named("site", self.sites),
            on=on,
            kind=row.one_of("nature", LogEntry.Kind.values, kind="unknown_nature"),
            summary=row.needed("texte"),
            next_step=row["suite"],
            due_on=due,
            done_on=done,
            shared=row["reservee"] != "oui",
            author=self._author(row),
            by=self.by,
        )

    def _author(self, row: Row) -> User | None:
        if not row["auteur"]:
            return self.by
        author: User | None = self.authors.get(row["auteur"].lower())
        if author is None:
            raise Unfit("unknown_author", "auteur")
        return author


def _day(row: Row, column: str) -> date | None:
    return row.day(column) if row[column] else None


def export_tables(study: Study, target: Path) -> None:
    """Write what the sites prepared in the tables that are read back."""
    revisions = PaperRevision.objects.filter(paper__site__study=study)
    states = list(revisions.select_related("paper__site", "author").order_by("paper", "number"))
    write_table(target / "documents.csv", PAPERS, _paper_rows(states))
    for state in states:
        file = target / FOLDER / _file(state)
        file.parent.mkdir(exist_ok=True)
        file.write_text(state.text + "\n", encoding="utf-8", newline="\n")
    sites = list(study.sites.prefetch_related("actors_to_meet__category", "inventory"))
    write_table(target / "acteurs.csv", ACTORS, _actor_rows(sites))
    write_table(target / "inventaire.csv", INVENTORY, _item_rows(sites))
    write_table(target / "carnet.csv", LOG, _entry_rows(study))


def _file(state: PaperRevision) -> str:
    return f"{state.paper.site.slug}-{state.paper.kind}-{state.number}.md"


def _paper_rows(states: list[PaperRevision]) -> Iterator[dict[str, Cell]]:
    last = {state.paper_id: state.number for state in states}
    for state in states:
        paper = state.paper
        settled = paper.settled_on if state.number == last[paper.pk] else None
        yield {
            "site": paper.site.name,
            "nature": paper.kind,
            "etat": state.number,
            "date": timezone.localdate(state.at).isoformat(),
            "auteur": state.author.email if state.author else "",
            "fichier": _file(state),
            "arrete_le": settled.isoformat() if settled else "",
            "arrete_avec": paper.settled_with if settled else "",
        }


def _actor_rows(sites: list[Site]) -> Iterator[dict[str, Cell]]:
    for site in sites:
        for actor in site.actors_to_meet.all():
            yield {
                "site": site.name,
                "categorie": actor.category.label,
                "instance": actor.body,
                "eloigne": "oui" if actor.distant else "",
                "approche": actor.approach,
                "etat": actor.state,
            }


def _item_rows(sites: list[Site]) -> Iterator[dict[str, Cell]]:
    for site in sites:
        for item in site.inventory.all():
            yield {
                "site": site.name,
                "nature": item.kind,
                "intitule": item.title,
                "porte_par": item.led_by,
                "public": item.audience,
                "depuis": item.since,
                "description": item.text,
            }


def _entry_rows(study: Study) -> Iterator[dict[str, Cell]]:
    entries = LogEntry.objects.filter(site__study=study).select_related("site", "author")
    for entry in entries.order_by("site__order", "site__name", "on", "pk"):
        yield {
            "site": entry.site.name,
            "date": entry.on.isoformat(),
            "nature": entry.kind,
            "texte": entry.summary,
            "suite": entry.next_step,
            "pour_le": entry.due_on.isoformat() if entry.due_on else "",
            "faite_le": entry.done_on.isoformat() if entry.done_on else "",
            "reservee": "" if entry.shared else "oui",
            "auteur": entry.author.email if entry.author else "",
        }
