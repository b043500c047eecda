"""A study's frame read from the tables of a folder."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ancrage.accounts.actions import open_account
from ancrage.accounts.models import User
from ancrage.core.access import Role
from ancrage.core.dates import PartialDate
from ancrage.core.folders import refuse_misfit, take_each, take_row
from ancrage.core.models import Nature
from ancrage.formats.study_folder import Row, StudyFolder, Unfit
from ancrage.studies import actions
from ancrage.studies.models import (
    Axis,
    Claim,
    Fact,
    FunderQuestion,
    Hypothesis,
    Membership,
    Milestone,
    Objective,
    Partner,
    PriorFinding,
    RequiredOutput,
    Site,
    Source,
    Step,
    Study,
    ThemeProposal,
)
from ancrage.territories.models import Territory

# Table → model and the field that each column fills, for the lines that are only lines.
LINES: dict[str, tuple[type[Any], dict[str, str]]] = {
    "objectifs": (Objective, {"numero": "number", "texte": "text"}),
    "hypotheses": (Hypothesis, {"numero": "number", "titre": "title", "texte": "text"}),
    "axes": (Axis, {"numero": "number", "titre": "title", "description": "text"}),
    "questions": (FunderQuestion, {"numero": "number", "texte": "text", "demandeur": "asker"}),
    "etude_precedente": (
        PriorFinding,
        {
            "etude": "earlier_study",
            "periode": "period",
            "constat": "text",
            "statut": "verdict",
            "commentaire": "comment",
        },
    ),
    "etapes": (Step, {"numero": "number", "titre": "title", "but": "aim"}),
}
PRECISION = {"an": 4, "semestre": 7, "mois": 7, "jour": 10, "": 10}


def create_study(folder: StudyFolder, *, by: User | None, now: datetime) -> Study | None:
    """Create the study of ``folder`` with its whole frame; ``None`` if ``etude.csv`` forbids it."""
    rows = {row["champ"]: row for row in folder.rows("etude")}
    about = {field: row["valeur"] for field, row in rows.items()}
    if not about.get("nom_court") or not about.get("titre"):
        folder.missing("etude.csv")
        return None
    created: list[Study] = []
    take_row(folder, rows["nom_court"], lambda row: created.append(_open(about, by)))
    for study in created:
        FrameReader(folder, study, by).read()
    return created[0] if created else None


def _open(about: Mapping[str, str], by: User | None) -> Study:
    try:
        study = actions.create_study(
            slug=about["nom_court"],
            title=about["titre"],
            question=about.get("question", ""),
            presentation=about.get("presentation", ""),
            notice=about.get("avertissement", ""),
            by=by,
        )
    except actions.SlugTaken as error:
        raise Unfit("study_exists", "valeur") from error
    refuse_misfit(study)
    return study


class FrameReader:
    """Read the frame's tables into ``study``, row by row, noting what can't be taken."""

    def __init__(self, folder: StudyFolder, study: Study, by: User | None) -> None:
        self.folder = folder
        self.study = study
        self.by = by
        self.sites: dict[str, Site] = {}
        self.axes: dict[str, Axis] = {}
        self.steps: dict[str, Step] = {}
        self.sources: dict[str, Source] = {}

    def read(self) -> None:
        """Read every table, the ones that others cite first."""
        take_each(self.folder, "sources", self._source)
        for table, (model, columns) in LINES.items():
            take_each(self.folder, table, self._line(model, columns))
        self.axes = {str(axis.number): axis for axis in self.study.axes.all()}
        self.steps = {str(step.number): step for step in self.study.steps.all()}
        take_each(self.folder, "partenaires", self._partner)
        take_each(self.folder, "sites", self._site)
        take_each(self.folder, "faits", self._claim)
        take_each(self.folder, "thematiques", self._theme)
        take_each(self.folder, "propositions", self._proposal)
        take_each(self.folder, "grille", self._answer)
        take_each(self.folder, "productions", self._output)
        take_each(self.folder, "avancement", self._progress)
        take_each(self.folder, "calendrier", self._milestone)
        take_each(self.folder, "membres", self._member)

    def _source(self, row: Row) -> Source:
        dated = row["date"][: PRECISION.get(row["precision"], 10)]
        self.sources[row["code"]] = actions.record_source(
            study=self.study,
            code=row.needed("code"),
            title=row.needed("titre"),
            dated=_partial(dated, "date"),
            location=row["lieu"],
            by=self.by,
        )
        return self.sources[row["code"]]

    def _line(self, model: type[Any], columns: dict[str, str]) -> Callable[[Row], object]:
        def take(row: Row) -> object:
            values: dict[str, Any] = {field: row[column] for column, field in columns.items()}
            if "numero" in columns:
                values["number"] = row.integer("numero")
            return actions.add_line(model, study=self.study, by=self.by, **values)

        return take

    def _partner(self, row: Row) -> Partner:
        return actions.add_line(
            Partner,
            study=self.study,
            by=self.by,
            organisation=row.needed("organisme"),
            role=row.needed("role"),
            starts=_partial(row["debut"], "debut"),
            ends=_partial(row["fin"], "fin"),
            source=row.named("source", self.sources) if row["source"] else None,
        )

    def _site(self, row: Row) -> Site:
        territory = Territory.objects.filter(kind=row["nature"], code=row["code"]).first()
        if territory is None:
            raise Unfit("unknown_territory", "code")
        self.sites[row["nom"]] = actions.add_site(
            study=self.study,
            territory=territory,
            name=row["nom"],
            order=row.integer("ordre"),
            presentation=row["presentation"],
            by=self.by,
        )
        return self.sites[row["nom"]]

    def _fact(self, row: Row) -> Fact:
        known = self.study.facts.filter(code=row.needed("fait")).first()
        fact = known or actions.record_fact(
            study=self.study,
            code=row["fait"],
            subject=row.needed("objet"),
            field=row.needed("champ"),
            contradiction=row["contradiction"],
            step=self.steps.get(row["objet"].removeprefix("Étape ")),
            by=self.by,
        )
        refuse_misfit(fact)
        return fact

    def _claim(self, row: Row) -> Claim:
        fact = self._fact(row)
        claim = actions.claim_value(
            fact=fact,
            source=row.named("source", self.sources),
            value=row.needed("valeur"),
            nature=Nature(row.one_of("nature", Nature.values, kind="unknown_nature")),
            starts=_partial(row["debut"], "debut"),
            ends=_partial(row["fin"], "fin"),
            place=row["emplacement"],
            by=self.by,
        )
        if row["retenue"]:
            actions.choose_claim(claim=claim, reason=row["raison"], by=self.by)
        return claim

    def _theme(self, row: Row) -> object:
        try:
            return actions.change_theme(
                site=row.named("site", self.sites),
                axis=row.named("axe", self.axes),
                title=row.needed("titre"),
                since=row.day("date"),
                reason=row["raison"],
                agreed_by=row["accord"],
                by=self.by,
            )
        except actions.NotTheOrder as error:
            raise Unfit("bad_order", "date") from error

    def _proposal(self, row: Row) -> ThemeProposal:
        state = row.one_of("etat", ThemeProposal.State.values, kind="unknown_state")
        if state != ThemeProposal.State.OPEN:
            row.needed("raison")
        return actions.propose_theme(
            site=row.named("site", self.sites),
            axis=row.named("axe", self.axes),
            title=row.needed("titre"),
            proposed_by=row.needed("proposee_par"),
            on=row.day("date"),
            why=row["pourquoi"],
            state=state,
            reason=row["raison"],
            by=self.by,
        )

    def _answer(self, row: Row) -> object:
        site, axis = row.named("site", self.sites), row.named("axe", self.axes)
        if site.grid_answers.filter(axis=axis).exists():
            raise Unfit("doubled_line", "axe")
        return actions.answer_grid(site=site, axis=axis, text=row.needed("texte"), by=self.by)

    def _output(self, row: Row) -> RequiredOutput:
        step = row.named("etape", self.steps)
        return actions.require_output(
            step=step, code=row.needed("code"), label=row.needed("libelle"), by=self.by
        )

    def _progress(self, row: Row) -> object:
        site = row.named("site", self.sites)
        step = row.named("etape", self.steps)
        output = step.outputs.filter(code=row["production"]).first()
        if output is None:
            raise Unfit("unknown_output", "production")
        return actions.deliver(
            site=site, output=output, on=row.day("date"), proof=row["preuve"], by=self.by
        )

    def _milestone(self, row: Row) -> Milestone:
        starts = row.day("debut")
        return actions.add_line(
            Milestone,
            study=self.study,
            by=self.by,
            site=row.named("site", self.sites) if row["site"] else None,
            kind=row.one_of("nature", Milestone.Kind.values, kind="unknown_nature"),
            title=row.needed("titre"),
            starts=starts,
            ends=row.day("fin") if row["fin"] else starts,
            place=row["lieu"],
        )

    def _member(self, row: Row) -> Membership:
        roles = dict(Membership._meta.get_field("role").flatchoices)
        try:
            return actions.give_role(
                study=self.study,
                user=self._user(row),
                role=Role(row.one_of("role", roles, kind="unknown_role")),
                site=row.named("site", self.sites) if row["site"] else None,
                starts=row.day("debut") if row["debut"] else None,
                ends=row.day("fin") if row["fin"] else None,
                by=self.by,
            )
        except actions.AlreadyMember as error:
            raise Unfit("doubled_line", "email") from error

    def _user(self, row: Row) -> User:
        email = row.needed("email").lower()
        known = User.objects.filter(email=email).first()
        user = known or open_account(email=email, name=row.needed("nom"), by=self.by)
        refuse_misfit(user)
        return user


def _partial(text: str, column: str) -> str:
    try:
        return str(PartialDate.parse(text)) if text else ""
    except ValueError as error:
        raise Unfit("bad_date", column) from error
