"""A row that a paused worker wrote over is written again by the partition's owner."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson

from app.fixes.latest_row import deleted_at, version_of
from app.table.repair import TRY_AGAIN_S, Repairer
from tests.builders import a_deletion, a_row
from tests.engine.tables import Table, a_spec

KEY = b"PKG-1"


def row(timestamp: float, offset: int) -> bytes:
    return orjson.dumps(a_row(shipmentId="PKG-1", timestamp=timestamp, source=[0, offset, 0]))


class Owner:
    """A worker that owns partition 0 and has the newest row of PKG-1 on disk."""

    def __init__(self, folder: Path, is_settled: Callable[[], bool] = lambda: True) -> None:
        self.table = Table(folder, partitions=2, batch_size=100, max_pending_rows=100)
        self.table.store._dbs[0][KEY] = self.newest = row(20.0, 7)
        spec = replace(a_spec(2), version_of=version_of, deleted_at=deleted_at)
        self.repairer = Repairer(self.table.rows, spec, self.table.clock, self.table.metrics, is_settled)

    @property
    def pending(self) -> bytes | None:
        row = self.table.rows._pending[0].get(KEY)
        return None if row is None else bytes(row)


async def test_a_row_that_was_written_over_is_written_again(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    owner.repairer.on_old_row(0, KEY, row(10.0, 3))
    assert owner.repairer.repair() == 1
    assert owner.pending == owner.newest
    assert owner.table.value("tracker_table_repairs_total") == 1


async def test_a_repair_that_was_seen_is_not_repeated(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    owner.repairer.on_old_row(0, KEY, row(10.0, 3))
    owner.repairer.repair()
    owner.repairer.on_newest_row(KEY)
    owner.table.clock.time += TRY_AGAIN_S + 1
    assert owner.repairer.repair() == 0


async def test_a_repair_that_was_not_seen_is_tried_again_after_a_while(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    owner.repairer.on_old_row(0, KEY, row(10.0, 3))
    assert [owner.repairer.repair(), owner.repairer.repair()] == [1, 0]
    owner.table.clock.time += TRY_AGAIN_S + 1
    assert owner.repairer.repair() == 1


async def test_rows_of_other_workers_are_left_to_them(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    del owner.table.store._dbs[1]
    owner.repairer.on_old_row(1, KEY, row(10.0, 3))
    assert owner.repairer.repair() == 0


async def test_a_row_that_the_owner_does_not_know_better_is_left_alone(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    owner.repairer.on_old_row(0, KEY, row(30.0, 9))
    assert owner.repairer.repair() == 0
    assert owner.pending is None


async def test_nothing_is_repaired_while_the_table_is_being_restored(tmp_path: Path) -> None:
    settled: list[bool] = []
    owner = Owner(tmp_path, lambda: bool(settled))
    owner.repairer.on_old_row(0, KEY, row(10.0, 3))
    assert owner.repairer.repair() == 0
    settled.append(True)
    assert owner.repairer.repair() == 1


async def test_a_live_row_under_a_tombstone_that_came_too_late_is_written_again(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    owner.repairer.on_tombstone(0, KEY)
    assert owner.repairer.repair() == 1
    assert owner.pending == owner.newest


async def test_a_tombstone_of_a_deletion_or_of_what_this_worker_lacks_is_kept_in_no_list(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    owner.table.store._dbs[0][KEY] = a_deletion("PKG-1")
    for key in (KEY, b"PKG-2"):
        owner.repairer.on_tombstone(0, key)
    assert owner.repairer._overwritten == {}


async def test_a_live_row_that_follows_its_tombstone_is_left_alone(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    owner.repairer.on_tombstone(0, KEY)
    owner.repairer.on_newest_row(KEY)
    assert owner.repairer.repair() == 0
