"""Codes on paper and in links: those of private links, of votes, of reaction cards.

A private link or a vote holds 130 bits that can be typed, of which the database keeps a digest.
They are drawn from the installation's secret key, which is not in the database, so that a letter
or a card can be printed again. Once that key changes, letters already given still open; others are
drawn anew by renewing the invitation.
"""

import hashlib
import hmac
import re
from typing import Final
from uuid import UUID

from django.conf import settings

# Letters and digits that nobody takes for others (Crockford).
_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
LENGTH: Final = 26
_GROUP: Final = 5


def code_of(uuid: UUID, renewals: int) -> str:
    """Return the code of an invitation; each renewal gives another one."""
    return _drawn(f"ancrage.deliberation.invitation:{uuid}:{renewals}")


def vote_code(round: UUID, number: int) -> str:
    """Return the one-time code on card ``number`` of a vote."""
    return _drawn(f"ancrage.deliberation.vote:{round}:{number}")


def _drawn(said: str) -> str:
    drawn = hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).digest()
    number = int.from_bytes(drawn, "big")
    return "".join(_SIGNS[(number >> 5 * place) & 31] for place in range(LENGTH))


def digest(code: str) -> str:
    """Return what the database keeps of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def grouped(code: str) -> str:
    """Return a code as it is printed, to be typed without losing one’s place."""
    return "-".join(code[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def typed(text: str) -> str:
    """Return the code that somebody typed: case, spaces, dashes and look-alikes don't matter."""
    signs = (sign for sign in text.upper() if sign.isalnum())
    return "".join(signs).translate(_LOOK_ALIKE)


def card_code(meeting: UUID, number: int, copy: int) -> str:
    """Return what a reaction card prints: its finding (0 for none), its copy, two check signs."""
    return f"{number}-{copy:03}-{_check(meeting, number, copy)}"


def read_card(meeting: UUID, text: str) -> tuple[int, int] | None:
    """Return the finding and the copy of a card as typed; nothing if it is not of ``meeting``."""
    parts = re.fullmatch(r"\s*(\d{1,5})\W*(\d{3,5})\W*(\w{2})\s*", text)
    if parts is None:
        return None
    number, copy, check = int(parts[1]), int(parts[2]), typed(parts[3])
    return (number, copy) if check == _check(meeting, number, copy) else None


def _check(meeting: UUID, number: int, copy: int) -> str:
    said = hashlib.sha256(f"{meeting}:{number}:{copy}".encode()).digest()
    return "".join(_SIGNS[sign & 31] for sign in said[:2])
