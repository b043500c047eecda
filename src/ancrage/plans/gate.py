"""What residents will read of a site: the only place where it is taken from the database.

``compose`` builds the allow-listed data set of the page and lists what stands in the way. It quotes
nobody: stakes are said in plain words written for the page, and small counts are withheld.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from types import NoneType
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ancrage.core.frozen import Frozen
from ancrage.evidence.models import EvidenceLink, Stake
from ancrage.fieldwork.actions import names_taken_out
from ancrage.fieldwork.models import Interview
from ancrage.formats.report_markup.typography import french
from ancrage.methods.disclosure import suppress
from ancrage.plans.models import Action, FollowUp
from ancrage.studies.models import Site

# What residents read is in French, whatever the language of who publishes it.
LANGUAGE = "fr"
FORMAT = 1
State = Action.State
SET_ASIDE = (State.DROPPED, State.HANDED_OVER)
# A type, several, or what a dictionary or a list holds.
Shape = Any
_BRACKETED = re.compile(r"\[[^\]]+\]")
_INTERVIEW = "passage__text_version__document__interview"


class Why(StrEnum):
    """The kinds of obstacles."""

    NOTHING_DECIDED = "nothing-decided"
    NO_PLAIN_WORDS = "no-plain-words"
    NO_LEAD = "no-lead"
    NO_NEWS = "no-news"
    SOMEBODY = "somebody"


@dataclass(frozen=True)
class Obstacle:
    """One thing to mend, and the page that mends it."""

    why: Why
    message: str
    mend: str


class NotReady(Exception):
    """The page can't be published: ``obstacles`` says why."""

    def __init__(self, found: tuple[Obstacle, ...]) -> None:
        self.obstacles = found
        super().__init__("\n".join(obstacle.message for obstacle in found))


@dataclass(frozen=True)
class Draft:
    """The page as it would be published, and what stands in the way."""

    data: Frozen
    obstacles: tuple[Obstacle, ...]


def compose(site: Site, *, now: datetime, edition: int = 0) -> Draft:
    """Build what would be published of ``site`` at ``now``; without an edition it is a proof."""
    day = timezone.localtime(now).date()
    page = _Page(site, day)
    data = {
        "format": FORMAT,
        "language": LANGUAGE,
        "study": {"title": french(site.study.title), "notice": french(site.study.notice)},
        "site": site.name,
        "edition": edition,
        "published_at": now.isoformat(),
        "published_on": day.isoformat(),
        **page.content(),
    }
    with translation.override(LANGUAGE):
        return Draft(data, tuple(page.obstacles()))


# What an edition holds: each name with its type, lists with what each of their items holds.
_SHAPE: Shape = {
    "format": int,
    "language": str,
    "study": {"title": str, "notice": str},
    "site": str,
    "edition": int,
    "published_at": datetime,
    "published_on": date,
    "interviews": (int, NoneType),
    "said": [{"stake": int, "words": str, "interviews": (int, NoneType), "actions": [int]}],
    "actions": [
        {
            "number": int,
            "title": str,
            "state": str,
            "stakes": [int],
            "led_by": str,
            "with_whom": str,
            "adopted_on": date,
            "adopted_by": str,
            "due_on": date,
            "done_on": (date, NoneType),
            "late": bool,
            "progress": str,
            "words": str,
            "told_on": (date, NoneType),
            "next_on": (date, NoneType),
        }
    ],
    "set_aside": [
        {
            "number": int,
            "title": str,
            "state": str,
            "stakes": [int],
            "on": date,
            "by_whom": str,
            "reason": str,
            "handed_to": str,
        }
    ],
    "open": [str],
}


def is_sound(data: Any) -> bool:
    """Tell whether ``data`` has the shape of an edition, nothing more and nothing less."""
    return _has(data, _SHAPE) and data["format"] == FORMAT


def _has(data: Any, shape: Shape) -> bool:
    if isinstance(shape, dict):
        same = isinstance(data, dict) and set(data) == set(shape)
        return same and all(_has(data[name], inner) for name, inner in shape.items())
    if isinstance(shape, list):
        return isinstance(data, list) and all(_has(item, shape[0]) for item in data)
    if isinstance(shape, tuple):
        return any(_has(data, each) for each in shape)
    if shape in (date, datetime):
        return isinstance(data, str) and _is_moment(data, shape)
    return isinstance(data, shape)


def _is_moment(text: str, kind: type[date]) -> bool:
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return True


class _Page:
    """What a site decided, read once."""

    def __init__(self, site: Site, day: date) -> None:
        self.site = site
        self.day = day
        sheets = Action.objects.filter(site=site).order_by("number")
        self.sheets = list(sheets.prefetch_related("leads__stakes", "decisions", "follow_ups"))
        self.decided = [sheet for sheet in self.sheets if sheet.state != State.PROPOSED]
        self.words = {row.stake_id: row.text for row in site.plain_words.all()}
        self.stakes = self._stakes()

    def content(self) -> Frozen:
        return {
            "interviews": suppress([Interview.objects.filter(site=self.site).count()])[0],
            "said": self._said(),
            "actions": [self._done(one) for one in self.decided if one.state not in SET_ASIDE],
            "set_aside": [self._aside(one) for one in self.decided if one.state in SET_ASIDE],
            "open": [french(one.title) for one in self.sheets if one.state == State.PROPOSED],
        }

    def obstacles(self) -> Iterator[Obstacle]:
        """List what to mend, in the order of the page."""
        if not self.decided:
            yield Obstacle(
                Why.NOTHING_DECIDED,
                _("Décidez au moins d’une action : il n’y a encore rien à annoncer."),
                self._url("site_actions"),
            )
        yield from self._unsaid()
        for sheet in self.decided:
            yield from self._of_sheet(sheet)
        for stake in self.stakes:
            if self._names_somebody(self.words.get(stake.pk, "")):
                yield self._somebody(self._url("plain_words", stake.number))

    def _stakes(self) -> list[Stake]:
        """Return the stakes behind what was decided, and those said in plain words."""
        behind = {stake for sheet in self.decided for stake in stakes_behind(sheet)}
        behind |= set(Stake.objects.filter(pk__in=self.words))
        return sorted(behind, key=lambda stake: stake.number)

    def _said(self) -> list[Frozen]:
        counts = interviews_speaking(self.stakes, self.site)
        shown = suppress([counts.get(stake.pk, 0) for stake in self.stakes])
        return [
            {
                "stake": stake.number,
                "words": french(self.words.get(stake.pk, "")),
                "interviews": count,
                "actions": [
                    sheet.number for sheet in self.decided if stake in stakes_behind(sheet)
                ],
            }
            for stake, count in zip(self.stakes, shown, strict=True)
        ]

    def _done(self, sheet: Action) -> Frozen:
        adopted = _last(sheet, State.ADOPTED)
        told = _last_told(sheet)
        return {
            **_common(sheet),
            "led_by": french(sheet.led_by),
            "with_whom": french(sheet.with_whom),
            "adopted_on": adopted["on"],
            "adopted_by": adopted["by_whom"],
            "due_on": _iso(sheet.due_on),
            "done_on": _last(sheet, State.DONE)["on"] if sheet.state == State.DONE else None,
            "late": sheet.is_late(self.day),
            "progress": told.progress if told else "",
            "words": french(told.words) if told else "",
            "told_on": _iso(told.recorded_on) if told else None,
            "next_on": _iso(min((one.due_on for one in _waiting(sheet)), default=None)),
        }

    def _aside(self, sheet: Action) -> Frozen:
        return {
            **_common(sheet),
            "on": _iso(sheet.decided_on),
            "by_whom": french(sheet.decided_by),
            "reason": french(sheet.reason),
            "handed_to": french(sheet.handed_to),
        }

    def _unsaid(self) -> Iterator[Obstacle]:
        for stake in self.stakes:
            if not self.words.get(stake.pk):
                yield Obstacle(
                    Why.NO_PLAIN_WORDS,
                    _("Dites l’enjeu %(number)d en mots simples : « %(title)s ».")
                    % {"number": stake.number, "title": stake.title},
                    self._url("plain_words", stake.number),
                )

    def _of_sheet(self, sheet: Action) -> Iterator[Obstacle]:
        values = {"number": sheet.number, "title": sheet.title}
        if not stakes_behind(sheet):
            yield Obstacle(
                Why.NO_LEAD,
                _(
                    "Reliez la fiche %(number)d à une piste d’action qui répond à un enjeu : "
                    "sinon, personne ne saura de quelle parole elle vient."
                )
                % values,
                self._url("action_change", sheet.number),
            )
        for follow_up in _waiting(sheet):
            if follow_up.due_on <= self.day:
                yield Obstacle(
                    Why.NO_NEWS,
                    _("Dites où en est la fiche %(number)d : son suivi à %(months)d mois attend.")
                    % {**values, "months": follow_up.months},
                    self._url("follow_up_record", sheet.number, follow_up.months),
                )
        told = _last_told(sheet)
        if self._names_somebody(
            sheet.title, sheet.with_whom, sheet.reason, told.words if told else ""
        ):
            yield self._somebody(sheet.get_absolute_url())

    def _somebody(self, mend: str) -> Obstacle:
        return Obstacle(
            Why.SOMEBODY,
            _("Reformulez ce texte : il désigne une personne rencontrée en confiance."),
            mend,
        )

    def _names_somebody(self, *texts: str) -> bool:
        return any(_BRACKETED.search(text) or self._clean(text) != text for text in texts)

    @cached_property
    def _clean(self) -> Any:
        return names_taken_out(self.site.pk)

    def _url(self, view: str, *more: Any) -> str:
        return reverse(f"plans:{view}", args=[self.site.study.slug, self.site.slug, *more])


def stakes_behind(sheet: Action) -> list[Stake]:
    """Return the stakes that the leads of a sheet answer, from what was prefetched."""
    found = {stake for lead in sheet.leads.all() for stake in lead.stakes.all()}
    return sorted(found, key=lambda stake: stake.number)


def interviews_speaking(stakes: Iterable[Stake], site: Site) -> dict[int, int]:
    """Count, by stake, the interviews held at ``site`` that speak for one of its findings."""
    links = EvidenceLink.objects.filter(
        finding__stakes__in=list(stakes),
        side=EvidenceLink.Side.FOR,
        **{f"{_INTERVIEW}__site": site},
    )
    counted = links.order_by().values_list("finding__stakes")
    return dict(counted.annotate(Count(_INTERVIEW, distinct=True)))


def _common(sheet: Action) -> Frozen:
    return {
        "number": sheet.number,
        "title": french(sheet.title),
        "state": sheet.state,
        "stakes": [stake.number for stake in stakes_behind(sheet)],
    }


def _last(sheet: Action, state: str) -> dict[str, Any]:
    """Return when and by whom a state was last decided."""
    found = next(one for one in sheet.decisions.all() if one.state == state)
    return {"on": _iso(found.on), "by_whom": french(found.by_whom)}


def _last_told(sheet: Action) -> FollowUp | None:
    told = [one for one in sheet.follow_ups.all() if one.recorded_on]
    return max(told, key=lambda one: (one.recorded_on, one.months), default=None)


def _waiting(sheet: Action) -> list[FollowUp]:
    return [one for one in sheet.follow_ups.all() if not one.recorded_on]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
