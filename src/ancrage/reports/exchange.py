"""Reports as folders of Markdown: ``rapports/<slug>/rapport.csv``, ``sections.csv``, the texts."""

import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from ancrage.accounts.models import User
from ancrage.core.folders import refuse_misfit, take_row
from ancrage.formats.study_folder import MOST_DIGITS, Row, StudyFolder, Unfit, write_table
from ancrage.reports import actions
from ancrage.reports.models import Report, ReportKind, Section, SectionKind
from ancrage.reports.outlines import NewSection
from ancrage.studies.models import Site, Study

FOLDER = "rapports"
COVER_COLUMNS = ["champ", "valeur"]
SECTION_COLUMNS = ["ordre", "niveau", "nature", "titre", "fichier"]
LEVELS = ("1", "2", "3")
# Field of the cover → the words that begin its line in the credits; mentions bear none.
CREDITS = {"auteurs": "Auteurs : ", "direction": "Direction : ", "edition": "Édition : "}
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")


def import_tables(folder: StudyFolder, *, study: Study, by: User | None, now: datetime) -> None:
    """Read every report of the folder; what can't be taken becomes a fault."""
    for path in sorted((folder.path / FOLDER).glob("*/")):
        if not _SLUG.fullmatch(path.name):
            folder.missing(f"{FOLDER}/{path.name}", kind="bad_value")
            continue
        _Reader(folder, study, path.name).read(by=by, now=now)


def export_tables(study: Study, target: Path) -> None:
    """Write every report of ``study``, its cover, its outline and its texts."""
    for report in study.reports.select_related("site").prefetch_related("sections"):
        _write(report, target / FOLDER / report.slug)


class _Reader:
    """One report being read."""

    def __init__(self, folder: StudyFolder, study: Study, slug: str) -> None:
        self.folder = folder
        self.study = study
        self.slug = slug

    def read(self, *, by: User | None, now: datetime) -> None:
        """Create the report unless its cover or a section can't be taken."""
        before = len(self.folder.faults)
        cover = {row["champ"]: row for row in self.folder.rows(f"{FOLDER}/{self.slug}/rapport")}
        sections = [self._section(row) for row in self._rows()]
        kind, site = self._kind(cover), self._site(cover)
        if not _cell(cover, "titre"):
            self.folder.missing(f"{FOLDER}/{self.slug}/rapport.csv")
        if len(self.folder.faults) > before:
            return

        def create(row: Row) -> Report:
            try:
                return actions.create_report(
                    study=self.study,
                    kind=kind,
                    site=site,
                    slug=self.slug,
                    title=row["valeur"],
                    subtitle=_cell(cover, "sous_titre"),
                    credits=_credits(cover),
                    sections=[section for section in sections if section],
                    by=by,
                    now=now,
                )
            except actions.NoSite as error:
                raise Unfit("unknown_site") from error

        take_row(self.folder, cover["titre"], create)

    def _rows(self) -> list[Row]:
        rows = self.folder.rows(f"{FOLDER}/{self.slug}/sections")
        return sorted(rows, key=lambda row: row["ordre"].zfill(MOST_DIGITS))

    def _kind(self, cover: dict[str, Row]) -> str:
        kind = _cell(cover, "nature") or ReportKind.REPORT
        if kind not in ReportKind.values:
            self.folder.fault("bad_value", cover["nature"], "valeur")
        return kind

    def _site(self, cover: dict[str, Row]) -> Site | None:
        name = _cell(cover, "site")
        if not name:
            return None
        site = Site.objects.filter(study=self.study).called(name)
        if site is None:
            self.folder.fault("unknown_site", cover["site"], "valeur")
        return site

    def _section(self, row: Row) -> NewSection | None:
        try:
            row.integer("ordre")
            section = NewSection(
                level=int(row.one_of("niveau", LEVELS, kind="bad_value")),
                kind=row.one_of("nature", SectionKind.values, kind="bad_value"),
                title=row["titre"],
                body=self._text(row),
            )
            refuse_misfit(Section(order=0, **asdict(section)))
            return section
        except Unfit as unfit:
            self.folder.fault(unfit.kind, row, unfit.column)
            return None

    def _text(self, row: Row) -> str:
        name = row["fichier"]
        if not name:
            return ""
        if Path(name).name != name:
            raise Unfit("bad_value", "fichier")
        text = self.folder.text(f"{FOLDER}/{self.slug}/{name}")
        if text is None:
            raise Unfit("missing_file", "fichier")
        return text.strip()


def _cell(cover: dict[str, Row], name: str) -> str:
    return cover[name]["valeur"] if name in cover else ""


def _credits(cover: dict[str, Row]) -> str:
    """Write the credits as people read them, one line each."""
    lines = [
        f"{words}{_cell(cover, name)}" for name, words in CREDITS.items() if _cell(cover, name)
    ]
    return "\n".join([*lines, *_cell(cover, "mentions").splitlines()])


def _cover(report: Report) -> dict[str, str]:
    cells = {
        "titre": report.title,
        "sous_titre": report.subtitle,
        "nature": report.kind,
        "site": report.site.name if report.site else "",
    }
    mentions = []
    for line in report.credits.splitlines():
        found = next((name for name, words in CREDITS.items() if line.startswith(words)), None)
        if found and found not in cells:
            cells[found] = line.removeprefix(CREDITS[found])
        else:
            mentions.append(line)
    return {**cells, "mentions": "\n".join(mentions)}


def _write(report: Report, target: Path) -> None:
    cover = [{"champ": name, "valeur": words} for name, words in _cover(report).items() if words]
    write_table(target / "rapport.csv", COVER_COLUMNS, cover)
    rows = []
    for position, section in enumerate(report.sections.all(), start=1):
        rows.append(_section_row(position, section))
        if section.body:
            file = target / rows[-1]["fichier"]
            file.write_text(section.body + "\n", encoding="utf-8", newline="\n")
    write_table(target / "sections.csv", SECTION_COLUMNS, rows)


def _section_row(position: int, section: Section) -> dict[str, str]:
    return {
        "ordre": str(position),
        "niveau": str(section.level),
        "nature": section.kind,
        "titre": section.title,
        "fichier": f"{position:02}.md" if section.body else "",
    }
