"""OsmAnd's protocol: fields in the address or a form, as OsmAnd, Traccar Client up to 8 and many scripts send it."""

from collections.abc import Mapping

from app.fixes.parser import FixError
from app.phones.body import form_of, looks_like_json, sent_form
from app.phones.osmand_json import read_json
from app.phones.said import Heard, Names, PhoneRequest, Position, Reading, Said, Sender, SpeedUnit, first_of, names_in
from app.phones.values import MPS_OF, accuracy, altitude, coordinate, measure, percent, seconds, speed

UNTRUE = frozenset({"false", "0"})


def read_osmand(request: PhoneRequest, received_at: float, sender: Sender) -> Reading:
    """Return what one request says; a JSON body is that of Traccar Client from 9 on."""
    if looks_like_json(request.body):
        return read_json(request, sender)
    fields = form_of(request)
    if isinstance(fields, FixError):
        return fields
    return [Said(sent_form(fields), read_fields(fields, received_at, sender))]


def read_fields(fields: Mapping[str, str], received_at: float, sender: Sender) -> Position | Heard:
    """Return the position in some fields, or a sign of life if they hold no place or an old one."""
    found = names_in(fields, sender)
    names = Names(found.device_id, found.driver_id or first_of(fields, "driveruniqueid"), found.shipment_id)
    latitude, longitude = _coordinates(fields)
    if not (latitude or longitude) or fields.get("valid", "").lower() in UNTRUE:
        return names.heard()
    at = seconds(fields.get("timestamp"))
    return names.position(
        latitude=coordinate(latitude),
        longitude=coordinate(longitude),
        timestamp=received_at if at is None else at,
        speed=speed(fields.get("speed"), _unit(fields, names, sender)),
        heading=measure(first_of(fields, "bearing", "heading", "course", "dir")),
        accuracy=accuracy(first_of(fields, "accuracy", "acc")),
        altitude=altitude(first_of(fields, "altitude", "alt")),
        battery=percent(first_of(fields, "batt", "bat", "battery")),
    )


def _coordinates(fields: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the texts of latitude and longitude, as far as there are any."""
    latitude, longitude = first_of(fields, "lat", "latitude"), first_of(fields, "lon", "longitude", "lng")
    if latitude is None and longitude is None:
        latitude, _, longitude = fields.get("location", "").partition(",")
    return latitude, longitude


def _unit(fields: Mapping[str, str], names: Names, sender: Sender) -> SpeedUnit:
    """Return the unit of the speed: as the address or the device's record says, else as the sending app has it."""
    told = fields.get("speedunit", "").lower()
    for unit in MPS_OF:
        if told == unit:
            return unit
    set_unit = None if names.device_id is None else sender.speed_unit_of(names.device_id)
    # Traccar Client, which sends both, converts to knots; the OsmAnd app sends m/s.
    return set_unit or ("knots" if fields.get("batt") and fields.get("accuracy") else "mps")
