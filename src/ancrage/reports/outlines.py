"""The outline that a new report starts with, drawn from what the study already knows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.evidence.models import EvidenceLink, Finding, FindingKind
from ancrage.fieldwork.models import Interview, Participant
from ancrage.reports.models import ReportKind, SectionKind
from ancrage.studies.models import Site, Study


@dataclass(frozen=True)
class NewSection:
    """A section to write."""

    level: int
    kind: str
    title: str
    body: str = ""


def outline(kind: str, study: Study, site: Site | None) -> list[NewSection]:
    """Return the sections that a new report of ``kind`` starts with."""
    if kind == ReportKind.STATE_OF_PLAY and site:
        return list(_state_of_play(site))
    if kind == ReportKind.RESTITUTION and site:
        return list(_restitution(site))
    return list(_report(study))


def _report(study: Study) -> Iterator[NewSection]:
    yield NewSection(1, SectionKind.FRONT, _("Avant-propos"))
    yield NewSection(1, SectionKind.FRONT, _("Introduction"), study.question)
    for axis in study.axes.all():
        yield NewSection(1, SectionKind.PART, axis.title, axis.text)
        yield NewSection(2, SectionKind.LESSONS, _("Principaux enseignements"))
    yield NewSection(1, SectionKind.CONCLUSION, _("Conclusion"))
    yield NewSection(1, SectionKind.BIBLIOGRAPHY, _("Bibliographie"))
    yield NewSection(
        1,
        SectionKind.ANNEX,
        _("Annexe : les sites et leurs thématiques"),
        "[[carte sites]]\n\n[[tableau thématiques]]",
    )
    yield NewSection(
        1,
        SectionKind.ANNEX,
        _("Annexe : les entretiens"),
        "[[graphique catégories]]\n\n[[liste entretiens]]",
    )


def _state_of_play(site: Site) -> Iterator[NewSection]:
    """What was seen and heard on a site, for the people who work there."""
    yield NewSection(1, SectionKind.FRONT, _("Le site et sa thématique"), _presentation(site))
    yield NewSection(1, SectionKind.FRONT, _("Qui a été entendu"), _heard())
    for kind, title in _NATURES:
        findings = _findings(site, kind)
        if findings:
            body = "\n\n".join(_in_full(findings))
            yield NewSection(1, SectionKind.SECTION, str(title()), body)
    yield NewSection(1, SectionKind.LESSONS, _("Principaux enseignements"))


def _restitution(site: Site) -> Iterator[NewSection]:
    """Two pages in plain words, to be debated with the people met."""
    yield NewSection(1, SectionKind.FRONT, _("Pourquoi ce document"), _why(site))
    for kind, title in _NATURES:
        findings = _findings(site, kind)
        if findings:
            yield NewSection(1, SectionKind.SECTION, str(title()), "\n".join(_listed(findings)))
    yield NewSection(1, SectionKind.CONCLUSION, _("À débattre ensemble"), _debate())


def _presentation(site: Site) -> str:
    return f"{site.presentation}\n\n[[tableau thématiques]]".strip()


def _heard() -> str:
    return _(
        "L’état des lieux s’appuie sur [[compteur entretiens]] entretiens et "
        "[[compteur personnes]] personnes rencontrées.\n\n[[graphique catégories]]"
    )


def _why(site: Site) -> str:
    interviews = Interview.objects.filter(site=site)
    people = Participant.objects.filter(interview__site=site).count()
    heard = ngettext(
        "%(site)s : une personne y a été rencontrée.",
        "%(site)s : [[compteur personnes]] personnes y ont été rencontrées, au cours de "
        "[[compteur entretiens]] entretiens.",
        people,
    ) % {"site": site.name}
    if not interviews.exists():
        return _("Ce document sera complété après la visite.")
    return (
        heard
        + " "
        + _(
            "Voici ce que nous en retenons. Chaque constat renvoie à ce qui le fonde : dites-nous "
            "ce qui est juste, ce qui manque et ce que vous verriez autrement."
        )
    )


def _debate() -> str:
    return _(
        "- Dans quoi vous reconnaissez-vous ?\n- Que faut-il corriger ou compléter ?\n"
        "- Par quoi commencer ?"
    )


def _findings(site: Site, kind: str) -> list[Finding]:
    """Return the site's own findings, then those across sites that its interviews support."""
    supported = EvidenceLink.objects.filter(
        side=EvidenceLink.Side.FOR, passage__text_version__document__interview__site=site
    ).values("finding")
    own = Finding.objects.filter(site=site, kind=kind)
    across = Finding.objects.filter(study=site.study, site=None, kind=kind, pk__in=supported)
    return [*own.order_by("number"), *across.order_by("number")]


def _in_full(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"[[constat {finding.number}]]"
        if finding.explanation:
            yield finding.explanation


def _listed(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"- {finding.claim} [[constat {finding.number}]]"


_NATURES = (
    (FindingKind.LEVER, lambda: _("Ce qui aide")),
    (FindingKind.OBSTACLE, lambda: _("Ce qui freine")),
    (FindingKind.OPPORTUNITY, lambda: _("Ce qui pourrait être saisi")),
    (FindingKind.OBSERVATION, lambda: _("Ce que nous avons observé")),
)
