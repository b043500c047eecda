"""What stands in the way of a publication, each with the place where it is mended."""

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from ancrage.formats.report_markup import Fault, FaultKind
from ancrage.reports.claims import Claims, Quotation
from ancrage.reports.models import Report, Section


class Why(StrEnum):
    """The kinds of obstacles; those of a text bear the names of its faults."""

    NO_TITLE = "no-title"
    NO_SECTION = "no-section"
    EMPTY_SECTION = "empty-section"
    UNTITLED_SECTION = "untitled-section"
    LEVEL_SKIPPED = "level-skipped"
    UNKNOWN = "unknown-reference"
    NO_EVIDENCE = "no-evidence"
    NO_CONSENT = "no-consent"
    NOT_REVIEWED = "not-reviewed"
    NOTHING_BEHIND = "nothing-behind"
    NO_LESSON = "no-lesson"
    BROKEN_REFERENCE = FaultKind.BROKEN_REFERENCE.value
    FIGURE_IN_SENTENCE = FaultKind.FIGURE_IN_SENTENCE.value
    IMAGE_WITHOUT_ALTERNATIVE = FaultKind.IMAGE_WITHOUT_ALTERNATIVE.value
    IMAGE_FROM_ELSEWHERE = FaultKind.IMAGE_FROM_ELSEWHERE.value
    HEADING_SKIPPED = FaultKind.HEADING_SKIPPED.value
    TOO_DEEP = FaultKind.TOO_DEEP.value


@dataclass(frozen=True)
class Obstacle:
    """One thing to mend: what, where in the report, and the page that mends it."""

    why: Why
    message: str
    mend: str
    section: Section | None = None
    line: int | None = None

    @property
    def place(self) -> str:
        """Say where it is: « Se parler ne suffit pas, ligne 4 »."""
        if self.section is None:
            return ""
        title = self.section.title.strip() or _("Section sans titre")
        if self.line is None:
            return title
        return _("%(section)s, ligne %(line)s") % {"section": title, "line": self.line}

    def __str__(self) -> str:
        return f"{self.place} : {self.message}" if self.place else self.message


def of_report(report: Report, why: Why) -> Obstacle:
    """Say what the report as a whole lacks."""
    messages = {
        Why.NO_TITLE: _("Donnez un titre au rapport."),
        Why.NO_SECTION: _("Écrivez au moins une section."),
    }
    if why is Why.NO_TITLE:
        return Obstacle(why, messages[why], _page("report_settings", report))
    return Obstacle(why, messages[why], report.get_absolute_url())


def of_section(section: Section, why: Why) -> Obstacle:
    """Say what a section lacks."""
    messages = {
        Why.EMPTY_SECTION: _("Écrivez cette section ou retirez-la : elle est vide."),
        Why.UNTITLED_SECTION: _("Donnez un titre à cette section."),
        Why.LEVEL_SKIPPED: _(
            "Remontez cette section d’un niveau : rien ne la précède au niveau du dessus."
        ),
        Why.NO_LESSON: _(
            "Citez un constat dans les sections qui précèdent : il n’y a encore aucun "
            "enseignement à en tirer."
        ),
    }
    return Obstacle(why, messages[why], section.get_absolute_url(), section)


def of_fault(section: Section, fault: Fault) -> Obstacle:
    """Say what the text of a section has that can't be published."""
    words = {"written": fault.written}
    messages = {
        FaultKind.BROKEN_REFERENCE: _(
            "Corrigez la référence « [[%(written)s]] » : elle n’est pas comprise."
        ),
        FaultKind.FIGURE_IN_SENTENCE: _("Placez « [[%(written)s]] » seul sur sa ligne."),
        FaultKind.IMAGE_WITHOUT_ALTERNATIVE: _(
            "Décrivez l’image en quelques mots : sans texte de remplacement, une partie des "
            "lecteurs ne saura pas ce qu’elle montre."
        ),
        FaultKind.IMAGE_FROM_ELSEWHERE: _(
            "Retirez l’image « %(written)s » : Ancrage ne va chercher aucune image ailleurs. "
            "Les graphiques, la carte et les tableaux se placent par une référence."
        ),
        FaultKind.HEADING_SKIPPED: _("Remontez l’intertitre « %(written)s » d’un niveau."),
        FaultKind.TOO_DEEP: _(
            "Sortez ce passage de ses listes ou de ses citations : elles sont trop nombreuses, "
            "l’une dans l’autre, pour être imprimées."
        ),
    }
    message = messages[fault.kind] % words
    return Obstacle(Why(fault.kind.value), message, _at(section, fault.line), section, fault.line)


def of_unknown(section: Section, line: int, written: str) -> Obstacle:
    """Say that a reference points to nothing."""
    message = _("Corrigez la référence « [[%(written)s]] » : elle ne mène à rien.")
    return Obstacle(Why.UNKNOWN, message % {"written": written}, _at(section, line), section, line)


def of_nothing_behind(section: Section, line: int, written: str, mend: str) -> Obstacle:
    """Say that a recommendation, a lead or a stake stands on no finding."""
    message = _("Rattachez « %(written)s » à un constat : rien ne la fonde.")
    return Obstacle(Why.NOTHING_BEHIND, message % {"written": written}, mend, section, line)


def of_claim(section: Section, line: int | None, claims: Claims, number: int) -> Obstacle:
    """Say that a finding that the report cites stands on nothing."""
    message = _("Ajoutez une preuve au constat %(number)s : rien ne l’appuie encore.")
    mend = claims.findings[number].get_absolute_url()
    return Obstacle(Why.NO_EVIDENCE, message % {"number": number}, mend, section, line)


def of_quotation(section: Section, line: int, quotation: Quotation) -> Obstacle:
    """Say why a passage can't be quoted."""
    name = {"name": f"{quotation.finding}.{quotation.rank}"}
    document = quotation.passage.text_version.document
    if not quotation.agreed:
        message = _(
            "Retirez le verbatim %(name)s ou demandez un accord : la personne n’a pas accepté "
            "d’être citée."
        )
        mend = document.interview.get_absolute_url()
        return Obstacle(Why.NO_CONSENT, message % name, mend, section, line)
    message = _("Relisez le texte dont vient le verbatim %(name)s avant de le publier.")
    mend = document.get_absolute_url()
    return Obstacle(Why.NOT_REVIEWED, message % name, mend, section, line)


def _at(section: Section, line: int) -> str:
    return f"{section.get_absolute_url()}?ligne={line}"


def _page(name: str, report: Report) -> str:
    return reverse(f"reports:{name}", args=[report.study.slug, report.slug])
