"""Control records of the topic `positions`: what systems, not devices, say about a shipment or a driver.

A control record is a record of its own, never an item of an envelope, so that no device can send one through the edge.
There is one kind: `{"forget": "<row id>", "at": <Unix seconds>}`. The row id of a shipment is its id, that of a driver
begins with U+0001.
"""

from collections.abc import Mapping
from math import inf
from typing import Any, NamedTuple

import msgspec

from app.domain.fix_rules import RejectCode
from app.domain.subject import subject_of
from app.fixes.decoder import UNREADABLE
from app.fixes.parser import FixError, explain_id, explain_timestamp

FORGET = b'"forget"'
_FIELDS = frozenset({"forget", "at"})
_NAMES = frozenset({"shipmentId", "driverId", "deviceId"})

_decode = msgspec.json.Decoder(dict[str, Any]).decode


class Forget(NamedTuple):
    """Forget all fixes of a subject that are not newer than `at` (Unix seconds)."""

    row_id: str
    at: float


def encode_forget(forget: Forget) -> tuple[bytes, bytes]:
    """Return key and value of the control record; its partition is the subject's."""
    value = msgspec.json.encode({"forget": forget.row_id, "at": forget.at})
    return forget.row_id.encode(), value


def decode_control(value: bytes | None, now: float) -> Forget | FixError | None:
    """Return the control record, what is wrong with it seen from `now` (Unix seconds), or None where it is another record.

    An object that names a shipment, a driver or a device is a fix, whatever else it has: devices may send unknown fields.
    """
    if value is None or FORGET not in value:
        return None
    try:
        members = _decode(value)
    except UNREADABLE:
        return None
    if "forget" not in members or not members.keys().isdisjoint(_NAMES):
        return None
    return _checked(members, now)


def _checked(members: Mapping[str, Any], now: float) -> Forget | FixError:
    if unknown := sorted(members.keys() - _FIELDS):
        return FixError(RejectCode.WRONG_TYPE, f"A control record has `forget` and `at` only, not {unknown[0][:64]!r}")
    if "at" not in members:
        return FixError(RejectCode.MISSING_FIELD, "at is missing", "at")
    row_id, at = members["forget"], members["at"]
    if not isinstance(row_id, str):
        return FixError(
            RejectCode.WRONG_TYPE, "forget must be a string, the row id of a shipment or a driver", "forget"
        )
    if isinstance(at, bool) or not isinstance(at, int | float):
        return FixError(RejectCode.WRONG_TYPE, "at must be a number, in Unix seconds", "at")
    try:
        at_s = float(at)
    except OverflowError:  # an integer that no float can hold
        at_s = inf
    return explain_id("forget", subject_of(row_id)) or explain_timestamp("at", at_s, now) or Forget(row_id, at_s)
