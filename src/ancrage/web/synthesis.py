"""Synthetic studies of any size, to try Ancrage out: every person and word is drawn at random.

The result is a study folder, read by the same importers as a real one.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ancrage.formats.study_folder import write_table

SITES = [
    ("Angers", "commune", "49007"),
    ("Arras", "commune", "62041"),
    ("Bordeaux", "commune", "33063"),
    ("Creil", "commune", "60175"),
    ("Le Havre", "commune", "76351"),
    ("Strasbourg", "commune", "67482"),
    ("Villeurbanne", "commune", "69266"),
]
CATEGORIES = {
    "élu": "Adjointe au maire",
    "association": "Directeur d’association",
    "travailleur social": "Assistante sociale",
    "habitant": "Habitante",
    "services de l’État": "Déléguée du préfet",
}
FIRST = ["Aya", "Bruno", "Chloé", "Driss", "Elsa", "Fanta", "Gilles", "Hoa", "Inès", "Joris"]
LAST_HEAD = ["Bel", "Cor", "Dam", "Fer", "Gal", "Har", "Jol", "Kar", "Lam", "Mor", "Nav", "Pel"]
LAST_TAIL = ["andin", "bouzi", "court", "dessel", "ervault", "igny", "ombe", "oussa", "uyen"]
SUBJECTS = ["Le service", "La mairie", "Le conseil citoyen", "La CAF", "Le bailleur", "L’école"]
VERBS = ["prévient", "écoute", "oublie", "accompagne", "retarde", "décide avec", "finance"]
OBJECTS = ["les habitants", "les associations", "les jeunes du quartier", "nos partenaires"]
PLACES = ["au centre social", "en réunion", "pendant le diagnostic", "dans le contrat"]
CODES = ["coordination", "cooperation", "ecoute", "droit-commun", "diagnostic", "temps"]
FIRST_DAY = date(2016, 1, 4)
QUOTED_WORDS = 8


def write_study(folder: Path, *, interviews: int, seed: int, words: int = 600) -> None:
    """Write a study of ``interviews`` interviews of about ``words`` words each to ``folder``."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    sites = SITES[: max(1, min(len(SITES), interviews))]
    _write_frame(folder, f"synthese-{interviews}-{seed}", interviews, sites)
    rows, people, codings = [], [], []
    for number in range(1, interviews + 1):
        code, (site, _, _) = f"S{number:05}", sites[(number - 1) % len(sites)]
        speakers = list(_people(draw, number))
        text = _text(draw, [name for name, _ in speakers], words)
        (folder / "terrain").mkdir(parents=True, exist_ok=True)
        (folder / "terrain" / f"{code}.txt").write_text(text, encoding="utf-8")
        rows.append(_interview(draw, code, site, speakers))
        people += [_person(code, name, category) for name, category in speakers]
        codings += list(_codings(draw, code, text))
    write_table(folder / "terrain" / "entretiens.csv", list(rows[0]), rows)
    write_table(folder / "terrain" / "personnes.csv", list(people[0]), people)
    write_table(folder / "codages.csv", list(codings[0]), codings)


def _write_frame(folder: Path, slug: str, interviews: int, sites: list[tuple[str, ...]]) -> None:
    about = {
        "nom_court": slug,
        "titre": f"Étude de synthèse ({interviews} entretiens)",
        "avertissement": "Étude tirée au sort : les personnes et les propos n’existent pas.",
    }
    rows = ({"champ": key, "valeur": value} for key, value in about.items())
    write_table(folder / "etude.csv", ["champ", "valeur"], rows)
    write_table(
        folder / "sites.csv",
        ["nom", "nature", "code", "ordre"],
        (
            {"nom": name, "nature": kind, "code": code, "ordre": order}
            for order, (name, kind, code) in enumerate(sites, start=1)
        ),
    )
    write_table(folder / "etapes.csv", ["numero", "titre"], [{"numero": 2, "titre": "Rencontrer"}])
    member = {"email": "codeuse@exemple.fr", "nom": "Codeuse", "role": "equipe_nationale"}
    write_table(folder / "membres.csv", list(member), [member])
    write_table(
        folder / "grille_codage.csv",
        ["code", "nom", "couleur"],
        ({"code": c, "nom": c.capitalize(), "couleur": i} for i, c in enumerate(CODES, start=1)),
    )


def _people(draw: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Draw one to four people with different names."""
    names: set[str] = set()
    wanted = draw.choice([1, 1, 2, 4])
    while len(names) < wanted:
        family = draw.choice(LAST_HEAD) + draw.choice(LAST_TAIL)
        names.add(f"{draw.choice(FIRST)} {family}")
    for name in sorted(names):
        yield name, draw.choice(sorted(CATEGORIES))


def _text(draw: random.Random, names: list[str], words: int) -> str:
    turns = []
    written = 0
    while written < words:
        said = " ".join(_sentence(draw) for _ in range(draw.randint(2, 5)))
        turns += [f"ENQUÊTRICE : {_sentence(draw)[:-1]} ?", f"{draw.choice(names)} : {said}"]
        written += len(said.split())
    return "\n\n".join(turns) + "\n"


def _sentence(draw: random.Random) -> str:
    parts = (draw.choice(options) for options in (SUBJECTS, VERBS, OBJECTS, PLACES))
    return f"{' '.join(parts)}, {draw.randint(2, 99)} fois."


def _interview(
    draw: random.Random, code: str, site: str, speakers: list[tuple[str, str]]
) -> dict[str, object]:
    return {
        "identifiant": code,
        "site": site,
        "etape": 2,
        "date": FIRST_DAY + timedelta(days=draw.randrange(150)),
        "type": "individuel" if len(speakers) == 1 else "collectif",
        "menes_par": "Enquêtrice Une",
        "nature": "transcription",
        "fichier": f"{code}.txt",
    }


def _person(code: str, name: str, category: str) -> dict[str, str]:
    return {
        "entretien": code,
        "nom": name,
        "fonction": CATEGORIES[category],
        "categorie": category,
        "locuteur": name,
        "consentements": "enregistrer;transcrire;coder;citer;partager;annexe;archiver",
    }


def _codings(draw: random.Random, code: str, text: str) -> Iterator[dict[str, str]]:
    """Draw quotations from what people say, one for each four turns."""
    turns = [line.partition(" : ")[2] for line in text.splitlines() if line]
    for turn in turns[1::8]:
        yield {
            "entretien": code,
            "fichier": f"{code}.txt",
            "citation": " ".join(turn.split()[:QUOTED_WORDS]),
            "code": draw.choice(CODES),
            "auteur": "codeuse@exemple.fr",
            "date": "2016-07-01",
        }
