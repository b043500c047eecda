"""A thread of the chain said as a sentence."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_a_row(words: Sequence[str]) -> str:
    """Write things as one reads them: « 3, 4 et 7 »."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s et %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _findings(numbers: Sequence[int]) -> str:
    return ngettext("le constat %(list)s", "les constats %(list)s", len(numbers))


def _stakes(numbers: Sequence[int]) -> str:
    return ngettext("l’enjeu %(list)s", "les enjeux %(list)s", len(numbers))


def _leads(numbers: Sequence[int]) -> str:
    return ngettext("la piste %(list)s", "les pistes %(list)s", len(numbers))


def _recommendations(numbers: Sequence[int]) -> str:
    return ngettext("la préconisation %(list)s", "les préconisations %(list)s", len(numbers))


WORDS: dict[str, Callable[[Sequence[int]], str]] = {
    "finding": _findings,
    "stake": _stakes,
    "lead": _leads,
    "recommendation": _recommendations,
}


def named(kind: str, numbers: Sequence[int]) -> str:
    """Name the steps of one kind: « l’enjeu 3 », « les pistes 8 et 9 »."""
    return WORDS[kind](numbers) % {"list": in_a_row([str(number) for number in numbers])}


def passages(count: int) -> str:
    """Count passages in words."""
    return ngettext("%(count)d verbatim", "%(count)d verbatims", count) % {"count": count}


def rests_on(subject: str, things: Sequence[str]) -> str:
    """Say what something stands on."""
    values = {"subject": subject[:1].upper() + subject[1:], "things": in_a_row(things)}
    if not things:
        return _("%(subject)s ne s’appuie encore sur rien.") % values
    return _("%(subject)s s’appuie sur %(things)s.") % values


def leads_to(things: Sequence[str]) -> str:
    """Say where it leads."""
    if not things:
        return _("Cela ne conduit encore à rien.")
    return _("Cela conduit vers %(things)s.") % {"things": in_a_row(things)}


def contradicted_by(count: int) -> str:
    """Say how many passages speak against."""
    return ngettext(
        "%(count)d verbatim le contredit.", "%(count)d verbatims le contredisent.", count
    ) % {"count": count}


def cited_by(speaker: str, supported: Sequence[int], contradicted: Sequence[int]) -> str:
    """Say what a passage does to findings."""
    values = {
        "who": speaker,
        "supported": named("finding", supported),
        "contradicted": named("finding", contradicted),
    }
    if supported and contradicted:
        text = _("%(who)s : ce verbatim appuie %(supported)s et contredit %(contradicted)s.")
    elif contradicted:
        text = _("%(who)s : ce verbatim contredit %(contradicted)s.")
    elif supported:
        text = _("%(who)s : ce verbatim appuie %(supported)s.")
    else:
        text = _("%(who)s : aucun constat ne cite ce verbatim.")
    return text % values
