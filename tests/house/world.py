"""One study with everything in it, each object marked with a canary string of its own.

Whoever may not see an object must never receive its canary, on any page, in any format.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils import timezone

from ancrage.accounts.models import User
from ancrage.core.access import Role
from ancrage.evidence.models import RemovedEvidence
from ancrage.fieldwork.actions import Jotting, jot_down
from ancrage.fieldwork.models import Consent, Purpose
from ancrage.reports.models import Publication
from ancrage.studies.models import (
    Claim,
    Delivery,
    Fact,
    GridAnswer,
    Milestone,
    Objective,
    Partner,
    PriorFinding,
    SiteStep,
    Source,
)
from tests import factories
from tests.conftest import Cast

ROLES = (
    "admin",
    "national",
    "site_team",
    "other_site_team",
    "volunteer",
    "partner",
    "reader",
    "former",
    "stranger",
)
ALL_BUT_SHARE = [purpose for purpose in Purpose if purpose is not Purpose.SHARE]


@dataclass
class World:
    """The cast, the objects by name, and the canary that each carries."""

    cast: Cast
    objects: dict[str, Model] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, factory: Any, marked: str = "", **values: Any) -> Any:
        """Create an object; ``marked`` is the field that carries its canary."""
        if marked:
            self.canaries[name] = f"canari{len(self.canaries):03}{name.replace('_', '')}"
            values[marked] = values.get(marked, "") + self.canaries[name]
        create = factory.objects.create if isinstance(factory, type(Model)) else factory
        self.objects[name] = create(**values)
        return self.objects[name]

    def __getitem__(self, name: str) -> Any:
        return self.objects[name]

    def hidden_from(self, person: User | None) -> list[str]:
        """Return the canaries that ``person`` may never receive."""
        who = person or AnonymousUser()
        models = {type(self.objects[name]) for name in self.canaries}
        seen = {m: set(m.objects.visible_to(who).values_list("pk", flat=True)) for m in models}
        return [
            canary
            for name, canary in self.canaries.items()
            if self.objects[name].pk not in seen[type(self.objects[name])]
        ]

    def people(self) -> Iterator[tuple[str, User | None]]:
        """Yield everybody, the anonymous visitor included."""
        for role in ROLES:
            yield role, getattr(self.cast, role)
        yield "instance", self["instance_admin"]
        yield "anonymous", None


def build(cast: Cast) -> World:
    """Fill a study: on each site a shared interview and one that is not."""
    world = World(cast)
    study, site = cast.study, cast.site
    world.objects |= {"study": study, "site": site, "other_site": cast.other_site}
    world.add("instance_admin", factories.UserFactory, is_instance_admin=True)
    _frame(world)
    shared = itertools.product((site, cast.other_site), (True, False))
    for where, agreed in shared:
        _interview(world, where, agreed)
    world["own_interview"].interviewers.add(
        world.add(
            "interviewer", factories.InterviewerFactory, "name", study=study, user=cast.volunteer
        )
    )
    _withdrawn(world)
    _preparation(world)
    _visits(world)
    _notes(world)
    _reading(world)
    _evidence(world)
    _plans(world)
    _debates(world)
    _votes(world)
    _reports(world)
    return world


def _frame(world: World) -> None:
    study, site = world.cast.study, world.cast.site
    step = world.add("step", factories.StepFactory, "title", study=study)
    axis = world.add("axis", factories.AxisFactory, "title", study=study)
    world.add("hypothesis", factories.HypothesisFactory, "title", study=study)
    world.add("question", factories.FunderQuestionFactory, "text", study=study)
    world.add("objective", Objective, "text", study=study, number=1)
    world.add("prior", PriorFinding, "text", study=study, number=1, earlier_study="Étude")
    source = world.add("source", Source, "title", study=study, code="S0")
    world.add("partner", Partner, "organisation", study=study, role="financeur", source=source)
    fact = world.add("fact", Fact, "subject", study=study, code="duree", field="durée")
    for value in ("27 mois ", "trois ans "):
        world.add(
            f"claim_{value[:2]}",
            Claim,
            "value",
            fact=fact,
            source=source,
            nature="annonce",
            value=value,
        )
    world.add("theme", factories.ThemeFactory, "title", site=site, axis=axis)
    world.add("answer", GridAnswer, "text", site=site, axis=axis)
    output = world.add("output", factories.RequiredOutputFactory, "label", step=step)
    world.add("site_step", SiteStep, site=site, step=step)
    world.add("delivery", Delivery, "proof", site=site, output=output, on="2016-01-15")
    world.add(
        "milestone",
        Milestone,
        "title",
        study=study,
        site=site,
        kind="visite",
        starts="2016-03-01",
        ends="2016-03-02",
    )
    world.add("category", factories.ActorCategoryFactory, "label", study=study)
    world.objects["membership"] = study.memberships.get(role=Role.ADMIN)
    world.add("batch", factories.ImportBatchFactory, study=study, status="refuse")
    world.add("written_batch", factories.ImportBatchFactory, study=study, status="fait")


def _interview(world: World, site: Any, agreed: bool) -> None:
    own = "own" if site == world.cast.site else "other"
    prefix = f"{own}_{'interview' if agreed else 'secret'}"
    interview = world.add(
        prefix,
        factories.InterviewFactory,
        "place",
        study=world.cast.study,
        site=site,
        step=world["step"],
    )
    participant = world.add(
        f"{prefix}_person",
        factories.ParticipantFactory,
        "label",
        interview=interview,
        category=world["category"],
        agrees_to=None if agreed else ALL_BUT_SHARE,
    )
    document = world.add(
        f"{prefix}_document", factories.DocumentFactory, "author", interview=interview
    )
    version = world.add(
        f"{prefix}_version",
        factories.TextVersionFactory,
        "text",
        document=document,
        reviewed=True,
        text="Nous avons parlé. ",
    )
    world.add(
        f"{prefix}_passage",
        factories.PassageFactory,
        text_version=version,
        participant=participant,
        start=0,
        end=len(version.text),
    )
    factories.TurnFactory(
        text_version=version, participant=participant, start=0, end=len(version.text)
    )


def _withdrawn(world: World) -> None:
    """Let one person of a shared interview take back « partager »."""
    interview = world.add(
        "withdrawn",
        factories.InterviewFactory,
        "place",
        study=world.cast.study,
        site=world.cast.site,
        step=world["step"],
    )
    person = world.add(
        "withdrawn_person",
        factories.ParticipantFactory,
        "label",
        interview=interview,
        category=world["category"],
    )
    Consent.objects.filter(participant=person, purpose=Purpose.SHARE).update(
        withdrawn_at="2020-01-01T00:00:00Z"
    )


def _preparation(world: World) -> None:
    """Prepare both sites: papers, actors, inventory, log, a guide settled and one being written."""
    step, axis = world["step"], world["axis"]
    for prefix, site in (("own", world.cast.site), ("other", world.cast.other_site)):
        paper = world.add(
            f"{prefix}_paper", factories.WorkingPaperFactory, "text", site=site, settled_on=None
        )
        world.add(
            f"{prefix}_revision",
            factories.PaperRevisionFactory,
            "text",
            paper=paper,
            author=world.cast.national,
        )
        world.add(
            f"{prefix}_actor",
            factories.ActorToMeetFactory,
            "body",
            site=site,
            category=world["category"],
        )
        world.add(f"{prefix}_item", factories.InventoryItemFactory, "title", site=site)
        world.add(f"{prefix}_log", factories.LogEntryFactory, "summary", site=site, shared=True)
        world.add(f"{prefix}_secret_log", factories.LogEntryFactory, "summary", site=site)
        guide = world.add(f"{prefix}_guide", factories.GuideFactory, "title", site=site, step=step)
        world.add(
            f"{prefix}_question", factories.GuideQuestionFactory, "text", guide=guide, axis=axis
        )
        world.add(
            f"{prefix}_proposal", factories.ThemeProposalFactory, "title", site=site, axis=axis
        )


def _visits(world: World) -> None:
    """Send a team to both sites; the volunteer sits in the one that visits their own site's."""
    study, step = world.cast.study, world["step"]
    plan = world.add("visit_plan", factories.VisitPlanFactory, study=study, step=step)
    world.add("plan_lock", factories.PlanLockFactory, study=study, step=step, site=world.cast.site)
    for prefix, site, user in (
        ("own", world.cast.site, world.cast.volunteer),
        ("other", world.cast.other_site, None),
    ):
        visit = world.add(
            f"{prefix}_visit",
            factories.VisitFactory,
            "welcome",
            site=site,
            step=step,
            plan=plan,
            guide=world[f"{prefix}_guide"],
        )
        visitor = world.add(
            f"{prefix}_visitor", factories.VisitorFactory, "name", study=study, user=user
        )
        world.add(f"{prefix}_slot", factories.VisitorSlotFactory, visitor=visitor)
        world.add(f"{prefix}_host_slot", factories.HostSlotFactory, site=site, step=step)
        world.add(f"{prefix}_seat", factories.TeamSeatFactory, visit=visit, visitor=visitor)
        world.add(
            f"{prefix}_hour",
            factories.AgendaItemFactory,
            "title",
            visit=visit,
            actor=world[f"{prefix}_actor"],
        )


def _notes(world: World) -> None:
    """Take notes on the visits: the volunteer on the first, the administrator on the other."""
    for prefix in ("own", "other"):
        visit = world[f"{prefix}_visit"]
        world.add(f"{prefix}_debrief", factories.DebriefFactory, "heard", visit=visit)
    for prefix, author in (("own", world.cast.volunteer), ("other", world.cast.admin)):
        name, hour = f"{prefix}_note", world[f"{prefix}_hour"]
        canary = world.canaries[name] = f"canari{len(world.canaries):03}{prefix}note"
        note = Jotting(uuid=uuid4(), item=hour.uuid, words=canary)
        world.objects[name] = jot_down(
            item=hour, jotting=note, channel="ecran", by=author, now=timezone.now()
        )
    world.add("kept", factories.KeptPackFactory, study=world.cast.study)


def _reading(world: World) -> None:
    study = world.cast.study
    code = world.add("code", factories.CodeFactory, "name", study=study)
    author = world.cast.national
    for prefix in ("own_interview", "own_secret", "other_secret"):
        passage = world[f"{prefix}_passage"]
        world.add(
            f"{prefix}_coding", factories.CodingFactory, passage=passage, code=code, author=author
        )
        world.add(
            f"{prefix}_memo",
            factories.MemoFactory,
            "text",
            study=study,
            code=None,
            passage=passage,
            author=author,
        )
    world.add("memo", factories.MemoFactory, "text", study=study, code=code, author=author)


def _evidence(world: World) -> None:
    study = world.cast.study
    for name, site, source in (
        ("own_finding", world.cast.site, "own_interview"),
        ("secret_finding", world.cast.site, "own_secret"),
        ("other_finding", world.cast.other_site, "other_interview"),
        ("cross_finding", None, "own_secret"),
    ):
        finding = world.add(name, factories.FindingFactory, "claim", study=study, site=site)
        world.add(
            f"{name}_link",
            factories.EvidenceLinkFactory,
            "comment",
            finding=finding,
            passage=world[f"{source}_passage"],
        )
    world.add(
        "removed_link",
        RemovedEvidence,
        "comment",
        finding=world["own_finding"],
        passage=world["other_secret_passage"],
        side="contre",
        rank=9,
        removed_by=world.cast.national,
        removed_at="2016-04-01T10:00:00Z",
    )
    factories.FindingHypothesisFactory(
        finding=world["own_finding"], hypothesis=world["hypothesis"], stance="nuance"
    )
    world["own_finding"].questions.add(world["question"])
    stake = world.add("stake", factories.StakeFactory, "title", study=study)
    stake.findings.add(world["own_finding"], world["cross_finding"])
    lead = world.add("lead", factories.LeadFactory, "title", study=study)
    lead.stakes.add(stake)
    recommendation = world.add(
        "recommendation", factories.RecommendationFactory, "text", study=study
    )
    recommendation.leads.add(lead)


def _plans(world: World) -> None:
    """On each site an adopted sheet, its follow-up, and an edition read by everybody."""
    for prefix, site in (("own", world.cast.site), ("other", world.cast.other_site)):
        sheet = world.add(
            f"{prefix}_action", factories.ActionFactory, "title", site=site, adopted=True
        )
        sheet.leads.add(world["lead"])
        world.objects[f"{prefix}_decision"] = sheet.decisions.get()
        world.add(f"{prefix}_follow_up", factories.FollowUpFactory, "words", action=sheet)
        world.add(
            f"{prefix}_plain_words",
            factories.PlainWordsFactory,
            "text",
            site=site,
            stake=world["stake"],
        )
        world.add(f"{prefix}_return", factories.SiteReturnFactory, site=site)
    withdrawn = "canariretire"
    world.add(
        "withdrawn_return",
        factories.SiteReturnFactory,
        site=world.cast.site,
        edition=2,
        frozen=factories.frozen_return(world.cast.site, edition=2, words=withdrawn),
        withdrawn_at="2018-01-10T10:00:00Z",
    )
    world.canaries["withdrawn_return"] = withdrawn


def _debates(world: World) -> None:
    study, step = world.cast.study, world["step"]
    for prefix, site in (("", world.cast.site), ("other_", world.cast.other_site)):
        meeting = world.add(
            f"{prefix}meeting", factories.MeetingFactory, "title", study=study, site=site, step=step
        )
        debated = world.add(
            f"{prefix}debated",
            factories.DebatedFindingFactory,
            "wording",
            meeting=meeting,
            finding=world["own_finding" if not prefix else "other_finding"],
        )
        world.add(f"{prefix}item", factories.ProgrammeItemFactory, "title", meeting=meeting)
        world.add(
            f"{prefix}invitation",
            factories.InvitationFactory,
            meeting=meeting,
            participant=world["other_secret_person" if prefix else "own_secret_person"],
        )
        world.add(
            f"{prefix}reaction",
            factories.ReactionFactory,
            "words",
            meeting=meeting,
            debated=debated,
            participant=world["own_secret_person"] if not prefix else None,
        )


def _votes(world: World) -> None:
    """Put to each site's meeting a vote, closed and decided, and a group of a workshop."""
    for prefix in ("", "other_"):
        meeting = world[f"{prefix}meeting"]
        vote = world.add(
            f"{prefix}round",
            factories.RoundFactory,
            "question",
            meeting=meeting,
            state="clos",
            closed_at="2016-10-12T20:00:00Z",
        )
        option = world.add(f"{prefix}option", factories.RoundOptionFactory, "label", round=vote)
        world.add(f"{prefix}decision", factories.PriorityDecisionFactory, "reason", option=option)
        world.add(f"{prefix}dissent", factories.DissentFactory, "words", round=vote)
        group = world.add(
            f"{prefix}group",
            factories.WorkGroupFactory,
            "notes",
            meeting=meeting,
            stake=world["stake"],
        )
        world.add(f"{prefix}cause", factories.CauseFactory, "text", group=group)
        world.add(f"{prefix}solution", factories.SolutionFactory, "text", group=group)


def _reports(world: World) -> None:
    study = world.cast.study
    report = world.add("report", factories.ReportFactory, "title", study=study)
    site_report = world.add(
        "site_report",
        factories.ReportFactory,
        "title",
        study=study,
        site=world.cast.site,
        kind="restitution",
    )
    cited = f"[[constat {world['own_finding'].number}]] "
    world.add("section", factories.SectionFactory, "body", report=report, body=cited)
    world.add("printing", factories.PrintingFactory, report=report)
    world.add("word_return", factories.WordReturnFactory, report=report)
    for name, of, audience in (
        ("public_publication", report, "public"),
        ("study_publication", report, "etude"),
        ("site_publication", site_report, "site"),
    ):
        _publication(world, name, of, audience)
    sent = world.add(
        "sent_report",
        factories.ReportFactory,
        "title",
        study=study,
        site=world.cast.site,
        kind="etat_des_lieux",
    )
    _publication(world, "sent_publication", sent, "site")
    world.add(
        "correction", factories.CorrectionFactory, "words", publication=world["sent_publication"]
    )


def _publication(world: World, name: str, of: Any, audience: str) -> None:
    """Publish an edition whose words and file carry a canary of their own."""
    canary = world.canaries[name] = f"canari{len(world.canaries):03}{name.replace('_', '')}"
    frozen = factories.frozen_report(of, title=canary, claim=canary)
    publication = world.add(
        name,
        factories.PublicationFactory,
        report=of,
        audience=audience,
        edition=Publication.objects.filter(report=of).count() + 1,
        frozen=frozen,
        digests={"rapport.json": "0" * 64},
    )
    publication.folder.mkdir(parents=True)
    (publication.folder / "rapport.json").write_text(canary, encoding="utf-8")
