"""Decide everything that an import writes, before the transaction that writes it.

What takes time – reading names in every text, stemming every word – happens here; progress can be
shown and the work stopped, since nothing is written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ancrage.fieldwork.actions.identities import Identity, identities_at
from ancrage.fieldwork.actions.labels import SiteLabels, head_of, person_key
from ancrage.fieldwork.actions.losses import known_sites
from ancrage.fieldwork.actions.names import Named, name_words
from ancrage.fieldwork.actions.work_texts import Speaker, WorkText, work_text
from ancrage.fieldwork.models import Interview, Participant, Purpose
from ancrage.formats.field_folder import FieldFolder, FieldInterview, FieldPerson, FieldText
from ancrage.studies.models import Study

NO_CATEGORY: Final = "catégorie non renseignée"
ReadFile = Callable[[str], bytes]
Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class PreparedPerson:
    """Somebody met: what stands in clear, and what will be sealed."""

    row: int
    label: str
    category: str
    identity: Identity
    consents: tuple[str, ...]


@dataclass(frozen=True)
class PreparedText:
    """A text: its file, to be sealed, and its first work version."""

    source: FieldText
    original: bytes
    work: WorkText


@dataclass(frozen=True)
class PreparedInterview:
    """An interview with everything that belongs to it."""

    source: FieldInterview
    site: int
    step: int
    people: list[PreparedPerson]
    texts: list[PreparedText]


@dataclass(frozen=True)
class Prepared:
    """What will be written, if the study is still as it was: ``state``."""

    interviews: list[PreparedInterview]
    state: tuple[int, int]


def state_of(study: Study) -> tuple[int, int]:
    """Return what tells whether another import was written meanwhile."""
    return (
        Interview.objects.filter(study=study).count(),
        Participant.objects.filter(interview__study=study).count(),
    )


def prepare(
    study: Study,
    folder: FieldFolder,
    read_file: ReadFile,
    *,
    tick: Tick = lambda done, total: None,
) -> Prepared:
    """Return what a folder without blocking fault will write."""
    state = state_of(study)
    sites = {name: site.pk for name, site in known_sites(study, folder).items()}
    steps = dict(study.steps.values_list("number", "pk"))
    labelled = _labelled(folder, sites)
    texts = _by_interview(folder.texts)
    prepared = []
    for done, interview in enumerate(folder.interviews, start=1):
        site = labelled[sites[interview.site]]
        people = site.people[interview.identifier]
        prepared.append(
            PreparedInterview(
                source=interview,
                site=sites[interview.site],
                step=steps[interview.step],
                people=people,
                texts=[
                    PreparedText(text, read_file(text.file), site.work_text(text, people))
                    for text in texts[interview.identifier]
                ],
            )
        )
        tick(done, len(folder.interviews))
    return Prepared(prepared, state)


class SitePeople:
    """Everybody met at one site, before and by this import, under their labels."""

    def __init__(self, site: int) -> None:
        self.known = list(identities_at(site))
        taken = [
            (person_key(each.name, _head(each.function, each.name)), label)
            for label, each in self.known
        ]
        self.labels = SiteLabels(taken)
        self.people: dict[str, list[PreparedPerson]] = defaultdict(list)

    def add(self, person: FieldPerson) -> PreparedPerson:
        """Give a label to somebody of an interview."""
        own = {each.label for each in self.people[person.interview]}
        head = _head(person.function, person.name)
        label = self.labels.give(person.name or f"{person.interview} {person.row}", head)
        if label in own:  # two people of one interview who can't be told apart otherwise
            label = self.labels.give(f"{person.name} {person.interview} {person.row}", head)
        identity = Identity(person.name, person.function, person.organisation, person.label)
        prepared = PreparedPerson(
            row=person.row,
            label=label,
            category=person.category or NO_CATEGORY,
            identity=identity,
            consents=person.consents,
        )
        self.people[person.interview].append(prepared)
        return prepared

    def work_text(self, text: FieldText, people: Iterable[PreparedPerson]) -> WorkText:
        """Return the work version of a text of one of the site's interviews."""
        own = {person.label for person in people}
        speakers = [
            Speaker(person.row, person.label, Purpose.TRANSCRIBE in person.consents)
            for person in people
        ]
        return work_text(text, speakers, self._named(own))

    def _named(self, own: set[str]) -> list[Named]:
        everybody = [*self.known]
        everybody += [
            (person.label, person.identity) for group in self.people.values() for person in group
        ]
        return [
            Named(label, who.name, who.voice if label in own else "", who.function, label in own)
            for label, who in everybody
        ]


def _labelled(folder: FieldFolder, sites: Mapping[str, int]) -> dict[int, SitePeople]:
    site_of = {interview.identifier: sites[interview.site] for interview in folder.interviews}
    labelled = {site: SitePeople(site) for site in sorted(set(sites.values()))}
    for person in folder.people:
        labelled[site_of[person.interview]].add(person)
    return labelled


def _by_interview(texts: Iterable[FieldText]) -> dict[str, list[FieldText]]:
    grouped: dict[str, list[FieldText]] = defaultdict(list)
    for text in texts:
        grouped[text.interview].append(text)
    return grouped


def _head(function: str, name: str) -> str:
    return head_of(function, unless=name_words(name))
