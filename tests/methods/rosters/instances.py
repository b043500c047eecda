"""Problems to try: the reference ones, a small one by hand, and drawn ones."""

import json
import random
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "teams"

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason=f"{REFERENCE} is not on this machine"
)


def reference(number):
    """Return the JSON of a reference instance."""
    return json.loads((REFERENCE / f"teams_{number}.json").read_text(encoding="utf-8"))


def person(group, name, home, available, **more):
    return {"group": group, "name": name, "home": home, "available": available, **more}


def small():
    """Return two sites, two coordinators, two State people, three volunteers, three weeks."""
    every = [[week, day] for week in range(3) for day in range(4)]
    return {
        "sites": ["Arras", "Creil"],
        "weeks": 3,
        "km": {
            "Arras|Creil": 117,
            "Creil|Arras": 117,
            "Paris|Arras": 160,
            "Paris|Creil": 48,
            "Angers|Arras": 397,
            "Angers|Creil": 299,
        },
        "people": [
            person("Odas", "Odile", "Paris", every),
            person("Odas", "Oscar", "Paris", [[0, 0], [1, 2], [2, 1]]),
            person("CGET", "Cécile", "Paris", every),
            person("CGET", "Cyril", "Paris", [[0, 0], [1, 0], [1, 2], [2, 1]]),
            person("Vol", "Aline", "Arras", every),
            person("Vol", "Carim", "Creil", every),
            person("Vol", "Vera", "Angers", every),
        ],
        "host_available": {"Arras": [[0, 0], [1, 2], [2, 3]], "Creil": [[0, 1], [1, 2], [2, 1]]},
    }


def drawn(seed, *, sites=2, weeks=2, chance=0.6, people=(3, 3, 4)):
    """Return a problem drawn at random, with homes among the sites and one other place."""
    draw = random.Random(seed)  # noqa: S311 - the same problem every time
    names = [f"S{number}" for number in range(sites)]
    places = [*names, "P"]

    def slots():
        every = [[week, day] for week in range(weeks) for day in range(4)]
        return [slot for slot in every if draw.random() < chance] or [draw.choice(every)]

    km = {}
    for one in places:
        for other in names:
            reverse = km.get(f"{other}|{one}")
            km[f"{one}|{other}"] = (
                0 if one == other else draw.randint(10, 700) if reverse is None else reverse
            )
    homes = {"Odas": ["P"], "CGET": ["P"], "Vol": places}
    return {
        "sites": names,
        "weeks": weeks,
        "km": km,
        "people": [
            person(group, f"{group}{number}", homes[group][number % len(homes[group])], slots())
            for group, count in zip(homes, people, strict=True)
            for number in range(count)
        ],
        "host_available": {site: slots() for site in names},
    }
