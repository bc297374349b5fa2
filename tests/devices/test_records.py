"""What the topics of devices and drivers hold is read back; what others wrote there is no record."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.device_record import DeviceRecord, decode_device, encode_device
from app.devices.driver_record import DriverRecord, decode_driver, encode_driver
from app.domain.bindings import Binding
from tests.builders import NOON
from tests.devices.registered import a_device


def test_a_device_is_read_back_and_names_the_beginning_of_a_binding_from() -> None:
    record = a_device("phone-1", "Dave-007", name="Pixel", kind="phone", fleet="north")
    raw = encode_device(record)
    assert decode_device(b"phone-1", raw) == record
    assert msgspec.json.decode(raw)["bindings"] == [{"driverId": "Dave-007", "from": NOON}]


def test_a_driver_is_read_back_and_its_name_and_phone_are_in_no_log_line() -> None:
    record = DriverRecord(id="Dave-007", name="Dave Miller", phone="+1 212", duty="break", updatedAt=NOON)
    assert decode_driver(b"Dave-007", encode_driver(record)) == record
    assert repr(record) == "DriverRecord(id='Dave-007')"


def test_a_record_under_another_key_is_none() -> None:
    assert decode_device(b"phone-2", encode_device(a_device("phone-1"))) is None
    assert decode_driver(None, encode_driver(DriverRecord(id="Dave-007", updatedAt=NOON))) is None


@given(st.binary())
def test_other_bytes_are_no_record(value: bytes) -> None:
    assert decode_device(b"phone-1", value) is None
    assert decode_driver(b"phone-1", value) is None


@pytest.mark.parametrize("wrong", [{"kind": "boat"}, {"bindings": [{"driverId": "a"}]}, {"createdAt": "now"}])
def test_a_record_with_a_wrong_member_is_none(wrong: dict[str, Any]) -> None:
    good = msgspec.json.decode(encode_device(a_device("phone-1", "Dave-007")))
    assert decode_device(b"phone-1", msgspec.json.encode({**good, **wrong})) is None


def test_a_device_without_a_binding_has_no_driver() -> None:
    record = DeviceRecord(id="phone-1", bindings=(Binding(driverId="a", from_=1, until=2),), createdAt=1, updatedAt=2)
    assert (record.driver, a_device("phone-1", "Dave-007").driver) == (None, "Dave-007")
