"""Overland's batches of GeoJSON features; `quick_overland` reads well-formed ones at speed."""

from collections.abc import Mapping
from typing import Any

from app.domain.fix_rules import RejectCode
from app.fixes.parser import FixError
from app.phones.body import json_of
from app.phones.said import Heard, PhoneRequest, Position, Reading, Said, Sender, names_in, wrong_shape
from app.phones.values import accuracy, altitude, coordinate, measure, member, name, seconds


def read_overland(request: PhoneRequest, sender: Sender) -> Reading:
    """Return what a batch says: first `current`, the newest of a phone with a backlog, then all locations."""
    root = json_of(request.body)
    if isinstance(root, FixError):
        return root
    if not isinstance(root, dict) or not isinstance(root.get("locations"), list):
        return wrong_shape('an object {"locations": [features]}')
    current = root.get("current")
    features = [*([] if current is None else [current]), *root["locations"]]
    return [Said(feature, _read_feature(feature, request.query, sender)) for feature in features]


def _read_feature(feature: Any, query: Mapping[str, str], sender: Sender) -> Position | Heard | FixError:
    if not isinstance(feature, dict):
        return wrong_shape("a GeoJSON feature")
    told = member(feature, "properties")
    names = names_in(query, sender, name(told.get("device_id")))
    geometry, at = member(feature, "geometry"), seconds(told.get("timestamp"))
    if not geometry and at is not None:
        return names.heard()  # an event of the app, such as will_terminate
    if at is None:
        return FixError(RejectCode.MISSING_FIELD, "properties.timestamp is missing", "timestamp")
    point = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(point, list) or len(point) < 2:
        return FixError(RejectCode.WRONG_TYPE, "geometry must be a Point with two coordinates", "geometry")
    return names.position(
        latitude=coordinate(point[1]),
        longitude=coordinate(point[0]),
        timestamp=at,
        speed=measure(told.get("speed")),
        heading=measure(told.get("course")),
        accuracy=accuracy(told.get("horizontal_accuracy")),
        altitude=altitude(told.get("altitude")),
        battery=measure(told.get("battery_level")),
    )
