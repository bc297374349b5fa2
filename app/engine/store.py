"""Faust's RocksDB store, opened with care: state of another epoch or damaged state is set aside and rebuilt from Kafka.

Read against faust-streaming 0.15.3 (stores/rocksdb.py) and rocksdict 0.3.29.
"""

import gc
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import faust
from faust.stores import rocksdb
from faust.types import TP
from rocksdict import BlockBasedOptions, Cache, WriteBufferManager

from app.settings import Settings
from app.start_error import StateInUseError
from app.table.spec import TableSpec

if TYPE_CHECKING:
    from app.engine.app import TrackerApp

log = logging.getLogger(__name__)

DEFAULT_WRITE_BUFFERS_BYTES = 64 << 20

NOT_THE_STATES_FAULT = ("No space left", "Too many open files", "Permission denied", "Cannot allocate memory")
"""What RocksDB says when it cannot open sound state; to set that aside would only hide the cause."""


CONDEMNED = "CONDEMNED"
"""The file that marks a partition's state as damaged, since RocksDB opens tables with damaged blocks without a word."""


ROCKSDB_OPTIONS = {
    # Of each partition; the store shares cache and buffers among them.
    "write_buffer_size": 16 << 20,
    "max_write_buffer_number": 2,
    "target_file_size_base": 32 << 20,
    "bloom_filter_size": 10,
    "max_open_files": 256,
    "driver": "rocksdict",
}


class SharedMemoryOptions(rocksdb.RocksDBOptions):
    """RocksDB's options, with one block cache and one bound of rows not yet in files for all partitions of a store.

    Faust gives each partition its own of both, so that their sum grows with the partitions.
    """

    def __init__(self, *, write_buffers_size: int, **options: Any) -> None:
        super().__init__(**options)
        self._cache = Cache(self.block_cache_size)
        self._buffers = WriteBufferManager(write_buffers_size, allow_stall=False)

    def as_options(self) -> Any:
        """Return the options to open one partition with."""
        options = super().as_options()
        blocks = BlockBasedOptions()
        blocks.set_bloom_filter(self.bloom_filter_size, block_based=False)
        blocks.set_block_cache(self._cache)
        options.set_block_based_table_factory(blocks)
        options.set_write_buffer_manager(self._buffers)
        return options


class TrackerStore(rocksdb.Store):
    """The store of one table; one RocksDB for each partition."""

    logger = logging.getLogger("faust.stores.tracker")
    """Faust's own messages stay Faust's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = {"write_buffers_size": DEFAULT_WRITE_BUFFERS_BYTES, **(self.options or {})}
        self.rocksdb_options = SharedMemoryOptions(**options, use_rocksdict=self.use_rocksdict)

    def _open_for_partition(self, partition: int) -> Any:
        path = Path(self.partition_path(partition))
        if (path / CONDEMNED).exists():
            self._set_aside(path)
        try:
            return super()._open_for_partition(partition)
        except Exception as error:
            reason = str(error).replace(str(path), "")  # a path may speak of locks too
            if any(words in reason for words in NOT_THE_STATES_FAULT):
                raise
            if "LOCK:" in reason:
                # Our own process closes a revoked database only when the last reference goes; Faust tries again then.
                if "current process" in reason:
                    raise
                message = (
                    f"The state folder {path} is in use by another process; give each worker of a machine its own "
                    "TRACKER_WORKER name."
                )
                raise StateInUseError(message) from error
            log.exception("the state %s cannot be opened", path)
            self._set_aside(path)
            return super()._open_for_partition(partition)

    def _set_aside(self, path: Path) -> None:
        """Rename damaged state, in place of what was set aside before."""
        self.on_state_dropped("damaged")
        aside = path.with_name(f"{path.name}.damaged")
        shutil.rmtree(aside, ignore_errors=True)
        path.rename(aside)
        log.error("the state %s is damaged; kept as %s and rebuilt from Kafka", path, aside.name)

    @contextmanager
    def noting_damage(self, partition: int) -> Iterator[None]:
        """Mark the partition's state if RocksDB finds it damaged within the block, so that the next start rebuilds it.

        The error passes on and ends the process: the database stays open for as long as any process holds it.
        """
        try:
            yield
        except Exception as error:
            if "Corruption" in str(error):
                path = Path(self.partition_path(partition))
                log.error("the state %s is damaged and is set aside at the next start: %s", path, error)  # noqa: TRY400
                with suppress(OSError):
                    (path / CONDEMNED).touch()
            raise

    def persisted_offset(self, tp: TP) -> int | None:
        """Return the changelog's offset that the state has: Faust's first look into it, before any restore."""
        with self.noting_damage(tp.partition):
            offset: int | None = super().persisted_offset(tp)
            return offset

    def on_state_dropped(self, reason: str) -> None:
        """Count a partition whose state is rebuilt; `reason` is a word for the metric."""
        context = cast("TrackerApp", self.app).context
        context.metrics.counter("tracker_state_dropped_total").labels(context.spec.name, reason).inc()

    def drop_partition(self, partition: int, reason: str) -> Any:
        """Delete a partition's state, or keep it aside where nothing could rebuild it; return a new, empty database."""
        self.on_state_dropped(reason)
        self._dbs.pop(partition, None)
        gc.collect()  # rocksdict closes a database with its last reference
        path = Path(self.partition_path(partition))
        if reason == "epoch" and not cast("TrackerApp", self.app).context.spec.input_can_rebuild:
            aside = path.with_name(f"{path.name}.other")
            shutil.rmtree(aside, ignore_errors=True)
            path.rename(aside)  # nothing but a person can tell whether its rows are of use
        shutil.rmtree(path, ignore_errors=True)
        return self._db_for_partition(partition)


class TrackerTable(faust.Table[bytes, bytes]):
    """A Faust table that keeps its rows in the store above."""

    def _changelog_topic_name(self) -> str:
        return cast("TrackerApp", self.app).context.spec.changelog_topic

    def _new_store(self) -> TrackerStore:
        return TrackerStore(
            "rocksdb://",
            self.app,
            self,
            table_name=self.name,
            key_type=self.key_type,
            key_serializer=self.key_serializer,
            value_serializer=self.value_serializer,
            value_type=self.value_type,
            loop=self.loop,
            options=self.options,
        )


def create_table(app: faust.App, spec: TableSpec, settings: Settings) -> TrackerTable:
    """Return the table on `app`: bytes by bytes in RocksDB, with a compacted changelog."""
    table = app.Table(
        spec.name,
        key_type=bytes,
        value_type=bytes,
        partitions=spec.partitions,
        options={  # a new one, since Faust pops from it
            **ROCKSDB_OPTIONS,
            "block_cache_size": settings.table_cache_bytes,
            "write_buffers_size": settings.table_buffer_bytes,
        },
    )
    assert isinstance(table, TrackerTable)  # the app is created with it as its class of tables
    return table
