"""From bytes to a believable fix: the one parser of the edge and of the agent, pure and free of HTTP and Kafka.

Of a name that occurs twice in one JSON object the last counts, as in most parsers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite, nan
from reprlib import Repr
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, from_json

from app.domain.fix_rules import FUTURE_TOLERANCE_S, ID_MAX_LENGTH, RejectCode, are_sound_ids, check_id, check_timestamp
from app.domain.fleet import check_fleet
from app.messages.fix import Fix

IGNORED_MAX = 20
IGNORED_NAME_MAX_LENGTH = 64
SHOWN_MAX_LENGTH = 120
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MEASUREMENTS = frozenset({"speed", "heading", "accuracy", "altitude", "battery"})
"""Devices say "unknown" by an impossible value, such as a speed of -1, so no value here costs the position."""

_FIX = TypeAdapter(Fix)

_CODES: Mapping[str, RejectCode] = {
    "missing": RejectCode.MISSING_FIELD,
    "finite_number": RejectCode.NOT_FINITE,
    "string_too_short": RejectCode.ID_EMPTY,
    "string_too_long": RejectCode.ID_TOO_LONG,
}
"""Pydantic's error types as codes of the API; every other type is `wrong_type`, except where a range is left."""
_RANGE_ERRORS = ("greater_than_equal", "less_than_equal")
_RANGE_CODES: Mapping[str, RejectCode] = {
    "latitude": RejectCode.LATITUDE_OUT_OF_RANGE,
    "longitude": RejectCode.LONGITUDE_OUT_OF_RANGE,
}
_KINDS: Mapping[type, str] = {
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
    dict: "an object",
    type(None): "null",
}
_EXPECTED: Mapping[str, str] = {"float_type": "a number", "string_type": "a string"}

_TIMESTAMP_DETAILS: Mapping[RejectCode, str] = {
    RejectCode.NOT_FINITE: "{field} is {shown}; it must be a finite number",
    RejectCode.TIMESTAMP_IN_MILLISECONDS: "{field} {shown} is in {unit}; divide by {divisor} to get Unix seconds",
    RejectCode.TIMESTAMP_IN_FUTURE: f"{{field}} {{shown}} is more than {FUTURE_TOLERANCE_S:.0f} s ahead of our clock",
    RejectCode.CLOCK_NOT_SET: "{field} {shown} is before the year 2013: the device's clock is not set",
    RejectCode.CLOCK_GPS_ROLLOVER: (
        "{field} {shown} is 1024 weeks behind our clock: the device's GPS receiver has not handled the week rollover; "
        "update its firmware"
    ),
}
_UNITS = ((1e17, "nanoseconds", 1_000_000_000), (1e14, "microseconds", 1_000_000), (0.0, "milliseconds", 1_000))
"""From which size on a time since 1970 must be in which unit, and how many of it are a second."""
_ID_DETAILS: Mapping[RejectCode, str] = {
    RejectCode.ID_EMPTY: "{field} has no visible character: {shown}",
    RejectCode.ID_TOO_LONG: f"{{field}} is longer than {ID_MAX_LENGTH} characters: {{shown}}",
    RejectCode.ID_CONTROL_CHARACTER: "{field} contains a control character: {shown}",
}

_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxlong = _SHORT.maxother = 48


class ParsedFix(NamedTuple):
    """A fix that passed every check, and the names of what was sent but not taken (at most 20, shortened)."""

    fix: Fix
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FixError:
    """Why bytes are no believable fix: a stable code, words for a person, the offending field if there is one."""

    code: RejectCode
    detail: str
    field: str | None = None


def parse_fix(raw: bytes, now: float) -> ParsedFix | FixError:
    """Return the fix in one JSON object, its timestamp judged against `now` (Unix seconds); never raise."""
    try:
        fix = _FIX.validator.validate_json(raw)
    except ValidationError as error:
        return _without_measurements(error, raw, now)
    return _believe(fix, now)


def parse_fixes(raw: bytes, now: float, limit: int) -> Iterator[ParsedFix | FixError] | FixError:
    """Return what each item of a JSON array is, or why `raw` as a whole is no array of at most `limit` items.

    Items are judged as they are asked for: a fix that dies before the next is made costs a third less.
    """
    try:
        items = from_json(raw)
    except ValueError as error:
        return _not_json(raw, str(error))
    if not isinstance(items, list):
        return FixError(RejectCode.WRONG_TYPE, f"Expected a JSON array of fixes, not {_kind(items)}")
    return too_many(limit) if len(items) > limit else (parse_item(item, now) for item in items)


def parse_item(item: Any, now: float) -> ParsedFix | FixError:
    """Return the fix in a decoded JSON value, such as an item of an array; never raise."""
    try:
        fix = _FIX.validator.validate_python(item)
    except ValidationError as error:
        return _without_measurements(error, item, now)
    return _believe(fix, now)


def too_many(limit: int) -> FixError:
    """Return the refusal of a batch of more than `limit` fixes."""
    return FixError(RejectCode.TOO_LARGE, f"More than {limit} fixes in one request; send them in several")


def received_at_of(fix: Fix) -> float | None:
    """Return the `receivedAt` of a fix read from an envelope; None if no edge set one."""
    value = (fix.model_extra or {}).get("receivedAt")
    try:
        seconds = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else nan
    except OverflowError:
        return None
    return seconds if isfinite(seconds) else None


def fleet_of(fix: Fix) -> str | FixError | None:
    """Return the `fleet` of a fix read from an envelope, None where it has none, or what is wrong with it."""
    value = (fix.model_extra or {}).get("fleet")
    if value is None or value == "":
        return None
    code = check_fleet(value) if isinstance(value, str) else RejectCode.WRONG_TYPE
    return value if code is None else FixError(code, f"fleet is no name of a fleet: {_show(value)}", "fleet")


def missing_driver() -> FixError:
    """Return the refusal of a fix that names neither a driver nor a device, and whose sender is bound to no driver."""
    return FixError(
        RejectCode.MISSING_FIELD, "driverId is missing, and there is no deviceId to name the driver", "driverId"
    )


def ignored_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return unknown field names fit for an answer: few and short, whatever was sent."""
    return tuple(name[:IGNORED_NAME_MAX_LENGTH] for name in islice(names, IGNORED_MAX))


def explain_id(field: str, value: str) -> FixError | None:
    """Return what is wrong with an id, or None."""
    code = check_id(value)
    return None if code is None else FixError(code, _ID_DETAILS[code].format(field=field, shown=_show(value)), field)


def explain_timestamp(field: str, timestamp: float, now: float) -> FixError | None:
    """Return what is wrong with a time, seen from `now`, or None; both in Unix seconds."""
    code = check_timestamp(timestamp, now)
    if code is None:
        return None
    unit, divisor = next((unit, divisor) for size, unit, divisor in _UNITS if timestamp >= size or not size)
    shown = f"{timestamp:.15g}"
    detail = _TIMESTAMP_DETAILS[code].format(field=field, shown=shown, unit=unit, divisor=divisor)
    return FixError(code, detail, field)


def _without_measurements(error: ValidationError, sent: Any, now: float) -> ParsedFix | FixError:
    """Return the fix in `sent`, bytes or an item, without the measurements that are its only errors, else the reason."""
    impossible = []
    for fault in error.errors(include_url=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        if field not in MEASUREMENTS:
            return _explain(fault, field, sent)
        impossible.append(field)
    members = from_json(sent) if isinstance(sent, bytes) else sent
    possible = {name: value for name, value in members.items() if name not in impossible}
    return _believe(_FIX.validator.validate_python(possible), now, impossible)


def _believe(fix: Fix, now: float, impossible: Sequence[str] = ()) -> ParsedFix | FixError:
    """Apply the rules that a schema cannot state."""
    extra = fix.__pydantic_extra__ or {}
    if extra and (misnamed := _misnamed(fix, extra)):
        return misnamed
    if not are_sound_ids([value for value in (fix.shipmentId, fix.driverId, fix.deviceId) if value is not None]):
        for field in ("driverId", "shipmentId", "deviceId"):
            value = getattr(fix, field)
            if value is not None and (error := explain_id(field, value)):
                return error
    if error := explain_timestamp("timestamp", fix.timestamp, now):
        return error
    return ParsedFix(fix, ignored_names((*impossible, *extra)) if extra or impossible else ())


def _misnamed(fix: Fix, extra: Mapping[str, Any]) -> FixError | None:
    """Return the error of an id under nearly its name, which would otherwise make the fix another subject's."""
    for field in ("driverId", "shipmentId"):
        if getattr(fix, field) is None and (hint := _look_alike(field, extra)):
            return FixError(RejectCode.MISSING_FIELD, f"{field} is missing{hint}", field)
    return None


def _explain(fault: ErrorDetails, field: str, sent: Any) -> FixError:
    if fault["type"] == "json_invalid":
        return _not_json(sent, str(fault["ctx"]["error"]))
    if not field:
        return FixError(RejectCode.WRONG_TYPE, f"Expected a fix as a JSON object, not {_kind(fault['input'])}")
    return _explain_field(fault, field)


def _explain_field(error: ErrorDetails, field: str) -> FixError:
    value = error["input"]
    code = _CODES.get(error["type"], RejectCode.WRONG_TYPE)
    if code is RejectCode.MISSING_FIELD:
        return FixError(code, f"{field} is missing{_look_alike(field, value)}", field)
    if code in _ID_DETAILS:
        return FixError(code, _ID_DETAILS[code].format(field=field, shown=_show(value)), field)
    if error["type"] in _RANGE_ERRORS:
        rule = error["msg"].removeprefix("Input ")
        return FixError(_RANGE_CODES[field], f"{field} is {_show(value)}; it {rule}", field)
    # An integer that no float can hold: as JSON text it is infinite, as a Python int it has the wrong type.
    if code is RejectCode.NOT_FINITE or (type(value) is int and error["type"] == "float_type"):
        return FixError(RejectCode.NOT_FINITE, f"{field} must be a finite number", field)
    expected = _EXPECTED.get(error["type"], "of another type")
    return FixError(code, f"{field} must be {expected}, not {_kind(value)} ({_show(value)})", field)


def _show(value: Any) -> str:
    """Return what was sent, as short as a message needs; nested values and odd characters can make `Repr` long."""
    shown = _SHORT.repr(value)
    return shown if len(shown) <= SHOWN_MAX_LENGTH else shown[: SHOWN_MAX_LENGTH - 1] + "…"


def _not_json(raw: bytes, reason: str) -> FixError:
    if not raw.strip():
        return FixError(RejectCode.NOT_JSON, "Nothing was sent; expected JSON")
    if raw.startswith(BYTE_ORDER_MARK):
        return FixError(RejectCode.NOT_JSON, "The JSON begins with a byte-order mark; send UTF-8 without it")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return FixError(RejectCode.NOT_UTF8, f"The JSON is not UTF-8: {error.reason} at byte {error.start}")
    return FixError(RejectCode.NOT_JSON, f"Not valid JSON: {reason[:200]}")


def _look_alike(field: str, sent: Any) -> str:
    """Return a hint when a field was sent under nearly its name, such as driver_id."""
    names = islice(sent, 100) if isinstance(sent, dict) else ()
    alike = (name for name in names if name != field and name.replace("_", "").casefold() == field.casefold())
    return next((f"; {_show(name)} was sent, the name is {field}" for name in alike), "")


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "something else")
