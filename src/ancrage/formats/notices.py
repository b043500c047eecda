"""What a reader left out or changed without refusing the file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """One thing left out or changed.

    ``kind`` is a stable slug that rooms above word: ``control_characters``,
    ``invisible_characters``, ``tracked_changes``, ``comments``, ``footnotes``, ``external_links``,
    ``images``, ``embedded_files``, ``page_headers``, ``pages_without_text``, ``merged_cells``.
    """

    kind: str
    count: int = 1
    row: int | None = None

    @classmethod
    def counted(cls, **counts: int) -> tuple["Notice", ...]:
        """Return one notice for each kind that occurred.

        >>> Notice.counted(comments=2, images=0)
        (Notice(kind='comments', count=2, row=None),)
        """
        return tuple(cls(kind, count) for kind, count in counts.items() if count)
