"""Hints on how things are worded; never a refusal."""

import re

_INFINITIVE = re.compile(
    r"(?:s[e’']\s*|ne pas (?:s[e’']\s*)?)?[^\W\d_]+(?:er|ir|re)\b", re.IGNORECASE
)
_NOT_VERBS = frozenset(
    ["premier", "première", "hier", "cher", "fier", "autre", "notre", "votre", "quatre", "entre"]
)


def begins_with_action(text: str) -> bool:
    """Tell whether ``text`` begins with an infinitive, as what is asked of someone should.

    >>> begins_with_action("Écrire les critères de réussite avant de signer.")
    True
    >>> begins_with_action("Se donner des critères communs.")
    True
    >>> begins_with_action("Une meilleure coordination des acteurs.")
    False
    """
    match = _INFINITIVE.match(text.strip())
    return match is not None and match.group().lower() not in _NOT_VERBS
