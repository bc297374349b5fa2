"""Settings of workers and dispatchers: tables, their memory, and sweeps."""

from pydantic import Field
from pydantic_settings import BaseSettings


class ProcessingSettings(BaseSettings):
    """How positions and deliveries are processed."""

    serve: bool = Field(True, description="Accept positions and serve readers; false: a worker that only processes.")
    flush_interval_s: float = Field(0.001, gt=0, description="Seconds between flushes of the table while fixes arrive.")
    flush_interval_loaded_s: float = Field(0.1, gt=0, description="The same while there is a backlog of positions.")
    flush_backlog_bytes: int = Field(
        1 << 20, ge=0, description="Bytes of unprocessed positions from which a backlog is assumed."
    )
    max_pending_rows: int = Field(
        200_000, ge=1, description="Most rows decided and not yet durable; above it reading pauses."
    )
    version_cache_size: int = Field(1_200_000, ge=1000, description="Shipments whose version a worker keeps in memory.")
    contact_accuracy_m: float = Field(
        5_000.0, gt=0, description="Accuracy in metres beyond which a fix is only a sign of life, and no position."
    )
    contact_interval_s: float = Field(
        30.0, ge=0, description="Least seconds between two changes of a row by signs of life."
    )
    read_ahead_bytes: int = Field(
        8 << 20, ge=1 << 16, description="Most bytes of positions read and not yet processed; above it reading pauses."
    )
    table_cache_bytes: int = Field(
        64 << 20, ge=1 << 20, description="Memory for blocks of the table's files, shared by all partitions."
    )
    table_wait_s: float = Field(
        30.0,
        ge=0,
        description="Longest wait for a dispatcher that has the rows of a new changelog, before the error table_lost.",
    )
    table_buffer_bytes: int = Field(
        64 << 20,
        ge=1 << 20,
        description="Memory for rows that RocksDB has not yet written to files, shared by all partitions.",
    )

    tombstone_after_s: float = Field(
        86_400.0,
        gt=0,
        description="Time after a deletion until its row is removed; until then it refuses fixes that are not newer.",
    )
    ended_delivery_s: float = Field(
        172_800.0, gt=0, description="Time that a delivery stays readable after its end, and after its last change."
    )
    sweep_interval_s: float = Field(
        2.0, gt=0, description="Seconds between two sweeps over all active deliveries, which foretell their arrivals."
    )
    stall_after_s: float = Field(
        60.0,
        gt=0,
        description="Time with work and without progress after which a worker exits to be restarted; progress shows with a commit, so up to TRACKER_COMMIT_INTERVAL_S adds to it.",
    )
