"""Reads the rows of a partition in the order of their keys, a few at a time."""

from typing import Any

from app.table.spec import is_row_key


def rows_after(db: Any, key: bytes, most: int) -> list[tuple[bytes, bytes]]:
    """Return up to `most` rows whose keys follow `key`, in order."""
    found: list[tuple[bytes, bytes]] = []
    entries = db.iter()
    entries.seek(key + b"\0")
    while entries.valid() and len(found) < most:
        if is_row_key(entries.key()):
            found.append((entries.key(), entries.value()))
        entries.next()
    return found
