"""The command proposes teams, or says why nobody can; every sentence exists in both languages."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from ancrage.fieldwork import roster_wording
from ancrage.methods import rosters
from ancrage.methods.rosters import (
    BadProblem,
    Group,
    Kind,
    Plan,
    Problem,
    Rule,
    Slot,
    Step,
    Violation,
)
from tests.methods.rosters.instances import drawn, needs_reference, reference, small
from tests.methods.rosters.test_bad_problems import CASES, CONTRADICTIONS

LANGUAGES = ("fr", "en")


def run(path, *options):
    """Return what goes to the standard output, and to the other one."""
    out, err = io.StringIO(), io.StringIO()
    call_command("plan_visits", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(path, *options):
    """Return what is said when the command ends with 1."""
    err = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("plan_visits", str(path), *options, stdout=io.StringIO(), stderr=err)
    return f"{err.getvalue()}{error.value}".replace("\u00a0", " ")


@pytest.fixture
def written(tmp_path):
    """Write a problem, return its path."""

    def write(data):
        path = tmp_path / "problem.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    return write


def test_the_plan_alone_is_written_and_its_cost_is_told(written, tmp_path):
    report = tmp_path / "report.json"
    out, err = run(written(small()), "--report", str(report), "--time-limit", "20", "--seed", "1")
    plan = Plan.from_json(json.loads(out))
    assert rosters.check(Problem.from_json(small()), plan) == []
    assert "aucun plan ne coûte moins" in err
    content = json.loads(report.read_text(encoding="utf-8"))
    assert content["proved"]
    assert content["largest_loads"] == {"Odas": 2, "CGET": 2, "Vol": 2}
    assert str(content["objective"]) in err


@needs_reference
def test_the_impossible_reference_is_explained_with_a_way_out(written, tmp_path):
    report = tmp_path / "report.json"
    said = refused(written(reference(4)), "--report", str(report))
    content = json.loads(report.read_text(encoding="utf-8"))
    assert content["minimal"]
    for line in (*content["rules"], *content["repairs"][0]):
        assert line["message"].replace("\u00a0", " ") in said
    assert "une personne de l’État dans chaque équipe" in said


def test_every_fault_of_a_file_is_told(written):
    data = small()
    data["people"][0]["home"] = "Atlantis"
    data["host_available"]["Creil"] = []
    said = refused(written(data))
    assert "Odile : aucune distance ne part de « Atlantis »." in said
    assert "Creil : l’hôte n’a donné aucune date." in said


def test_a_lock_that_contradicts_a_rule_is_told_with_it(written):
    data = small() | {"locks": {"fixed_dates": {"Arras": [0, 3]}}}
    assert "Arras : la date est fixée" in refused(written(data))


def test_what_is_not_json_or_not_there_is_refused(tmp_path):
    path = tmp_path / "problem.json"
    assert "ne peut être lu" in refused(path)
    path.write_bytes(b"\xff{")
    assert "n’est pas du JSON" in refused(path)


def test_a_negative_time_is_refused(written):
    assert "positifs" in refused(written(small()), "--time-limit", "-1")


def test_too_short_a_time_says_so(written, monkeypatch):
    def undecided(problem, **options):
        raise rosters.Undecided

    monkeypatch.setattr(rosters, "propose", undecided)
    assert "--time-limit" in refused(written(small()))


DATE = Slot(2, 3)
RULES = [
    Rule("H2", "Arras", (DATE, Slot(0, 0))),
    Rule("H3", "Arras", (Group.STATE,)),
    Rule("H4", "Arras", (4,)),
    Rule("H5", "Aline", ("Arras",)),
    Rule("H7", "Aline", (DATE,)),
    Rule("H7", "Aline"),
    Rule("H8", "Aline"),
    Rule("H9", "Aline", (1,)),
    Rule("H9", "Aline", (4,)),
    Rule("H10", "Arras", (rosters.FIXED_DATE, DATE)),
    Rule("H10", "Aline", (rosters.FIXED_PERSON, "Creil", 0)),
    Rule("H10", "Aline", (rosters.FIXED_PERSON, "Creil", 2)),
    Rule("H10", "Aline", (rosters.FORBIDDEN_PAIR, "Vera")),
]
STEPS = {
    Kind.PERSON_SLOT: Step(Kind.PERSON_SLOT, "Aline", (("Creil", DATE),)),
    Kind.HOST_SLOT: Step(Kind.HOST_SLOT, "Creil", (("Creil", DATE),)),
    Kind.MAXIMUM: Step(Kind.MAXIMUM, "Aline", maximum=5),
    Kind.NEWCOMER: Step(Kind.NEWCOMER, Group.VOLUNTEER, (("Creil", DATE),)),
    Kind.ONE_TEAM: Step(Kind.ONE_TEAM, "Creil"),
    Kind.LOCK: Step(Kind.LOCK, "Arras", lock=RULES[9]),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_its_sentence(rule, language):
    with override(language):
        said = roster_wording.rule_sentence(rule)
    assert rule.subject in said
    assert "%(" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_each_step_has_its_sentence(kind, language):
    with override(language):
        said = roster_wording.step_sentence(STEPS[kind])
    assert said
    assert "%(" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [*CASES, "own site"])
def test_each_fault_has_its_sentence(case, language):
    data = CASES[case][0] if case in CASES else small() | {"locks": CONTRADICTIONS[case][0]}
    with pytest.raises(BadProblem) as refused:
        Problem.from_json(data)
    with override(language):
        for fault in refused.value.faults:
            said = roster_wording.fault_sentence(fault)
            assert fault.subject in said
            assert "%(" not in said


def test_each_violation_has_its_sentence():
    for number in range(1, 11):
        violation = Violation(f"H{number}", "Arras", "Aline", ("Creil",))
        said = roster_wording.violation_sentence(violation)
        assert "Arras" in said or "Aline" in said


def test_dates_are_said_as_the_reader_wants():
    said = roster_wording.rule_sentence(RULES[0], when=lambda slot: f"le {slot.first_day}")
    assert "le 17" in said


def test_violations_of_a_drawn_plan_are_all_told():
    problem = Problem.from_json(drawn(3))
    for violation in rosters.check(problem, Plan({}, {})):
        assert roster_wording.violation_sentence(violation)
