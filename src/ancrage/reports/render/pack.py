"""The documents of a restitution: slides, cards and a two-page summary, on screen and on paper."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from ancrage.reports.render.pdf import NotRendered

TEMPLATE: Final = Path(__file__).with_name("pack.typ")
STYLE: Final = Path(__file__).with_name("slides_alone.css")
# The summary is set in the largest of these sizes, in points, that leaves it on two pages.
SIZES: Final = (12.5, 11.5, 10.5, 9.5)
SUMMARY_PAGES: Final = 2
# Zip files can't be older; every member bears this date, so that the same files give the same zip.
UNDATED: Final = (1980, 1, 1, 0, 0, 0)
Data = dict[str, Any]


class TooLong(NotRendered):
    """The summary holds more than two pages can: fewer findings, or shorter ones."""


def slides_page(data: Data) -> bytes:
    """Return the slides as one HTML file that opens anywhere, without network."""
    with override(data["language"]):
        style = STYLE.read_text(encoding="utf-8")
        page = render_to_string("reports/pack/slides.html", {"data": data, "style": style})
    return page.encode()


def slides(data: Data) -> bytes:
    """Return the slides as an accessible PDF, one finding a page."""
    return _typeset(data, part="slides", size=26.0)


def cards(data: Data) -> bytes:
    """Return the reaction cards of ``data["cards"]``, four a page, to be cut."""
    return _typeset(data, part="cards", size=11.0)


def summary(data: Data) -> bytes:
    """Return the two-page summary, in the largest type that fits.

    Raises
    ------
    TooLong
        If the smallest type does not.
    """
    for size in SIZES:
        if _pages(data, size) <= SUMMARY_PAGES:
            return _typeset(data, part="summary", size=size)
    raise TooLong(
        _("Le résumé ne tient pas en deux pages. Débattez de moins de constats, ou abrégez-les.")
    )


DOCUMENTS: Final[dict[str, Callable[[Data], bytes]]] = {
    "diaporama.html": slides_page,
    "diaporama.pdf": slides,
    "resume.pdf": summary,
}


def archive(data: Data) -> bytes:
    """Return every document in one zip; the same data give the same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, write in DOCUMENTS.items():
            file.writestr(zipfile.ZipInfo(name, UNDATED), write(data))
    return kept.getvalue()


def _typeset(data: Data, *, part: str, size: float) -> bytes:
    # Imported here: most requests print nothing.
    import typst

    dated = datetime.fromisoformat(data["dated"])
    try:
        return bytes(
            typst.compile(
                TEMPLATE.read_bytes(),
                format="pdf",
                sys_inputs=_inputs(data, part, size),
                pdf_standards=["ua-1"],
                timestamp=int(dated.timestamp()),
                ignore_system_fonts=True,
            )
        )
    except typst.TypstError as error:
        raise NotRendered(str(error)) from error


def _pages(data: Data, size: float) -> int:
    import typst

    found = typst.query(
        TEMPLATE.read_bytes(),
        "<pages>",
        field="value",
        one=True,
        sys_inputs=_inputs(data, "summary", size),
        ignore_system_fonts=True,
    )
    return int(json.loads(found))


def _inputs(data: Data, part: str, size: float) -> dict[str, str]:
    with override(data["language"]):
        words = _words()
    return {
        "data": json.dumps(data),
        "words": json.dumps(words),
        "part": part,
        "size": str(size),
    }


def _words() -> dict[str, str]:
    return {
        "heard": _("Qui nous avons entendu"),
        "why": _("Pourquoi nous revenons vers vous"),
        "programme": _("Le programme"),
        "finding": _("Constat"),
        "rests": _("S’appuie sur"),
        "ask": _("Ce que nous vous demandons"),
        "confirm": _("Confirmez : c’est bien cela."),
        "nuance": _("Nuancez : oui, mais…"),
        "contest": _("Contestez : ce n’est pas cela."),
        "missing": _("Dites ce qui manque : ce que nous n’avons pas vu."),
        "next": _("Et ensuite ?"),
        "becomes": _(
            "Vos réactions sont gardées avec chaque constat, pour ou contre. Les priorités que "
            "vous donnez ouvrent les ateliers, qui en font des actions."
        ),
        "withdraw": _(
            "Vous pouvez relire ce que vous avez dit, le corriger ou le retirer : demandez-le à "
            "la personne qui vous a invité."
        ),
        "yes": _("c’est bien cela"),
        "but": _("oui, mais"),
        "no": _("ce n’est pas cela"),
        "unseen": _("Qu’est-ce que nous n’avons pas vu ?"),
        "own_words": _("En vos mots :"),
        "you_are": _("Vous êtes (habitant, association, élu, service…) :"),
        "cards": _("Cartes de réaction"),
        "summary": _("En deux pages"),
    }
