"""Creates an application on the engine: one table, one input, one changelog. Two calls give two independent worlds."""

from app.engine.app import TrackerApp
from app.engine.context import EngineContext
from app.engine.recovery import TrackerTableManager
from app.engine.store import TrackerTable

REQUEST_TIMEOUT_S = 300.0
"""Longer than any restore of a table, which runs inside one of Faust's waits."""
CHANGELOG_BATCH_BYTES = 512 << 10
STREAM_BUFFER_GROUPS = 4096
"""More than `read_ahead_bytes` lets through: that bound is the one that works."""


def create_engine_app(context: EngineContext) -> TrackerApp:
    """Return an application that is wired and not started, and has no agent yet."""
    settings, spec = context.settings, context.spec
    return TrackerApp(
        context,
        broker=";".join(f"kafka://{address}" for address in settings.bootstrap.split(",")),
        Table=TrackerTable,
        TableManager=TrackerTableManager,
        datadir=str(settings.state_dir),
        key_serializer="raw",
        value_serializer="raw",
        topic_partitions=spec.partitions,
        topic_replication_factor=settings.replication,
        topic_disable_leader=True,
        table_standby_replicas=0,
        table_key_index_size=1000,
        broker_session_timeout=settings.session_timeout_s,
        broker_heartbeat_interval=settings.session_timeout_s / 6,
        broker_rebalance_timeout=30.0,
        broker_request_timeout=REQUEST_TIMEOUT_S,
        broker_commit_interval=settings.commit_interval_s,
        stream_buffer_maxsize=STREAM_BUFFER_GROUPS,
        stream_wait_empty=True,
        consumer_auto_offset_reset="earliest",
        producer_acks=-1,
        producer_max_batch_size=CHANGELOG_BATCH_BYTES,
        producer_max_request_size=4 * CHANGELOG_BATCH_BYTES,
        web_enabled=False,
    )
