"""What routers are asked, and what their answers say: OSRM's route service and Valhalla's route action."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

LONGEST_LEG_S = 86_400.0
Coordinates = tuple[float, float]
"""Latitude and longitude, degrees."""


class OddAnswerError(Exception):
    """An answer that says nothing usable."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request; with a body it is a POST."""

    path: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class RouterKind:
    """How one kind of router is asked."""

    ask: Callable[[Sequence[Coordinates]], Question]
    read: Callable[[Any], Any]
    """From the answer to the seconds of its legs, as they stand there."""


def _ask_osrm(points: Sequence[Coordinates]) -> Question:
    coordinates = ";".join(f"{longitude:.6f},{latitude:.6f}" for latitude, longitude in points)
    return Question(f"/route/v1/driving/{coordinates}?overview=false&steps=false")


def _read_osrm(answer: Any) -> Any:
    if answer["code"] != "Ok":
        raise OddAnswerError
    return [leg["duration"] for leg in answer["routes"][0]["legs"]]


def _ask_valhalla(points: Sequence[Coordinates]) -> Question:
    locations = [{"lat": round(latitude, 6), "lon": round(longitude, 6)} for latitude, longitude in points]
    question = {"locations": locations, "costing": "auto", "directions_type": "none"}
    return Question("/route", json.dumps(question).encode())


def _read_valhalla(answer: Any) -> Any:
    if answer["trip"]["status"] != 0:
        raise OddAnswerError
    return [leg["summary"]["time"] for leg in answer["trip"]["legs"]]


KINDS: Mapping[str, RouterKind] = {
    "osrm": RouterKind(_ask_osrm, _read_osrm),
    "valhalla": RouterKind(_ask_valhalla, _read_valhalla),
}


def leg_seconds(kind: RouterKind, raw: bytes, legs: int) -> tuple[float, ...]:
    """Return the seconds of each leg; raise OddAnswerError where the answer is none to the question."""
    try:
        found = kind.read(json.loads(raw))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise OddAnswerError from None
    if len(found) != legs or not all(map(_is_plausible, found)):
        raise OddAnswerError
    return tuple(float(seconds) for seconds in found)


def _is_plausible(seconds: Any) -> bool:
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return is_number and isfinite(seconds) and 0 <= seconds <= LONGEST_LEG_S
