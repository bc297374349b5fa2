"""A batch table over real RocksDB files and a producer that the test holds in its hand."""

from collections.abc import Iterator, MutableMapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rocksdict import DbClosedError, Options, Rdict

from app.observability.metrics import Metrics
from app.table.batch_table import BatchTable
from app.table.lease import Lease
from app.table.spec import TableSpec
from tests.engine.fake_producer import FakeProducer
from tests.fakes import FixedClock
from tests.metric_values import value_of_table

CHANGELOG, REJECTED = "changelog", "rejected"
SESSION_S = 6.0


@dataclass
class Dbs:
    """What the batch table uses of Faust's store."""

    _dbs: MutableMapping[int, Any] = field(default_factory=dict)
    offset_key: bytes = b"__faust\0offset__"

    def noting_damage(self, partition: int) -> AbstractContextManager[None]:
        """Note nothing."""
        return nullcontext()


def a_spec(partitions: int = 1, *, input_can_rebuild: bool = True) -> TableSpec:
    """Return a table whose rows are bytes already, each its own version; some are deletions."""
    return TableSpec(
        name="table",
        app_id="app",
        input_topic="input",
        changelog_topic=CHANGELOG,
        partitions=partitions,
        version_of=bytes,
        input_can_rebuild=input_can_rebuild,
        deleted_at=deleted_at,
    )


def deleted_at(row: bytes) -> float | None:
    """Return the time of a deletion, which is a row such as `deleted 12`."""
    return float(row.split()[1]) if row.startswith(b"deleted ") else None


class Table:
    """A batch table with all that it works on."""

    def __init__(
        self,
        folder: Path,
        partitions: int,
        batch_size: int,
        max_pending_rows: int,
        *,
        input_can_rebuild: bool = True,
    ) -> None:
        self.store, self.producer, self.metrics = Dbs(), FakeProducer(batch_size), Metrics()
        self.clock = FixedClock(1000.0)
        self.lease = Lease(self.clock, SESSION_S)
        self.lease.renew()
        for partition in range(partitions):
            self.store._dbs[partition] = Rdict(str(folder / str(partition)), Options(raw_mode=True))
        self.rows = BatchTable(
            spec=a_spec(partitions, input_can_rebuild=input_can_rebuild),
            store=lambda: self.store,
            producer=lambda: self.producer,
            lease=self.lease,
            metrics=self.metrics,
            max_pending_rows=max_pending_rows,
        )

    def stored(self, partition: int = 0) -> dict[bytes, bytes]:
        """Return what RocksDB holds, the offset included."""
        return dict(self.store._dbs[partition].items())

    def offset(self, partition: int = 0) -> int | None:
        """Return the changelog offset that RocksDB holds."""
        raw = self.stored(partition).get(self.store.offset_key)
        return None if raw is None else int(raw)

    def value(self, metric: str) -> float:
        """Return the value of a metric."""
        return value_of_table(self.metrics, "table", metric)


@contextmanager
def a_table(
    folder: Path,
    *,
    partitions: int = 1,
    batch_size: int = 1 << 20,
    max_pending_rows: int = 1000,
    input_can_rebuild: bool = True,
) -> Iterator[Table]:
    """Yield a table with open databases and close them."""
    table = Table(folder, partitions, batch_size, max_pending_rows, input_can_rebuild=input_can_rebuild)
    dbs = list(table.store._dbs.values())
    try:
        yield table
    finally:
        for db in dbs:
            with suppress(DbClosedError):
                db.close()
