"""Who may see and make codings: the national team; what quotes a text follows the text."""

from ancrage.coding.models import Code, Coding, Memo
from ancrage.core.access import WRITE, Role, Rule, declare
from ancrage.studies.access import ALL_STUDY, in_study


def _researchers(study: str) -> list[Rule]:
    return [
        Rule(role, WRITE, in_study(study, role), ALL_STUDY) for role in (Role.ADMIN, Role.NATIONAL)
    ]


declare(Code, _researchers("study"))
declare(Coding, _researchers("code__study"))
declare(Memo, _researchers("study"))
