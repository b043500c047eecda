"""Facts as sources give them: claims are added and chosen, never overwritten."""

from django.db import transaction

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.models import Nature
from ancrage.studies.models import Claim, Fact, Site, Source, Step, Study


@transaction.atomic
def record_source(
    *, study: Study, code: str, title: str, dated: str = "", location: str = "", by: User | None
) -> Source:
    """Record a document that facts come from."""
    source = Source.objects.create(
        study=study, code=code, title=title, dated=dated, location=location
    )
    journal.record("source.recorded", source, by=by)
    return source


@transaction.atomic
def record_fact(
    *,
    study: Study,
    code: str,
    subject: str,
    field: str,
    contradiction: str = "",
    site: Site | None = None,
    step: Step | None = None,
    by: User | None,
) -> Fact:
    """Record a field on which sources speak; it has no value until a source gives one."""
    fact = Fact.objects.create(
        study=study,
        code=code,
        subject=subject,
        field=field,
        contradiction=contradiction,
        site=site,
        step=step,
    )
    journal.record("fact.recorded", fact, by=by)
    return fact


@transaction.atomic
def claim_value(
    *,
    fact: Fact,
    source: Source,
    value: str,
    nature: Nature,
    starts: str = "",
    ends: str = "",
    place: str = "",
    by: User | None,
) -> Claim:
    """Record the value that ``source`` gives to ``fact``, beside those of other sources."""
    claim = Claim.objects.create(
        fact=fact,
        source=source,
        value=value,
        nature=nature,
        starts=starts,
        ends=ends,
        place=place,
    )
    journal.record("claim.recorded", claim, by=by)
    return claim


@transaction.atomic
def choose_claim(*, claim: Claim, reason: str, by: User | None) -> Claim:
    """Display ``claim`` for its fact, and say why; the other claims stay beside it."""
    claim.fact.claims.filter(chosen=True).update(chosen=False)
    claim.chosen = True
    claim.save(update_fields=["chosen"])
    claim.fact.reason = reason
    claim.fact.save(update_fields=["reason"])
    journal.record("claim.chosen", claim, by=by)
    return claim
