"""Control records: what is one, what is wrong with one, and what stays a fix."""

import json
from typing import Any

import pytest

from app.domain.fix_rules import FUTURE_TOLERANCE_S, OLDEST_TIMESTAMP_S, RejectCode
from app.fixes.control import Forget, decode_control, encode_forget
from app.fixes.parser import FixError
from tests.builders import NOON, a_driver_fix, a_fix, an_envelope


def a_forget(**fields: Any) -> bytes:
    return json.dumps({"forget": "PKG-1", "at": NOON, **fields}).encode()


def test_what_is_written_is_read_and_its_key_is_the_shipment_id() -> None:
    key, value = encode_forget(Forget("Päckchen 7", NOON))
    assert key == "Päckchen 7".encode()
    assert decode_control(value, NOON) == Forget("Päckchen 7", NOON)
    assert value.startswith(b'{"forget":')


def test_a_driver_is_named_by_its_row_id() -> None:
    key, value = encode_forget(Forget("\x01Dave-007", NOON))
    assert key == b"\x01Dave-007"
    assert decode_control(value, NOON) == Forget("\x01Dave-007", NOON)


@pytest.mark.parametrize("at", [NOON, int(NOON), NOON + FUTURE_TOLERANCE_S, OLDEST_TIMESTAMP_S])
def test_any_time_that_a_fix_may_have_is_taken(at: float) -> None:
    assert decode_control(a_forget(at=at), NOON) == Forget("PKG-1", at)


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"at": "now"}, "wrong_type", "at"),
        ({"at": True}, "wrong_type", "at"),
        ({"at": None}, "wrong_type", "at"),
        ({"at": 10**400}, "not_finite", "at"),
        ({"at": NOON + FUTURE_TOLERANCE_S + 1}, "timestamp_in_future", "at"),
        ({"at": NOON * 1000}, "timestamp_in_milliseconds", "at"),
        ({"at": 0}, "clock_not_set", "at"),
        ({"forget": ""}, "id_empty", "forget"),
        ({"forget": "x" * 129}, "id_too_long", "forget"),
        ({"forget": "a\nb"}, "id_control_character", "forget"),
        ({"forget": "\x01a\nb"}, "id_control_character", "forget"),
        ({"forget": "\x01\x01a"}, "id_control_character", "forget"),
        ({"forget": "\x01"}, "id_empty", "forget"),
        ({"forget": 7}, "wrong_type", "forget"),
        ({"forget": None}, "wrong_type", "forget"),
        ({"why": "asked to"}, "wrong_type", None),
    ],
)
def test_what_is_malformed_is_refused_with_a_code_and_the_field(
    fields: dict[str, Any], code: str, field: str | None
) -> None:
    error = decode_control(a_forget(**fields), NOON)
    assert isinstance(error, FixError)
    assert (error.code, error.field) == (code, field)
    assert (field or "why") in error.detail


def test_a_control_record_without_a_time_is_refused() -> None:
    error = FixError(RejectCode.MISSING_FIELD, "at is missing", "at")
    assert decode_control(b'{"forget":"PKG-1"}', NOON) == error


@pytest.mark.parametrize(
    "value",
    [
        None,
        b"",
        b'poison "forget"',
        b'["forget"]',
        b'"forget"',
        an_envelope({"forget": "PKG-1", "at": NOON}),
        json.dumps(a_fix(forget="me")).encode(),
        json.dumps(a_fix(driverId="forget")).encode(),
        json.dumps(a_driver_fix(forget="me")).encode(),
        b'{"forget":"me","deviceId":"phone-1"}',
        b'{"forget":' + b"[" * 100_000,
    ],
)
def test_anything_else_is_no_control_record(value: bytes | None) -> None:
    assert decode_control(value, NOON) is None
