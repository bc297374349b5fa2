"""GPSLogger's custom URL: whatever its user wrote into the template, with the names of `%ALL` and of common templates."""

from collections.abc import Mapping
from typing import Any

from app.fixes.parser import FixError
from app.phones.body import form_of, json_of, looks_like_json, sent_form
from app.phones.said import Heard, PhoneRequest, Position, Reading, Said, Sender, names_in, wrong_shape
from app.phones.values import accuracy, altitude, coordinate, measure, name, percent, seconds, speed


def read_gpslogger(request: PhoneRequest, received_at: float, sender: Sender) -> Reading:
    """Return what one request says: the fields of its address and body, or of one or many JSON objects."""
    if not looks_like_json(request.body):
        fields = form_of(request)
        if isinstance(fields, FixError):
            return fields
        return [Said(sent_form(fields), _read_fields(fields, fields, received_at, sender))]
    root = json_of(request.body)
    if isinstance(root, FixError):
        return root
    items = root if isinstance(root, list) else [root]
    return [Said(item, _read_item(item, request, received_at, sender)) for item in items]


def _read_item(item: Any, request: PhoneRequest, received_at: float, sender: Sender) -> Position | Heard | FixError:
    if not isinstance(item, dict):
        return wrong_shape("a JSON object")
    return _read_fields({key.lower(): value for key, value in item.items()}, request.query, received_at, sender)


def _read_fields(
    fields: Mapping[str, Any], query: Mapping[str, str], received_at: float, sender: Sender
) -> Position | Heard:
    own = next((found for key in ("device", "id", "aid", "ser") if (found := name(fields.get(key)))), None)
    names = names_in(query, sender, own)
    latitude, longitude = _first(fields, "lat", "latitude"), _first(fields, "lon", "longitude", "lng")
    if latitude is None and longitude is None:
        return names.heard()
    return names.position(
        latitude=coordinate(latitude),
        longitude=coordinate(longitude),
        timestamp=_time(fields, received_at),
        speed=_speed(fields),
        heading=measure(_first(fields, "dir", "bearing", "heading")),
        accuracy=accuracy(_first(fields, "acc", "accuracy")),
        altitude=altitude(_first(fields, "alt", "altitude")),
        battery=percent(_first(fields, "batt", "battery")),
    )


def _time(fields: Mapping[str, Any], received_at: float) -> Any:
    """Return when the fix was: `time` has milliseconds, `timestamp` has not."""
    told = [seconds(fields.get(key)) for key in ("time", "timestamp")]
    known = [at for at in told if isinstance(at, float)]
    unclear = [at for at in told if at is not None]
    return (known or unclear or [received_at])[0]


def _speed(fields: Mapping[str, Any]) -> float | None:
    told = _first(fields, "spd", "speed", "s")
    return speed(fields.get("spd_kph"), "kmh") if told is None else speed(told, "mps")


def _first(fields: Mapping[str, Any], *keys: str) -> Any:
    return next((value for key in keys if (value := fields.get(key)) not in (None, "")), None)
