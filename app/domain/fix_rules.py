"""What a believable fix is: the checks that the edge and the agent share, as plain functions of plain values."""

from enum import StrEnum
from math import isfinite, nextafter

ID_MAX_LENGTH = 128
FUTURE_TOLERANCE_S = 300.0
"""A device's clock may run this far ahead of ours."""
OLDEST_TIMESTAMP_S = 946_684_800.0
"""2000-01-01T00:00:00Z: before it lies a clock that was never set."""
MILLISECONDS_FROM = 100_000_000_000.0
"""No timestamp in seconds is this large before the year 5138, so it must be milliseconds."""


class RejectCode(StrEnum):
    """Why a fix is refused; the stable codes of the API and of `positions-rejected`."""

    NOT_JSON = "not_json"
    NOT_UTF8 = "not_utf8"
    TOO_LARGE = "too_large"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    ID_EMPTY = "id_empty"
    ID_TOO_LONG = "id_too_long"
    ID_CONTROL_CHARACTER = "id_control_character"
    LATITUDE_OUT_OF_RANGE = "latitude_out_of_range"
    LONGITUDE_OUT_OF_RANGE = "longitude_out_of_range"
    NOT_FINITE = "not_finite"
    TIMESTAMP_IN_FUTURE = "timestamp_in_future"
    TIMESTAMP_TOO_OLD = "timestamp_too_old"
    TIMESTAMP_IN_MILLISECONDS = "timestamp_in_milliseconds"
    OUT_OF_RANGE = "out_of_range"
    WRONG_PARTITION = "wrong_partition"
    FORBIDDEN = "forbidden"
    INTERNAL = "internal"


def check_id(value: str) -> RejectCode | None:
    """Return what is wrong with a shipment, driver or device id."""
    if not value:
        return RejectCode.ID_EMPTY
    if len(value) > ID_MAX_LENGTH:
        return RejectCode.ID_TOO_LONG
    # Control characters would end an SSE line or a CSV row early; lone surrogates have no UTF-8 form.
    if any(ch < " " or "\x7f" <= ch <= "\x9f" or ch in "\u2028\u2029" or "\ud800" <= ch <= "\udfff" for ch in value):
        return RejectCode.ID_CONTROL_CHARACTER
    return None


def believable_times(reference: float) -> tuple[float, float]:
    """Return the oldest and newest device time that `check_timestamp` lets pass, seen from `reference`; Unix seconds."""
    return OLDEST_TIMESTAMP_S, min(reference + FUTURE_TOLERANCE_S, nextafter(MILLISECONDS_FROM, 0.0))


def check_timestamp(timestamp: float, reference: float) -> RejectCode | None:
    """Return what is wrong with a device's time, seen from `reference`; both in Unix seconds."""
    if not isfinite(timestamp):
        return RejectCode.NOT_FINITE
    if timestamp >= MILLISECONDS_FROM:
        return RejectCode.TIMESTAMP_IN_MILLISECONDS
    if timestamp > reference + FUTURE_TOLERANCE_S:
        return RejectCode.TIMESTAMP_IN_FUTURE
    if timestamp < OLDEST_TIMESTAMP_S:
        return RejectCode.TIMESTAMP_TOO_OLD
    return None
