"""Settings of lists and streams for readers."""

from pydantic import Field
from pydantic_settings import BaseSettings


class ReadingSettings(BaseSettings):
    """What readers are served."""

    ring_size: int = Field(100_000, ge=1, description="Changes per partition that a stream can resume from.")
    deliveries_ring_size: int = Field(
        25_000, ge=1, description="Changes of deliveries per partition that a stream can resume from."
    )
    events_ring_bytes: int = Field(
        32 << 20, ge=1 << 20, description="Memory for the newest events, which `/api/events` lists; others are dropped."
    )
    heartbeat_s: float = Field(10.0, gt=0, description="Seconds between heartbeat events of a stream.")
    stream_frames_per_s: float = Field(
        10.0, gt=0, description="Events a second that each busy stream gets on average, however many streams are busy."
    )
    stream_max_frames_per_s: float = Field(
        250.0, gt=0, description="Most events a second of one stream on average, while few streams are busy."
    )
    stream_shared_frames_per_s: float = Field(
        5_000.0, ge=0, description="Events a second that busy streams share, where that gives each more than the least."
    )
    stream_burst_frames: int = Field(
        20, ge=1, description="Most events that a stream may send at once after a quiet time."
    )
    stream_drop_after_s: float = Field(
        15.0, gt=0, description="Time after which a client that reads nothing is dropped."
    )
    stream_max_clients: int = Field(5_000, ge=1, description="Most open streams; above it requests get 503.")
    snapshot_chunk_rows: int = Field(250, ge=1, description="Most rows in one `snapshot` event.")
    cursor_wait_s: float = Field(2.0, ge=0, description="Longest wait for the view to reach a cursor before `reset`.")
    table_chunk_rows: int = Field(
        250, ge=1, description="Rows of an answer that are encoded before other requests are served."
    )
    range_copies_bytes: int = Field(
        64 << 20,
        ge=0,
        description="Memory for lists that clients read in ranges; a larger list is sent whole.",
    )
    range_copy_idle_s: float = Field(
        30.0, gt=0, description="Time without a request after which such a list is discarded."
    )
    stream_send_buffer_bytes: int = Field(
        256 << 10, ge=4096, description="Most bytes that the kernel queues for one stream."
    )
    stream_retry_s: float = Field(
        1.0, ge=0, description="Pause before a client reconnects a lost stream; random, up to twice that."
    )
    stream_bye_s: float = Field(1.0, gt=0, description="Longest wait for a client to read `bye`.")
    feed_batch_records: int = Field(
        1_000, ge=1, description="Changelog records that are read before other work continues."
    )
    feed_silence_s: float = Field(3.0, gt=0, description="Silence after which the change feed reconnects.")
    feed_fetch_bytes: int = Field(
        8 << 20,
        ge=1 << 16,
        description="Most bytes of one answer to the change feed; halved while answers arrive too late.",
    )
    feed_connect_s: float = Field(10.0, gt=0, description="Longest attempt of the change feed to connect to Kafka.")
    feed_backoff_max_s: float = Field(2.0, gt=0, description="Longest pause between two such attempts.")
    stale_after_s: float = Field(5.0, gt=0, description="Silence of Kafka after which answers are marked `stale`.")
