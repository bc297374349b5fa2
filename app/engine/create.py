"""Creates an application on the engine: one table, one input, one changelog. Two calls give two independent worlds."""

from collections.abc import Sequence

from app.clock import Clock
from app.engine.app import TrackerApp
from app.engine.recovery import TrackerTableManager
from app.engine.store import TrackerTable
from app.observability import Metrics
from app.readiness import Readiness
from app.settings import Settings
from app.table_spec import TableSpec
from app.topics import TopicSpec

REQUEST_TIMEOUT_S = 300.0
"""Longer than any restore of a table, which runs inside one of Faust's waits."""
CHANGELOG_BATCH_BYTES = 512 << 10
STREAM_BUFFER_GROUPS = 4096
"""More than `read_ahead_bytes` lets through: that bound is the one that works."""


def create_engine_app(
    settings: Settings,
    spec: TableSpec,
    topic_specs: Sequence[TopicSpec],
    *,
    clock: Clock,
    metrics: Metrics,
    readiness: Readiness,
) -> TrackerApp:
    """Return an application for the table of `spec`, wired and not started, without a table, an agent or a part yet.

    `topic_specs` are the topics to create or check before anything else starts; the table's changelog is among them.
    """
    return TrackerApp(
        settings=settings,
        spec=spec,
        topic_specs=topic_specs,
        clock=clock,
        metrics=metrics,
        readiness=readiness,
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
        web_bind=settings.host,
        web_host=settings.host,
        web_port=settings.http_port,
        web_application_options={"client_max_size": settings.max_body_bytes},
    )
