"""Positions that a Traccar server forwards (`forward.type=json`): one a request, with the device's record beside it."""

from typing import Any

from app.fixes.parser import FixError
from app.phones.body import json_of
from app.phones.said import Heard, Names, PhoneRequest, Position, Reading, Said, Sender, names_in, wrong_shape
from app.phones.values import accuracy, altitude, coordinate, measure, member, name, percent, seconds, speed

SHAPE = 'an object {"position": {…}, "device": {…}}'


def read_traccar(request: PhoneRequest, sender: Sender) -> Reading:
    """Return what one or many forwarded positions say."""
    root = json_of(request.body)
    if isinstance(root, FixError):
        return root
    items = root if isinstance(root, list) else [root]
    if items and not any(member(item, "position") for item in items):
        return wrong_shape(SHAPE)
    return [Said(item, _read_item(item, request, sender)) for item in items]


def _read_item(item: Any, request: PhoneRequest, sender: Sender) -> Position | Heard | FixError:
    position = member(item, "position")
    if not position:
        return wrong_shape(SHAPE)
    told = member(position, "attributes")
    # The number `deviceId` of a position is a row of Traccar's database and means nothing here.
    found = names_in(request.query, sender, name(member(item, "device").get("uniqueId")))
    names = Names(found.device_id, found.driver_id or name(told.get("driverUniqueId")), found.shipment_id)
    if position.get("valid") is False or position.get("outdated") is True:
        return names.heard()  # it repeats an old place
    return names.position(
        latitude=coordinate(position.get("latitude")),
        longitude=coordinate(position.get("longitude")),
        timestamp=seconds(position.get("fixTime")),
        speed=speed(position.get("speed"), "knots"),
        heading=measure(position.get("course")),
        accuracy=accuracy(position.get("accuracy")),
        altitude=altitude(position.get("altitude")),
        battery=percent(told.get("batteryLevel")),
    )
