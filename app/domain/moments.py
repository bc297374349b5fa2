"""Moments as people and systems write them: Unix seconds, ISO 8601 with an offset, or local time of a zone."""

import re
from datetime import UTC, datetime, timedelta
from math import isfinite
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST_S, LATEST_S = 0.0, 32_503_680_000.0
"""1970 and 3000: a number beyond is no time in seconds."""
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?").fullmatch
NOT_A_TIME = "not a time: Unix seconds, or ISO 8601 with an offset such as 2026-03-01T09:00:00+01:00"


def moment_of(value: object, zone: ZoneInfo | None = None) -> float:
    """Return a moment as Unix seconds; a time without an offset is local time of `zone`. Raises ValueError."""
    if type(value) is float and EARLIEST_S <= value <= LATEST_S:  # the way of nearly all
        return value
    if isinstance(value, str):
        text = value.strip()
        seconds = float(text) if _NUMBER(text) else _instant_of(text, zone).timestamp()
    elif isinstance(value, int | float) and not isinstance(value, bool):
        seconds = float(value)
    else:
        raise ValueError(NOT_A_TIME)  # noqa: TRY004  # pydantic reports ValueError as a refusal
    if not isfinite(seconds) or not EARLIEST_S <= seconds <= LATEST_S:
        raise ValueError("not a time between 1970 and 3000 in seconds")
    return seconds


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name; raises ValueError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones
        raise ValueError("not an IANA time zone such as Europe/Berlin") from None


def _instant_of(text: str, zone: ZoneInfo | None) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(NOT_A_TIME) from None
    if found.tzinfo is not None:
        return found
    if zone is None:
        raise ValueError("a local time without a time zone")
    local = found.replace(tzinfo=zone)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != found:
        raise ValueError("a local time that the clocks of its zone skip")
    return local


def day_of(moment: float, zone: ZoneInfo) -> tuple[float, float]:
    """Return when the local day of a moment begins and ends, Unix seconds."""
    begin = datetime.fromtimestamp(moment, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    end = (begin.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=zone)
    return begin.timestamp(), end.timestamp()
