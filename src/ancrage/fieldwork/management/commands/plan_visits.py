"""``ancrage plan-visits FILE.json``: who visits which site, when, or why nobody can."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ancrage.core.commands import usable
from ancrage.fieldwork.roster_wording import (
    fault_sentence,
    rule_sentence,
    step_sentence,
    violation_sentence,
)
from ancrage.methods import rosters
from ancrage.methods.rosters import Problem, Repair, Roster


class Command(BaseCommand):
    """Write the plan on the standard output; say on the other one what it costs, or why not."""

    help = "Propose les équipes et les dates des visites, ou dit pourquoi c’est impossible."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the problem, the time to search, the seed and where to report."""
        parser.add_argument("file", type=Path, metavar="FICHIER.json")
        parser.add_argument(
            "--time-limit", type=float, default=5.0, metavar="SECONDES", help="5 par défaut"
        )
        parser.add_argument("--seed", type=int, default=0, metavar="GRAINE", help="0 par défaut")
        parser.add_argument(
            "--report", type=Path, metavar="FICHIER.json", help="où écrire coûts et tableaux"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Propose; else explain and end with 1."""
        if options["time_limit"] <= 0 or options["seed"] < 0:
            raise CommandError("Donnez un temps et une graine positifs. Rien n’a été fait.")
        problem = self._problem(options["file"])
        try:
            roster = rosters.propose(
                problem, time_limit=options["time_limit"], seed=options["seed"]
            )
        except rosters.Impossible as error:
            self._explain(problem, options["report"])
            raise CommandError("Aucun plan n’a été écrit.") from error
        except rosters.Undecided as error:
            raise CommandError(
                "Le temps donné n’a pas suffi à trouver un plan. Relancez avec un --time-limit "
                "plus long."
            ) from error
        broken = rosters.check(problem, roster)
        for violation in broken:
            self.stderr.write(violation_sentence(violation))
        if not all(violation.standing for violation in broken):
            raise CommandError("Le plan trouvé ne respecte pas les règles. Rien n’a été écrit.")
        _write(options["report"], _report(roster))
        self.stderr.write(_summary(roster))
        self.stdout.write(json.dumps(roster.as_json(), ensure_ascii=False, indent=2))

    def _problem(self, path: Path) -> Problem:
        """Read the file, or say everything that is wrong with it."""
        with usable(path):
            content = path.read_bytes()
        try:
            return Problem.from_json(json.loads(content))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise CommandError(
                f"« {path} » n’est pas du JSON : {error}. Rien n’a été fait."
            ) from error
        except rosters.BadProblem as error:
            for fault in error.faults:
                self.stderr.write(fault_sentence(fault))
            raise CommandError("Corrigez le fichier, puis relancez. Rien n’a été fait.") from error

    def _explain(self, problem: Problem, report: Path | None) -> None:
        """Say which rules cannot hold together, and the smallest way out."""
        conflict = rosters.find_conflict(problem)
        repairs = rosters.repairs(problem)
        self.stderr.write("Aucun plan ne respecte toutes les règles.")
        self.stderr.write(
            "Celles-ci ne peuvent tenir ensemble, et en lever une suffit à accorder les autres :"
            if conflict.minimal
            else "Celles-ci ne peuvent tenir ensemble, mais certaines sont peut-être de trop :"
        )
        for rule in conflict.rules:
            self.stderr.write(f"- {rule_sentence(rule)}")
        if repairs:
            self.stderr.write("Pour qu’un plan existe, le plus petit changement :")
            for step in repairs[0].steps:
                self.stderr.write(f"- {step_sentence(step)}")
        _write(
            report,
            {
                "minimal": conflict.minimal,
                "rules": [
                    {"id": rule.id, "subject": rule.subject, "message": rule_sentence(rule)}
                    for rule in conflict.rules
                ],
                "repairs": [_repair(repair) for repair in repairs],
            },
        )


def _repair(repair: Repair) -> list[dict[str, str]]:
    return [
        {"kind": step.kind, "subject": step.subject, "message": step_sentence(step)}
        for step in repair.steps
    ]


def _report(roster: Roster) -> dict[str, Any]:
    """Return what the plan costs, and its tables."""
    return {
        "objective": roster.objective,
        "km": roster.cost.km,
        "largest_loads": roster.cost.largest_loads,
        "pairs": roster.cost.pairs,
        "bound": roster.bound,
        "proved": roster.proved,
        "method": roster.method,
        "repeatable": roster.repeatable,
        "travel": roster.travel,
        "loads": roster.loads,
        "coverage": {f"{home}|{site}": count for (home, site), count in roster.coverage.items()},
    }


def _write(path: Path | None, report: dict[str, Any]) -> None:
    if path is not None:
        content = json.dumps(report, ensure_ascii=False, indent=2)
        with usable(path):
            path.write_text(f"{content}\n", encoding="utf-8")


def _summary(roster: Roster) -> str:
    """Return one line: the objective, its parts, and how sure it is."""
    cost = roster.cost
    loads = ", ".join(str(load) for load in cost.largest_loads.values())
    if roster.proved:
        sure = "aucun plan ne coûte moins"
    elif roster.bound is None:
        sure = "trouvé sans preuve qu’il soit le meilleur"
    else:
        sure = f"aucun plan ne coûte moins de {roster.bound}"
    return (
        f"Coût {roster.objective} : {cost.km} km, plus grandes charges {loads}, "
        f"{cost.pairs} regards croisés ; {sure}."
    )
