"""Plans as nearly all clients write them, read in a fifth of the time that the models take.

What is unusual here, or wrong, is left to the models, which say what is wrong: nothing is refused here.
"""

import re
from collections.abc import Callable
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import UNSET, Meta, UnsetType

from app.domain.fix_rules import ID_MAX_LENGTH, check_id
from app.domain.moments import EARLIEST_S, LATEST_S, zone_of

Moment = Annotated[float, Meta(ge=EARLIEST_S, le=LATEST_S)]
Words = Annotated[str, Meta(max_length=256)]
LongText = Annotated[str, Meta(max_length=2_000)]
Short = Annotated[str, Meta(max_length=64)]
Id = Annotated[str, Meta(min_length=1, max_length=ID_MAX_LENGTH)]

_may_hold_controls = re.compile(rb"[\\\x7f\xc2]").search
"""Escapes, and the bytes that controls begin with; other controls are no JSON."""
_is_simple_id = re.compile(r"[A-Za-z0-9._:/-]{1,128}").fullmatch


class _Part(msgspec.Struct, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a plan; absent and null members are not written, as in the model's command."""


class _Destination(_Part, kw_only=True):
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    radius: Annotated[float, Meta(gt=0, le=10_000)] | UnsetType = UNSET
    address: LongText | None = None
    name: Words | None = None
    timeZone: Short | None = None


class _Window(_Part, kw_only=True):
    start: Moment
    end: Moment


class _Recipient(_Part, kw_only=True):
    name: Words | None = None
    phone: Short | None = None
    email: Words | None = None


class _Plan(_Part, kw_only=True):
    kind: Literal["delivery", "pickup"] | UnsetType = UNSET
    destination: _Destination
    window: _Window | None = None
    driverId: Id | None = None
    sequence: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    serviceSeconds: Annotated[int, Meta(ge=0, le=86_400)] | UnsetType = UNSET
    reference: Words | None = None
    recipient: _Recipient | None = None
    note: LongText | None = None


class _Item(_Plan, kw_only=True):
    shipmentId: str = ""
    """Emptied before the fields are written."""


_encode: Callable[[_Plan], bytes] = msgspec.json.Encoder().encode
_decode_plan = msgspec.json.Decoder(_Plan).decode
_items = msgspec.json.Decoder(list[_Item])
_decode_lines = msgspec.json.Decoder(_Item).decode_lines


class PlannedItem(NamedTuple):
    """A plan as its command holds it."""

    shipmentId: str
    fields: bytes


def plain_fields(raw: bytes) -> bytes | None:
    """Return the fields of a plan for its command; None where the model has to judge it."""
    if _may_hold_controls(raw):
        return None
    try:
        plan = _decode_plan(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return _encode(plan) if _is_sound(plan) else None


def plain_items(raw: bytes, *, is_lines: bool) -> list[PlannedItem] | None:
    """Return the plans of an array, or of lines; None where the model has to judge them one by one."""
    if _may_hold_controls(raw):
        return None
    try:
        items = _decode_lines(raw) if is_lines else _items.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    planned = []
    for item in items:
        shipment_id, item.shipmentId = item.shipmentId, ""
        if not (_is_sound_id(shipment_id) and _is_sound(item)):
            return None
        planned.append(PlannedItem(shipment_id, _encode(item)))
    return planned


def _is_sound(plan: _Plan) -> bool:
    window, driver, zone = plan.window, plan.driverId, plan.destination.timeZone
    return (
        (window is None or window.start <= window.end)
        and (driver is None or _is_sound_id(driver))
        and (zone is None or _is_zone(zone))
    )


def _is_sound_id(value: str) -> bool:
    return _is_simple_id(value) is not None or check_id(value) is None


def _is_zone(name: str) -> bool:
    try:
        zone_of(name)
    except ValueError:
        return False
    return True
