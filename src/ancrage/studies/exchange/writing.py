"""A study's frame written as tables of a folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ancrage.formats.study_folder import write_table
from ancrage.studies.exchange.reading import LINES
from ancrage.studies.models import RequiredOutput, Study, ThemeProposal

CLAIM_COLUMNS = [
    *("fait", "contradiction", "objet", "champ", "valeur", "nature", "debut", "fin"),
    *("source", "emplacement", "retenue", "raison"),
]
PROPOSAL_COLUMNS = {
    "site": "site__name",
    "axe": "axis__number",
    "titre": "title",
    "proposee_par": "proposed_by",
    "date": "on",
    "pourquoi": "why",
    "etat": "state",
    "raison": "reason",
}
Table = tuple[list[str], Iterable[tuple[Any, ...]]]


def export_tables(study: Study, target: Path) -> None:
    """Write the frame of ``study`` to ``target`` in the tables that ``create_study`` reads."""
    for table, (columns, rows) in _tables(study).items():
        lines = (dict(zip(columns, row, strict=True)) for row in rows)
        write_table(target / f"{table}.csv", columns, lines)


def _tables(study: Study) -> dict[str, Table]:
    tables: dict[str, Table] = {
        "etude": (
            ["champ", "valeur"],
            [
                ("nom_court", study.slug),
                ("titre", study.title),
                ("question", study.question),
                ("presentation", study.presentation),
                ("avertissement", study.notice),
            ],
        ),
    }
    for table, (model, columns) in LINES.items():
        rows = model._default_manager.filter(study=study).values_list(*columns.values())
        tables[table] = (list(columns), rows)
    return tables | _fact_tables(study) | _site_tables(study) | _step_tables(study)


def _fact_tables(study: Study) -> dict[str, Table]:
    claims = [
        (
            *(fact.code, fact.contradiction, fact.subject, fact.field, claim.value, claim.nature),
            *(claim.starts, claim.ends, claim.source.code, claim.place),
            *(("oui", fact.reason) if claim.chosen else ("", "")),
        )
        for fact in study.facts.prefetch_related("claims__source").order_by("pk")
        for claim in fact.claims.all()
    ]
    partners = study.partners.values_list("organisation", "role", "starts", "ends", "source__code")
    return {
        "sources": (
            ["code", "titre", "date", "lieu"],
            study.sources.values_list("code", "title", "dated", "location"),
        ),
        "faits": (CLAIM_COLUMNS, claims),
        "partenaires": (["organisme", "role", "debut", "fin", "source"], partners),
    }


def _site_tables(study: Study) -> dict[str, Table]:
    sites = study.sites.values_list(
        "name", "territory__kind", "territory__code", "order", "presentation"
    )
    themes = [
        (site.name, theme.axis.number, theme.title, theme.since, theme.reason, theme.agreed_by)
        for site in study.sites.prefetch_related("themes__axis")
        for theme in reversed(site.themes.all())
    ]
    answers = study.sites.exclude(grid_answers=None).values_list(
        "name", "grid_answers__axis__number", "grid_answers__text"
    )
    proposals = ThemeProposal.objects.filter(site__study=study).order_by(
        "site__order", "site__name", "on", "pk"
    )
    return {
        "sites": (["nom", "nature", "code", "ordre", "presentation"], sites),
        "thematiques": (["site", "axe", "titre", "date", "raison", "accord"], themes),
        "propositions": (list(PROPOSAL_COLUMNS), proposals.values_list(*PROPOSAL_COLUMNS.values())),
        "grille": (["site", "axe", "texte"], answers),
    }


def _step_tables(study: Study) -> dict[str, Table]:
    outputs = RequiredOutput.objects.filter(step__study=study)
    return {
        "productions": (
            ["etape", "code", "libelle"],
            outputs.values_list("step__number", "code", "label"),
        ),
        "avancement": (
            ["site", "etape", "production", "date", "preuve"],
            outputs.exclude(deliveries=None).values_list(
                "deliveries__site__name",
                "step__number",
                "code",
                "deliveries__on",
                "deliveries__proof",
            ),
        ),
        "calendrier": (
            ["titre", "site", "nature", "debut", "fin", "lieu"],
            study.milestones.values_list("title", "site__name", "kind", "starts", "ends", "place"),
        ),
        "membres": (
            ["email", "nom", "role", "site", "debut", "fin"],
            study.memberships.values_list(
                "user__email", "user__name", "role", "site__name", "starts", "ends"
            ),
        ),
    }
