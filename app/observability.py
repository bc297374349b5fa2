"""Metrics and logs: every metric is a row of one table, made anew for each app, so tests do not share counters."""

import json
import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class MetricSpec(NamedTuple):
    """One metric as declared; docs/metrics.md lists the same names (a test compares)."""

    kind: Literal["counter", "gauge", "histogram"]
    name: str
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


LATENCY_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

METRICS: tuple[MetricSpec, ...] = (
    MetricSpec("counter", "tracker_ingest_fixes_total", "Fixes acknowledged by Kafka."),
    MetricSpec("counter", "tracker_ingest_rejected_total", "Fixes refused at the edge.", ("code",)),
    MetricSpec("counter", "tracker_ingest_unavailable_total", "Posts answered 503, by code.", ("code",)),
    MetricSpec("counter", "tracker_ingest_envelopes_total", "Envelopes written to the topic positions."),
    MetricSpec("counter", "tracker_ingest_connects_total", "Attempts to connect the edge's Kafka producer."),
    MetricSpec("gauge", "tracker_ingest_inflight_fixes", "Fixes that wait for Kafka's ack."),
    MetricSpec(
        "histogram", "tracker_ingest_ack_seconds", "Time from the request to Kafka's ack.", (), LATENCY_BUCKETS_S
    ),
    MetricSpec("counter", "tracker_fixes_decided_total", "Fixes that the agent decided.", ("decision",)),
    MetricSpec("counter", "tracker_fixes_rejected_total", "Fixes sent to positions-rejected.", ("code",)),
    MetricSpec("counter", "tracker_table_flushes_total", "Flushes of the table latest."),
    MetricSpec("counter", "tracker_table_rows_total", "Rows written to the table latest."),
    MetricSpec("counter", "tracker_table_repairs_total", "Rows written again because an older row had followed them."),
    MetricSpec("gauge", "tracker_table_pending_rows", "Rows decided and not yet flushed."),
    MetricSpec("counter", "tracker_table_full_total", "Times the agent waited because too many rows were pending."),
    MetricSpec("gauge", "tracker_partitions", "Partitions assigned to a worker; 0 while it is on standby."),
    MetricSpec("gauge", "tracker_positions_lag_records", "Records that a worker has not processed yet."),
    MetricSpec("counter", "tracker_read_ahead_full_total", "Times reading paused because too much was unprocessed."),
    MetricSpec(
        "counter", "tracker_changelog_gaps_total", "Flushes that found another worker's records before their own."
    ),
    MetricSpec("counter", "tracker_lease_waits_total", "Flushes that waited for a fresh group heartbeat."),
    MetricSpec("counter", "tracker_pending_dropped_total", "Rows dropped because their partition had a new owner."),
    MetricSpec("counter", "tracker_restored_rows_total", "Rows restored from the changelog."),
    MetricSpec(
        "counter", "tracker_state_dropped_total", "Partitions whose state was set aside and rebuilt.", ("reason",)
    ),
    MetricSpec("counter", "tracker_stalls_total", "Times a worker exited because it made no progress."),
    MetricSpec("counter", "tracker_changes_total", "Changes applied to the latest view."),
    MetricSpec("counter", "tracker_changes_ignored_total", "Changelog records not applied.", ("reason",)),
    MetricSpec("gauge", "tracker_view_rows", "Shipments in the latest view."),
    MetricSpec(
        "gauge", "tracker_feed_fetch_bytes", "Bytes that the change feed requests at once; fewer on a slow connection."
    ),
    MetricSpec("gauge", "tracker_view_lag_records", "Changelog records that the view has not read yet."),
    MetricSpec(
        "histogram",
        "tracker_processing_seconds",
        "Time from a fix's arrival at the edge to the view.",
        (),
        LATENCY_BUCKETS_S,
    ),
    MetricSpec("counter", "tracker_range_copies_refused_total", "Lists that were too large to be read in ranges."),
    MetricSpec("gauge", "tracker_stream_clients", "Open streams."),
    MetricSpec("counter", "tracker_stream_frames_total", "Events written to streams.", ("event",)),
    MetricSpec("counter", "tracker_stream_resumes_total", "Streams opened with a cursor.", ("outcome",)),
    MetricSpec("counter", "tracker_stream_conflated_total", "Changes replaced by a newer one before they were sent."),
    MetricSpec("counter", "tracker_stream_dropped_total", "Streams that the server ended.", ("reason",)),
    MetricSpec("counter", "tracker_http_requests_total", "HTTP requests.", ("route", "status")),
    MetricSpec("gauge", "tracker_keys_valid", "Valid keys, as this process knows them."),
    MetricSpec(
        "gauge", "tracker_keys_as_of_seconds", "When Kafka last confirmed the keys known here, Unix seconds; 0: never."
    ),
    MetricSpec("counter", "tracker_access_refused_total", "Requests without a sufficient credential.", ("code",)),
    MetricSpec("counter", "tracker_rate_limited_total", "Requests refused by a rate limit.", ("limit",)),
    MetricSpec("counter", "tracker_requests_too_slow_total", "Requests whose body did not arrive in time."),
    MetricSpec("gauge", "tracker_connections", "Open connections."),
    MetricSpec(
        "counter",
        "tracker_connections_refused_total",
        "Connections and streams refused because too many were open.",
        ("limit",),
    ),
    MetricSpec("counter", "tracker_bad_requests_total", "Requests that were not HTTP, or beyond its limits."),
    MetricSpec(
        "counter", "tracker_background_failures_total", "Times a background loop failed and was restarted.", ("loop",)
    ),
    MetricSpec("gauge", "tracker_kafka_connected", "1 while Kafka answers."),
    MetricSpec("counter", "tracker_kafka_attempts_total", "Attempts to reach Kafka and its topics at the start."),
)


class Metrics:
    """The metrics of one app, by name: `metrics.counter("tracker_changes_total").inc()`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        metrics: dict[str, Counter | Gauge | Histogram] = {}
        for spec in METRICS:
            if spec.kind == "histogram":
                metrics[spec.name] = Histogram(
                    spec.name, spec.help, spec.labels, buckets=spec.buckets, registry=self.registry
                )
            else:
                kind = Counter if spec.kind == "counter" else Gauge
                metrics[spec.name] = kind(spec.name, spec.help, spec.labels, registry=self.registry)
        self._metrics: Mapping[str, Counter | Gauge | Histogram] = MappingProxyType(metrics)

    def counter(self, name: str) -> Counter:
        """Return the counter of that name."""
        metric = self._metrics[name]
        assert isinstance(metric, Counter), name
        return metric

    def gauge(self, name: str) -> Gauge:
        """Return the gauge of that name."""
        metric = self._metrics[name]
        assert isinstance(metric, Gauge), name
        return metric

    def histogram(self, name: str) -> Histogram:
        """Return the histogram of that name."""
        metric = self._metrics[name]
        assert isinstance(metric, Histogram), name
        return metric

    def render(self) -> bytes:
        """Return all values in the Prometheus text format."""
        return generate_latest(self.registry)


class _NoFrameworkChatter(logging.Filter):
    """Drops what Faust's service framework says of each service's start and stop, below a warning."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.INFO or not str(record.msg).startswith("[^")


_STANDARD_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def _fields_of(record: logging.LogRecord) -> dict[str, object]:
    """Return what a log call passed as `extra`, in forms that JSON has."""
    fields = ((name, value) for name, value in vars(record).items() if name not in _STANDARD_FIELDS)
    return {name: value if isinstance(value, str | int) else str(value) for name, value in fields}


class _TextLines(logging.Formatter):
    """One line for people: the message, then the fields of `extra` as `name=value`."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging calls it by this name
        # A value may come from a request, and a line break in it must not start a log line of its own.
        fields = "".join(f" {name}={json.dumps(value)}" for name, value in _fields_of(record).items())
        return super().formatMessage(record) + fields


class _JsonLines(logging.Formatter):
    """One JSON object a line, for collectors; `process` only where processes share their output."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = {"process": process} if process else {}

    def format(self, record: logging.LogRecord) -> str:
        line = {
            **_fields_of(record),
            "time": record.created,
            "level": record.levelname.lower(),
            **self._process,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)  # not orjson, which refuses a lone surrogate


def _text_lines(process: str) -> logging.Formatter:
    # The setting's pattern allows no %, which would mean something here.
    name = f"{process} " if process else ""
    return _TextLines(f"%(asctime)s %(levelname)-7s {name}%(name)s: %(message)s")


def configure_logging(level: str, log_format: str, process: str = "") -> None:
    """Send logs to stderr, a line each; json for collectors, text for people; each names the process if it has a name."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines(process) if log_format == "json" else _text_lines(process))
    if level != "debug":
        handler.addFilter(_NoFrameworkChatter())
        # aiokafka repeats every failed attempt; our own code says once that Kafka is lost and once that it is back.
        logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
        logging.getLogger("faust").setLevel(logging.WARNING)
        # Among mode's warnings is one for every commit that waits for a busy Kafka.
        logging.getLogger("mode").setLevel(logging.ERROR)
    else:
        # It repeats every record that it sends, and those of keys hold what tokens are signed with.
        logging.getLogger("aiokafka.producer").setLevel(logging.INFO)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
