"""What a sweep remembers and learns of drivers and fleets stands in rows, so that another process continues from them."""

from typing import Any

import msgspec
import pytest

from app.deliveries.codec import decode_driver_row, decode_fleet_row, encode_row
from app.domain.arrivals.quality import Quality
from app.domain.deliveries.kept_rows import DriverRow, FleetRow
from app.domain.deliveries.row import DeliveryRow, Destination, Progress, Window
from app.domain.deliveries.status import Status
from tests.metric_values import value_of
from tests.sweep.loop import Loop
from tests.sweep.town import NOW, PLACE, a_row

DRIVER, FLEET = b"\x01Dave", b"\x02"
MILESTONE = 1


@pytest.fixture
def loop() -> Loop:
    return Loop()


def driver_row(loop: Loop) -> DriverRow:
    row = decode_driver_row(loop.rows.newest[DRIVER])
    assert isinstance(row, DriverRow)
    return row


def fleet_row(loop: Loop) -> FleetRow:
    return decode_fleet_row(loop.rows.newest[FLEET])


def delivered(number: int, **fields: Any) -> DeliveryRow:
    """Return the delivery at one of many stops, each a kilometre and some minutes after the one before."""
    arrived = NOW - 40_000 + 330 * number
    # A quarter of an hour was foretold; it took as much and a few minutes.
    late = 30.0 * (number % 7)
    forecast = [
        MILESTONE,
        arrived - 900 - late,
        arrived - late,
        arrived - late,
        arrived - 400,
        arrived + 400,
        number % 2,
    ]
    values = {
        "status": Status.DELIVERED, "statusAt": arrived + 200, "endedAt": arrived + 200, "attempts": 1, "sequence": number,
        "destination": Destination(latitude=40.7 + number / 111.195, longitude=-74.0), "custody": (),
        "progress": Progress(attempt=1, arrivedAt=arrived),
        "memory": {"forecasts": [forecast]},
    }  # fmt: skip
    return a_row(f"S{number}", **{**values, **fields})


async def test_a_driver_who_has_departed_is_not_planned_again_after_a_restart(loop: Loop) -> None:
    loop.put(a_row())
    loop.drive()
    await loop.sweep()
    eta = loop.progress().eta
    assert eta is not None
    assert eta.planned
    loop.drive(latitude=40.706)
    await loop.sweep(after_s=40)
    loop.put(a_row("B", planRevision=1))
    loop.again()
    await loop.sweep(after_s=40)
    eta = loop.progress("B").eta
    assert eta is not None
    assert not eta.planned
    assert (driver_row(loop).memory or {})["started_at"] == NOW + 42


async def test_a_route_that_begins_after_the_last_one_ended_is_planned(loop: Loop) -> None:
    memory = {"started_at": NOW - 50_000, "start_latitude": 40.0, "start_longitude": -74.0}
    known = DriverRow(
        driverId="Dave", planRevision=0, revision=1, offset=-1, createdAt=NOW, updatedAt=NOW, memory=memory
    )
    loop.rows.newest[DRIVER] = encode_row(known)
    loop.follow()
    loop.put(a_row())
    loop.drive()
    await loop.sweep()
    eta = loop.progress().eta
    assert eta is not None
    assert eta.planned


async def test_a_silent_driver_raises_one_alert_also_across_processes_and_a_fix_resolves_it(loop: Loop) -> None:
    loop.put(a_row(fleet="red"))
    await loop.sweep()
    loop.again()
    await loop.sweep()
    [opened] = loop.alerts(DRIVER)
    assert (opened.alert, opened.what, opened.fleet) == ("silent", "open", "red")
    loop.drive(fleet="red")
    await loop.sweep()
    assert [each.what for each in loop.alerts(DRIVER)] == ["open", "resolve"]
    assert len({each.id for each in loop.alerts(DRIVER)}) == 2


async def test_a_crash_before_the_memory_of_an_alert_is_written_repeats_its_id(loop: Loop) -> None:
    loop.put(a_row())
    await loop.sweep()
    del loop.rows.newest[DRIVER], loop.deliveries.rows["\x01Dave"]
    loop.again()
    await loop.sweep()
    first, second = loop.alerts(DRIVER)
    assert first.id == second.id


async def test_a_driver_who_has_nothing_out_yet_may_be_silent(loop: Loop) -> None:
    loop.put(a_row(status=Status.CREATED, custody=(), window=Window(start=NOW + 3600, end=NOW + 7200)))
    await loop.sweep()
    assert loop.alerts(DRIVER) == []


async def test_an_alert_of_a_driver_resolves_after_the_last_delivery_also_where_the_process_is_another(
    loop: Loop,
) -> None:
    loop.put(a_row())
    await loop.sweep()
    del loop.rows.newest[b"A"], loop.deliveries.rows["A"]
    loop.again()
    await loop.sweep()
    assert [each.what for each in loop.alerts(DRIVER)] == ["open", "resolve"]
    await loop.sweep()
    assert len(loop.alerts(DRIVER)) == 2


async def test_a_low_battery_is_an_alert_of_the_driver(loop: Loop) -> None:
    loop.put(a_row())
    for _ in range(3):
        loop.drive(battery=9.0)
        await loop.sweep(after_s=40)
    assert [(each.alert, each.what) for each in loop.alerts(DRIVER)] == [("battery_low", "open")]


async def test_a_fleet_learns_from_stops_and_its_arrivals_are_then_learned_ones(loop: Loop) -> None:
    for number in range(110):
        loop.put(delivered(number))
    await loop.sweep()
    row = fleet_row(loop)
    assert Quality.from_plain(row.quality).count.sum() == 110
    assert value_of(loop.metrics, "tracker_sweep_stops_learned_total") == 110
    labels = {"stops_before": "0", "rest_seconds": "900"}
    assert value_of(loop.metrics, "tracker_eta_forecasts", **labels) == 55
    assert value_of(loop.metrics, "tracker_eta_covered", **labels) == 55
    assert value_of(loop.metrics, "tracker_eta_error_seconds", **labels) > 0
    assert driver_row(loop).learned is not None
    loop.put(a_row())
    loop.drive()
    await loop.sweep()
    eta = loop.progress().eta
    assert eta is not None
    assert eta.basis == "learned"


async def test_another_process_learns_no_stop_again_and_the_next_one_once(loop: Loop) -> None:
    for number in range(10):
        loop.put(delivered(number))
    await loop.sweep()
    before = fleet_row(loop), driver_row(loop)
    loop.again()
    await loop.sweep(after_s=60)
    assert (fleet_row(loop), driver_row(loop)) == before
    loop.put(delivered(10))
    await loop.sweep(after_s=60)
    await loop.sweep(after_s=60)
    assert Quality.from_plain(fleet_row(loop).quality).count.sum() == 11


async def test_forecasts_are_kept_in_the_row_of_the_delivery_until_its_arrival_is_learned(loop: Loop) -> None:
    loop.put(a_row(destination=Destination(latitude=40.79, longitude=-74.0)))
    for _ in range(20):
        loop.drive(latitude=40.709 + (loop.clock.now() - NOW) / 20_000)
        await loop.sweep(after_s=60)
    row = msgspec.json.decode(loop.rows.newest[b"A"], type=DeliveryRow)
    kept = (row.memory or {})["forecasts"]
    assert kept
    progress = msgspec.structs.replace(loop.progress(), attempt=1, arrivedAt=loop.clock.now())
    ended = msgspec.structs.replace(
        row,
        progress=progress,
        status=Status.DELIVERED,
        statusAt=loop.clock.now() + 90,
        endedAt=loop.clock.now() + 90,
        attempts=1,
        planRevision=2,
    )
    loop.put(ended)
    await loop.sweep()
    assert Quality.from_plain(fleet_row(loop).quality).count.sum() == len(kept)


async def test_what_was_deleted_of_a_driver_is_not_written_back_from_memory(loop: Loop) -> None:
    for number in range(3):
        loop.put(delivered(number))
    loop.put(a_row(custody=()))
    loop.drive()
    await loop.sweep()
    assert driver_row(loop).learned is not None
    del loop.rows.newest[DRIVER], loop.deliveries.rows["\x01Dave"]
    loop.deliveries.delete("\x01Dave")
    loop.drive(latitude=PLACE.latitude + 0.02)
    await loop.sweep()
    assert loop.sweeper._gathering.drivers.columns.pace_level[0] == 0


async def test_a_driver_id_belongs_to_the_fleet_that_had_it_first(loop: Loop) -> None:
    loop.put(a_row(fleet="red"))
    await loop.sweep()
    loop.put(a_row("B", fleet="blue"))
    await loop.sweep()
    assert driver_row(loop).fleet == "red"
    assert [each.fleet for each in loop.alerts(DRIVER)] == ["red"]
