"""Findings and what they lead to, in the form that may be published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import ngettext

from ancrage.evidence.models import EvidenceLink, Finding, Lead, Recommendation, Stake
from ancrage.fieldwork.models import Participant, Passage, Purpose
from ancrage.formats.report_markup import Kind, Reference
from ancrage.formats.report_markup.typography import french
from ancrage.reports.voices import Voices
from ancrage.studies.models import Site, Study

FOR, AGAINST = EvidenceLink.Side.FOR, EvidenceLink.Side.AGAINST


@dataclass(frozen=True)
class Quotation:
    """A passage cited as evidence. ``words`` are given only where they may be published."""

    passage: Passage
    finding: int
    rank: int
    side: str
    words: str
    who: str

    @property
    def agreed(self) -> bool:
        """Tell whether whoever speaks agreed to be quoted."""
        return bool(self.passage.agreed)

    @property
    def reviewed(self) -> bool:
        """Tell whether a person read the text it comes from."""
        return self.passage.text_version.is_reviewed

    @property
    def publishable(self) -> bool:
        """Tell whether the words may be published."""
        return self.agreed and self.reviewed

    @property
    def site(self) -> int:
        """The key of the site where it was said."""
        return int(self.passage.text_version.document.interview.site_id)

    def in_public(self) -> dict[str, Any]:
        """Return what readers may see of it."""
        return {"rank": self.rank, "side": self.side, "quote": self.words, "who": self.who}


@dataclass
class Claims:
    """What a report may cite in a study, read once for all its sections."""

    study: Study
    site: Site | None
    day: date
    findings: dict[int, Finding] = field(default_factory=dict)
    recommendations: dict[int, Recommendation] = field(default_factory=dict)
    stakes: dict[int, Stake] = field(default_factory=dict)
    leads: dict[int, Lead] = field(default_factory=dict)
    quotations: dict[int, list[Quotation]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(
        cls,
        *,
        study: Study,
        site: Site | None,
        day: date,
        findings: set[int],
        recommendations: set[int],
        stakes: set[int],
        leads: set[int],
    ) -> "Claims":
        """Read what is cited by number, and the findings that it stands on."""
        claims = cls(study, site, day)
        claims.recommendations = _numbered(
            study.recommendations.filter(number__in=recommendations).prefetch_related(
                "leads__stakes__findings"
            )
        )
        claims.leads = _numbered(
            study.leads.filter(number__in=leads).prefetch_related("stakes__findings")
        )
        claims.stakes = _numbered(
            study.stakes.filter(number__in=stakes).prefetch_related("findings")
        )
        wanted = findings | claims._behind()
        claims.findings = _numbered(
            Finding.objects.filter(study=study, number__in=wanted)
            .with_strength()
            .select_related("site")
        )
        claims._read_quotations()
        return claims

    def behind(self, row: Recommendation | Lead | Stake) -> list[int]:
        """Return the numbers of the findings that ``row`` stands on."""
        return sorted(
            {finding.number for stake in _stakes(row) for finding in stake.findings.all()}
        )

    def row(self, reference: Reference) -> Recommendation | Lead | Stake | None:
        """Return the recommendation, the lead or the stake that a reference points to."""
        number = reference.number or 0
        match reference.kind:
            case Kind.RECOMMENDATION:
                return self.recommendations.get(number)
            case Kind.LEAD:
                return self.leads.get(number)
            case Kind.STAKE:
                return self.stakes.get(number)
        return None

    def stood_on(self, reference: Reference) -> list[int]:
        """Return the numbers of the findings that a reference shows or stands on."""
        if reference.kind in (Kind.FINDING, Kind.QUOTATION):
            return [reference.number or 0]
        row = self.row(reference)
        return self.behind(row) if row else []

    def _behind(self) -> set[int]:
        upward = [*self.recommendations.values(), *self.leads.values(), *self.stakes.values()]
        return {number for row in upward for number in self.behind(row)}

    @cached_property
    def sites_total(self) -> int:
        """The number of sites of the study: what « 7 sites » is out of."""
        return self.study.sites.count()

    def quotation(self, finding: int, rank: int | None) -> Quotation | None:
        """Return the evidence of rank ``rank`` of a finding, if there is one."""
        return next((one for one in self.quotations[finding] if one.rank == rank), None)

    def has_evidence(self, finding: int) -> bool:
        """Tell whether something speaks for a finding."""
        return any(one.side == FOR for one in self.quotations[finding])

    def in_public(self, number: int) -> dict[str, Any]:
        """Return a finding as readers may see it, with the evidence that they may read."""
        finding = self.findings[number]
        evidence = [one for one in self.quotations[number] if self._is_here(one)]
        return {
            "number": number,
            "kind": finding.kind,
            "kind_label": finding.get_kind_display(),
            "text": french(finding.claim),
            "site": finding.site.name if finding.site else "",
            "for": self._strength(finding, "for", FOR),
            "against": self._strength(finding, "against", AGAINST),
            "evidence": [one.in_public() for one in evidence if one.publishable],
        }

    def _strength(self, finding: Finding, side: str, value: str) -> dict[str, Any]:
        """Count what stands on one side of a finding, and say it."""
        same = [one for one in self.quotations[finding.number] if one.side == value]
        here = [one for one in same if self._is_here(one)]
        counts = {
            "sites": getattr(finding, f"sites_{side}"),
            "interviews": getattr(finding, f"interviews_{side}"),
            "categories": getattr(finding, f"categories_{side}"),
        }
        withheld = sum(not one.publishable for one in here)
        elsewhere = len(same) - len(here)
        return {
            **counts,
            "sites_total": self.sites_total,
            "passages": len(same),
            "withheld": withheld,
            "elsewhere": elsewhere,
            "words": _in_words(counts, self.sites_total) if same else "",
            "withheld_words": " ".join(_unquoted(withheld, elsewhere)),
        }

    def _is_here(self, quotation: Quotation) -> bool:
        """Tell whether a document of one site quotes it: its readers read their own town."""
        return self.site is None or quotation.site == self.site.pk

    def _read_quotations(self) -> None:
        links = EvidenceLink.objects.filter(finding__in=self.findings.values()).order_by(
            "finding__number", "-side", "rank"
        )
        links = list(links.select_related("finding"))
        if not links:
            return
        passages = self._passages({link.passage_id for link in links})
        voices, named = Voices.of(self.study), self._agreeing_to_their_function()
        for link in links:
            passage = passages[link.passage_id]
            speaker = _speaker(passage)
            who = voices.name(
                speaker,
                passage.text_version.document.interview.site,
                with_label=speaker is not None and speaker.pk in named,
                here=bool(self.site or link.finding.site_id),
            )
            number, words = link.finding.number, french(voices.hush(passage.words))
            self.quotations[number].append(
                Quotation(passage, number, link.rank, link.side, words, who)
            )

    def _passages(self, keys: set[int]) -> dict[int, Passage]:
        rows = Passage.objects.filter(pk__in=keys).with_words()
        return {
            passage.pk: passage
            for passage in rows.with_agreement(Purpose.QUOTE, self.day)
            .select_related("text_version__document")
            .defer("text_version__edits")
            # Interviews and sites are few beside passages: read each once.
            .prefetch_related(
                "participant__category",
                "text_version__document__interview__site__territory",
                "text_version__document__interview__participants__category",
            )
        }

    def _agreeing_to_their_function(self) -> set[int]:
        met = Participant.objects.filter(interview__study=self.study)
        return set(met.agreeing(Purpose.QUOTE_FUNCTION, self.day).values_list("pk", flat=True))


def _speaker(passage: Passage) -> Participant | None:
    """Return who speaks: the person marked, or the only one whom the interview met."""
    if passage.participant is not None:
        return passage.participant
    met = list(passage.text_version.document.interview.participants.all())
    return met[0] if len(met) == 1 else None


def _numbered(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.number: row for row in rows}


def _stakes(row: Recommendation | Lead | Stake) -> list[Stake]:
    if isinstance(row, Stake):
        return [row]
    if isinstance(row, Lead):
        return list(row.stakes.all())
    return [stake for lead in row.leads.all() for stake in lead.stakes.all()]


def _in_words(counts: dict[str, int], sites_total: int) -> str:
    """Say what stands behind: « 7 sites sur 11, 19 entretiens, 5 catégories d’acteurs »."""
    parts = [
        ngettext("%(count)s site sur %(total)s", "%(count)s sites sur %(total)s", counts["sites"])
        % {"count": counts["sites"], "total": sites_total},
        ngettext("%(count)s entretien", "%(count)s entretiens", counts["interviews"])
        % {"count": counts["interviews"]},
    ]
    if counts["categories"]:
        parts.append(
            ngettext(
                "%(count)s catégorie d’acteurs",
                "%(count)s catégories d’acteurs",
                counts["categories"],
            )
            % {"count": counts["categories"]}
        )
    return ", ".join(parts)


def _unquoted(withheld: int, elsewhere: int) -> Iterator[str]:
    """Say what is counted and not shown, and why."""
    if withheld:
        yield ngettext(
            "%(count)s autre verbatim est compté sans être cité.",
            "%(count)s autres verbatims sont comptés sans être cités.",
            withheld,
        ) % {"count": withheld}
    if elsewhere:
        yield ngettext(
            "%(count)s verbatim vient d’un autre site.",
            "%(count)s verbatims viennent d’autres sites.",
            elsewhere,
        ) % {"count": elsewhere}
