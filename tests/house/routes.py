"""Each route of the site, declared: what it shows, and who may open it.

An undeclared route fails the permission matrix. The expected answer is read from the access
table: whoever may do ``action`` on the target opens the page, everybody else gets a 404.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from ancrage.accounts.models import User
from ancrage.coding.models import Code, Memo
from ancrage.core.access import Action, Role, allowed
from ancrage.deliberation.models import Meeting
from ancrage.fieldwork.models import (
    ActorToMeet,
    Consent,
    HostSlot,
    ImportBatch,
    Visitor,
    VisitPlan,
)
from ancrage.plans.models import Action as ActionSheet
from ancrage.plans.models import SiteReturn
from ancrage.reports.models import Report
from ancrage.studies.access import may_add, may_add_on_site
from ancrage.studies.models import (
    Delivery,
    GridAnswer,
    Hypothesis,
    Membership,
    Site,
    SiteStep,
    Theme,
    ThemeProposal,
)
from tests.house.world import World

Targets = Callable[[World], list[tuple[dict[str, Any], Model | None]]]

STUDY: Targets = lambda w: [({"study": w["study"].slug}, w["study"])]  # noqa: E731


@dataclass(frozen=True)
class Route:
    """One declared route."""

    targets: Targets = lambda w: [({}, None)]
    action: Action = Action.READ
    public: bool = False
    nobody: bool = False
    roles: frozenset[Role] | None = None
    writes: type[Model] | None = None
    success: tuple[int, ...] = (200,)
    parameters: tuple[str, ...] = ()
    query: str = ""
    is_page: bool = True
    asks_login: bool = True

    def opens(self, person: User | None, target: Model | None) -> bool:
        """Tell what the access table says of ``person`` before ``target``."""
        if self.public or self.nobody or (person is None and self.asks_login):
            return self.public
        if target is None:
            return True
        if self.roles is not None:
            study = getattr(target, "study", target)
            active = Membership.objects.active(date.today())
            return active.filter(user=person, study=study, role__in=self.roles).exists()
        if self.writes is not None:
            if isinstance(target, Site):
                return may_add_on_site(person, self.writes, target)
            return may_add(person, self.writes, target)
        who = person or AnonymousUser()
        rows = type(target)._default_manager.filter(allowed(type(target), self.action, who))
        return rows.filter(pk=target.pk).exists()

    def expected(self, person: User | None, target: Model | None) -> tuple[int, ...]:
        """Return the statuses that a GET by ``person`` may have."""
        if self.opens(person, target):
            return self.success
        return (302,) if person is None and self.asks_login else (404,)


def study_and(**more: str) -> Targets:
    """Fill the study's short name, and each other argument from « object.attribute »."""

    def targets(world: World) -> list[tuple[dict[str, Any], Model | None]]:
        kwargs = {"study": world["study"].slug}
        target = world["study"]
        for argument, path in more.items():
            name, _, attribute = path.partition(".")
            target = world[name]
            kwargs[argument] = getattr(target, attribute)
        return [(kwargs, target)]

    return targets


def line(kind: str, name: str) -> Targets:
    """Fill the arguments of a line of the frame."""
    return lambda w: [({"study": w["study"].slug, "kind": kind, "uuid": w[name].uuid}, w[name])]


def on_site(**more: str) -> Targets:
    """Fill a page of a site; try both sites."""

    def targets(world: World) -> list[tuple[dict[str, Any], Model | None]]:
        arguments = {}
        for argument, path in more.items():
            name, _, attribute = path.partition(".")
            arguments[argument] = getattr(world[name], attribute)
        return [
            ({"study": world["study"].slug, "site": world[name].slug, **arguments}, world[name])
            for name in ("site", "other_site")
        ]

    return targets


def every_text(w: World) -> list[tuple[dict[str, Any], Model | None]]:
    """Try a text that both sites' teams may read, and one that only researchers may."""
    return [
        ({"study": w["study"].slug, "uuid": w[f"{name}_document"].uuid}, w[f"{name}_document"])
        for name in ("own_interview", "own_secret", "other_interview")
    ]


A_CODE = study_and(slug="code.slug")


def publications(**more: Any) -> Targets:
    """Fill the page of an edition; try one for each audience."""
    return lambda w: [
        ({"uuid": w[f"{audience}_publication"].uuid, **more}, w[f"{audience}_publication"])
        for audience in ("public", "study", "site", "sent")
    ]


def asked(**more: str) -> Targets:
    """Fill the page of what a site asked to correct in the edition that it was sent."""
    return lambda w: [
        (
            {
                "uuid": w["sent_publication"].uuid,
                **{name: getattr(w["correction"], attribute) for name, attribute in more.items()},
            },
            w["correction"],
        )
    ]


def interviews() -> Targets:
    """Fill a page of an interview: shared, secret, withdrawn, of either site."""
    names = ("own_interview", "own_secret", "other_interview", "other_secret", "withdrawn")
    return lambda w: [({"study": w["study"].slug, "code": w[name].code}, w[name]) for name in names]


def texts(**more: Any) -> Targets:
    """Fill a page of a text."""
    names = ("own_interview", "own_secret", "other_secret")
    return lambda w: [
        (
            {"study": w["study"].slug, "uuid": w[f"{name}_document"].uuid, **more},
            w[f"{name}_version"],
        )
        for name in names
    ]


RESEARCHERS = frozenset({Role.ADMIN, Role.NATIONAL})


def prepared(what: str = "paper", **more: str) -> Targets:
    """Fill a page of a site's preparation, on both sites, with a row that the site holds."""

    def targets(world: World) -> list[tuple[dict[str, Any], Model | None]]:
        rows = []
        for prefix in ("own", "other"):
            row = world[f"{prefix}_{what}"]
            arguments = {
                name: getattr(row, value[1:]) if value.startswith(".") else value
                for name, value in more.items()
            }
            rows.append(({"study": world["study"].slug, "site": row.site.slug, **arguments}, row))
        return rows

    return targets


def guides(**more: str) -> Targets:
    """Fill a page of a guide, of each site."""

    def targets(world: World) -> list[tuple[dict[str, Any], Model | None]]:
        rows = []
        for prefix in ("own", "other"):
            guide = world[f"{prefix}_guide"]
            arguments = {name: world[f"{prefix}_{what}"].uuid for name, what in more.items()}
            rows.append(({"study": world["study"].slug, "uuid": guide.uuid, **arguments}, guide))
        return rows

    return targets


PREPARATION: dict[str, Route] = {
    "fieldwork:preparation": Route(prepared()),
    "fieldwork:next_step_list": Route(STUDY),
    "fieldwork:site_line_create": Route(
        lambda w: [
            ({"study": w["study"].slug, "site": w[site].slug, "kind": kind}, w[site])
            for site in ("site", "other_site")
            for kind in ("acteurs", "inventaire")
        ],
        writes=ActorToMeet,
    ),
    "fieldwork:site_line_edit": Route(
        prepared("actor", kind="acteurs", uuid=".uuid"), Action.CHANGE
    ),
    "fieldwork:site_line_remove": Route(
        prepared("secret_log", kind="carnet", uuid=".uuid"), Action.DELETE
    ),
    "fieldwork:paper_detail": Route(prepared(paper=".kind")),
    "fieldwork:paper_edit": Route(prepared(paper=".kind"), Action.CHANGE),
    "fieldwork:paper_settle": Route(prepared(paper=".kind"), Action.CHANGE),
    "fieldwork:paper_revision": Route(
        lambda w: [
            (
                {
                    "study": w["study"].slug,
                    "site": w[f"{prefix}_paper"].site.slug,
                    "paper": w[f"{prefix}_paper"].kind,
                    "number": w[f"{prefix}_revision"].number,
                },
                w[f"{prefix}_revision"],
            )
            for prefix in ("own", "other")
        ]
    ),
    "fieldwork:guide_list": Route(prepared()),
    "fieldwork:guide_detail": Route(guides()),
    "fieldwork:guide_edit": Route(guides(), Action.CHANGE),
    "fieldwork:guide_settle": Route(guides(), Action.CHANGE, success=(405,)),
    "fieldwork:question_create": Route(guides(), Action.CHANGE),
    "fieldwork:question_edit": Route(guides(question="question"), Action.CHANGE),
    "fieldwork:question_move": Route(guides(question="question"), Action.CHANGE, success=(405,)),
    "studies:proposal_create": Route(on_site(), writes=ThemeProposal),
    "studies:proposal_settle": Route(prepared("proposal", uuid=".uuid"), Action.CHANGE),
}


def visits(target: str = "visit", **more: str) -> Targets:
    """Fill a page of a visit, at each site; access is that of ``target``."""

    def targets(world: World) -> list[tuple[dict[str, Any], Model | None]]:
        rows = []
        for prefix in ("own", "other"):
            arguments = {name: world[f"{prefix}_{what}"].uuid for name, what in more.items()}
            arguments.setdefault("uuid", world[f"{prefix}_visit"].uuid)
            rows.append(({"study": world["study"].slug, **arguments}, world[f"{prefix}_{target}"]))
        return rows

    return targets


def noted(hour: bool = False, **more: Any) -> Targets:
    """Fill a page of notes, on a visit of each site; who writes its debrief takes notes there."""

    def targets(w: World) -> list[tuple[dict[str, Any], Model | None]]:
        rows = []
        for prefix in ("own", "other"):
            place = {"study": w["study"].slug, "uuid": w[f"{prefix}_visit"].uuid, **more}
            if hour:
                place["item"] = w[f"{prefix}_hour"].uuid
            rows.append((place, w[f"{prefix}_debrief"]))
        return rows

    return targets


def own_notes(*, entry: bool = False) -> Targets:
    """Fill a page of somebody's own notes."""

    def targets(w: World) -> list[tuple[dict[str, Any], Model | None]]:
        rows = []
        for prefix in ("other", "own"):
            note, visit = w[f"{prefix}_note"], w[f"{prefix}_visit"]
            place = {"study": w["study"].slug, "uuid": visit.uuid, "item": w[f"{prefix}_hour"].uuid}
            rows.append((place | ({"entry": note.uuid} if entry else {}), note))
        return rows

    return targets


TEAM = Action.CHANGE  # of the debrief: those of the team, and the national team
NOTES: dict[str, Route] = {
    "fieldwork:note_visits": Route(STUDY),
    "fieldwork:note_desk": Route(noted(), TEAM),
    "fieldwork:note_papers": Route(noted(), TEAM),
    "fieldwork:consent_paper": Route(noted(), TEAM),
    "fieldwork:debrief_write": Route(noted(team=1, day="2016-03-21"), TEAM),
    "fieldwork:note_sheet": Route(noted(hour=True), TEAM),
    "fieldwork:note_type": Route(noted(hour=True), TEAM),
    "fieldwork:person_meet": Route(noted(hour=True), TEAM),
    "fieldwork:note_hand_in": Route(own_notes(), Action.CHANGE),
    "fieldwork:note_edit": Route(own_notes(entry=True), Action.CHANGE),
    "fieldwork:note_strike": Route(own_notes(entry=True), Action.CHANGE, success=(405,)),
    "fieldwork:notebook": Route(noted(), TEAM),
    "fieldwork:notebook_worker": Route(noted(), TEAM, is_page=False),
    "fieldwork:notebook_token": Route(noted(), TEAM, is_page=False),
    "fieldwork:notebook_take": Route(noted(), TEAM, success=(405,)),
    "fieldwork:notebook_send": Route(noted(), TEAM, success=(405,)),
    "fieldwork:kept_list": Route(STUDY, roles=RESEARCHERS),
    "fieldwork:kept_settle": Route(study_and(uuid="kept.uuid"), Action.CHANGE),
}


VISITS: dict[str, Route] = {
    "fieldwork:visit_list": Route(STUDY),
    "fieldwork:visit_create": Route(STUDY, writes=Visitor),
    "fieldwork:visit_detail": Route(visits()),
    "fieldwork:visit_file": Route(visits()),
    "fieldwork:visit_calendar": Route(visits(), is_page=False),
    "fieldwork:visit_edit": Route(visits(), Action.CHANGE),
    "fieldwork:visit_teams": Route(visits(), Action.CHANGE),
    "fieldwork:visit_cancel": Route(visits(), Action.CHANGE),
    "fieldwork:visit_dropout": Route(visits(), Action.CHANGE),
    "fieldwork:visit_invitations": Route(visits(), Action.CHANGE),
    "fieldwork:visit_move": Route(visits(), success=(405,)),
    "fieldwork:agenda_draft": Route(visits("hour"), Action.CHANGE, success=(405,)),
    "fieldwork:hour_create": Route(visits("hour"), Action.CHANGE, parameters=("jour", "equipe")),
    "fieldwork:hour_edit": Route(visits("hour", item="hour"), Action.CHANGE),
    "fieldwork:hour_remove": Route(visits("hour", item="hour"), Action.DELETE, success=(405,)),
    "fieldwork:hour_contact": Route(visits("hour", item="hour"), success=(405,)),
    "fieldwork:visitor_list": Route(STUDY, writes=Visitor),
    "fieldwork:visitor_create": Route(STUDY, writes=Visitor),
    "fieldwork:visitor_edit": Route(visits("visitor", uuid="visitor"), Action.CHANGE),
    "fieldwork:visitor_days": Route(
        visits("slot", uuid="visitor"), Action.CHANGE, parameters=("du", "au")
    ),
    "fieldwork:visitor_calendar": Route(
        visits("slot", uuid="visitor"), Action.CHANGE, is_page=False
    ),
    "fieldwork:host_days": Route(
        lambda w: [
            (
                {"study": w["study"].slug, "site": w[site].slug, "step": w["step"].number},
                w[site],
            )
            for site in ("site", "other_site")
        ],
        writes=HostSlot,
        parameters=("du", "au"),
    ),
    "fieldwork:plan_list": Route(STUDY, writes=VisitPlan),
    "fieldwork:plan_create": Route(STUDY, writes=VisitPlan),
    "fieldwork:plan_detail": Route(study_and(number="visit_plan.number"), Action.CHANGE),
    "fieldwork:lock_create": Route(STUDY, writes=VisitPlan),
    "fieldwork:lock_remove": Route(study_and(uuid="plan_lock.uuid"), Action.DELETE, success=(405,)),
    "fieldwork:gaze_matrix": Route(STUDY, writes=Visitor, parameters=("etape",)),
    "fieldwork:gaze_table": Route(STUDY, writes=Visitor, parameters=("etape",), is_page=False),
    "fieldwork:travel_totals": Route(
        STUDY, writes=Visitor, parameters=("etape", "km", "day", "night")
    ),
    "fieldwork:travel_table": Route(
        STUDY, writes=Visitor, parameters=("etape", "km", "day", "night"), is_page=False
    ),
}


def every_finding(w: World) -> list[tuple[dict[str, Any], Model | None]]:
    """Try a finding of each site, one that rests on what nobody shared, one across sites."""
    return [
        ({"study": w["study"].slug, "number": w[name].number}, w[name])
        for name in ("own_finding", "secret_finding", "other_finding", "cross_finding")
    ]


def every_passage(w: World) -> list[tuple[dict[str, Any], Model | None]]:
    """Try a passage that both sites' teams may read, and those that only researchers may."""
    return [
        ({"study": w["study"].slug, "uuid": w[name].uuid}, w[name])
        for name in (
            "own_interview_passage",
            "own_secret_passage",
            "other_interview_passage",
            "other_secret_passage",
        )
    ]


def evidence_of(name: str) -> Targets:
    """Fill the arguments of a piece of evidence."""
    return lambda w: [
        (
            {"study": w["study"].slug, "number": w[name].finding.number, "rank": w[name].rank},
            w[name],
        )
    ]


def meetings(w: World) -> list[tuple[dict[str, Any], Model | None]]:
    """Fill a page of a meeting; try one of each site."""
    return [
        ({"study": w["study"].slug, "uuid": w[name].uuid}, w[name])
        for name in ("meeting", "other_meeting")
    ]


def of_meeting(**more: str) -> Targets:
    """Fill a page of a row of the first site's meeting."""

    def targets(world: World) -> list[tuple[dict[str, Any], Model | None]]:
        kwargs = {"study": world["study"].slug, "uuid": world["meeting"].uuid}
        for argument, path in more.items():
            name, *attributes = path.split(".")
            value = world[name]
            for attribute in attributes:
                value = getattr(value, attribute)
            kwargs[argument] = value
        return [(kwargs, world["meeting"])]

    return targets


def of_round(name: str = "round", target: str = "", **more: str) -> Targets:
    """Fill a page of the first site's vote, or of its group; ``target`` if not that row."""

    def targets(world: World) -> list[tuple[dict[str, Any], Model | None]]:
        arguments = {"study": world["study"].slug, "uuid": world[name].uuid}
        for argument, path in more.items():
            row, _, attribute = path.partition(".")
            arguments[argument] = getattr(world[row], attribute)
        return [(arguments, world[target or name])]

    return targets


def upward(name: str) -> dict[str, Route]:
    """Return the routes of stakes, leads or recommendations."""
    row = study_and(number=f"{name}.number")
    return {
        f"evidence:{name}_list": Route(STUDY, roles=RESEARCHERS),
        f"evidence:{name}_create": Route(STUDY, roles=RESEARCHERS),
        f"evidence:{name}_detail": Route(row),
        f"evidence:{name}_change": Route(row, Action.CHANGE),
        f"evidence:{name}_remove": Route(row, Action.DELETE),
    }


def sheets(*, whole_site: bool = False, **more: Any) -> Targets:
    """Fill a page of a sheet, or of all those of a site; try both sites."""

    def targets(w: World) -> list[tuple[dict[str, Any], Model | None]]:
        found = []
        for name in ("own_action", "other_action"):
            place = {"study": w["study"].slug, "site": w[name].site.slug, **more}
            found.append((place if whole_site else place | {"number": w[name].number}, w[name]))
        return found

    return targets


def site_returns(**more: Any) -> Targets:
    """Fill a public page of a site; try both sites."""
    return lambda w: [
        ({"study": w["study"].slug, "site": w[name].site.slug, **more}, w[name])
        for name in ("own_return", "other_return")
    ]


ACTING = RESEARCHERS | {Role.SITE, Role.PARTNER}

ROUTES: dict[str, Route] = {
    **PREPARATION,
    **NOTES,
    **VISITS,
    "web:home": Route(),
    "web:study_dashboard": Route(STUDY),
    "web:site_comparison": Route(STUDY, roles=RESEARCHERS, parameters=("format",)),
    "web:site_dashboard": Route(
        lambda w: [
            ({"study": w["study"].slug, "site": w[name].slug}, w[name])
            for name in ("site", "other_site")
        ]
    ),
    "web:gallery": Route(),
    "web:accessibility": Route(public=True),
    "web:legal": Route(public=True),
    "web:livez": Route(public=True, is_page=False),
    "web:readyz": Route(public=True, is_page=False),
    "accounts:login": Route(public=True),
    "accounts:logout": Route(public=True, success=(302, 405)),
    "accounts:profile": Route(),
    "accounts:password_change": Route(),
    "accounts:password_choose": Route(
        lambda w: [({"uidb64": "MQ", "token": "set-password"}, None)],
        public=True,
    ),
    "accounts:language": Route(public=True, success=(405,)),
    "territories:territory_search": Route(parameters=("q", "champ")),
    "studies:study_create": Route(lambda w: [({}, None)], nobody=True),
    "studies:study_frame": Route(STUDY),
    "studies:study_edit": Route(STUDY, Action.CHANGE),
    "studies:site_list": Route(STUDY),
    "studies:site_add": Route(STUDY, Action.CHANGE),
    "studies:step_board": Route(STUDY),
    "studies:output_add": Route(study_and(step="step.number"), Action.CHANGE),
    "studies:calendar": Route(STUDY),
    "studies:calendar_file": Route(STUDY, is_page=False),
    "studies:fact_list": Route(STUDY, parameters=("voir",)),
    "studies:fact_create": Route(STUDY, Action.CHANGE),
    "studies:claim_create": Route(study_and(fact="fact.uuid"), Action.CHANGE),
    "studies:claim_choose": Route(study_and(claim="claim_27.uuid"), Action.CHANGE),
    "studies:line_create": Route(
        lambda w: [
            ({"study": w["study"].slug, "kind": kind}, w["study"])
            for kind in ("hypotheses", "objectifs", "axes", "questions", "partenaires", "sources")
        ],
        writes=Hypothesis,
    ),
    "studies:line_edit": Route(line("hypotheses", "hypothesis"), Action.CHANGE),
    "studies:line_remove": Route(line("dates", "milestone"), Action.DELETE),
    "studies:site_edit": Route(study_and(site="site.slug"), Action.CHANGE),
    "studies:theme_change": Route(on_site(), writes=Theme),
    "studies:grid_answer": Route(on_site(axis="axis.number"), writes=GridAnswer),
    "studies:site_steps": Route(on_site()),
    "studies:step_plan": Route(on_site(step="step.number"), writes=SiteStep),
    "studies:output_deliver": Route(on_site(output="output.uuid"), writes=Delivery),
    "studies:delivery_withdraw": Route(
        lambda w: [
            (
                {"study": w["study"].slug, "site": w["site"].slug, "uuid": w["delivery"].uuid},
                w["delivery"],
            )
        ],
        Action.DELETE,
    ),
    "studies:member_list": Route(STUDY, Action.CHANGE),
    "studies:member_add": Route(STUDY, Action.CHANGE),
    "studies:member_link": Route(study_and(uuid="membership.uuid"), Action.CHANGE),
    "studies:journal": Route(STUDY, Action.CHANGE, parameters=("acte", "depuis", "jusque")),
    "studies:journal_verify": Route(STUDY, Action.CHANGE, success=(405,)),
    "studies:member_end": Route(study_and(uuid="membership.uuid"), Action.CHANGE),
    "studies:access_table": Route(STUDY, Action.CHANGE),
    "coding:document_list": Route(STUDY, parameters=("site", "nature", "relecture")),
    "coding:document_read": Route(every_text, parameters=("codeur", "verbatim")),
    "coding:document_margin": Route(every_text, query="?debut=0", is_page=False),
    "coding:document_codes": Route(every_text, Action.CHANGE, is_page=False),
    "coding:coding_create": Route(every_text, Action.CHANGE, success=(405,)),
    "coding:code_create_here": Route(every_text, Action.CHANGE, success=(405,)),
    "coding:memo_create_here": Route(every_text, Action.CHANGE, success=(405,)),
    "coding:passage_send": Route(every_text, Action.CHANGE, success=(405,)),
    "coding:coding_remove": Route(
        study_and(uuid="own_secret_coding.uuid"), Action.DELETE, success=(405,)
    ),
    "coding:coding_restore": Route(
        study_and(uuid="own_secret_coding.uuid"), Action.CHANGE, success=(405,)
    ),
    "coding:code_list": Route(STUDY, writes=Code, parameters=("q",)),
    "coding:code_create": Route(STUDY, writes=Code, parameters=("sous",)),
    "coding:code_detail": Route(A_CODE, parameters=("site", "categorie", "codeur")),
    "coding:code_change": Route(A_CODE, Action.CHANGE),
    "coding:code_shift": Route(A_CODE, Action.CHANGE, success=(405,)),
    "coding:code_merge": Route(A_CODE, Action.CHANGE),
    "coding:code_delete": Route(A_CODE, Action.DELETE),
    "coding:memo_create": Route(A_CODE, Action.CHANGE),
    "coding:code_export": Route(
        lambda w: [
            ({"study": w["study"].slug, "slug": w["code"].slug, "kind": kind}, w["code"])
            for kind in ("csv", "xlsx")
        ],
        Action.EXPORT,
        is_page=False,
    ),
    "coding:memo_list": Route(STUDY, writes=Memo),
    "coding:memo_change": Route(study_and(uuid="memo.uuid"), Action.CHANGE),
    "coding:memo_delete": Route(study_and(uuid="memo.uuid"), Action.DELETE),
    "coding:search": Route(
        STUDY, query="?q=nous+avons+parlé", parameters=("q", "site", "etape", "categorie", "nature")
    ),
    "reports:report_list": Route(STUDY),
    "reports:state_of_play": Route(on_site(), writes=Report),
    "reports:report_create": Route(STUDY, writes=Report, parameters=("nature", "site")),
    **{
        f"reports:{name}": Route(study_and(report="report.slug"), Action.CHANGE)
        for name in (
            "report_edit",
            "report_settings",
            "report_remove",
            "report_preview",
            "report_obstacles",
            "report_publish",
            "edition_list",
            "section_create",
            "word_return",
        )
    },
    **{
        f"reports:{name}": Route(
            study_and(report="report.slug", section="section.uuid"), Action.CHANGE
        )
        for name in ("section_edit", "section_remove")
    },
    "reports:section_move": Route(
        study_and(report="report.slug", section="section.uuid"), Action.CHANGE, success=(405,)
    ),
    "reports:word_export": Route(study_and(report="report.slug"), Action.CHANGE, is_page=False),
    "reports:section_word_export": Route(
        study_and(report="report.slug", section="section.uuid"), Action.CHANGE, is_page=False
    ),
    "reports:word_review": Route(
        study_and(report="report.slug", returned="word_return.uuid"), Action.CHANGE
    ),
    "reports:preview_evidence": Route(
        study_and(number="own_finding.number", report="report.slug"), Action.CHANGE
    ),
    "reports:correction_list": Route(
        study_and(edition="sent_publication.edition", report="sent_report.slug"), Action.CHANGE
    ),
    "reports:correction_export": Route(
        study_and(edition="sent_publication.edition", report="sent_report.slug"),
        Action.CHANGE,
        is_page=False,
    ),
    "reports:correction_answer": Route(
        study_and(
            edition="sent_publication.edition",
            correction="correction.uuid",
            report="sent_report.slug",
        ),
        Action.CHANGE,
    ),
    "reports:printing_detail": Route(study_and(report="report.slug", printing="printing.uuid")),
    "reports:pack_detail": Route(study_and(meeting="meeting.uuid"), Action.CHANGE),
    "reports:pack_file": Route(
        lambda w: [
            (
                {"study": w["study"].slug, "meeting": w["meeting"].uuid, "name": name},
                w["meeting"],
            )
            for name in ("diaporama.html", "diaporama.pdf", "resume.pdf")
        ],
        Action.CHANGE,
        is_page=False,
    ),
    "publications:publication_list": Route(public=True),
    "publications:publication_detail": Route(publications(), asks_login=False),
    "publications:correction_list": Route(asked(), Action.DELETE),
    "publications:correction_edit": Route(asked(correction="uuid"), Action.DELETE),
    "publications:correction_withdraw": Route(asked(correction="uuid"), Action.DELETE),
    "publications:claim_evidence": Route(publications(number=12), asks_login=False),
    "publications:publication_file": Route(
        publications(name="rapport.json"), is_page=False, asks_login=False
    ),
    "fieldwork:field_overview": Route(STUDY),
    "fieldwork:interview_list": Route(
        STUDY, parameters=("q", "site", "etape", "type", "categorie", "texte", "page")
    ),
    "fieldwork:interview_detail": Route(interviews()),
    "fieldwork:interview_edit": Route(interviews(), Action.CHANGE),
    "fieldwork:note_compare": Route(interviews()),
    "fieldwork:participant_list": Route(STUDY, parameters=("site", "categorie", "page")),
    "fieldwork:consent_list": Route(STUDY, writes=Consent, parameters=("site",)),
    "fieldwork:consent_complete": Route(interviews(), Action.CHANGE),
    "fieldwork:consent_edit": Route(study_and(uuid="own_secret_person.uuid"), Action.CHANGE),
    "fieldwork:interviewer_list": Route(STUDY, writes=Consent),
    "fieldwork:interviewer_link": Route(study_and(uuid="interviewer.uuid"), Action.CHANGE),
    "fieldwork:text_list": Route(STUDY, writes=Consent),
    "fieldwork:text_review": Route(texts(), Action.CHANGE),
    "fieldwork:text_correct": Route(texts(start=0), Action.CHANGE),
    "fieldwork:batch_create": Route(STUDY, writes=ImportBatch),
    "fieldwork:batch_model": Route(
        lambda w: [({"study": w["study"].slug, "name": "modele.xlsx"}, w["study"])],
        writes=ImportBatch,
        is_page=False,
    ),
    "fieldwork:batch_list": Route(STUDY, writes=ImportBatch),
    "fieldwork:batch_detail": Route(study_and(uuid="batch.uuid"), Action.CHANGE),
    "fieldwork:batch_report": Route(study_and(uuid="batch.uuid"), Action.CHANGE, is_page=False),
    "fieldwork:batch_undo": Route(study_and(uuid="written_batch.uuid"), Action.CHANGE),
    "deliberation:meeting_list": Route(STUDY, roles=RESEARCHERS | {Role.SITE, Role.PARTNER}),
    "deliberation:meeting_create": Route(STUDY, writes=Meeting, parameters=("site",)),
    "deliberation:meeting_detail": Route(meetings),
    **{
        f"deliberation:{name}": Route(meetings, Action.CHANGE)
        for name in (
            "meeting_change",
            "meeting_remove",
            "meeting_close",
            "item_list",
            "card_type",
            "debated_choose",
            "reaction_list",
        )
    },
    "deliberation:screen": Route(meetings, parameters=("constat",)),
    "deliberation:card_list": Route(
        meetings, Action.CHANGE, query="?de=1&a=2", parameters=("de", "a")
    ),
    "deliberation:reaction_create": Route(
        meetings, Action.CHANGE, parameters=("constat", "category", "table")
    ),
    **{
        f"deliberation:meeting_{name}": Route(meetings, Action.CHANGE, success=(405,))
        for name in ("open", "reopen", "write_up")
    },
    "deliberation:invitation_list": Route(meetings, roles=RESEARCHERS),
    "deliberation:letter_list": Route(meetings, roles=RESEARCHERS),
    **{
        f"deliberation:invitation_{name}": Route(meetings, roles=RESEARCHERS, success=(405,))
        for name in ("send", "follow")
    },
    "deliberation:invitation_change": Route(
        of_meeting(invitation="invitation.uuid"), roles=RESEARCHERS
    ),
    "deliberation:invitation_renew": Route(
        of_meeting(invitation="invitation.uuid"), roles=RESEARCHERS, success=(405,)
    ),
    "answers:answer_find": Route(public=True, parameters=("code",)),
    "answers:answer_thanks": Route(public=True),
    # Whoever holds the link opens it, nobody else: tests/deliberation/test_invitations.py.
    "answers:answer_give": Route(
        lambda w: [({"code": "0" * 26}, None)], nobody=True, asks_login=False, success=(404,)
    ),
    "votes:ballot_enter": Route(public=True),
    # Whoever holds the code opens it, nobody else: tests/deliberation/test_ballot_pages.py.
    "votes:ballot_cast": Route(
        lambda w: [({"code": "0" * 26}, None)], nobody=True, asks_login=False, success=(404,)
    ),
    "deliberation:round_create": Route(meetings, Action.CHANGE),
    "deliberation:round_detail": Route(of_round()),
    "deliberation:ballot_file": Route(of_round(), is_page=False),
    **{
        f"deliberation:{name}": Route(of_round(), Action.CHANGE)
        for name in (
            "round_change",
            "round_open",
            "round_close",
            "ballot_cards",
            "hand_count",
            "round_decide",
            "dissent_create",
        )
    },
    "deliberation:ballot_type": Route(of_round(), Action.CHANGE, parameters=("carte", "categorie")),
    "deliberation:round_remove": Route(of_round(), Action.CHANGE, success=(405,)),
    "deliberation:stake_make": Route(
        of_round(target="meeting", number="option.number"), roles=RESEARCHERS, success=(405,)
    ),
    "deliberation:dissent_change": Route(of_round(dissent="dissent.uuid"), Action.CHANGE),
    "deliberation:dissent_remove": Route(
        of_round(dissent="dissent.uuid"), Action.CHANGE, success=(405,)
    ),
    "deliberation:group_create": Route(meetings, Action.CHANGE, parameters=("enjeu",)),
    "deliberation:workshop_summary": Route(meetings),
    "deliberation:group_detail": Route(of_round("group")),
    "deliberation:group_sheet": Route(of_round("group")),
    "deliberation:group_change": Route(of_round("group"), Action.CHANGE),
    "deliberation:group_remove": Route(of_round("group"), Action.CHANGE, success=(405,)),
    **{
        f"deliberation:{kind}_{name}": Route(
            of_round("group", **({} if name == "create" else {"line": f"{kind}.uuid"})),
            Action.CHANGE,
            success=(405,) if name == "remove" else (200,),
        )
        for kind in ("cause", "solution")
        for name in ("create", "change", "remove")
    },
    "deliberation:lead_make": Route(
        of_round("group", target="meeting", line="solution.uuid"), roles=RESEARCHERS, success=(405,)
    ),
    "deliberation:item_change": Route(of_meeting(item="item.uuid"), Action.CHANGE),
    **{
        f"deliberation:item_{name}": Route(
            of_meeting(item="item.uuid"), Action.CHANGE, success=(405,)
        )
        for name in ("shift", "remove")
    },
    **{
        f"deliberation:debated_{name}": Route(
            of_meeting(number="debated.finding.number"), Action.CHANGE
        )
        for name in ("change", "withdraw")
    },
    **{
        f"deliberation:debated_{name}": Route(
            of_meeting(number="debated.finding.number"), Action.CHANGE, success=(405,)
        )
        for name in ("restore", "shift", "remove")
    },
    "deliberation:reaction_change": Route(of_meeting(reaction="reaction.uuid"), Action.CHANGE),
    "deliberation:reaction_remove": Route(
        of_meeting(reaction="reaction.uuid"), Action.CHANGE, success=(405,)
    ),
    "deliberation:finding_born": Route(of_meeting(reaction="reaction.uuid"), roles=RESEARCHERS),
    "deliberation:proposal_list": Route(meetings, roles=RESEARCHERS),
    "evidence:finding_list": Route(
        STUDY,
        roles=RESEARCHERS | {Role.SITE},
        parameters=("q", "nature", "site", "hypothese", "question", "force", "tri"),
    ),
    "evidence:finding_create": Route(STUDY, roles=RESEARCHERS, parameters=("passage", "mots")),
    "evidence:finding_detail": Route(every_finding),
    "evidence:finding_change": Route(every_finding, Action.CHANGE),
    "evidence:finding_remove": Route(every_finding, Action.DELETE),
    "evidence:evidence_add": Route(
        every_finding, Action.CHANGE, parameters=("q", "code", "site", "etape", "page")
    ),
    "evidence:evidence_search": Route(every_finding, Action.CHANGE, success=(405,)),
    "evidence:evidence_change": Route(evidence_of("own_finding_link"), Action.CHANGE),
    "evidence:evidence_shift": Route(
        evidence_of("own_finding_link"), Action.CHANGE, success=(405,)
    ),
    "evidence:evidence_remove": Route(
        evidence_of("own_finding_link"), Action.CHANGE, success=(405,)
    ),
    "evidence:evidence_restore": Route(evidence_of("removed_link"), Action.CHANGE, success=(405,)),
    "evidence:passage_detail": Route(every_passage),
    "evidence:passage_cite": Route(every_passage, Action.CHANGE, success=(405,)),
    **upward("stake"),
    **upward("lead"),
    **upward("recommendation"),
    "evidence:chain": Route(STUDY, roles=RESEARCHERS, parameters=("element",)),
    "evidence:blind_spots": Route(STUDY, roles=RESEARCHERS),
    "evidence:hypothesis_table": Route(STUDY, roles=RESEARCHERS),
    "plans:action_board": Route(
        STUDY, roles=ACTING, parameters=("q", "site", "etat", "voir", "page")
    ),
    "plans:my_calendar": Route(STUDY, roles=ACTING, is_page=False),
    "plans:action_start": Route(
        STUDY,
        roles=RESEARCHERS | {Role.SITE},
        success=(200, 302),
        parameters=("piste",),
    ),
    "plans:site_actions": Route(sheets(whole_site=True)),
    "plans:site_calendar": Route(sheets(whole_site=True), is_page=False),
    "plans:site_paper": Route(sheets(whole_site=True), parameters=("fiche", "vierges")),
    "plans:action_create": Route(on_site(), writes=ActionSheet, parameters=("piste",)),
    "plans:action_detail": Route(sheets()),
    "plans:action_change": Route(sheets(), Action.CHANGE),
    "plans:action_remove": Route(sheets(), Action.DELETE),
    "plans:action_decide": Route(sheets(verb="abandonner"), Action.CHANGE),
    "plans:follow_up_record": Route(sheets(months=3), Action.CHANGE),
    "plans:return_prepare": Route(on_site(), writes=SiteReturn),
    "plans:return_publish": Route(on_site(), writes=SiteReturn, success=(405,)),
    "plans:plain_words": Route(on_site(number="stake.number"), writes=SiteReturn),
    "plans:return_withdraw": Route(on_site(edition="own_return.edition"), writes=SiteReturn),
    "returns:return_detail": Route(site_returns(), asks_login=False),
    "returns:return_edition": Route(site_returns(edition=1), asks_login=False),
    "returns:return_file": Route(site_returns(edition=1), is_page=False, asks_login=False),
}
