"""Whether a fix is plausible: the checks that edge and agent share, as pure functions."""

import re
from collections.abc import Sequence
from enum import StrEnum
from math import isfinite, nextafter

ID_MAX_LENGTH = 128
FUTURE_TOLERANCE_S = 300.0
"""A device's clock may be this far ahead of the server's."""
OLDEST_TIMESTAMP_S = 1_356_998_400.0
"""2013-01-01T00:00:00Z: clocks that were never set start at 1970, 1980 or 2000, and firmware older than this is rare."""
GPS_ROLLOVER_S = 1024 * 7 * 86_400.0
"""GPS counts weeks in ten bits, so a receiver that misses the overflow reports a time that is 1024 weeks too early."""
GPS_ROLLOVER_WINDOW_S = 86_400.0
"""A time this close to exactly 1024 weeks ago is an overflow, not a report that is 19 years old."""
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
    CLOCK_NOT_SET = "clock_not_set"
    CLOCK_GPS_ROLLOVER = "clock_gps_rollover"
    TIMESTAMP_IN_MILLISECONDS = "timestamp_in_milliseconds"
    WRONG_PARTITION = "wrong_partition"
    FORBIDDEN = "forbidden"
    ENCRYPTED = "encrypted"
    INTERNAL = "internal"


INVISIBLE = (
    r"\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u2800\u3000\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that show nothing, for a regular expression: white space, controls, blanks, default-ignorables."""
_shows_something = re.compile(f"[^{INVISIBLE}]").search
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]").search
"""Controls would end an SSE line or a CSV row early; lone surrogates cannot be encoded as UTF-8."""


def check_id(value: str) -> RejectCode | None:
    """Return what is wrong with a shipment, driver or device id."""
    if not value:
        return RejectCode.ID_EMPTY
    if len(value) > ID_MAX_LENGTH:
        return RejectCode.ID_TOO_LONG
    if _CONTROL(value):
        return RejectCode.ID_CONTROL_CHARACTER
    return None if _shows_something(value) else RejectCode.ID_EMPTY


def are_sound_ids(ids: Sequence[str]) -> bool:
    """Tell whether `check_id` accepts all of these ids of 1 to 128 characters; faster for many."""
    text = " " + " ".join(ids)
    if not text.isprintable():  # no control is printable, nor are some valid characters
        return not any(map(check_id, ids))
    # Printable ASCII without two adjacent spaces: each id begins with a visible character.
    return (text.isascii() and "  " not in text) or all(map(_shows_something, ids))


def certain_times(reference: float) -> tuple[float, float]:
    """Return bounds between which `check_timestamp` accepts every device time at `reference`; Unix seconds."""
    oldest = max(OLDEST_TIMESTAMP_S, nextafter(reference - GPS_ROLLOVER_S + GPS_ROLLOVER_WINDOW_S, reference))
    return oldest, min(reference + FUTURE_TOLERANCE_S, nextafter(MILLISECONDS_FROM, 0.0))


def check_timestamp(timestamp: float, reference: float) -> RejectCode | None:
    """Return what is wrong with a device's time at `reference`; both in Unix seconds."""
    if not isfinite(timestamp):
        return RejectCode.NOT_FINITE
    if timestamp >= MILLISECONDS_FROM:
        return RejectCode.TIMESTAMP_IN_MILLISECONDS
    if timestamp > reference + FUTURE_TOLERANCE_S:
        return RejectCode.TIMESTAMP_IN_FUTURE
    if abs(reference - GPS_ROLLOVER_S - timestamp) <= GPS_ROLLOVER_WINDOW_S:
        return RejectCode.CLOCK_GPS_ROLLOVER
    if timestamp < OLDEST_TIMESTAMP_S:
        return RejectCode.CLOCK_NOT_SET
    return None
