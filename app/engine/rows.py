"""Reads the version out of a row's JSON, the only thing that recovery and repair need to know of it."""

import msgspec

from app.domain.position import Version


class _VersionedRow(msgspec.Struct, gc=False):
    timestamp: float
    source: tuple[int, int, int]


_decode = msgspec.json.Decoder(_VersionedRow).decode


RESERVED_KEYS = (b"\0", b"__faust\0")
"""Keys that begin so are never rows; no shipment id can, since it has no control character."""


def is_row_key(key: bytes | None) -> bool:
    """Return whether a changelog key names a shipment, and not the log itself or something of the engine's."""
    return key is not None and len(key) > 0 and not key.startswith(RESERVED_KEYS)


def version_of(row: bytes) -> Version | None:
    """Return the row's version, or None where the bytes are no row."""
    try:
        decoded = _decode(row)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return Version(decoded.timestamp, decoded.source[1], decoded.source[2])
