"""When a stored photo is deleted."""

from typing import Literal, NamedTuple

from app.deliveries.codec import DELETION_MARK

Reason = Literal["deleted", "unused"]


class StoredPhoto(NamedTuple):
    """A photo in the store."""

    path: str
    ref: str
    age_s: float


def why_due(photo: StoredPhoto, row: bytes | None, unused_s: float) -> Reason | None:
    """Return why a photo is deleted now, or None; `row` is what the table holds of its delivery, also a deletion.

    A photo without any row waits as long as one that no status names: a table that lost its rows must not empty the store.
    """
    if row is not None and DELETION_MARK in row:
        return "deleted"
    if row is not None and photo.ref.encode() in row:
        return None
    return "unused" if photo.age_s > unused_s else None
