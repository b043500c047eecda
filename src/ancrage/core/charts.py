"""Charts as SVG made on the server: transparent, without script or style, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from django.core.cache import caches
from django.utils.translation import get_language
from django.utils.translation import gettext as _

INK, RULE, BARS = "#2b2a27", "#b9b2a6", ("#1f4e5f", "#b4642d", "#6b7f3a", "#7a4a78")
_FONT = "Liberation Sans, Arial, sans-serif"
_WIDTH, _BAR = 430, 22
_LOCALES: dict[str, Literal["fr-FR", "en-GB"]] = {"fr": "fr-FR", "en": "en-GB"}


@dataclass(frozen=True)
class Bar:
    """One bar: ``value`` is None where the count is withheld."""

    label: str
    value: int | None
    series: str = ""


def bars(values: Sequence[Bar], *, title: str) -> str:
    """Draw horizontal bars in the order given, each with its value; return the SVG.

    Bars that share a label and differ by series stand one under the other.
    """
    language = get_language() or "fr"
    asked = repr((list(values), title, language, _manner()))
    # Kept on disk: each process would draw it again, after a second spent loading the means.
    drawings = caches["drawings"]
    key = sha256(asked.encode()).hexdigest()
    return str(drawings.get_or_set(key, lambda: _bars(values, title, language)))


@cache
def _manner() -> tuple[bytes, str, str]:
    """Return what else a drawing depends on: this file and who draws."""
    return Path(__file__).read_bytes(), version("altair"), version("vl-convert-python")


def _bars(values: Sequence[Bar], title: str, language: str) -> str:
    # Imported here: drawing takes a second to load, and most requests draw nothing.
    import altair as alt
    import vl_convert

    labels = list(dict.fromkeys(bar.label for bar in values))
    series = list(dict.fromkeys(bar.series for bar in values))
    rows = [_row(bar) for bar in values]
    data = alt.Data(values=rows)  # type: ignore[no-untyped-call]  # Altair leaves it untyped
    base = alt.Chart(data).encode(
        y=alt.Y("label:N", sort=labels, title=None),
        yOffset=alt.YOffset("series:N", sort=series),
        x=alt.X("value:Q", axis=None),
        color=alt.Color(
            "series:N",
            sort=series,
            scale=alt.Scale(domain=series, range=list(BARS[: len(series)])),
            legend=alt.Legend(title=None, orient="top") if len(series) > 1 else None,
        ),
    )
    drawing = base.mark_bar(aria=False) + base.mark_text(
        align="left", dx=4, color=INK, aria=False
    ).encode(text="shown:N", color=alt.value(INK))
    height = _BAR * len(values) + (10 if len(series) > 1 else 0) * len(labels)
    spec = drawing.properties(width=_WIDTH, height=height).configure(**_config())
    spec = spec.properties(description=title)
    # The marks are silent: they would say field names, in English, and 0 for what is withheld. The
    # title and the table beside the chart say it all.
    return str(vl_convert.vegalite_to_svg(spec.to_dict(), format_locale=_LOCALES[language[:2]]))


def _row(bar: Bar) -> dict[str, Any]:
    shown = _("masqué") if bar.value is None else str(bar.value)
    return {"label": bar.label, "value": bar.value or 0, "shown": shown, "series": bar.series}


def _config() -> dict[str, Any]:
    axis = {
        "aria": False,
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 260,
        "domainColor": RULE,
        "grid": False,
        "ticks": False,
        "labelPadding": 6,
    }
    return {
        "background": "transparent",
        "font": _FONT,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"fontSize": 12},
        "legend": {"aria": False, "labelColor": INK, "labelFontSize": 12, "symbolType": "square"},
    }
