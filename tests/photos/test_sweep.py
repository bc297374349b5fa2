"""The sweep: which photos it deletes, and that one process of many sweeps in an interval."""

import os
from pathlib import Path

import pytest

from app.domain.photos.names import path_of
from app.observability.metrics import Metrics
from app.photos.lifetime import StoredPhoto, why_due
from app.photos.photo_store import PhotoStore, photo_store
from app.photos.sweep import PhotoSweep, Table
from app.settings import Settings
from tests.builders import NOON
from tests.fakes import FixedClock
from tests.metric_values import value_of
from tests.photos.test_photo_store import paths

REF = "ab" * 32
OTHER = "cd" * 32
NAMED = b'{"timeline":[{"proof":[{"kind":"photo","ref":"%b"}]}]}' % REF.encode()
DELETED = b'{"shipmentId":"A","deleted":true}'
UNUSED_S = 14 * 86_400.0
EVERY_S = 900.0


@pytest.mark.parametrize(
    ("row", "age_s", "reason"),
    [
        (NAMED, 10 * UNUSED_S, None),
        (b"{}", UNUSED_S - 1, None),
        (b"{}", UNUSED_S + 1, "unused"),
        (DELETED, 0.0, "deleted"),
        (None, UNUSED_S - 1, None),
        (None, UNUSED_S + 1, "unused"),
    ],
)
def test_a_photo_goes_with_its_delivery_or_when_no_delivery_names_it(
    row: bytes | None, age_s: float, reason: str | None
) -> None:
    assert why_due(StoredPhoto("", REF, age_s), row, UNUSED_S) == reason


class Rows(dict[str, bytes]):
    """A table of deliveries."""

    is_complete = True

    @property
    def table(self) -> Table:
        return Table(lambda: self.is_complete, lambda: [*self], self.get)


@pytest.fixture
def rows() -> Rows:
    return Rows(A=NAMED, B=DELETED)


@pytest.fixture
async def store(tmp_path: Path) -> PhotoStore:
    store = photo_store(Settings(data=tmp_path), Metrics())
    for shipment_id, ref in (("A", REF), ("A", OTHER), ("B", REF), ("C", REF)):
        await store.put(path_of(shipment_id, ref), b"photo")
        os.utime(tmp_path / "photos" / path_of(shipment_id, ref), (NOON, NOON))
    return store


class Sweeper:
    """A process that sweeps."""

    def __init__(self, store: PhotoStore, rows: Rows, now: float = NOON) -> None:
        self.clock, self.metrics = FixedClock(now), Metrics()
        self.sweep = PhotoSweep(Settings(), self.clock, self.metrics, store, rows.table)

    def deleted(self, reason: str) -> float:
        return value_of(self.metrics, "tracker_photos_deleted_total", reason=reason)


async def test_photos_of_a_deleted_delivery_go_at_the_next_sweep(store: PhotoStore, rows: Rows) -> None:
    sweeper = Sweeper(store, rows)
    await sweeper.sweep.look()
    assert await paths(store, "photos") == sorted([path_of("A", REF), path_of("A", OTHER), path_of("C", REF)])
    assert (sweeper.deleted("deleted"), sweeper.deleted("unused")) == (1, 0)


async def test_photos_that_no_delivery_names_go_after_their_time(store: PhotoStore, rows: Rows) -> None:
    sweeper = Sweeper(store, rows, NOON + UNUSED_S + 1)
    await sweeper.sweep.look()
    assert await paths(store, "photos") == [path_of("A", REF)]
    assert sweeper.deleted("unused") == 2


async def test_one_process_sweeps_in_an_interval_and_leaves_its_mark_alone(store: PhotoStore, rows: Rows) -> None:
    sweepers = [Sweeper(store, rows), Sweeper(store, rows)]
    for sweeper in sweepers:
        await sweeper.sweep.look()
    assert [sweeper.deleted("deleted") for sweeper in sweepers] == [1, 0]
    await store.put(path_of("B", REF), b"photo")
    sweepers[1].clock.time = NOON + EVERY_S
    await sweepers[1].sweep.look()
    assert sweepers[1].deleted("deleted") == 1
    assert await paths(store, "sweeps") == [f"sweeps/{int((NOON + EVERY_S) // EVERY_S)}"]


async def test_a_table_that_is_not_whole_or_has_no_rows_deletes_nothing(store: PhotoStore, rows: Rows) -> None:
    before = await paths(store, "photos")
    rows.is_complete = False
    await Sweeper(store, rows, NOON + 10 * UNUSED_S).sweep.look()
    await Sweeper(store, Rows(), NOON + 10 * UNUSED_S).sweep.look()
    assert await paths(store, "photos") == before


async def test_an_installation_without_photos_gets_no_folder(tmp_path: Path, rows: Rows) -> None:
    await Sweeper(photo_store(Settings(data=tmp_path / "empty"), Metrics()), rows).sweep.look()
    assert not (tmp_path / "empty").exists()
