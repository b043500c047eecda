"""Plans of visits: asked, searched, adopted, repaired; or impossible, and why."""

import json

import pytest
from django.urls import reverse

from ancrage.fieldwork import actions
from ancrage.fieldwork.models import HostSlot, PlanLock, TeamSeat, Visit, VisitorSlot, VisitPlan
from ancrage.methods import rosters
from tests import factories
from tests.fieldwork.visiting import DATES, PERIOD, SETTINGS, TODAY, noon, programme

State = Visit.State
Status = VisitPlan.Status


@pytest.fixture
def visits(cast):
    return programme(cast)


def page(client, name, cast, *args):
    return client.get(reverse(f"fieldwork:{name}", args=[cast.study.slug, *args]))


def asked(step, **more):
    values = {
        "step": step.pk,
        "starts": PERIOD["starts"],
        "ends": PERIOD["ends"],
        "km": 1,
        "load": 500,
        "pair": 200,
        "rest_days": 0,
        "seconds": 2,
        "seed": 1,
    }
    return values | more


def test_plan_gives_each_site_a_date_and_two_mixed_teams(as_, cast, visits):
    url = reverse("fieldwork:plan_create", args=[cast.study.slug])
    response = as_(cast.national).post(url, asked(visits.step), follow=True)
    plan = VisitPlan.objects.get()
    assert plan.status == Status.PROPOSED
    assert plan.settings["weights"] == {"km": 1, "load": 500, "pair": 200}
    text = response.content.decode()
    assert "Poids d’un nouveau regard croisé" in text
    assert "Odile" in text
    problem = rosters.Problem.from_json(plan.problem)
    assert rosters.check(problem, rosters.Plan.from_json(plan.outcome["plan"])) == []
    assert not Visit.objects.exists()


def test_adopted_plan_makes_visits_and_seats(as_, cast, visits):
    plan = visits.ask()
    as_(cast.national).post(plan.get_absolute_url(), {"geste": "adopter"})
    plan.refresh_from_db()
    assert plan.status == Status.ADOPTED
    made = Visit.objects.filter(plan=plan)
    assert {visit.site for visit in made} == {cast.site, cast.other_site}
    for visit in made:
        for team in (1, 2):
            groups = set(visit.seats.filter(team=team).values_list("visitor__group", flat=True))
            assert groups == {"coordination", "etat", "volontaire"}


def test_plan_adopted_twice_changes_nothing_the_second_time(as_, cast, visits):
    plan = visits.ask()
    client = as_(cast.national)
    client.post(plan.get_absolute_url(), {"geste": "adopter"})
    response = client.post(plan.get_absolute_url(), {"geste": "adopter"}, follow=True)
    assert "Ce plan a changé" in response.content.decode()
    assert Visit.objects.count() == 2


def test_plan_that_no_longer_holds_is_not_adopted(visits):
    plan = visits.ask()
    VisitorSlot.objects.filter(visitor=visits.people["Odile"]).delete()
    VisitorSlot.objects.create(visitor=visits.people["Odile"], starts=DATES[0].replace(day=28))
    with pytest.raises(actions.NotPlannable) as refused:
        actions.adopt_plan(plan, today=TODAY, by=None)
    assert "Odile n’est pas disponible" in str(refused.value)
    assert not Visit.objects.exists()
    plan.refresh_from_db()
    assert plan.status == Status.PROPOSED


def test_impossible_plan_says_which_rules_and_what_to_obtain(as_, cast, visits):
    VisitorSlot.objects.filter(visitor=visits.people["Viviane"]).exclude(starts=DATES[0]).delete()
    plan = visits.ask()
    assert plan.status == Status.IMPOSSIBLE
    assert plan.outcome["minimal"]
    text = as_(cast.national).get(plan.get_absolute_url()).content.decode()
    assert "Viviane n’est disponible qu’à ces dates" in text
    assert "8 janvier 2036 et le lendemain" in text
    assert "Demandez à Viviane de se libérer" in text


def test_someone_without_availability_is_left_out_not_in_the_way(visits):
    silent = factories.VisitorFactory(study=visits.cast.study, name="Silencieuse")
    assert visits.ask().status == Status.PROPOSED
    lock = {"kind": PlanLock.Kind.SEAT, "site": visits.cast.site, "visitor": silent}
    actions.add_lock(study=visits.cast.study, step=visits.step, by=None, **lock)
    with pytest.raises(actions.NotPlannable, match="Silencieuse n’a donné aucune disponibilité"):
        visits.ask()


def test_site_without_host_date_is_named_before_any_search(as_, cast, visits):
    HostSlot.objects.filter(site=cast.site).delete()
    url = reverse("fieldwork:plan_create", args=[cast.study.slug])
    response = as_(cast.national).post(url, asked(visits.step))
    text = response.content.decode()
    assert str(cast.site) in text
    assert "l’hôte n’a donné aucune date" in text
    assert not VisitPlan.objects.exists()


def test_locks_are_respected_and_named_when_they_contradict_a_rule(as_, cast, visits):
    client = as_(cast.national)
    url = reverse("fieldwork:lock_create", args=[cast.study.slug])
    date_lock = {"step": visits.step.pk, "kind": "date", "site": cast.site.pk, "starts": DATES[2]}
    assert client.post(url, date_lock).status_code == 302
    plan = visits.ask()
    slot = plan.outcome["plan"]["dates"][cast.site.name]
    assert slot == [2, 1]
    denis = visits.people["Denis"]
    seat_lock = {
        "step": visits.step.pk,
        "kind": "personne",
        "site": cast.site.pk,
        "visitor": denis.pk,
    }
    client.post(url, seat_lock)
    with pytest.raises(actions.NotPlannable, match="Denis ne visite pas son propre site"):
        visits.ask()
    lock = PlanLock.objects.get(kind="personne")
    client.post(reverse("fieldwork:lock_remove", args=[cast.study.slug, lock.uuid]))
    assert visits.ask().status == Status.PROPOSED


@pytest.mark.parametrize(
    ("kind", "said"),
    [("date", "starts"), ("personne", "visitor"), ("separer", "other")],
)
def test_lock_asks_for_what_its_kind_needs(as_, cast, visits, kind, said):
    url = reverse("fieldwork:lock_create", args=[cast.study.slug])
    response = as_(cast.national).post(url, {"step": visits.step.pk, "kind": kind})
    assert said in response.context["form"].errors
    assert not PlanLock.objects.exists()


def test_dropout_changes_only_the_visit_concerned_and_waits_for_a_coordinator(as_, cast, visits):
    first, _second = visits.adopted()
    state = first.seats.filter(visitor__group="volontaire").first()
    before = set(TeamSeat.objects.values_list("visit", "visitor", "team"))
    url = reverse("fieldwork:visit_dropout", args=[cast.study.slug, first.uuid])
    response = as_(cast.national).post(
        url, {"seat": state.pk, "reason": "malade", "seconds": 2}, follow=True
    )
    repair = VisitPlan.objects.first()
    assert repair.is_repair
    assert repair.status == Status.PROPOSED
    text = response.content.decode()
    assert "1 visite change" in text
    assert f"Libérer {state.visitor}" in text
    assert set(TeamSeat.objects.values_list("visit", "visitor", "team")) == before
    as_(cast.national).post(repair.get_absolute_url(), {"geste": "adopter"})
    after = set(TeamSeat.objects.values_list("visit", "visitor", "team"))
    assert {visit for visit, _, _ in before ^ after} == {first.pk}
    assert len(after - before) == 1
    assert not VisitorSlot.objects.filter(visitor=state.visitor, starts=first.starts).exists()


def test_earlier_plan_stays_once_replaced(visits):
    first = visits.ask()
    actions.adopt_plan(first, today=TODAY, by=None)
    second = visits.ask(seed=2)
    actions.adopt_plan(second, today=TODAY, by=None)
    first.refresh_from_db()
    assert first.status == Status.REPLACED
    assert first.outcome["plan"]


def test_someone_who_leaves_altogether_is_marked_on_adoption(visits):
    first, _second = visits.adopted()
    seat = first.seats.get(visitor__name="Carla")
    plan = actions.report_dropout(
        first,
        seat=seat,
        every_visit=True,
        reason="",
        seconds=2,
        now=noon(),
        today=TODAY,
        by=None,
    )
    actions.search(pk=plan.pk, clock=noon)
    plan.refresh_from_db()
    if plan.status == Status.IMPOSSIBLE:
        names = json.dumps(plan.outcome, ensure_ascii=False)
        assert "Carla" in names
        return
    actions.adopt_plan(plan, today=TODAY, by=None)
    seat.visitor.refresh_from_db()
    assert seat.visitor.left_on == TODAY
    assert not TeamSeat.objects.filter(visitor=seat.visitor).exists()


def test_site_that_takes_its_date_back_gets_another(visits):
    first, _second = visits.adopted()
    taken = first.starts
    plan = actions.report_dropout(
        first,
        seat=None,
        every_visit=False,
        reason="élections",
        seconds=2,
        now=noon(),
        today=TODAY,
        by=None,
    )
    actions.search(pk=plan.pk, clock=noon)
    plan.refresh_from_db()
    actions.adopt_plan(plan, today=TODAY, by=None)
    first.refresh_from_db()
    assert first.starts != taken
    assert first.state == State.PROPOSED
    assert not HostSlot.objects.filter(site=first.site, starts=taken).exists()


def test_visit_confirmed_by_its_host_stands_in_a_new_plan(visits):
    first, _second = visits.adopted()
    actions.host_visit(first, by=None)
    HostSlot.objects.filter(site=first.site).delete()
    plan = visits.ask(seed=5)
    assert plan.problem["frozen"]["dates"] == {
        first.site.name: plan.outcome["plan"]["dates"][first.site.name]
    }
    actions.adopt_plan(plan, today=TODAY, by=None)
    first.refresh_from_db()
    assert first.state == State.HOSTED


def test_search_given_up_keeps_no_answer(visits):
    plan = actions.ask_plan(
        step=visits.step, settings=SETTINGS, seed=1, now=noon(), today=TODAY, by=None, **PERIOD
    )
    actions.give_plan_up(plan, by=None)
    actions.search(pk=plan.pk, clock=noon)
    plan.refresh_from_db()
    assert plan.status == Status.DROPPED
    assert plan.outcome == {}


def test_search_given_up_while_it_runs_keeps_no_answer(visits, monkeypatch):
    plan = actions.ask_plan(
        step=visits.step, settings=SETTINGS, seed=1, now=noon(), today=TODAY, by=None, **PERIOD
    )
    propose = rosters.propose

    def give_up_meanwhile(*args, **kwargs):
        actions.give_plan_up(plan, by=None)
        return propose(*args, **kwargs)

    monkeypatch.setattr(rosters, "propose", give_up_meanwhile)
    actions.search(pk=plan.pk, clock=noon)
    plan.refresh_from_db()
    assert plan.status == Status.DROPPED


@pytest.mark.parametrize(
    ("error", "said"),
    [(rosters.Undecided, "n’a pas suffi"), (rosters.SolverMissing, "solveur")],
)
def test_search_that_ends_without_an_answer_says_why(as_, cast, visits, monkeypatch, error, said):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(rosters, "propose", fail)
    plan = visits.ask()
    assert plan.status == Status.FAILED
    assert said in as_(cast.national).get(plan.get_absolute_url()).content.decode()
    monkeypatch.undo()
    as_(cast.national).post(plan.get_absolute_url(), {"geste": "relancer"})
    plan.refresh_from_db()
    assert plan.status == Status.PROPOSED


def test_error_in_the_planner_leaves_the_plan_to_be_taken_up_again(visits, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(rosters, "propose", fail)
    with pytest.raises(RuntimeError):
        visits.ask()
    assert VisitPlan.objects.get().status == Status.FAILED


def test_progress_is_polled_then_the_page_is_read_again(as_, cast, visits):
    plan = factories.VisitPlanFactory(study=cast.study, step=visits.step, **PERIOD)
    client = as_(cast.national)
    polled = client.get(plan.get_absolute_url(), headers={"HX-Request": "true"})
    assert "hx-get" in polled.content.decode()
    VisitPlan.objects.update(status=Status.FAILED, outcome={"failure": "time"})
    done = client.get(plan.get_absolute_url(), headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"


def test_dropout_without_any_visit_to_come_is_refused(as_, cast, visits):
    visit = factories.VisitFactory(site=cast.site, step=visits.step)
    seat = factories.TeamSeatFactory(visit=visit, visitor=visits.people["Odile"])
    url = reverse("fieldwork:visit_dropout", args=[cast.study.slug, visit.uuid])
    response = as_(cast.national).post(url, {"seat": seat.pk, "seconds": 2})
    assert "rien n’est à reprendre" in response.content.decode()


@pytest.mark.parametrize("name", ["plan_list", "plan_create", "lock_create", "visitor_list"])
def test_pages_of_plans_are_for_researchers(as_, cast, visits, name):
    assert page(as_(cast.national), name, cast).status_code == 200
    for person in (cast.site_team, cast.volunteer, cast.partner, cast.stranger):
        assert page(as_(person), name, cast).status_code == 404


def test_plan_is_hidden_from_strangers(as_, cast, visits):
    plan = visits.ask()
    for person in (cast.site_team, cast.volunteer, cast.stranger):
        assert as_(person).get(plan.get_absolute_url()).status_code == 404


def test_unknown_gesture_on_a_plan_is_not_found(as_, cast, visits):
    plan = visits.ask()
    response = as_(cast.national).post(plan.get_absolute_url(), {"geste": "danser"})
    assert response.status_code == 404


def test_plan_page_asks_the_same_number_of_queries_whatever_its_size(
    as_, cast, visits, django_assert_max_num_queries
):
    plan = visits.ask()
    client = as_(cast.national)
    client.get(plan.get_absolute_url())
    with django_assert_max_num_queries(14):
        client.get(plan.get_absolute_url())


def test_period_given_backwards_is_refused(as_, cast, visits):
    url = reverse("fieldwork:plan_create", args=[cast.study.slug])
    values = asked(visits.step, starts="2036-02-01", ends="2036-01-01")
    assert "ends" in as_(cast.national).post(url, values).context["form"].errors
