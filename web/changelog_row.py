"""The row as the change feed reads it: only what it needs to place and compare it; the bytes themselves are kept."""

from collections.abc import Callable
from typing import Annotated

import msgspec

Offset = Annotated[int, msgspec.Meta(ge=0, le=2**62)]
Index = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class ChangelogRow(msgspec.Struct, gc=False):
    """What a reader must know of a row; times in Unix seconds, `source` is (partition, offset, index)."""

    driverId: str
    shipmentId: str
    latitude: float
    longitude: float
    timestamp: float
    source: tuple[Index, Offset, Index]
    receivedAt: float | None = None


decode_row: Callable[[bytes], ChangelogRow] = msgspec.json.Decoder(ChangelogRow).decode
"""Decode a changelog value; raises msgspec.MsgspecError or ValueError for what is no row."""
