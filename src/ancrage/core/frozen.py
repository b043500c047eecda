"""What readers see once published: a data set written the same way every time, and its digest."""

import hashlib
import json
from typing import Any

Frozen = dict[str, Any]


def canonical(data: Frozen) -> bytes:
    """Write a data set the same way every time."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def digest(data: Frozen) -> str:
    """Return the SHA-256 of a data set."""
    return hashlib.sha256(canonical(data)).hexdigest()
