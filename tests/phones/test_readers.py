"""What each field of each protocol becomes."""

import json
from typing import Any

import pytest

from app.fixes.parser import FixError
from app.phones.gpslogger import read_gpslogger
from app.phones.osmand import read_osmand
from app.phones.overland import read_overland
from app.phones.owntracks import read_owntracks
from app.phones.said import Heard, PhoneRequest, Position, Reading, Sender, SpeedUnit
from app.phones.traccar import read_traccar
from app.phones.values import seconds
from tests.builders import NOON

STRANGER = Sender()
PLACE = {"id": "van-7", "lat": "51.5", "lon": "-0.12", "timestamp": "1700000000"}
TRACCAR = {
    "position": {
        "deviceId": 7,
        "fixTime": "2026-11-20T09:00:00.000+00:00",
        "deviceTime": "2026-11-20T08:00:00.000+00:00",
        "valid": True,
        "outdated": False,
        "latitude": 51.5,
        "longitude": -0.12,
        "altitude": 35.0,
        "speed": 12.4,
        "course": 270.0,
        "accuracy": 0.0,
        "attributes": {"batteryLevel": 87.0, "battery": 12.6},
    },
    "device": {"id": 7, "name": "Van 7", "uniqueId": "352093081234567"},
}


def only(reading: Reading) -> dict[str, Any]:
    """Return the values of the only position."""
    assert not isinstance(reading, FixError)
    [said] = reading
    assert isinstance(said.what, Position)
    return said.what.values


def is_contact(reading: Reading) -> bool:
    """Tell whether a request is one sign of life and nothing else."""
    return not isinstance(reading, FixError) and [type(said.what) for said in reading] == [Heard]


def osmand(sender: Sender = STRANGER, /, **fields: str) -> Reading:
    """Read fields in the address."""
    return read_osmand(PhoneRequest(PLACE | fields), NOON, sender)


def owntracks(**message: Any) -> Reading:
    """Read a location."""
    whole = {"_type": "location", "lat": 51.5, "lon": -0.12, "tst": 1_700_000_000, "tid": "v7"} | message
    return read_owntracks(PhoneRequest({}, json.dumps(whole).encode()), Sender())


def traccar(**changed: Any) -> Reading:
    """Read a forwarded position."""
    item = {**TRACCAR, "position": {**TRACCAR["position"], **changed}}
    return read_traccar(PhoneRequest({}, json.dumps(item).encode()), Sender())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1700000000", 1_700_000_000),
        (1_700_000_000, 1_700_000_000),
        ("1700000000123", 1_700_000_000.123),
        (1_700_000_000_123, 1_700_000_000.123),
        ("2023-11-14T22:13:20Z", 1_700_000_000),
        ("2023-11-14T22:13:20.5Z", 1_700_000_000.5),
        ("2023-11-14T15:13:20-0700", 1_700_000_000),
        ("2023-11-14T15:13:20-07:00", 1_700_000_000),
        ("2023-11-14T15:13:20-07", 1_700_000_000),
        ("2023-11-14 22:13:20", 1_700_000_000),
        ("2023-11-14T22:13:20", 1_700_000_000),
        ("", None),
        (None, None),
        ("yesterday", "yesterday"),
        ("2023-13-45T00:00:00Z", "2023-13-45T00:00:00Z"),
        (True, True),
    ],
)
def test_a_time_is_read_in_every_documented_form(written: Any, expected: Any) -> None:
    assert seconds(written) == expected


@pytest.mark.parametrize(
    ("fields", "set_unit", "expected"),
    [
        ({}, None, 10.0),
        ({"batt": "80", "accuracy": "5"}, None, 5.14444),
        ({"batt": "80"}, None, 10.0),
        ({"batt": "80", "accuracy": "5"}, "mps", 10.0),
        ({}, "knots", 5.14444),
        ({}, "kmh", 2.77778),
        ({"speedunit": "kmh"}, "knots", 2.77778),
        ({"speedunit": "furlongs"}, None, 10.0),
    ],
)
def test_the_unit_of_osmands_speed_is_the_address_then_the_devices_then_the_apps(
    fields: dict[str, str], set_unit: SpeedUnit | None, expected: float
) -> None:
    sender = Sender(speed_unit_of=lambda _: set_unit)
    assert only(osmand(sender, speed="10", **fields))["speed"] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("fields", [{"lat": "", "lon": ""}, {"valid": "false"}, {"valid": "0"}])
def test_osmands_position_without_a_place_or_an_invalid_one_is_a_contact(fields: dict[str, str]) -> None:
    assert is_contact(osmand(**fields))


def test_a_comma_in_a_coordinate_is_left_for_the_parser_to_refuse() -> None:
    assert only(osmand(lat="60,5"))["latitude"] == "60,5"


@pytest.mark.parametrize("value", ["-1", "-0.5", "NaN", "inf", "", "fast", "1_0", "1" * 50])
def test_a_measurement_that_is_unknown_is_left_out(value: str) -> None:
    values = only(osmand(speed=value, bearing=value, accuracy=value, batt=value))
    assert values.keys() == {"deviceId", "latitude", "longitude", "timestamp"}


def test_an_accuracy_of_zero_is_unknown_and_a_speed_of_zero_is_not() -> None:
    values = only(osmand(accuracy="0.0", speed="0.0", bearing="0.0"))
    assert "accuracy" not in values
    assert (values["speed"], values["heading"]) == (0, 0)


def test_the_address_may_name_driver_and_shipment() -> None:
    values = only(osmand(shipmentid="PKG-1", driverid="Dave"))
    assert (values["shipmentId"], values["driverId"], values["deviceId"]) == ("PKG-1", "Dave", "van-7")


def test_the_device_of_a_key_replaces_what_the_phone_says() -> None:
    assert only(osmand(Sender("of the key")))["deviceId"] == "of the key"


@pytest.mark.parametrize(
    ("message", "query", "headers", "expected"),
    [
        ({}, {}, ("", ""), "v7"),
        ({"topic": "owntracks/jane/phone"}, {}, ("", ""), "jane/phone"),
        ({"topic": "owntracks/jane/phone"}, {}, ("joe", "pixel"), "joe/pixel"),
        ({"topic": "owntracks/jane/phone"}, {"u": "ann", "d": "tablet"}, ("joe", "pixel"), "ann/tablet"),
        ({}, {"u": "van-7", "d": "van-7"}, ("", ""), "van-7"),
        ({}, {"d": "van-7"}, ("", ""), "van-7"),
        ({"topic": "own/root/of/mine"}, {}, ("", ""), "own/root/of/mine"),
    ],
)
def test_owntracks_names_its_device_by_address_headers_topic_or_tid(
    message: dict[str, Any], query: dict[str, str], headers: tuple[str, str], expected: str
) -> None:
    whole = {"_type": "location", "lat": 51.5, "lon": -0.12, "tst": 1_700_000_000, "tid": "v7"} | message
    reading = read_owntracks(PhoneRequest(query, json.dumps(whole).encode(), *headers), Sender())
    assert only(reading)["deviceId"] == expected


def test_owntracks_sends_kilometres_an_hour_and_percent() -> None:
    values = only(owntracks(vel=36, batt=50, cog=90, acc=0))
    assert (values["speed"], values["battery"], values["heading"]) == (pytest.approx(10), 0.5, 90)
    assert "accuracy" not in values


@pytest.mark.parametrize("kind", ["waypoint", "waypoints", "lwt", "status", "card", "steps", "dump", "cmd"])
def test_other_messages_of_owntracks_say_nothing(kind: str) -> None:
    assert owntracks(_type=kind) == []


def test_a_transition_of_owntracks_is_a_contact() -> None:
    assert is_contact(owntracks(_type="transition", topic="owntracks/jane/phone/event"))


def test_traccar_sends_knots_percent_and_the_time_of_the_fix() -> None:
    values = only(traccar())
    assert values["deviceId"] == "352093081234567"
    assert values["timestamp"] == 1_795_165_200
    assert values["speed"] == pytest.approx(6.379, abs=1e-3)
    assert (values["heading"], values["altitude"], values["battery"]) == (270, 35, 0.87)
    assert "accuracy" not in values


@pytest.mark.parametrize("changed", [{"valid": False}, {"outdated": True}])
def test_an_old_place_that_traccar_repeats_is_a_contact(changed: dict[str, bool]) -> None:
    assert is_contact(traccar(**changed))


def test_a_position_of_traccar_without_its_device_is_named_by_the_address_only() -> None:
    body = json.dumps({"position": TRACCAR["position"]}).encode()
    assert "deviceId" not in only(read_traccar(PhoneRequest({}, body), Sender()))
    assert only(read_traccar(PhoneRequest({"id": "van-7"}, body), Sender()))["deviceId"] == "van-7"


def test_traccar_may_name_the_driver() -> None:
    assert only(traccar(attributes={"driverUniqueId": "Dave"}))["driverId"] == "Dave"


def test_gpslogger_prefers_the_time_with_milliseconds() -> None:
    fields = PLACE | {"time": "2023-11-14T22:13:20.250Z", "spd_kph": "36", "aid": "a1"}
    values = only(
        read_gpslogger(PhoneRequest({}, "&".join(f"{k}={v}" for k, v in fields.items()).encode()), NOON, Sender())
    )
    assert (values["timestamp"], values["speed"], values["deviceId"]) == (1_700_000_000.25, pytest.approx(10), "van-7")


def test_overland_puts_its_current_place_first() -> None:
    def feature(at: str) -> dict[str, Any]:
        geometry = {"type": "Point", "coordinates": [-0.12, 51.5]}
        return {"type": "Feature", "geometry": geometry, "properties": {"timestamp": at, "device_id": "v"}}

    body = {"locations": [feature("2023-11-14T20:00:00Z")], "current": feature("2023-11-14T22:13:20Z")}
    reading = read_overland(PhoneRequest({}, json.dumps(body).encode()), Sender())
    assert not isinstance(reading, FixError)
    assert [said.what.values["timestamp"] for said in reading if isinstance(said.what, Position)] == [
        1_700_000_000,
        1_699_992_000,
    ]


@pytest.mark.parametrize("body", [b"{", b"[1,", b"", b"\xff\xfe", b'{"a":' * 5_000])
def test_what_is_no_json_is_refused_as_a_whole(body: bytes) -> None:
    for reading in (read_overland(PhoneRequest({}, body), Sender()), read_traccar(PhoneRequest({}, body), Sender())):
        assert isinstance(reading, FixError)
        assert reading.code == "not_json"
