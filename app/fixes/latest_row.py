"""The version of a row of `latest`, the only thing that recovery and repair need to know of it."""

import msgspec

from app.domain.position import Version


class _VersionedRow(msgspec.Struct, gc=False):
    timestamp: float
    source: tuple[int, int, int]


_decode = msgspec.json.Decoder(_VersionedRow).decode
encode_row = msgspec.json.Encoder().encode
"""From a fix with its `source` to the row's bytes, without the fields that it lacks."""


def version_of(row: bytes) -> Version | None:
    """Return the row's version, or None where the bytes are no row."""
    try:
        decoded = _decode(row)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return Version(decoded.timestamp, decoded.source[1], decoded.source[2])
