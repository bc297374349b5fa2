"""The driver of a fix that names none is the one whom its device belonged to at the fix's own time."""

from typing import Any

import orjson
import pytest

from app.devices.books import DeviceBook
from app.domain.access import Access, Scope
from app.fixes.parser import FixError
from app.observability.metrics import Metrics
from app.settings import Settings
from tests.builders import NOON, a_driver_fix
from tests.devices.registered import a_device, a_device_book
from web.http.problem import ProblemError
from web.ingest.bound_drivers import driver_of_devices
from web.ingest.decision import AcceptedBatch, AcceptedFix, IngestDecision, judge_array

KEY_OF_PHONE = Access("k1", frozenset({Scope.INGEST}), device="phone-1")
ERIN = Access("k2", frozenset({Scope.INGEST}), driver="Erin-001")
NORTH, SOUTH = (Access(fleet, frozenset({Scope.INGEST}), fleet=fleet) for fleet in ("north", "south"))
BOUND = a_device("phone-1", "Dave-007")
OF_NORTH = a_device("phone-1", "Dave-007", fleet="north")


def a_decision(book: DeviceBook, metrics: Metrics | None = None) -> IngestDecision:
    return IngestDecision(Settings(partitions=8), driver_of=driver_of_devices(book, metrics or Metrics()))


def a_phone_fix(**fields: Any) -> bytes:
    return orjson.dumps({**a_driver_fix(), "driverId": None, "deviceId": "phone-1", **fields})


def driver_of(result: AcceptedFix | FixError) -> str | None:
    assert isinstance(result, AcceptedFix), result
    driver = orjson.loads(result.chunk.fixes)["driverId"]
    assert isinstance(driver, str)
    return driver


@pytest.mark.parametrize(
    ("access", "sent", "driver"),
    [
        (None, {}, "Dave-007"),
        (None, {"timestamp": NOON - 1}, "phone-1"),
        (None, {"driverId": "Erin-001"}, "Erin-001"),
        (None, {"shipmentId": "PKG-1"}, "Dave-007"),
        (None, {"deviceId": "phone-2"}, "phone-2"),
        (ERIN, {}, "Erin-001"),
        (NORTH, {}, "phone-1"),
        (KEY_OF_PHONE, {"deviceId": None}, "Dave-007"),
        (KEY_OF_PHONE, {"driverId": "Dave-007"}, "Dave-007"),
    ],
)
def test_the_driver_of_a_fix(access: Access | None, sent: dict[str, Any], driver: str) -> None:
    decision, raw = a_decision(a_device_book(BOUND)), a_phone_fix(**sent)
    assert driver_of(decision.accept(raw, NOON + 60, access)) == driver
    batch = decision.accept_batch(b"[%b]" % raw, NOON + 60, access, judge_array)
    assert isinstance(batch, AcceptedBatch)
    assert [orjson.loads(chunk.fixes)["driverId"] for chunk in batch.chunks] == [driver]


@pytest.mark.parametrize(
    ("access", "driver"), [(NORTH, "Dave-007"), (SOUTH, "phone-1"), (None, "phone-1"), (KEY_OF_PHONE, "phone-1")]
)
def test_the_device_of_a_fleet_has_its_driver_for_senders_of_that_fleet_alone(
    access: Access | None, driver: str
) -> None:
    assert driver_of(a_decision(a_device_book(OF_NORTH)).accept(a_phone_fix(), NOON + 60, access)) == driver


def test_the_key_of_a_device_posts_for_no_other_driver_than_that_of_the_device() -> None:
    decision, raw = a_decision(a_device_book(BOUND)), a_phone_fix(driverId="Erin-001")
    result = decision.accept(raw, NOON, KEY_OF_PHONE)
    assert isinstance(result, FixError)
    assert (result.code, result.field) == ("forbidden", "driverId")
    assert decision.accept_certain(raw, NOON, KEY_OF_PHONE) is None


def test_until_the_devices_are_known_a_fix_whose_driver_depends_on_them_waits_and_others_do_not() -> None:
    metrics = Metrics()
    decision = a_decision(DeviceBook(), metrics)
    for access, raw in ((None, a_phone_fix()), (KEY_OF_PHONE, a_phone_fix(driverId="Dave-007"))):
        with pytest.raises(ProblemError) as refused:
            decision.accept(raw, NOON, access)
        assert refused.value.code == "recovering"
        assert decision.accept_certain(raw, NOON, access) is None
        with pytest.raises(ProblemError):
            decision.accept_batch(b"[%b]" % raw, NOON, access, judge_array)
    assert driver_of(decision.accept(a_phone_fix(driverId="Dave-007"), NOON, None)) == "Dave-007"
    assert metrics.registry.get_sample_value("tracker_ingest_unavailable_total", {"code": "recovering"}) == 4
    assert driver_of(decision.accept(a_phone_fix(), NOON, ERIN)) == "Erin-001"
