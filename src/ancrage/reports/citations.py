"""Which reports cite a finding, a stake, a lead or a recommendation.

What one cites is not removed from under it: its number would come to mean something else.
"""

from django.utils.translation import gettext as _

from ancrage.evidence.models import Finding, Lead, Recommendation, Stake
from ancrage.evidence.models.upward import Upward
from ancrage.formats.report_markup import Kind, parse, references_of
from ancrage.reports.models import Publication, Section

_CITED_AS = {
    Finding: {Kind.FINDING, Kind.QUOTATION},
    Stake: {Kind.STAKE},
    Lead: {Kind.LEAD},
    Recommendation: {Kind.RECOMMENDATION},
}


def reports_citing(row: Finding | Upward) -> list[str]:
    """Name the reports whose text cites ``row``, as people read them."""
    kinds = _CITED_AS[type(row)]
    # A first sieve by the database; the grammar of references has the last word.
    sections = Section.objects.filter(
        report__study=row.study_id, body__contains=str(row.number)
    ).select_related("report")
    titles = {one.report.title for one in sections if _cites(one.body, kinds, row.number)}
    drafts = [_("rapport « %(title)s »") % {"title": title} for title in sorted(titles)]
    return drafts + (_editions_claiming(row) if isinstance(row, Finding) else [])


def _cites(body: str, kinds: set[Kind], number: int) -> bool:
    return any(
        reference.kind in kinds and reference.number == number
        for reference, _line in references_of(parse(body).blocks)
    )


def _editions_claiming(finding: Finding) -> list[str]:
    """Name the editions that were published with the claim of ``finding``."""
    editions = Publication.objects.filter(
        report__study=finding.study_id, frozen__claims__has_key=str(finding.number)
    )
    return [
        _("édition %(edition)d de « %(title)s »") % {"edition": row.edition, "title": row.title}
        for row in editions.for_lists().order_by("published_at")
    ]
