"""The JSON of the Transistorsoft SDK, as Traccar Client from 9 on and many apps of drivers send it: one or many."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.fix_rules import RejectCode
from app.fixes.parser import FixError
from app.phones.body import json_of
from app.phones.said import Heard, Names, PhoneRequest, Position, Reading, Said, Sender, names_in, wrong_shape
from app.phones.values import accuracy, altitude, coordinate, measure, member, name, seconds

SHAPE = 'an object {"location": …, "device_id": …}, or an array of such'


def read_json(request: PhoneRequest, sender: Sender) -> Reading:
    """Return what a JSON body says, in its order; an item that cannot be read does not affect the others."""
    root = json_of(request.body)
    if isinstance(root, FixError):
        return root
    wrappers = root if isinstance(root, list) else [root]
    if not any(isinstance(wrapper, dict) and _locations(wrapper) is not None for wrapper in wrappers) and root != []:
        return wrong_shape(SHAPE)
    return [said for wrapper in wrappers for said in _read_wrapper(wrapper, request, sender)]


def _read_wrapper(wrapper: Any, request: PhoneRequest, sender: Sender) -> Iterator[Said]:
    locations = _locations(wrapper) if isinstance(wrapper, dict) else None
    if locations is None:
        yield Said(wrapper, wrong_shape(SHAPE))
        return
    names = names_in(request.query, sender, _device_in(wrapper))
    for location in locations:
        yield Said(location, _read_location(location, wrapper, names))


def _locations(wrapper: Mapping[str, Any]) -> list[Any] | None:
    """Return the locations of a body: one or many, or the body itself in apps that leave the root out."""
    if "location" in wrapper:
        location = wrapper["location"]
        return location if isinstance(location, list) else [location]
    return [wrapper] if "coords" in wrapper else None


def _device_in(wrapper: Mapping[str, Any]) -> str | None:
    return next((found for key in ("device_id", "deviceId", "id") if (found := name(wrapper.get(key)))), None)


def _read_location(location: Any, wrapper: Mapping[str, Any], names: Names) -> Position | Heard | FixError:
    if not isinstance(location, dict):
        return wrong_shape("a location as a JSON object")
    coords = location.get("coords", location)
    if coords is None or (coords is location and "latitude" not in location and "longitude" not in location):
        return names.heard()
    if not isinstance(coords, dict):
        return wrong_shape("coords as a JSON object")
    at = seconds(location.get("timestamp"))
    if at is None:
        return FixError(RejectCode.MISSING_FIELD, "timestamp is missing", "timestamp")
    battery = member(location, "battery") or member(wrapper, "battery")
    return names.position(
        latitude=coordinate(coords.get("latitude")),
        longitude=coordinate(coords.get("longitude")),
        timestamp=at,
        speed=measure(coords.get("speed")),
        heading=measure(coords.get("heading")),
        accuracy=accuracy(coords.get("accuracy")),
        altitude=altitude(coords.get("altitude")),
        battery=measure(battery.get("level")),
    )
