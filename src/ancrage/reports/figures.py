"""What a report computes instead of typing it: counters, charts, maps and lists."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.core.charts import Bar, bars
from ancrage.fieldwork.models import Interview, Participant, Purpose
from ancrage.formats.report_markup import Kind, Reference
from ancrage.methods.disclosure import suppress
from ancrage.reports.voices import function
from ancrage.studies.models import Site, Step, Study
from ancrage.territories.maps import Place, france_map
from ancrage.territories.models import Kind as TerritoryKind

Figure = dict[str, Any]
# « Personnes rencontrées » is never printed for a group smaller than this.
FLOOR = 5


class NoSuchStep(LookupError):
    """A reference names a step that the study doesn't have."""


@dataclass(frozen=True)
class Figures:
    """The figures of one report; a report of one site counts that site alone.

    Where nothing is ``drawn``, a figure is only checked.
    """

    study: Study
    site: Site | None
    day: date
    drawn: bool = True

    def counter(self, reference: Reference) -> int:
        """Compute what ``[[compteur …]]`` stands for.

        Raises
        ------
        NoSuchStep
            If it names a step that the study doesn't have.
        """
        interviews = self._interviews(reference.step)
        count: Callable[[], int] = {
            "entretiens": interviews.count,
            "personnes": Participant.objects.filter(interview__in=interviews).count,
            "sites": self._sites.__len__,
            "constats": self.study.findings.count,
            "préconisations": self.study.recommendations.count,
        }[reference.subject]
        return count()

    def figure(self, reference: Reference) -> Figure:
        """Compute a chart, a map, a table or a list, with its words and its table.

        Raises
        ------
        NoSuchStep
            If it names a step that the study doesn't have.
        """
        draw: Callable[[Reference], Figure] = {
            (Kind.CHART, "catégories"): self._categories,
            (Kind.CHART, "étapes"): self._steps_chart,
            (Kind.MAP, "sites"): self._map,
            (Kind.TABLE, "thématiques"): self._themes,
            (Kind.LIST, "entretiens"): self._interview_list,
        }[reference.kind, reference.subject]
        content = draw(reference) if self.drawn else self._checked(reference)
        return {"t": "figure", "source": str(reference), **content}

    def instead(self, reference: Reference, figure: Figure) -> str:
        """Return the sentence to print instead of a figure that has nothing to show, if any."""
        if figure.get("rows", True):
            return ""
        said = {
            (Kind.CHART, "catégories"): _("Aucune personne n’a encore été rencontrée."),
            (Kind.CHART, "étapes"): _("L’étude n’a pas encore d’étape."),
            (Kind.MAP, "sites"): _("L’étude n’a pas encore de site."),
            (Kind.TABLE, "thématiques"): _("Aucun site n’a encore de thématique arrêtée."),
            (Kind.LIST, "entretiens"): _("Aucun entretien n’a encore été mené."),
        }
        if figure["note"]:
            return _("Aucun entretien n’est nommé ici : personne n’a accepté d’y figurer.")
        return said[reference.kind, reference.subject]

    def _checked(self, reference: Reference) -> Figure:
        """Only see that the figure can be computed."""
        self._interviews(reference.step)
        return {}

    @cached_property
    def _sites(self) -> list[Site]:
        sites = self.study.sites.select_related("territory")
        return list(sites.filter(pk=self.site.pk) if self.site else sites)

    @cached_property
    def _steps(self) -> dict[int, Step]:
        return {step.number: step for step in self.study.steps.all()}

    def _interviews(self, step: int | None) -> "QuerySet[Interview]":
        if step is not None and step not in self._steps:
            raise NoSuchStep(step)
        interviews = Interview.objects.filter(study=self.study)
        if self.site:
            interviews = interviews.filter(site=self.site)
        return interviews.filter(step__number=step) if step is not None else interviews

    def _categories(self, reference: Reference) -> Figure:
        met = Participant.objects.filter(interview__in=self._interviews(reference.step))
        counted = dict(
            met.values_list("category__label").annotate(met=Count("pk")).order_by("-met")
        )
        shown = suppress(list(counted.values()), FLOOR)
        rows = list(zip(counted, shown, strict=True))
        # What is withheld comes last, by name: its place would tell how many.
        rows.sort(key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
        title = _("Personnes rencontrées par catégorie d’acteurs")
        if reference.step is not None:
            title += _(" à l’étape %(number)s") % {"number": reference.step}
        return {
            "title": title,
            "svg": bars([Bar(label, count) for label, count in rows], title=title),
            "alt": _in_words(title, rows),
            "head": [_("Catégorie d’acteurs"), _("Personnes")],
            "rows": [[label, _shown(count)] for label, count in rows],
            "note": _withheld_note(shown),
        }

    def _steps_chart(self, reference: Reference) -> Figure:
        interviews = self._interviews(None)
        by_step = dict(interviews.values_list("step__number").annotate(Count("pk")).order_by())
        people = dict(
            Participant.objects.filter(interview__in=interviews)
            .values_list("interview__step__number")
            .annotate(Count("pk"))
            .order_by()
        )
        met = suppress([people.get(number, 0) for number in self._steps], FLOOR)
        values, rows = [], []
        for step, heads in zip(self._steps.values(), met, strict=True):
            held = by_step.get(step.number, 0)
            label = _("Étape %(number)s – %(title)s") % {"number": step.number, "title": step.title}
            values += [Bar(label, held, _("Entretiens")), Bar(label, heads, _("Personnes"))]
            rows.append([label, str(held), _shown(heads)])
        title = _("Entretiens menés et personnes rencontrées à chaque étape")
        words = [
            _("%(step)s : %(interviews)s entretiens, %(people)s personnes")
            % {"step": label, "interviews": held, "people": heads}
            for label, held, heads in rows
        ]
        return {
            "title": title,
            "svg": bars(values, title=title),
            "alt": f"{title}. " + "\u202f; ".join(words) + ".",
            "head": [_("Étape"), _("Entretiens"), _("Personnes")],
            "rows": rows,
            "note": _withheld_note(met),
        }

    def _map(self, reference: Reference) -> Figure:
        title = _("Les sites de l’étude")
        drawn = france_map([Place(site.territory, site.name) for site in self._sites], title=title)
        return {
            "title": title,
            "svg": str(drawn.as_image()),
            "alt": drawn.description,
            "head": [_("Site"), _("Statut"), _("Département")],
            "rows": [
                [site.name, _status(site), site.territory.department_name] for site in self._sites
            ],
            "note": "",
        }

    def _themes(self, reference: Reference) -> Figure:
        in_force = []
        for site in self.study.sites.prefetch_related("themes__axis"):
            if self.site and site != self.site:
                continue
            held = [theme for theme in site.themes.all() if theme.since <= self.day]
            if held:
                in_force.append((held[0].axis, site, held[0]))
        in_force.sort(key=lambda row: (row[0].number, row[1].order))
        return _table(
            _("La thématique de chaque site, par axe d’investigation"),
            [_("Axe"), _("Site"), _("Thématique")],
            [[axis.title, site.name, theme.title] for axis, site, theme in in_force],
        )

    def _interview_list(self, reference: Reference) -> Figure:
        agreeing = Participant.objects.agreeing(Purpose.ANNEX, self.day).order_by("label")
        interviews = self._interviews(reference.step)
        listed = (
            interviews.filter(participants__in=agreeing)
            .distinct()
            .select_related("site")
            .prefetch_related(Prefetch("participants", agreeing, to_attr="named"))
            .order_by("site__order", "held_on", "code")
        )
        rows = [
            [
                interview.site.name,
                date_format(interview.held_on, _("F Y")),
                interview.get_kind_display(),
                _functions(interview.named),
            ]
            for interview in listed
        ]
        silent = interviews.count() - len(rows)
        title = _("Entretiens dont les personnes ont accepté de figurer dans cette liste")
        head = [_("Site"), _("Date"), _("Type"), _("Personnes")]
        return {**_table(title, head, rows), "note": _unlisted(silent)}


def _table(title: str, head: list[str], rows: list[list[str]]) -> Figure:
    return {"title": title, "svg": "", "alt": "", "head": head, "rows": rows, "note": ""}


def _functions(people: Iterable[Participant]) -> str:
    """Say who was there: « Directrice, Habitant × 5 »."""
    counted = Counter(function(person) for person in people)
    return ", ".join(
        name if count == 1 else f"{name}\u00a0×\u00a0{count}" for name, count in counted.items()
    )


def _status(site: Site) -> str:
    territory = site.territory
    nature = territory.nature if territory.kind == TerritoryKind.EPCI else ""
    return nature or str(territory.get_kind_display())


def _shown(count: int | None) -> str:
    return _("masqué") if count is None else str(count)


def _in_words(title: str, rows: Iterable[tuple[str, int | None]]) -> str:
    return f"{title} : " + ", ".join(f"{label}, {_shown(count)}" for label, count in rows) + "."


def _withheld_note(shown: Iterable[int | None]) -> str:
    if all(count is not None for count in shown):
        return ""
    return _(
        "Les effectifs inférieurs à %(floor)s, ou qui permettraient de les retrouver, sont masqués."
    ) % {"floor": FLOOR}


def _unlisted(silent: int) -> str:
    if not silent:
        return ""
    return ngettext(
        "%(count)s entretien n’y figure pas, faute d’accord.",
        "%(count)s entretiens n’y figurent pas, faute d’accord.",
        silent,
    ) % {"count": silent}
