"""What rules, faults, repairs and violations of visit teams say, in the reader's language."""

from collections.abc import Callable, Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ancrage.methods import rosters
from ancrage.methods.rosters import Fault, Group, Kind, Rule, Slot, Step, Violation

When = Callable[[Slot], str]

_DAYS: Final = {
    0: lambda: _("lundi et mardi"),
    1: lambda: _("mardi et mercredi"),
    2: lambda: _("mercredi et jeudi"),
    3: lambda: _("jeudi et vendredi"),
}
_GROUPS: Final = {
    Group.COORDINATOR: lambda: _("personne de la coordination"),
    Group.STATE: lambda: _("personne de l’État"),
    Group.VOLUNTEER: lambda: _("bénévole"),
}


def by_week(slot: Slot) -> str:
    """Return « semaine 3, mardi et mercredi »: weeks are numbered as in the file."""
    return _("semaine %(week)s, %(days)s") % {"week": slot.week, "days": _DAYS[slot.day]()}


def rule_sentence(rule: Rule, when: When = by_week) -> str:
    """Return what a rule asks."""
    return _RULES[rule.id](rule, when)


def step_sentence(step: Step, when: When = by_week) -> str:
    """Return what a step of a repair asks, and of whom."""
    return _STEPS[step.kind](step, when)


def fault_sentence(fault: Fault, when: When = by_week) -> str:
    """Return what is wrong in the data, and where."""
    if fault.rules:
        lock, *others = (rule_sentence(rule, when) for rule in fault.rules)
        return _("Ce verrou contredit une règle : %(lock)s %(rules)s") % {
            "lock": lock,
            "rules": " ".join(others),
        }
    said = {"subject": fault.subject, "detail": ", ".join(_told(fault.detail, when))}
    return _FAULTS[fault.kind]() % said


def violation_sentence(violation: Violation, when: When = by_week) -> str:
    """Return the rule that a plan breaks, and where."""
    said = {
        "site": violation.site,
        "person": violation.person,
        "detail": ", ".join(_told(violation.detail, when)),
    }
    return _VIOLATIONS[violation.id]() % said


def _told(detail: Iterable[object], when: When) -> list[str]:
    return [when(part) if isinstance(part, Slot) else _named(part) for part in detail]


def _named(part: object) -> str:
    if isinstance(part, Group):
        return _GROUPS[part]()
    return str(_TERMS[part]()) if part in _TERMS else str(part)


_TERMS: Final[dict[object, Callable[[], str]]] = {
    "unknown site": lambda: _("site inconnu"),
    "no date": lambda: _("pas de date"),
    "outside the period": lambda: _("hors de la période"),
    "teams": lambda: _("nombre d’équipes"),
    "unknown person": lambda: _("personne inconnue"),
    rosters.FIXED_DATE: lambda: _("date fixée"),
    rosters.FIXED_PERSON: lambda: _("personne fixée"),
    rosters.FORBIDDEN_PAIR: lambda: _("paire interdite"),
    "frozen": lambda: _("visite déjà faite ou imminente"),
}


def _slots(slots: Iterable[object], when: When) -> str:
    return " ; ".join(_told(slots, when))


def _of_hosts(rule: Rule, when: When) -> str:
    said = {"site": rule.subject, "slots": _slots(rule.detail, when)}
    return _("%(site)s ne peut recevoir qu’à ces dates : %(slots)s.") % said


def _of_groups(rule: Rule, when: When) -> str:
    said = {"site": rule.subject, "group": _named(rule.detail[0])}
    return _("%(site)s : il faut au moins une %(group)s dans chaque équipe.") % said


def _of_sizes(rule: Rule, when: When) -> str:
    said = {"site": rule.subject, "size": rule.detail[0]}
    return _("%(site)s : une équipe ne dépasse pas %(size)s personnes.") % said


def _of_homes(rule: Rule, when: When) -> str:
    said = {"person": rule.subject, "home": rule.detail[0]}
    return _("%(person)s ne visite pas son propre site, %(home)s.") % said


def _of_people(rule: Rule, when: When) -> str:
    said = {"person": rule.subject, "slots": _slots(rule.detail, when)}
    if not rule.detail:
        return _("%(person)s n’est disponible à aucune date.") % said
    return _("%(person)s n’est disponible qu’à ces dates : %(slots)s.") % said


def _of_overlaps(rule: Rule, when: When) -> str:
    return _("%(person)s ne peut faire deux visites qui se chevauchent.") % {"person": rule.subject}


def _of_maxima(rule: Rule, when: When) -> str:
    count = int(str(rule.detail[0]))
    return ngettext(
        "%(person)s fait au plus %(count)s visite.",
        "%(person)s fait au plus %(count)s visites.",
        count,
    ) % {"person": rule.subject, "count": count}


def _of_locks(rule: Rule, when: When) -> str:
    kind, *rest = rule.detail
    if kind == rosters.FIXED_DATE:
        said = {"site": rule.subject, "slot": _slots(rest, when)}
        return _("%(site)s : la date est fixée, %(slot)s.") % said
    if kind == rosters.FORBIDDEN_PAIR:
        said = {"first": rule.subject, "second": str(rest[0])}
        return _("%(first)s et %(second)s ne doivent pas être dans la même équipe.") % said
    said = {"person": rule.subject, "site": str(rest[0]), "team": str(rest[1])}
    if rest[1]:
        return _("%(person)s doit visiter %(site)s, dans l’équipe %(team)s.") % said
    return _("%(person)s doit visiter %(site)s.") % said


_RULES: Final[dict[str, Callable[[Rule, When], str]]] = {
    "H2": _of_hosts,
    "H3": _of_groups,
    "H4": _of_sizes,
    "H5": _of_homes,
    "H7": _of_people,
    "H8": _of_overlaps,
    "H9": _of_maxima,
    "H10": _of_locks,
}


def _visits(step: Step, when: When) -> str:
    """Return « Angers (semaine 9, jeudi et vendredi), Arras (…) »."""
    return ", ".join(f"{site} ({when(slot)})" for site, slot in step.visits)


def _ask_person(step: Step, when: When) -> str:
    said = {"person": step.subject, "visits": _visits(step, when)}
    return _("Demandez à %(person)s de se libérer pour %(visits)s.") % said


def _ask_host(step: Step, when: When) -> str:
    said = {"site": step.subject, "slot": _slots([slot for _site, slot in step.visits], when)}
    return _("%(site)s : demandez à l’hôte de recevoir aussi à cette date, %(slot)s.") % said


def _raise_maximum(step: Step, when: When) -> str:
    said = {"person": step.subject, "count": step.maximum}
    return _("Demandez à %(person)s de faire jusqu’à %(count)s visites.") % said


def _find_newcomer(step: Step, when: When) -> str:
    said = {"group": _named(Group(step.subject)), "visits": _visits(step, when)}
    return _("Trouvez une %(group)s de plus, libre pour %(visits)s.") % said


def _leave_one_team(step: Step, when: When) -> str:
    return _("%(site)s : n’envoyez qu’une équipe.") % {"site": step.subject}


def _open_lock(step: Step, when: When) -> str:
    lock = "" if step.lock is None else rule_sentence(step.lock, when)
    return _("Levez ce verrou : %(lock)s") % {"lock": lock}


_STEPS: Final[dict[Kind, Callable[[Step, When], str]]] = {
    Kind.PERSON_SLOT: _ask_person,
    Kind.HOST_SLOT: _ask_host,
    Kind.MAXIMUM: _raise_maximum,
    Kind.NEWCOMER: _find_newcomer,
    Kind.ONE_TEAM: _leave_one_team,
    Kind.LOCK: _open_lock,
}

_FAULTS: Final[dict[str, Callable[[], str]]] = {
    "not an object": lambda: _("Le fichier ne contient pas un objet JSON."),
    "missing or of the wrong kind": lambda: _("« %(subject)s » manque ou n’est pas du bon type."),
    "empty": lambda: _("« %(subject)s » est vide."),
    "site given twice": lambda: _("Le site %(subject)s est donné deux fois."),
    "person given twice": lambda: _("%(subject)s est donné deux fois."),
    "unknown group": lambda: _("%(subject)s : le groupe « %(detail)s » n’existe pas."),
    "unknown home": lambda: _("%(subject)s : aucune distance ne part de « %(detail)s »."),
    "unknown person": lambda: _("Personne ne s’appelle « %(subject)s »."),
    "unknown site": lambda: _("Aucun site ne s’appelle « %(subject)s »."),
    "person without availability": lambda: _("%(subject)s n’a donné aucune disponibilité."),
    "host without availability": lambda: _("%(subject)s : l’hôte n’a donné aucune date."),
    "not a slot": lambda: _("%(subject)s : « %(detail)s » n’est pas une date [semaine, jour]."),
    "slot outside the period": lambda: _(
        "%(subject)s : une date est hors de la période (%(detail)s)."
    ),
    "missing distance": lambda: _("Entre %(subject)s et %(detail)s, la distance manque."),
    "not a distance": lambda: _(
        "%(subject)s : une distance n’est pas un nombre entier (%(detail)s)."
    ),
    "asymmetric distance": lambda: _(
        "Entre %(subject)s et %(detail)s, la distance n’est pas la même au retour."
    ),
    "not a maximum": lambda: _("%(subject)s : « %(detail)s » n’est pas un nombre de visites."),
    "not a weight": lambda: _("Le poids « %(subject)s » est inconnu ou négatif (%(detail)s)."),
    "negative": lambda: _("« %(subject)s » est négatif (%(detail)s)."),
    "not a lock": lambda: _("Ce verrou ne se lit pas : %(subject)s."),
    "frozen visit without a date or teams": lambda: _(
        "%(subject)s : la visite déjà faite n’a pas de date ou pas d’équipes."
    ),
}

_VIOLATIONS: Final[dict[str, Callable[[], str]]] = {
    "H1": lambda: _("%(site)s : la visite n’a pas une date de la période (%(detail)s)."),
    "H2": lambda: _("%(site)s : l’hôte ne peut recevoir à cette date (%(detail)s)."),
    "H3": lambda: _("%(site)s : une équipe n’est pas complète (%(person)s %(detail)s)."),
    "H4": lambda: _("%(site)s : une équipe dépasse quatre personnes (%(detail)s)."),
    "H5": lambda: _("%(site)s : %(person)s visiterait son propre site."),
    "H6": lambda: _("%(site)s : %(person)s est compté deux fois."),
    "H7": lambda: _("%(site)s : %(person)s n’est pas disponible (%(detail)s)."),
    "H8": lambda: _("%(person)s aurait deux visites qui se chevauchent : %(site)s, %(detail)s."),
    "H9": lambda: _("%(person)s ferait trop de visites (%(detail)s)."),
    "H10": lambda: _("%(site)s %(person)s : un verrou n’est pas respecté (%(detail)s)."),
}
