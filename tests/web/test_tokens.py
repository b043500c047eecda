"""The colours are measured: contrast in both themes, and code colours in four kinds of sight.

Contrast follows WCAG 2.2 (relative luminance). Colour vision deficiencies are simulated with the
matrices of Machado, Oliveira and Fernandes (2009) at full severity; distances are Euclidean in
OKLab (Ottosson, 2020).
"""

import re
from pathlib import Path

import numpy as np
import pytest

from ancrage.web import navigation

STATIC = Path(navigation.__file__).parent / "static" / "web"
TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
FALLBACK = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
THEMES = ("light", "dark")

TEXT = [
    *[
        (ink, paper)
        for ink in ("ink", "ink-soft", "deep")
        for paper in ("paper", "surface", "sunken")
    ],
    *[("ink", wash) for wash in ("deep-wash", "good-wash", "warn-wash", "bad-wash", "mark")],
    *[(tone, f"{tone}-wash") for tone in ("deep", "good", "warn", "bad")],
    *[(tone, "surface") for tone in ("good", "warn", "bad")],
    ("ink-soft", "deep-wash"),
    ("deep-strong", "paper"),
    ("on-deep", "deep"),
    ("on-deep", "deep-strong"),
    ("on-bar", "bar"),
]
MARKS = [
    *[(mark, paper) for mark in ("edge", "deep") for paper in ("paper", "surface", "sunken")],
    *[(mark, "surface") for mark in ("good", "warn", "bad")],
    ("bar-edge", "bar"),
    *[(f"code-{n}", paper) for n in range(1, 13) for paper in ("paper", "surface")],
]

SIGHT = {
    "everybody": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def colours(theme):
    """Return every declared colour of a theme, as linear sRGB."""
    css = (STATIC / "tokens.css").read_text() + (STATIC / "codes.css").read_text()
    column = 1 + THEMES.index(theme)
    return {found[0]: linear(found[column]) for found in TOKEN.findall(css)}


def linear(code):
    srgb = np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    light, dark = sorted((float(c @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb):
    lms = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.array(lab) @ np.cbrt(np.clip(np.array(lms) @ rgb, 0, None))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (MARKS, 3.0)], ids=["text", "marks"])
def test_contrast_is_enough(theme, pairs, least):
    known = colours(theme)
    measured = {pair: contrast(known[pair[0]], known[pair[1]]) for pair in pairs}

    assert {pair: round(value, 2) for pair, value in measured.items() if value < least} == {}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
def test_code_colours_stay_apart(theme, sight):
    known = colours(theme)
    seen = [oklab(np.clip(np.array(SIGHT[sight]) @ known[f"code-{n}"], 0, 1)) for n in range(1, 13)]
    distances = [
        np.linalg.norm(one - other) for i, one in enumerate(seen) for other in seen[i + 1 :]
    ]

    assert min(distances) > 0.075


def test_each_code_has_a_pattern_of_its_own():
    css = (STATIC / "codes.css").read_text()
    patterns = re.findall(r"--code-dash: (.+?); }", css)

    assert len(patterns) == len(set(patterns)) == 12


def test_older_browsers_get_the_light_theme():
    for name in ("tokens.css", "codes.css"):
        css = (STATIC / name).read_text()
        light = {token: code for token, code, _ in TOKEN.findall(css)}

        assert dict(FALLBACK.findall(css)) == light


@pytest.mark.parametrize(
    "path",
    [p for p in STATIC.glob("*.css") if p.name not in {"tokens.css", "codes.css"}],
    ids=lambda p: p.name,
)
def test_style_sheets_name_their_colours(path):
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*;)", path.read_text(encoding="utf-8"))
