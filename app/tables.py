"""The table `latest`, declared as data: one row a shipment, in RocksDB, with a compacted changelog."""

import faust

from app.engine.store import TrackerTable
from app.settings import Settings

TABLE_NAME = "latest"

ROCKSDB_OPTIONS = {
    # Faust's defaults allow 2 GiB of cache and 192 MiB of memtables for each partition.
    "write_buffer_size": 16 << 20,
    "max_write_buffer_number": 2,
    "target_file_size_base": 32 << 20,
    "block_cache_size": 32 << 20,
    "bloom_filter_size": 10,
    "max_open_files": 256,
    "driver": "rocksdict",
}


def create_latest_table(app: faust.App, settings: Settings) -> TrackerTable:
    """Return the table on `app`; keys are the shipment ids' bytes, values the rows' JSON."""
    table = app.Table(
        TABLE_NAME,
        key_type=bytes,
        value_type=bytes,
        partitions=settings.partitions,
        options=dict(ROCKSDB_OPTIONS),  # a copy, since Faust pops from it
    )
    assert isinstance(table, TrackerTable)  # the app is made with it as its class of tables
    return table
