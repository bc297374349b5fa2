"""What the loop writes and tells, with rows and replicas in memory."""

import msgspec
import pytest

from app.deliveries.codec import decode_row, encode_row
from app.domain.deliveries.command import Observe
from app.domain.deliveries.row import DeliveryRow, Progress, Window
from app.domain.deliveries.status import Status
from app.sweep.findings import command_id
from tests.sweep.loop import Loop
from tests.sweep.town import NOW, PLACE, a_row


@pytest.fixture
def loop() -> Loop:
    return Loop()


async def test_an_arrival_is_published_and_stays_until_it_moves(loop: Loop) -> None:
    loop.put(a_row())
    loop.drive()
    await loop.sweep()
    first = loop.rows.newest[b"A"]
    assert loop.progress().eta is not None
    assert loop.progress().signal == "live"
    await loop.sweep()
    assert loop.rows.newest[b"A"] == first


async def test_a_row_of_another_partition_is_not_written(loop: Loop) -> None:
    loop.rows.partitions = ()
    loop.put(a_row())
    await loop.sweep()
    assert loop.rows.newest[b"A"] == encode_row(a_row())


async def test_a_plan_that_the_sweep_has_not_read_is_left_alone_until_it_has(loop: Loop) -> None:
    loop.put(a_row())
    loop.rows.newest[b"A"] = encode_row(a_row(planRevision=2, note="Ring twice."))
    await loop.sweeper.sweep()
    assert loop.progress().eta is None
    await loop.sweep()  # the replica is told the new plan after this one
    loop.deliveries.put("A", loop.rows.newest[b"A"])
    await loop.sweep()
    assert loop.progress().eta is not None
    row = decode_row(loop.rows.newest[b"A"])
    assert isinstance(row, DeliveryRow)
    assert row.note == "Ring twice."


async def test_the_second_fix_at_the_destination_is_an_arrival_that_is_told_once(loop: Loop) -> None:
    loop.put(a_row())
    for _ in range(3):
        loop.drive(latitude=PLACE.latitude, longitude=PLACE.longitude, speed=9.0)
        await loop.sweep()
    told = [command for _, command in loop.rows.commands if isinstance(command, Observe)]
    assert [(each.what, each.attempt, each.observedAt) for each in told] == [("arrived", 1, NOW)]
    assert told[0].id == command_id("A", a_row().createdAt, "arrived", 1)


async def test_the_next_process_remembers_the_first_fix_at_the_destination(loop: Loop) -> None:
    loop.put(a_row())
    loop.drive(latitude=PLACE.latitude, longitude=PLACE.longitude, speed=9.0)
    await loop.sweep()
    loop.again()
    loop.drive(latitude=PLACE.latitude, longitude=PLACE.longitude, speed=9.0)
    await loop.sweep()
    assert [command.observedAt for _, command in loop.rows.commands if isinstance(command, Observe)] == [NOW]


async def test_an_alert_is_opened_once_and_a_crash_before_its_memory_is_written_repeats_its_id(loop: Loop) -> None:
    loop.put(a_row(window=Window(start=NOW - 3600, end=NOW - 60)))
    before = dict(loop.rows.newest)
    await loop.sweep()
    await loop.sweep()
    [opened] = loop.alerts()
    assert (opened.alert, opened.what) == ("late", "open")
    loop.rows.newest, loop.deliveries.rows = before, {"A": before[b"A"]}
    loop.again()
    await loop.sweep()
    assert [command.id for command in loop.alerts()] == [opened.id] * 2


async def test_the_next_process_does_not_open_an_alert_again(loop: Loop) -> None:
    loop.put(a_row(window=Window(start=NOW - 3600, end=NOW - 60)))
    await loop.sweep()
    loop.again()
    await loop.sweep()
    assert len(loop.alerts()) == 1


async def test_an_arrival_without_a_driver_is_withdrawn(loop: Loop) -> None:
    loop.put(a_row())
    await loop.sweep()
    assert loop.progress().eta is not None
    row = decode_row(loop.rows.newest[b"A"])
    assert isinstance(row, DeliveryRow)
    loop.put(msgspec.structs.replace(row, driverId=None, custody=(), planRevision=2))
    await loop.sweep()
    assert (loop.progress().eta, loop.progress().stopsBefore, loop.progress().signal) == (None, None, None)


async def test_what_was_seen_in_one_attempt_is_not_the_arrival_of_the_next(loop: Loop) -> None:
    loop.put(a_row())
    loop.drive(latitude=PLACE.latitude, longitude=PLACE.longitude, speed=9.0)
    await loop.sweep()
    row = decode_row(loop.rows.newest[b"A"])
    assert isinstance(row, DeliveryRow)
    loop.put(msgspec.structs.replace(row, attempts=1, status=Status.ATTEMPT_FAILED, planRevision=2))
    await loop.sweep()
    row = decode_row(loop.rows.newest[b"A"])
    assert isinstance(row, DeliveryRow)
    loop.put(msgspec.structs.replace(row, status=Status.OUT_FOR_DELIVERY, planRevision=3))
    for _ in range(2):
        loop.drive(latitude=PLACE.latitude, longitude=PLACE.longitude, speed=9.0)
        await loop.sweep(after_s=10)
    told = [command for _, command in loop.rows.commands if isinstance(command, Observe) and command.what == "arrived"]
    assert [(each.attempt, each.observedAt) for each in told] == [(2, NOW + 4)]


async def test_a_driver_who_leaves_a_delivered_stop_does_not_depart_from_it(loop: Loop) -> None:
    loop.put(a_row(progress=Progress(attempt=1, arrivedAt=NOW - 60)))
    loop.drive(latitude=PLACE.latitude, longitude=PLACE.longitude)
    await loop.sweep()
    row = decode_row(loop.rows.newest[b"A"])
    assert isinstance(row, DeliveryRow)
    loop.put(
        msgspec.structs.replace(row, status=Status.DELIVERED, attempts=1, endedAt=loop.clock.now(), planRevision=2)
    )
    for _ in range(3):
        loop.drive(latitude=PLACE.latitude + 0.01)
        await loop.sweep(after_s=61)
    assert [command for _, command in loop.rows.commands if isinstance(command, Observe)] == []
