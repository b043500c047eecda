"""What changes a report, and what publishes it. Files are the press's business."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import failpoints, journal
from ancrage.core.editing import change
from ancrage.core.frozen import Frozen, digest
from ancrage.formats.report_word import ReturnedReport
from ancrage.reports import gate, press
from ancrage.reports.models import Printing, Publication, Report, Section, WordReturn
from ancrage.reports.models.report import LONGEST_BODY, LONGEST_TITLE
from ancrage.reports.outlines import NewSection
from ancrage.studies.models import Site, Study

# Added to every place of an outline while it is renumbered, so that two never collide.
_ASIDE = 10_000
_LONGEST_SLUG = 70
# The page that starts a report stands at this name.
_NEW = "nouveau"


class NoSite(Exception):
    """A document of a site needs a site, a study's report has none."""


class NothingThere(Exception):
    """The section can't move that way."""


class TooLong(Exception):
    """A section came back longer than a report holds."""


class AlreadyPublished(Exception):
    """A report that was published stays."""


class Moved(Exception):
    """What the report rests on changed while it was printed."""


@transaction.atomic
def create_report(
    *,
    study: Study,
    kind: str,
    title: str,
    site: Site | None = None,
    slug: str = "",
    subtitle: str = "",
    credits: str = "",
    sections: Iterable[NewSection] = (),
    by: User | None,
    now: datetime,
) -> Report:
    """Start a report with its first sections."""
    if (site is None) != (kind == "rapport"):
        raise NoSite(_("Choisissez un site pour un état des lieux ou une restitution."))
    report = Report.objects.create(
        study=study,
        site=site,
        kind=kind,
        title=title,
        slug=slug or _free_slug(study, title),
        subtitle=subtitle,
        credits=credits,
        changed_at=now,
    )
    Section.objects.bulk_create(
        Section(
            report=report,
            order=order,
            level=section.level,
            kind=section.kind,
            title=section.title,
            body=section.body,
        )
        for order, section in enumerate(sections, start=1)
    )
    journal.record("report.created", report, by=by)
    return report


@transaction.atomic
def change_report(
    *, report: Report, expected: int, by: User | None, now: datetime, **values: Any
) -> Report:
    """Change the title, subtitle or credits of a report."""
    report = change(report, expected=expected, changed_at=now, **values)
    journal.record("report.changed", report, by=by)
    return report


@transaction.atomic
def remove_report(*, report: Report, by: User | None) -> None:
    """Remove a report that was never published.

    Raises
    ------
    AlreadyPublished
        If an edition of it was: readers may have it.
    """
    if report.publications.exists():
        raise AlreadyPublished(_("Ce rapport a été publié : il ne peut plus être retiré."))
    journal.record("report.removed", report, by=by)
    report.delete()


@transaction.atomic
def add_section(
    *,
    report: Report,
    after: Section | None,
    section: NewSection,
    by: User | None,
    now: datetime,
) -> Section:
    """Add a section after another one, or at the end."""
    order = after.order + 1 if after else _last_order(report) + 1
    _make_room(report, order)
    added = Section.objects.create(
        report=report,
        order=order,
        level=section.level,
        kind=section.kind,
        title=section.title,
        body=section.body,
    )
    _touch(report, now)
    journal.record("section.added", added, by=by)
    return added


@transaction.atomic
def write_section(
    *, section: Section, expected: int, by: User | None, now: datetime, **values: Any
) -> Section:
    """Write a section's text, title, kind or level."""
    section = change(section, expected=expected, **values)
    _touch(section.report, now)
    journal.record("section.written", section, by=by)
    return section


@transaction.atomic
def move_section(*, section: Section, up: bool, by: User | None, now: datetime) -> Section:
    """Exchange a section with the one before or after it.

    Raises
    ------
    NothingThere
        If it already stands at that end.
    """
    siblings = section.report.sections
    if up:
        other = siblings.filter(order__lt=section.order).order_by("-order").first()
    else:
        other = siblings.filter(order__gt=section.order).order_by("order").first()
    if other is None:
        raise NothingThere(_("Cette section est déjà au bout du plan."))
    here, there = section.order, other.order
    rows = Section.objects
    rows.filter(pk=section.pk).update(order=_ASIDE + there)
    rows.filter(pk=other.pk).update(order=here)
    rows.filter(pk=section.pk).update(order=there)
    _touch(section.report, now)
    journal.record("section.moved", section, by=by)
    section.refresh_from_db()
    return section


@transaction.atomic
def remove_section(*, section: Section, by: User | None, now: datetime) -> None:
    """Remove a section and its text."""
    _touch(section.report, now)
    journal.record("section.removed", section, by=by)
    section.delete()


@transaction.atomic
def take_back(
    *, report: Report, returned: ReturnedReport, by: User | None, now: datetime
) -> WordReturn:
    """Keep what a Word file brought back, until somebody has looked at its changes.

    Raises
    ------
    TooLong
        If a section or its title is longer than a report holds.
    """
    for section in returned.sections:
        if len(section.title) > LONGEST_TITLE or len(section.body) > LONGEST_BODY:
            message = _(
                "La section « %(title)s » ou son titre est trop long. Partagez-la en plusieurs, "
                "puis déposez le fichier à nouveau."
            )
            raise TooLong(message % {"title": section.title[:60]})
    kept = WordReturn.objects.create(
        report=report,
        sections=[asdict(section) for section in returned.sections],
        comments=[asdict(comment) for comment in returned.comments],
        tracked_changes=returned.tracked_changes,
        images=returned.images,
        by=by,
        at=now,
    )
    journal.record("report.taken_back", kept, by=by)
    return kept


@transaction.atomic
def apply_return(
    *, returned: WordReturn, chosen: Mapping[UUID, int], by: User | None, now: datetime
) -> list[Section]:
    """Write the sections chosen among those that came back, each as an edit of its version.

    Raises
    ------
    StaleEdit
        If one of them changed since the person looked: none is written.
    """
    rows = {row["key"]: row for row in returned.sections}
    written = []
    brought = [uuid for uuid in chosen if uuid.hex in rows]
    for section in returned.report.sections.filter(uuid__in=brought):
        row = rows[section.uuid.hex]
        written.append(
            write_section(
                section=section,
                expected=chosen[section.uuid],
                title=row["title"].strip() or section.title,
                body=row["body"],
                by=by,
                now=now,
            )
        )
    returned.applied_at = now
    returned.save(update_fields=["applied_at"])
    journal.record("report.return_applied", returned, by=by)
    return written


@transaction.atomic
def ask_printing(*, report: Report, audience: str, by: User | None, now: datetime) -> Printing:
    """Ask for an edition; while one is being printed, return that one.

    Raises
    ------
    gate.Refused
        While something stands in the way.
    NoSite
        If the edition is for a site's members and the report is of no site.
    """
    under_way: Printing | None = report.printings.filter(status__in=Printing.UNDER_WAY).first()
    if under_way and not under_way.is_lost(now):
        return under_way
    if under_way:
        follow(under_way, Printing.Status.FAILED)
    if audience == Publication.Audience.SITE and report.site is None:
        raise NoSite(_("Ce rapport n’est pas celui d’un site : choisissez d’autres destinataires."))
    gate.freeze(report, now=now, dated=now, edition=report.next_edition)
    printing = Printing.objects.create(report=report, audience=audience, asked_by=by, asked_at=now)
    journal.record("printing.asked", printing, by=by)
    return printing


@transaction.atomic
def publish(
    *,
    printing: Printing,
    frozen: Frozen,
    files: Mapping[str, bytes],
    now: datetime,
) -> Publication:
    """Publish the next edition: files first, then its row, both or neither.

    Consents are read again here: what was agreed to while printing may have been withdrawn.

    Raises
    ------
    gate.Refused
        If something now stands in the way.
    Moved
        If the data set is no longer the one that was printed.
    """
    report = printing.report
    current = gate.freeze(report, now=now, dated=printing.asked_at, edition=report.next_edition)
    if digest(current) != digest(frozen):
        raise Moved
    publication = Publication(
        report=report,
        edition=frozen["edition"],
        audience=printing.audience,
        frozen=frozen,
        digest=digest(frozen),
        digests=press.digests(files),
        published_at=printing.asked_at,
        published_by=printing.asked_by,
    )
    press.write(publication.uuid, files)
    publication.save(force_insert=True)
    follow(printing, Printing.Status.DONE, publication=publication)
    journal.record("report.published", publication, by=printing.asked_by)
    failpoints.reached("publish.before-commit")
    return publication


def follow(printing: Printing, status: Printing.Status, **values: Any) -> None:
    """Say where a printing is; its page shows it."""
    for name, value in {"status": status, **values}.items():
        setattr(printing, name, value)
    printing.save(update_fields=["status", *values])


def _free_slug(study: Study, title: str) -> str:
    stem = slugify(title)[:_LONGEST_SLUG].strip("-") or "rapport"
    taken = {_NEW, *study.reports.values_list("slug", flat=True)}
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _last_order(report: Report) -> int:
    last = report.sections.order_by("-order").first()
    return last.order if last else 0


def _make_room(report: Report, order: int) -> None:
    """Push the sections from ``order`` on by one place, in two steps: places are unique."""
    following = report.sections.filter(order__gte=order)
    following.update(order=F("order") + _ASIDE + 1)
    report.sections.filter(order__gte=_ASIDE).update(order=F("order") - _ASIDE)


def _touch(report: Report, now: datetime) -> None:
    Report.objects.filter(pk=report.pk).update(changed_at=now)
