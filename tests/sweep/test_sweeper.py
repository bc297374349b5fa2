"""What the loop writes and tells, with rows and replicas in memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec
import pytest

from app.deliveries.codec import decode_command, decode_row, encode_row
from app.domain.deliveries.command import ChangeAlert, Command, Observe
from app.domain.deliveries.row import DeliveryRow, Progress, Window
from app.domain.deliveries.status import Status
from app.observability.metrics import Metrics
from app.settings import Settings
from app.sweep.findings import command_id
from app.sweep.sweeper import Sweeper
from app.table.changed_rows import ChangedRow
from tests.fakes import FixedClock
from tests.sweep.town import NOW, PLACE, a_fix, a_row


@dataclass
class Changes:
    """A replica that gives out what a test puts into it."""

    rows: dict[str, bytes] = field(default_factory=dict)
    changed: list[ChangedRow] = field(default_factory=list)
    is_complete: bool = True

    def put(self, id_: str, row: bytes) -> None:
        self.rows[id_] = row
        self.changed.append(ChangedRow(id_, row, 0))

    def was_reset(self) -> bool:
        return False

    def take(self) -> Iterator[ChangedRow]:
        taken, self.changed = self.changed, []
        yield from taken

    def row_of(self, row_id: str) -> bytes | None:
        return self.rows.get(row_id)


@dataclass
class Rows:
    """The table of a dispatcher that owns partition 0."""

    newest: dict[bytes, bytes] = field(default_factory=dict)
    commands: list[tuple[bytes, Command]] = field(default_factory=list)
    partitions: tuple[int, ...] = (0,)

    def get(self, _partition: int, key: bytes) -> bytes | None:
        return self.newest.get(key)

    def put_all(self, _partition: int, rows: dict[bytes, bytes]) -> None:
        self.newest.update(rows)

    def emit(self, _source: int, *, key: bytes, value: bytes, **_: Any) -> None:
        self.commands.append((key, decode_command(value)))

    async def wait_for_room(self) -> None:
        pass


class Loop:
    """A sweeper with what surrounds it."""

    def __init__(self) -> None:
        self.clock, self.rows = FixedClock(NOW), Rows()
        self.deliveries, self.latest = Changes(), Changes()
        self.again()

    def again(self) -> None:
        """Begin as another process would, from the rows."""
        for changes in (self.deliveries, self.latest):
            changes.changed = [ChangedRow(id_, row, 0) for id_, row in changes.rows.items()]
        self.sweeper = Sweeper(
            Settings(), self.clock, Metrics(), cast("Any", self.rows), self.deliveries, self.latest, lambda: True
        )

    def put(self, row: DeliveryRow) -> None:
        self.rows.newest[row.shipmentId.encode()] = encode_row(row)
        self.deliveries.put(row.shipmentId, encode_row(row))

    def drive(self, **fields: Any) -> None:
        self.latest.put("\x01Dave", msgspec.json.encode(a_fix(self.clock.now(), **fields)))

    async def sweep(self, after_s: float = 2.0) -> None:
        self.clock.time += after_s
        await self.sweeper.sweep()
        for key, row in self.rows.newest.items():  # what was written comes back through the changelog
            if self.deliveries.rows.get(key.decode()) != row:
                self.deliveries.put(key.decode(), row)

    def progress(self, shipment: str = "A") -> Progress:
        row = decode_row(self.rows.newest[shipment.encode()])
        assert isinstance(row, DeliveryRow)
        return row.progress or Progress()


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
    [opened] = [command for _, command in loop.rows.commands if isinstance(command, ChangeAlert)]
    assert (opened.alert, opened.what) == ("late", "open")
    loop.rows.newest, loop.deliveries.rows = before, {"A": before[b"A"]}
    loop.again()
    await loop.sweep()
    assert [command.id for _, command in loop.rows.commands if isinstance(command, ChangeAlert)] == [opened.id] * 2


async def test_the_next_process_does_not_open_an_alert_again(loop: Loop) -> None:
    loop.put(a_row(window=Window(start=NOW - 3600, end=NOW - 60)))
    await loop.sweep()
    loop.again()
    await loop.sweep()
    assert len([command for _, command in loop.rows.commands if isinstance(command, ChangeAlert)]) == 1


async def test_an_arrival_that_nobody_drives_to_any_more_is_withdrawn(loop: Loop) -> None:
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
