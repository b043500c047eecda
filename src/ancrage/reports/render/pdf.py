"""A report as an accessible PDF (PDF/UA-1), by Typst. Its words go in as data, never as markup."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

TEMPLATE = Path(__file__).with_name("report.typ")
Node = dict[str, Any]
# The signs up to here are in every font: Latin letters and their accents.
_LAST_USUAL = "\u024f"
_NO_SIGN = "□"
_ONE_SIGN = b'#set document(title: "-")\n#sys.inputs.sign'


class NotRendered(Exception):
    """Typst refused the document: the gate let something through that it shouldn't have."""


def render(data: Node) -> bytes:
    """Return the PDF: the same data give the same bytes.

    Raises
    ------
    NotRendered
        If Typst finds what makes the document inaccessible.
    """
    # Imported here: most requests print nothing.
    import typst

    published = datetime.fromisoformat(data["published_at"])
    try:
        return bytes(
            typst.compile(
                TEMPLATE.read_bytes(),
                format="pdf",
                sys_inputs={"data": _printed(data), "words": json.dumps(_words(data))},
                pdf_standards=["ua-1"],
                timestamp=int(published.timestamp()),
                ignore_system_fonts=True,
            )
        )
    except typst.TypstError as error:
        raise NotRendered(str(error)) from error


def _printed(data: Node) -> str:
    """Return the data as Typst reads them, a white square for each sign that no font has."""
    written = json.dumps(data, ensure_ascii=False)
    rare = {sign for sign in written if sign > _LAST_USUAL}
    return written.translate({ord(sign): _NO_SIGN for sign in rare if not _has_sign(sign)})


@cache
def _has_sign(sign: str) -> bool:
    """Ask Typst itself whether it can print ``sign`` in an accessible document."""
    import typst

    try:
        typst.compile(
            _ONE_SIGN,
            format="pdf",
            sys_inputs={"sign": sign},
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
        )
    except typst.TypstError:
        return False
    return True


def _words(data: Node) -> dict[str, str]:
    """Return the labels of the house, in the language of the report."""
    with override(data["language"]):
        return {
            "kind": data["report"]["kind_label"].capitalize(),
            "edition": data["edition_label"],
            "contents": _("Sommaire"),
            "strength": _("Force"),
            "against": _("Contre"),
            "behind": _("S’appuie sur"),
            "recommendation": _("Préconisation"),
            "stake": _("Enjeu"),
            "lead": _("Piste d’action"),
            "addressee": _("Destinataire"),
            "means": _("Moyens"),
            "figure": _("Figure"),
            "table": _("Tableau"),
            "claim": _("Constat"),
            "evidence": _("Sur quoi repose chaque constat"),
            "evidence_intro": _(
                "Chaque constat cité dans ce document est repris ici avec ce qui l’appuie et ce "
                "qui le contredit. Seuls sont cités les propos dont l’auteur a donné son accord."
            ),
            "supports": _("Ce qui l’appuie"),
            "opposes": _("Ce qui le contredit"),
            "cited": _("Cité page"),
        }
