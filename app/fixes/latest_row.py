"""The version of a row of `latest`, the only thing that recovery and repair need to know of it."""

from collections.abc import Sequence

import msgspec

from app.domain.position import Version


class _VersionedRow(msgspec.Struct, gc=False):
    timestamp: float
    source: tuple[int, int, int]


_decode = msgspec.json.Decoder(_VersionedRow).decode
_encoder = msgspec.json.Encoder()
encode_row = _encoder.encode
"""From a fix with its `source` to the row's bytes, without the fields that it lacks."""


def encode_rows(fixes: Sequence[msgspec.Struct]) -> list[bytes]:
    """Return for each fix what `encode_row` returns, in one step: JSON as it is written here has no line end."""
    rows = _encoder.encode_lines(fixes).split(b"\n")
    rows.pop()  # what follows the last line's end
    return rows


def version_of(row: bytes) -> Version | None:
    """Return the row's version, or None where the bytes are no row."""
    try:
        decoded = _decode(row)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return Version(decoded.timestamp, decoded.source[1], decoded.source[2])
