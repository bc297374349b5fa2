"""The parser: what it believes, what it says about the rest, and that it never raises."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fix_rules import GPS_ROLLOVER_S, RejectCode, check_id, check_timestamp
from app.fixes.codec import stored_form
from app.fixes.parser import FixError, ParsedFix, parse_fix, parse_fixes, received_at_of
from tests.builders import NOON, a_fix
from tests.fixes.strategies import any_fix, any_json

LIMIT = 1000
HUGE = int("9" * 4000)
POSSIBLE: dict[str, Any] = {"speed": 3.5, "heading": 90, "accuracy": 5, "altitude": -1, "battery": 0.5}


def parse(*, without: str = "", **fields: Any) -> ParsedFix | FixError:
    sent = {name: value for name, value in a_fix(**fields).items() if name != without}
    return parse_fix(json.dumps(sent).encode(), NOON)


def error_of(result: ParsedFix | FixError) -> FixError:
    assert isinstance(result, FixError)
    return result


def code_of(result: ParsedFix | FixError | None) -> RejectCode | None:
    return result.code if isinstance(result, FixError) else None


def fix_of(result: object) -> ParsedFix:
    assert isinstance(result, ParsedFix), result
    return result


def test_the_sample_position_is_accepted() -> None:
    fix = fix_of(parse()).fix
    assert (fix.shipmentId, fix.latitude, fix.timestamp) == ("PKG-998877", 40.758, NOON)


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"without": "latitude"}, "missing_field", "latitude"),
        ({"without": "timestamp"}, "missing_field", "timestamp"),
        ({"latitude": "40.7"}, "wrong_type", "latitude"),
        ({"latitude": True}, "wrong_type", "latitude"),
        ({"latitude": None}, "wrong_type", "latitude"),
        ({"latitude": [1]}, "wrong_type", "latitude"),
        ({"shipmentId": 7}, "wrong_type", "shipmentId"),
        ({"deviceId": 7}, "wrong_type", "deviceId"),
        ({"shipmentId": ""}, "id_empty", "shipmentId"),
        ({"shipmentId": "  "}, "id_empty", "shipmentId"),
        ({"driverId": "\u200b\u3164"}, "id_empty", "driverId"),
        ({"deviceId": "\u2800"}, "id_empty", "deviceId"),
        ({"driverId": "D" * 129}, "id_too_long", "driverId"),
        ({"shipmentId": "PKG\n1"}, "id_control_character", "shipmentId"),
        ({"shipmentId": "\x01Dave-007"}, "id_control_character", "shipmentId"),
        ({"driverId": "\x01Dave-007"}, "id_control_character", "driverId"),
        ({"deviceId": "\x85"}, "id_control_character", "deviceId"),
        ({"driverId": "\u2028"}, "id_control_character", "driverId"),
        ({"latitude": 90.001}, "latitude_out_of_range", "latitude"),
        ({"longitude": -181}, "longitude_out_of_range", "longitude"),
        ({"latitude": float("nan")}, "not_finite", "latitude"),
        ({"longitude": float("-inf")}, "not_finite", "longitude"),
        ({"latitude": HUGE}, "not_finite", "latitude"),
        ({"timestamp": float("inf")}, "not_finite", "timestamp"),
        ({"timestamp": NOON + 301}, "timestamp_in_future", "timestamp"),
        ({"timestamp": 86_400}, "clock_not_set", "timestamp"),
        ({"timestamp": 946_684_800}, "clock_not_set", "timestamp"),
        ({"timestamp": NOON - GPS_ROLLOVER_S}, "clock_gps_rollover", "timestamp"),
        ({"timestamp": NOON * 1000}, "timestamp_in_milliseconds", "timestamp"),
    ],
)
def test_a_fix_that_breaks_a_rule_gets_the_code_and_the_field(fields: dict[str, Any], code: str, field: str) -> None:
    error = error_of(parse(**fields))
    assert (error.code, error.field) == (code, field)
    assert field in error.detail
    assert len(error.detail) < 200


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_json"),
        (b" \n", "not_json"),
        (b"{", "not_json"),
        (b"latitude=1", "not_json"),
        (b"\xef\xbb\xbf{}", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"a":' * 300 + b"1" + b"}" * 300, "not_json"),
        (b'{"latitude":' + b"9" * 10_000 + b"}", "not_json"),
        (b'{"driverId":"\\ud800"}', "not_json"),
        (b'{"driverId":"\xff"}', "not_utf8"),
        ('{"driverId":"Zoë"}'.encode("latin-1"), "not_utf8"),
        (b"[]", "wrong_type"),
        (b"null", "wrong_type"),
        (b"NaN", "wrong_type"),
        (b"1e999", "wrong_type"),
    ],
)
def test_bytes_that_hold_no_object_get_a_code(raw: bytes, code: str) -> None:
    assert error_of(parse_fix(raw, NOON)).code == code


def test_a_number_too_large_for_a_float_is_not_finite() -> None:
    raw = json.dumps(a_fix(latitude=0)).replace('"latitude": 0', '"latitude": 1e999').encode()
    assert error_of(parse_fix(raw, NOON)).code == "not_finite"


@pytest.mark.parametrize(
    ("unit", "divisor"), [("milliseconds", 1_000), ("microseconds", 1_000_000), ("nanoseconds", 1_000_000_000)]
)
def test_a_timestamp_in_another_unit_is_named_with_the_remedy(unit: str, divisor: int) -> None:
    error = error_of(parse(timestamp=NOON * divisor))
    assert error.code == "timestamp_in_milliseconds"
    assert f"is in {unit}; divide by {divisor} " in error.detail


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[(field, -1) for field in ("speed", "heading", "accuracy", "battery")],
        ("speed", 1023),
        ("heading", 511),
        ("heading", 360.5),
        ("accuracy", 0),
        ("altitude", -32_768),
        ("battery", 87),
        ("battery", 255),
        ("speed", "fast"),
        ("speed", "12.5"),
        ("speed", True),
        ("heading", [90]),
        ("altitude", {"value": 3}),
        ("altitude", float("nan")),
        ("accuracy", float("inf")),
        ("battery", HUGE),
    ],
    ids=str,
)
def test_an_impossible_measurement_is_dropped_alone_and_named(field: str, value: object) -> None:
    sent = {name: number for name, number in POSSIBLE.items() if name != field}
    parsed = fix_of(parse(**{**sent, field: value}))
    assert parsed.ignored == (field,)
    assert stored_form(parsed.fix, "D") == stored_form(fix_of(parse(**sent)).fix, "D")


def test_measurements_without_a_value_are_not_named() -> None:
    absent: dict[str, Any] = dict.fromkeys(POSSIBLE)
    assert fix_of(parse(**absent)).ignored == ()


def test_impossible_measurements_are_named_before_unknown_fields() -> None:
    unknown: dict[str, Any] = {f"x{n}": n for n in range(100)}
    assert fix_of(parse(**unknown, battery=-1, speed=-1)).ignored[:3] == ("speed", "battery", "x0")


def test_an_impossible_measurement_does_not_hide_what_else_is_wrong() -> None:
    assert error_of(parse(speed=-1, without="latitude")).code == "missing_field"
    assert error_of(parse(speed=-1, deviceId=7)).code == "wrong_type"
    assert error_of(parse(speed=-1, shipmentId=" ")).code == "id_empty"
    assert error_of(parse(speed=-1, timestamp=0)).code == "clock_not_set"


@pytest.mark.parametrize("value", ["-1", "NaN", "1e999", "[]", "-" + "9" * 400])
def test_of_a_measurement_that_occurs_twice_the_last_counts(value: str) -> None:
    raw = orjson.dumps(a_fix())[:-1]
    assert fix_of(parse_fix(raw + b',"speed":3,"speed":%b}' % value.encode(), NOON)).fix.speed is None
    assert fix_of(parse_fix(raw + b',"speed":%b,"speed":3}' % value.encode(), NOON)).fix.speed == 3


def test_a_missing_field_that_was_sent_under_a_similar_name_is_recognised() -> None:
    assert "'driver_id' was sent" in error_of(parse(without="driverId", driver_id="D")).detail


def test_a_shipment_under_a_similar_name_does_not_make_the_fix_the_drivers_own() -> None:
    error = error_of(parse(without="shipmentId", shipment_id="PKG-1"))
    assert (error.code, error.field) == ("missing_field", "shipmentId")
    assert "'shipment_id' was sent, the name is shipmentId" in error.detail


@pytest.mark.parametrize("name", ["shipmentId", "driverId", "deviceId"])
def test_an_id_that_is_null_is_absent(name: str) -> None:
    absent: dict[str, Any] = {name: None}
    assert getattr(fix_of(parse(**absent)).fix, name) is None


def test_of_a_name_that_occurs_twice_the_last_counts() -> None:
    raw = orjson.dumps(a_fix())[:-1] + b',"latitude":12.5}'
    assert fix_of(parse_fix(raw, NOON)).fix.latitude == 12.5


def test_unknown_fields_do_no_harm_and_are_named() -> None:
    assert fix_of(parse(sped=3, receivedAt=1, source=[0, 0, 0])).ignored == ("sped", "receivedAt", "source")


def test_names_of_unknown_fields_are_few_and_short() -> None:
    unknown: dict[str, Any] = {f"{n}{'x' * 1000}": n for n in range(100)}
    ignored = fix_of(parse(**unknown)).ignored
    assert len(ignored) == 20
    assert all(len(name) == 64 for name in ignored)


@pytest.mark.parametrize("value", [NOON + 1.5, int(NOON)])
def test_the_time_of_receipt_is_read_back(value: float) -> None:
    assert received_at_of(fix_of(parse(receivedAt=value)).fix) == value


@pytest.mark.parametrize("value", ["1", None, True, [1.0], HUGE])
def test_a_time_of_receipt_that_no_edge_wrote_is_none(value: object) -> None:
    assert received_at_of(fix_of(parse(receivedAt=value)).fix) is None


def test_a_bad_item_of_an_array_costs_only_itself() -> None:
    results = parse_fixes(json.dumps([a_fix(), 7, a_fix(latitude=99), a_fix()]).encode(), NOON, LIMIT)
    assert not isinstance(results, FixError)
    assert [code_of(result) for result in results] == [None, "wrong_type", "latitude_out_of_range", None]


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"", "not_json"), (b'[{"a":1}', "not_json"), (b'["\xff"]', "not_utf8"), (b"{}", "wrong_type")],
)
def test_bytes_that_hold_no_array_get_a_code(raw: bytes, code: str) -> None:
    result = parse_fixes(raw, NOON, LIMIT)
    assert isinstance(result, FixError)
    assert result.code == code


def test_an_array_above_the_limit_is_too_large() -> None:
    assert not isinstance(parse_fixes(b"[1,2]", NOON, 2), FixError)
    assert isinstance(parse_fixes(b"[1,2,3]", NOON, 2), FixError)


@given(raw=st.binary(max_size=300) | any_json.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_make_the_parser_raise(raw: bytes) -> None:
    assert isinstance(parse_fix(raw, NOON), ParsedFix | FixError)
    results = parse_fixes(raw, NOON, LIMIT)
    if not isinstance(results, FixError):
        assert all(isinstance(result, ParsedFix | FixError) for result in results)


@given(fields=any_fix)
def test_an_accepted_fix_keeps_every_rule(fields: dict[str, Any]) -> None:
    result = parse_fix(json.dumps({**a_fix(), **fields}).encode(), NOON)
    if isinstance(result, FixError):
        assert len(result.detail) < 400
        return
    fix = result.fix
    assert check_timestamp(fix.timestamp, NOON) is None
    assert all(check_id(value or "D") is None for value in (fix.driverId, fix.shipmentId, fix.deviceId))
    assert abs(fix.latitude) <= 90
    assert abs(fix.longitude) <= 180


@given(fields=any_fix)
def test_a_fix_alone_in_an_array_is_judged_alike(fields: dict[str, Any]) -> None:
    raw = json.dumps({**a_fix(), **fields}).encode()
    in_array = parse_fixes(b"[" + raw + b"]", NOON, LIMIT)
    assert not isinstance(in_array, FixError)
    assert [code_of(result) for result in in_array] == [code_of(parse_fix(raw, NOON))]


def test_a_long_nested_value_is_shown_short() -> None:
    refused = parse(latitude=[{"\x1f" * 40: "\U0001342f" * 40, "\x08" * 40: ["\x1f" * 40] * 9}] * 9)
    assert isinstance(refused, FixError)
    assert len(refused.detail) < 200
