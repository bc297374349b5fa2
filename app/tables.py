"""The table `latest`, declared as data: one row a shipment, in RocksDB, with a compacted changelog."""

import faust

from app.engine.store import TrackerTable
from app.settings import Settings

TABLE_NAME = "latest"

ROCKSDB_OPTIONS = {
    # Of each partition; the store shares cache and buffers among them.
    "write_buffer_size": 16 << 20,
    "max_write_buffer_number": 2,
    "target_file_size_base": 32 << 20,
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
        options={  # a new one, since Faust pops from it
            **ROCKSDB_OPTIONS,
            "block_cache_size": settings.table_cache_bytes,
            "write_buffers_size": settings.table_buffer_bytes,
        },
    )
    assert isinstance(table, TrackerTable)  # the app is made with it as its class of tables
    return table
