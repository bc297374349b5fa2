"""OwnTracks in HTTP mode: one message a request, of which only locations are positions."""

from collections.abc import Mapping
from typing import Any

from app.domain.fix_rules import RejectCode
from app.fixes.parser import FixError
from app.phones.body import json_of
from app.phones.said import Heard, Names, PhoneRequest, Position, Reading, Said, Sender, first_of, wrong_shape
from app.phones.values import accuracy, altitude, coordinate, measure, name, percent, seconds, speed

TOPIC_ROOT = "owntracks/"
EVENT_TOPICS = frozenset({"event", "waypoint", "waypoints", "info", "step", "cmd", "dump", "status", "request"})
"""What the app puts after the device into the topic of a message that is no location."""


def read_owntracks(request: PhoneRequest, sender: Sender) -> Reading:
    """Return what a message says; nothing for an empty body and for messages that are not about where a phone is."""
    if not request.body.strip():
        return []
    message = json_of(request.body)
    if isinstance(message, FixError):
        return message
    if not isinstance(message, dict):
        return [Said(message, wrong_shape("a message as a JSON object"))]
    names = Names(
        sender.device_id or _device_of(request, message),
        first_of(request.query, "driverid"),
        first_of(request.query, "shipmentid"),
    )
    what = _read_message(message, names)
    return [] if what is None else [Said(message, what)]


def _read_message(message: Mapping[str, Any], names: Names) -> Position | Heard | FixError | None:
    match message.get("_type"):
        case "location":
            return _read_location(message, names)
        case "transition":
            # Its place is that of the region on some phones, and the app sends a location beside it.
            return names.heard()
        case "encrypted":
            return FixError(
                RejectCode.ENCRYPTED, "The message is encrypted with a key of the phone; turn this off in it"
            )
        case str():
            return None
        case _:
            return FixError(RejectCode.MISSING_FIELD, "_type is missing", "_type")


def _read_location(message: Mapping[str, Any], names: Names) -> Position | FixError:
    at = seconds(message.get("tst"))
    if at is None:
        return FixError(RejectCode.MISSING_FIELD, "tst is missing", "tst")
    return names.position(
        latitude=coordinate(message.get("lat")),
        longitude=coordinate(message.get("lon")),
        timestamp=at,
        speed=speed(message.get("vel"), "kmh"),
        heading=measure(message.get("cog")),
        accuracy=accuracy(message.get("acc")),
        altitude=altitude(message.get("alt")),
        battery=percent(message.get("batt")),
    )


def _device_of(request: PhoneRequest, message: Mapping[str, Any]) -> str | None:
    """Return the device as `user/device`, as OwnTracks names it, from the address, its headers, the topic or `tid`."""
    for user, device in ((request.query.get("u"), request.query.get("d")), (request.user, request.device)):
        if user or device:
            return user if user == device else "/".join(part for part in (user, device) if part)
    topic = name(message.get("topic"))
    if topic is None:
        return first_of(request.query, "device", "id") or name(message.get("tid"))
    parts = topic.removeprefix(TOPIC_ROOT).split("/")
    return "/".join(parts[:-1] if len(parts) > 2 and parts[-1] in EVENT_TOPICS else parts)
