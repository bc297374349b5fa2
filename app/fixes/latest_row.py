"""A row of `latest` as far as it is compared: its version, and whether it is a deletion."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from app.domain.position import Version
from app.domain.subject import is_driver, subject_of
from app.domain.suspicion import Place
from app.fixes.decoder import FixRow, Held, MarkedRow


class RowVersion(NamedTuple):
    """The version of the fix that a row shows, and the contact since; of two rows of a subject the greater is newer."""

    timestamp: float
    offset: int
    fix_index: int
    contact_at: float
    """0 without one."""


class _VersionedRow(msgspec.Struct, gc=False):
    timestamp: float
    source: tuple[int, int, int]
    deleted: bool = False
    contactAt: float = 0.0


class _KnownRow(_VersionedRow):
    latitude: float = 0.0
    """Of a deletion there is no place."""
    longitude: float = 0.0
    fleet: str | None = None
    held: Held | None = None


class DeletionRow(msgspec.Struct, gc=False, omit_defaults=True, kw_only=True):
    """The row of a subject that was deleted, until its tombstone; `timestamp` is the time up to which it is forgotten."""

    shipmentId: str | None = None
    driverId: str | None = None
    """Of a driver's own row, which has no `shipmentId`."""
    deleted: bool
    timestamp: float
    source: tuple[int, int, int]
    """Partition, offset and index of the control record."""


def deletion_of(row_id: str, at: float, source: tuple[int, int, int]) -> DeletionRow:
    """Return the row that says that all up to `at` (Unix seconds) is forgotten."""
    name, field = subject_of(row_id), "driverId" if is_driver(row_id) else "shipmentId"
    return DeletionRow(**{field: name}, deleted=True, timestamp=at, source=source)


class RowState(NamedTuple):
    """What a decision needs to know of a row."""

    version: Version
    is_deleted: bool
    fleet: str | None
    place: Place
    held: Place | None
    contact_at: float | None


_decode = msgspec.json.Decoder(_VersionedRow).decode
_decode_known = msgspec.json.Decoder(_KnownRow).decode
_encoder = msgspec.json.Encoder()
encode_row = _encoder.encode
"""From a fix with its `source`, or a deletion, to the row's bytes, without the fields that it lacks."""


def encode_rows(fixes: Sequence[msgspec.Struct]) -> list[bytes]:
    """Return for each fix what `encode_row` returns, in one step: JSON as it is written here has no line end."""
    rows = _encoder.encode_lines(fixes).split(b"\n")
    rows.pop()  # what follows the last line's end
    return rows


def marked(fix: FixRow, held: Place | None, contact_at: float | None) -> MarkedRow:
    """Return the row of a fix that is suspect where a place is held instead, with the contact since."""
    return MarkedRow(
        **{name: getattr(fix, name) for name in FixRow.__struct_fields__},
        contactAt=contact_at,
        suspect=held is not None,
        held=None if held is None else Held(**held._asdict()),
    )


def version_of(row: bytes) -> RowVersion | None:
    """Return the row's version, or None where the bytes are no row."""
    try:
        decoded = _decode(row)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    _, offset, index = decoded.source
    return RowVersion(decoded.timestamp, offset, index, decoded.contactAt)


def state_of(row: bytes) -> RowState | None:
    """Return what a decision needs to know of the row, or None where the bytes are no row."""
    try:
        decoded = _decode_known(row)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    _, offset, index = decoded.source
    held = decoded.held
    return RowState(
        Version(decoded.timestamp, offset, index),
        decoded.deleted,
        decoded.fleet,
        Place(decoded.latitude, decoded.longitude, decoded.timestamp),
        None if held is None else Place(held.latitude, held.longitude, held.timestamp),
        decoded.contactAt or None,
    )


def deleted_at(row: bytes) -> float | None:
    """Return up to when the subject is forgotten (Unix seconds), or None where the row is no deletion."""
    if b'"deleted"' not in row:  # true of nearly every row, and ten times as fast as decoding it
        return None
    try:
        decoded = _decode(row)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return decoded.timestamp if decoded.deleted else None
