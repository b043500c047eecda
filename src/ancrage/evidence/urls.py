"""URLs of the evidence chain."""

from django.urls import path

from ancrage.evidence.models import Lead, Recommendation, Stake
from ancrage.evidence.views import findings, links, maps, passages, upward

app_name = "evidence"
FINDING = "constats/<int:number>/"
EVIDENCE = f"{FINDING}preuves/<int:rank>/"


def upward_paths(folder: str, name: str, model: type) -> list[object]:
    """Return the URLs of stakes, leads or recommendations."""
    extra = {"model": model}
    row = f"constats/{folder}/<int:number>/"
    return [
        path(f"constats/{folder}/", upward.upward_list, extra, f"{name}_list"),
        path(f"constats/{folder}/nouveau/", upward.upward_create, extra, f"{name}_create"),
        path(row, upward.upward_detail, extra, f"{name}_detail"),
        path(f"{row}modifier/", upward.upward_change, extra, f"{name}_change"),
        path(f"{row}supprimer/", upward.upward_remove, extra, f"{name}_remove"),
    ]


urlpatterns = [
    path("constats/", findings.finding_list, name="finding_list"),
    path("constats/nouveau/", findings.finding_create, name="finding_create"),
    path(FINDING, findings.finding_detail, name="finding_detail"),
    path(f"{FINDING}modifier/", findings.finding_change, name="finding_change"),
    path(f"{FINDING}supprimer/", findings.finding_remove, name="finding_remove"),
    path(f"{FINDING}preuves/", links.evidence_add, name="evidence_add"),
    path(f"{FINDING}preuves/chercher/", links.evidence_search, name="evidence_search"),
    path(EVIDENCE, links.evidence_change, name="evidence_change"),
    path(f"{EVIDENCE}deplacer/", links.evidence_shift, name="evidence_shift"),
    path(f"{EVIDENCE}retirer/", links.evidence_remove, name="evidence_remove"),
    path(f"{EVIDENCE}remettre/", links.evidence_restore, name="evidence_restore"),
    path("constats/verbatims/<uuid:uuid>/", passages.passage_detail, name="passage_detail"),
    path("constats/verbatims/<uuid:uuid>/citer/", passages.passage_cite, name="passage_cite"),
    *upward_paths("enjeux", "stake", Stake),
    *upward_paths("pistes", "lead", Lead),
    *upward_paths("preconisations", "recommendation", Recommendation),
    path("constats/chaine/", maps.chain, name="chain"),
    path("constats/angles-morts/", maps.blind_spots, name="blind_spots"),
    path("constats/hypotheses/", maps.hypothesis_table, name="hypothesis_table"),
]
