"""Edits that never overwrite somebody else's: a stale one is refused with both versions."""

from typing import Any, TypeVar

from django.db.models import F

from ancrage.core.models import Versioned

Row = TypeVar("Row", bound=Versioned)


class StaleEdit(Exception):
    """Somebody changed ``current`` since the person opened the form that sent ``proposed``."""

    def __init__(self, current: Versioned, proposed: dict[str, Any]) -> None:
        self.current = current
        self.proposed = proposed
        super().__init__(f"{type(current).__name__} {current.pk} is now version {current.version}.")

    def differences(self) -> list[tuple[str, Any, Any]]:
        """Return (field label, value now, value proposed) for each field that differs."""
        rows = []
        for name, proposed in self.proposed.items():
            field = self.current._meta.get_field(name)
            now = getattr(self.current, name)
            if now != proposed:
                rows.append((str(getattr(field, "verbose_name", name)), now, proposed))
        return rows


def change(row: Row, *, expected: int, **values: Any) -> Row:
    """Write ``values`` to ``row`` if its version is still ``expected``; return it fresh.

    Raises
    ------
    StaleEdit
        If the version moved: nothing is written.
    """
    rows = type(row)._default_manager.filter(pk=row.pk)
    changed = rows.filter(version=expected).update(version=F("version") + 1, **values)
    row.refresh_from_db()
    if not changed:
        raise StaleEdit(row, values)
    return row
