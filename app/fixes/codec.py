"""Fixes at speed: from a device's bytes to structs, from structs to the elements of an envelope.

The decoders take only what keeps every rule for certain and return None for the rest, on which app.fixes.parser has the
last word: it alone knows reasons. The encoder writes what either of them believed, so an envelope looks the same
whichever way its fixes came.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated

import msgspec

from app.domain.fix_rules import ID_MAX_LENGTH, are_sound_ids, certain_times, check_timestamp
from app.domain.fleet import FLEET_MAX_LENGTH
from app.messages.fix import Fix


def _limits_of(field: str) -> msgspec.Meta:
    """Return the limits of a field of the model, in the form of msgspec."""
    names = ("ge", "gt", "le", "lt", "min_length", "max_length")
    limits = Fix.model_fields[field].metadata
    return msgspec.Meta(**{name: getattr(limit, name) for limit in limits for name in names if hasattr(limit, name)})


Id = Annotated[str, msgspec.Meta(min_length=1, max_length=ID_MAX_LENGTH)]
SetByUs = Annotated[float, msgspec.Meta(ge=1, le=0)]
"""What no JSON can hold: a device that sends such a field has sent an unknown one, of which the parser tells it."""
NamedByUs = Annotated[str, msgspec.Meta(min_length=1, max_length=0)]
"""The same as text."""
Fleet = Annotated[str, msgspec.Meta(min_length=1, max_length=FLEET_MAX_LENGTH)]


class FixStruct(msgspec.Struct, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What a device says: the fields of app.messages.fix.Fix, within its limits.

    `gc=False`: it refers to nothing cyclic, and thousands at once would make the collector look at all of them. Unknown
    fields go the exact way: msgspec skips them without looking for bad UTF-8 or depth.
    """

    driverId: Id
    shipmentId: Id | None = None
    """None: the fix is the driver's own."""
    latitude: Annotated[float, _limits_of("latitude")]
    longitude: Annotated[float, _limits_of("longitude")]
    timestamp: float
    speed: Annotated[float, _limits_of("speed")] | None = None
    heading: Annotated[float, _limits_of("heading")] | None = None
    accuracy: Annotated[float, _limits_of("accuracy")] | None = None
    altitude: Annotated[float, _limits_of("altitude")] | None = None
    battery: Annotated[float, _limits_of("battery")] | None = None
    deviceId: Id | None = None


class EnvelopeFix(FixStruct, kw_only=True):
    """A fix as an envelope holds it: with the fleet of its sender, and the time at which our edge received it."""

    fleet: NamedByUs = ""
    """Empty: its sender is of no fleet."""
    receivedAt: SetByUs = 0.0
    """Unix seconds."""


DEVICE_FIELDS = FixStruct.__struct_fields__
_UNSURE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

_decode_one = msgspec.json.Decoder(EnvelopeFix).decode
_decode_many = msgspec.json.Decoder(list[EnvelopeFix]).decode
_encode = msgspec.json.Encoder().encode
encode_fix: Callable[[EnvelopeFix], bytes] = _encode
"""From a fix to an element of an envelope."""


def decode_fix(raw: bytes, now: float) -> EnvelopeFix | None:
    """Return the fix in one JSON object, judged at `now` (Unix seconds), or None if the parser must look at it."""
    try:
        fix = _decode_one(raw)
    except _UNSURE:
        return None
    return fix if _is_believable(fix, now) else None


def decode_fixes(raw: bytes, now: float) -> list[EnvelopeFix] | None:
    """Return the fixes in a JSON array if each of them is certain, else None."""
    try:
        fixes = _decode_many(raw)
    except _UNSURE:
        return None
    return fixes if _are_believable(fixes, now) else None


def decode_lines(lines: Iterable[bytes], now: float) -> list[EnvelopeFix] | None:
    """Return the fixes in JSON objects if each of them is certain, else None."""
    try:
        fixes = [_decode_one(line) for line in lines]
    except _UNSURE:
        return None
    return fixes if _are_believable(fixes, now) else None


def stored_form(fix: Fix, driver_id: str) -> EnvelopeFix:
    """Return what the parser believed as it is stored: with its driver, without the fields that the device did not send."""
    return EnvelopeFix(**{**{name: getattr(fix, name) for name in DEVICE_FIELDS}, "driverId": driver_id})


def encode_elements(fixes: Sequence[EnvelopeFix], max_fixes: int, max_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Yield the fixes in order as elements of envelopes, joined by commas, and how many these are.

    No part exceeds either limit, unless it is a single fix that does so alone.
    """
    for start in range(0, len(fixes), max_fixes):
        yield from _encode_within(fixes[start : start + max_fixes], max_bytes)


def _encode_within(fixes: Sequence[EnvelopeFix], max_bytes: int) -> Iterator[tuple[bytes, int]]:
    elements = _encode(fixes)[1:-1]
    if len(elements) <= max_bytes or len(fixes) == 1:
        yield elements, len(fixes)
    else:
        half = len(fixes) // 2
        yield from _encode_within(fixes[:half], max_bytes)
        yield from _encode_within(fixes[half:], max_bytes)


def ids_of(fixes: Iterable[FixStruct]) -> list[str]:
    """Return every id in the fixes."""
    return [value for fix in fixes for value in (fix.shipmentId, fix.driverId, fix.deviceId) if value is not None]


def _is_believable(fix: EnvelopeFix, now: float) -> bool:
    return (_begin_with_ascii(fix) or are_sound_ids(ids_of((fix,)))) and check_timestamp(fix.timestamp, now) is None


def _begin_with_ascii(fix: EnvelopeFix) -> bool:
    """Tell quickly that all ids are sound, as most are: printable, and beginning with an ASCII character that shows."""
    shipment, driver = fix.shipmentId, fix.driverId
    return (
        fix.deviceId is None
        and "!" <= driver < "\x7f"
        and driver.isprintable()
        and (shipment is None or ("!" <= shipment < "\x7f" and shipment.isprintable()))
    )


def _are_believable(fixes: Sequence[EnvelopeFix], now: float) -> bool:
    """Tell the same of many at once."""
    times = [fix.timestamp for fix in fixes]
    oldest, newest = certain_times(now)
    return min(times, default=now) >= oldest and max(times, default=now) <= newest and are_sound_ids(ids_of(fixes))
