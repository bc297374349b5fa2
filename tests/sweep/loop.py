"""The loop with rows and replicas in memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec

from app.deliveries.codec import decode_command, decode_row, encode_row
from app.domain.deliveries.command import ChangeAlert, Command
from app.domain.deliveries.row import DeliveryRow, Progress
from app.domain.partition import partition_of
from app.observability.metrics import Metrics
from app.settings import Settings
from app.sweep.sweeper import Sweeper
from app.sweep.tracked_drivers import DriverKey
from app.table.changed_rows import ChangedRow
from tests.fakes import FixedClock
from tests.sweep.town import NOW, a_fix


@dataclass
class Changes:
    """A replica that gives out what a test puts into it."""

    rows: dict[str, bytes] = field(default_factory=dict)
    changed: list[ChangedRow] = field(default_factory=list)
    is_complete: bool = True
    partitions: int = 1

    def put(self, id_: str, row: bytes) -> None:
        self.rows[id_] = row
        self.changed.append(self._changed(id_, row))

    def delete(self, id_: str) -> None:
        """Give out the deletion of a row."""
        self.rows.pop(id_, None)
        self.changed.append(ChangedRow(id_, None, 0))

    def begin_again(self) -> None:
        """Give out every row once more."""
        self.changed = [self._changed(id_, row) for id_, row in self.rows.items()]

    def _changed(self, id_: str, row: bytes) -> ChangedRow:
        subject = id_.lstrip("\x01\x02")
        return ChangedRow(id_, row, partition_of(subject, self.partitions))

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

    def __init__(
        self,
        partitions: int = 1,
        own: tuple[int, ...] = (0,),
        newest: dict[bytes, bytes] | None = None,
        router: str = "",
    ) -> None:
        self.router = router
        self.clock = FixedClock(NOW)
        self.rows = Rows({} if newest is None else newest, partitions=own)
        self.off_duty: list[DriverKey] = []
        self.deliveries, self.latest = Changes(partitions=partitions), Changes(partitions=partitions)
        self.again()

    def again(self) -> None:
        """Begin as another process would, from the rows."""
        for changes in (self.deliveries, self.latest):
            changes.begin_again()
        self.metrics = Metrics()
        self.sweeper = Sweeper(
            Settings(partitions=self.deliveries.partitions, router=self.router),
            self.clock,
            self.metrics,
            cast("Any", self.rows),
            self.deliveries,
            self.latest,
            lambda: True,
            lambda: self.off_duty,
        )

    async def close(self) -> None:
        """End the requests to a router."""
        if self.sweeper._router is not None:
            await self.sweeper._router.close()

    def put(self, row: DeliveryRow) -> None:
        self.rows.newest[row.shipmentId.encode()] = encode_row(row)
        self.deliveries.put(row.shipmentId, encode_row(row))

    def drive(self, **fields: Any) -> None:
        self.latest.put("\x01Dave", msgspec.json.encode(a_fix(self.clock.now(), **fields)))

    async def sweep(self, after_s: float = 2.0) -> None:
        self.clock.time += after_s
        await self.sweeper.sweep()
        self.follow()

    def follow(self) -> None:
        """Read what was written, as from the changelog."""
        for key, row in self.rows.newest.items():
            if self.deliveries.rows.get(key.decode()) != row:
                self.deliveries.put(key.decode(), row)

    def progress(self, shipment: str = "A") -> Progress:
        row = decode_row(self.rows.newest[shipment.encode()])
        assert isinstance(row, DeliveryRow)
        return row.progress or Progress()

    def alerts(self, key: bytes = b"A") -> list[ChangeAlert]:
        return [command for told, command in self.rows.commands if told == key and isinstance(command, ChangeAlert)]
