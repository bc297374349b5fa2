"""A position in the change feed, as a short text that any serving process understands.

`<epoch>.<next offsets>.<filter key>`: the epoch names one life of the changelog, the offsets are one varint per
partition (base64url), and the filter key makes a cursor useless to a reader with another filter.
"""

import base64
import binascii
import re
from dataclasses import dataclass

MAX_LENGTH = 16_384
"""No cursor is longer; 1 024 partitions with offsets of five bytes take 6 900 characters."""
MAX_OFFSET = 2**63 - 1
_FORM = re.compile(r"([0-9a-zA-Z_-]{1,64})\.([0-9a-zA-Z_-]*)\.([0-9a-zA-Z_-]{1,64})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything before `next_offsets` (one per partition) is known to the reader."""

    epoch: str
    next_offsets: tuple[int, ...]
    filter_key: str

    def __str__(self) -> str:
        """Return the cursor as it is sent."""
        return f"{cursor_start(self.epoch, self.next_offsets)}.{self.filter_key}"


def cursor_start(epoch: str, next_offsets: tuple[int, ...]) -> str:
    """Return the part of a cursor that is the same for every filter."""
    packed = base64.urlsafe_b64encode(_pack(next_offsets)).rstrip(b"=").decode("ascii")
    return f"{epoch}.{packed}"


def parse_cursor(text: str) -> Cursor | None:
    """Return the cursor, or None for anything that is none; never raises, since strangers write it."""
    if len(text) > MAX_LENGTH or (form := _FORM.fullmatch(text)) is None:
        return None
    epoch, packed, filter_key = form.groups()
    try:
        offsets = _unpack(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except binascii.Error:
        return None
    return None if offsets is None else Cursor(epoch, offsets, filter_key)


def _pack(offsets: tuple[int, ...]) -> bytes:
    packed = bytearray()
    for offset in offsets:
        rest = offset
        while rest > 0x7F:
            packed.append(rest & 0x7F | 0x80)
            rest >>= 7
        packed.append(rest)
    return bytes(packed)


def _unpack(packed: bytes) -> tuple[int, ...] | None:
    offsets: list[int] = []
    value = shift = 0
    for byte in packed:
        value |= (byte & 0x7F) << shift
        shift += 7
        if value > MAX_OFFSET:
            return None
        if byte <= 0x7F:
            offsets.append(value)
            value = shift = 0
    # A last byte that announces another one means that the text was cut.
    return tuple(offsets) if shift == 0 else None
