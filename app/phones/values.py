"""Values as phones write them: numbers as text, -1 and empty for unknown, times in many forms."""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import isfinite
from typing import Any

import msgspec

from app.domain.fix_rules import ID_MAX_LENGTH
from app.phones.said import SpeedUnit

LONGEST = 40
"""Most characters of a number or a time."""
MILLISECONDS_FROM = 2**31 - 1
"""A time from here on is in milliseconds, as Traccar reads it; in seconds it would be after January 2038."""
MPS_OF: Mapping[SpeedUnit, float] = {"mps": 1.0, "knots": 0.514444, "kmh": 1 / 3.6}


def number(value: Any) -> float | None:
    """Return a number, also one that is written as text; it may be infinite or NaN."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and (len(value) > LONGEST or "_" in value):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def coordinate(value: Any) -> Any:
    """Return a number, or the value itself, so that the parser can say what is wrong with it; None if there is none."""
    found = number(value)
    return (None if value == "" else value) if found is None else found


def measure(value: Any, factor: float = 1.0) -> float | None:
    """Return a measurement that is never negative, or None: phones write -1 for unknown."""
    found = number(value)
    return found * factor if found is not None and found >= 0 and isfinite(found) else None


def altitude(value: Any) -> float | None:
    """Return a height, which may be negative."""
    found = number(value)
    return found if found is not None and isfinite(found) else None


def accuracy(value: Any) -> float | None:
    """Return an accuracy, or None: 0 says that the phone does not know it."""
    return measure(value) or None


def percent(value: Any) -> float | None:
    """Return a share from percent."""
    found = measure(value)
    return None if found is None else found / 100


def speed(value: Any, unit: SpeedUnit) -> float | None:
    """Return metres per second."""
    return measure(value, MPS_OF[unit])


def seconds(value: Any) -> Any:
    """Return Unix seconds; None if there is no time, and the value itself if it is not a time, for the parser to refuse."""
    if value is None or value == "":
        return None
    found = number(value)
    if found is not None:
        return found / 1000 if found >= MILLISECONDS_FROM else found
    if not isinstance(value, str) or len(value) > LONGEST:
        return value
    try:
        time = _time_in(value.strip())
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return value


def _time_in(text: str) -> datetime:
    """Return the time in a text; raises ValueError."""
    try:
        return msgspec.convert(text, datetime)  # RFC 3339, also without the colon of the offset
    except msgspec.ValidationError:
        return datetime.fromisoformat(text)


def name(value: Any) -> str | None:
    """Return an id, also one that is written as a number; None for nothing."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value) if abs(value) < 10**ID_MAX_LENGTH else None
    return value or None if isinstance(value, str) else None


def member(value: Any, key: str) -> Mapping[str, Any]:
    """Return an object within an object, an empty one if there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}
