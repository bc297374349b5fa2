import gc
import logging
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.types import TP

from app.engine.store import TrackerStore, TrackerTable
from app.observability.metrics import Metrics
from app.start_error import StateInUseError
from tests.metric_values import value_of

HOLD_THE_STATE = """
import sys
from rocksdict import Options, Rdict
db = Rdict(sys.argv[1], Options(raw_mode=True))
db[b"theirs"] = b"1"
print("open", flush=True)
sys.stdin.read()
db.close()
"""


class App(faust.App):
    """A Faust app of which only the store and the metrics are used."""

    def __init__(self, folder: Path) -> None:
        self.metrics = Metrics()
        spec = SimpleNamespace(name="latest", changelog_topic="test-latest-changelog", input_can_rebuild=True)
        self.context = SimpleNamespace(metrics=self.metrics, spec=spec)
        super().__init__("test", broker="kafka://127.0.0.1:1", datadir=str(folder), Table=TrackerTable)

    def dropped(self, reason: str) -> float:
        return value_of(self.metrics, "tracker_state_dropped_total", table="latest", reason=reason)


@pytest.fixture
def app(tmp_path: Path) -> App:
    return App(tmp_path / "worker-1")


@pytest.fixture
def store(app: App) -> Iterator[TrackerStore]:
    app._create_directories()
    table: Any = app.Table("latest", key_type=bytes, value_type=bytes, options={"driver": "rocksdict"})
    store = table._new_store()
    assert isinstance(store, TrackerStore)
    yield store
    store._dbs.clear()


def write(store: TrackerStore, key: bytes) -> None:
    """Put something into partition 0 and close it."""
    store._db_for_partition(0).put(key, b"1")
    store._dbs.pop(0).close()


def test_state_is_found_again(store: TrackerStore) -> None:
    write(store, b"kept")
    assert store._db_for_partition(0).get(b"kept") == b"1"


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*"])
def test_damaged_state_is_set_aside_and_rebuilt(
    app: App, store: TrackerStore, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    write(store, b"lost")
    path = Path(store.partition_path(0))
    for file in path.glob(name):
        file.write_bytes(b"garbage\n")
    with caplog.at_level(logging.ERROR):
        assert store._db_for_partition(0).get(b"lost") is None
    assert app.dropped("damaged") == 1
    assert path.with_name(f"{path.name}.damaged").is_dir()
    assert f"kept as {path.name}.damaged" in caplog.text


def test_state_that_is_damaged_again_replaces_what_was_set_aside(app: App, store: TrackerStore) -> None:
    for _ in range(2):
        write(store, b"lost")
        (Path(store.partition_path(0)) / "CURRENT").write_bytes(b"garbage\n")
        assert store._db_for_partition(0).get(b"lost") is None
        store._dbs.pop(0).close()
    assert app.dropped("damaged") == 2


@pytest.mark.parametrize("folder", ["worker-1", "locksmiths-clock"])
def test_state_in_use_by_another_process_is_left_alone_and_named(tmp_path: Path, folder: str) -> None:
    app = App(tmp_path / folder)
    app._create_directories()
    table: Any = app.Table("latest", key_type=bytes, value_type=bytes, options={"driver": "rocksdict"})
    store = table._new_store()
    path = Path(store.partition_path(0))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_STATE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StateInUseError, match=r"is in use by another process; .* TRACKER_WORKER") as caught:
            store._db_for_partition(0)
        assert str(path) in str(caught.value)
    assert app.dropped("damaged") == 0
    assert store._db_for_partition(0).get(b"theirs") == b"1"
    store._dbs.clear()


def test_state_damaged_under_a_path_that_speaks_of_locks_is_set_aside_too(tmp_path: Path) -> None:
    app = App(tmp_path / "locksmiths-clock")
    app._create_directories()
    table: Any = app.Table("latest", key_type=bytes, value_type=bytes, options={"driver": "rocksdict"})
    store = table._new_store()
    write(store, b"lost")
    for file in Path(store.partition_path(0)).glob("MANIFEST-*"):
        file.unlink()
    assert store._db_for_partition(0).get(b"lost") is None
    assert app.dropped("damaged") == 1
    store._dbs.clear()


def test_state_that_this_process_still_has_open_is_neither_damaged_nor_anothers(app: App, store: TrackerStore) -> None:
    held = store._db_for_partition(0)
    store._dbs.pop(0)
    with pytest.raises(Exception, match="LOCK") as caught:
        store._db_for_partition(0)
    assert not isinstance(caught.value, StateInUseError)
    assert app.dropped("damaged") == 0
    held.close()


def test_dropped_state_is_gone_and_counted(app: App, store: TrackerStore) -> None:
    store._db_for_partition(0).put(b"old", b"1")
    assert store.drop_partition(0, "epoch").get(b"old") is None
    assert app.dropped("epoch") == 1


def test_where_too_many_files_are_open_the_state_is_left_as_it_is(app: App, store: TrackerStore) -> None:
    write(store, b"kept")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        with pytest.raises(Exception, match="Too many open files"):
            store._db_for_partition(0)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert app.dropped("damaged") == 0
    assert store._db_for_partition(0).get(b"kept") == b"1"


def test_state_of_another_changelog_is_kept_aside_where_nothing_can_rebuild_it(app: App, store: TrackerStore) -> None:
    app.context.spec.input_can_rebuild = False
    write(store, b"kept")
    assert store.drop_partition(0, "epoch").get(b"kept") is None
    store._dbs.clear()
    gc.collect()
    path = Path(store.partition_path(0))
    shutil.rmtree(path)
    path.with_name(f"{path.name}.other").rename(path)
    assert store._db_for_partition(0).get(b"kept") == b"1"


def test_all_partitions_share_one_cache(app: App) -> None:
    app._create_directories()
    options = {"driver": "rocksdict", "block_cache_size": 3 << 20}
    table: Any = app.Table("latest", key_type=bytes, value_type=bytes, options=options)
    store = table._new_store()
    first, second = store._db_for_partition(0), store._db_for_partition(1)
    for number in range(5_000):
        first.put(b"%d" % number, b"x" * 100)
    first.flush()
    unused = second.property_int_value("rocksdb.block-cache-usage")
    for number in range(5_000):
        assert first.get(b"%d" % number) is not None
    assert second.property_int_value("rocksdb.block-cache-capacity") == 3 << 20
    assert second.property_int_value("rocksdb.block-cache-usage") > unused
    store._dbs.clear()


@contextmanager
def failing_on_noise(store: TrackerStore) -> Iterator[Any]:
    """Yield a database that opens well and whose rows cannot be read: noise lies over the blocks of its table."""
    db = store._db_for_partition(0)
    for number in range(2_000):
        db.put(b"%d" % number, b"x" * 100)
    db.flush()
    store._dbs.pop(0).close()
    del db
    for file in Path(store.partition_path(0)).glob("*.sst"):
        with file.open("r+b") as table:
            table.write(b"\xa5" * (file.stat().st_size // 2))
    yield store._db_for_partition(0)


def test_state_whose_damage_shows_only_when_it_is_read_is_set_aside_at_the_next_start(
    app: App, store: TrackerStore, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        failing_on_noise(store) as db,
        pytest.raises(Exception, match="Corruption"),
        store.noting_damage(0),
        caplog.at_level(logging.ERROR),
    ):
        db.get(b"0")
    assert "is damaged" in caplog.text
    del db
    store._dbs.clear()
    gc.collect()
    assert store._db_for_partition(0).get(b"0") is None
    assert app.dropped("damaged") == 1
    assert store._db_for_partition(0).get(store.offset_key) is None, "all of it is restored"


class SpoiledOffset:
    """A database whose first block that is read is damaged."""

    def get(self, _key: bytes) -> bytes:
        raise OSError("Corruption: block checksum mismatch")


def test_state_whose_damage_shows_where_its_offset_stands_is_set_aside_at_the_next_start(
    app: App, store: TrackerStore
) -> None:
    write(store, b"lost")
    store._dbs[0] = SpoiledOffset()
    gc.collect()
    with pytest.raises(OSError, match="Corruption"):
        store.persisted_offset(TP("changelog", 0))
    store._dbs.clear()
    assert store._db_for_partition(0).get(b"lost") is None
    assert app.dropped("damaged") == 1


def test_an_error_that_is_not_the_states_fault_condemns_nothing(app: App, store: TrackerStore) -> None:
    write(store, b"kept")
    with pytest.raises(OSError, match="No space left"), store.noting_damage(0):
        raise OSError("IO error: No space left on device")
    assert store._db_for_partition(0).get(b"kept") == b"1"
    assert app.dropped("damaged") == 0
