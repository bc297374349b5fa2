"""Every metric as a row of one table; `make docs` generates docs/metrics.md from it."""

from typing import Literal, NamedTuple


class MetricSpec(NamedTuple):
    """The declaration of one metric."""

    kind: Literal["counter", "gauge", "histogram"]
    name: str
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


LATENCY_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

QUALITY_LABELS = ("stops_before", "rest_seconds")

METRICS: tuple[MetricSpec, ...] = (
    MetricSpec("counter", "tracker_ingest_fixes_total", "Fixes acknowledged by Kafka."),
    MetricSpec("counter", "tracker_ingest_rejected_total", "Fixes refused at the edge.", ("code",)),
    MetricSpec("counter", "tracker_ingest_unavailable_total", "Posts answered 503, by code.", ("code",)),
    MetricSpec("counter", "tracker_ingest_envelopes_total", "Envelopes written to the topic positions."),
    MetricSpec("counter", "tracker_ingest_connects_total", "Attempts to connect the edge's Kafka producers."),
    MetricSpec("gauge", "tracker_ingest_inflight_fixes", "Fixes that wait for Kafka's ack."),
    MetricSpec(
        "histogram", "tracker_ingest_ack_seconds", "Time from the request to Kafka's ack.", (), LATENCY_BUCKETS_S
    ),
    MetricSpec("counter", "tracker_commands_total", "Commands about deliveries, by what became of them.", ("outcome",)),
    MetricSpec(
        "counter", "tracker_commands_unavailable_total", "Requests with commands answered 503, by code.", ("code",)
    ),
    MetricSpec("gauge", "tracker_commands_inflight_bytes", "Bytes of commands that wait for Kafka's ack."),
    MetricSpec("gauge", "tracker_commands_waiting", "Commands that wait for their decision."),
    MetricSpec(
        "histogram",
        "tracker_command_seconds",
        "Time from a request with commands to the last decision on them.",
        (),
        LATENCY_BUCKETS_S,
    ),
    MetricSpec("counter", "tracker_fixes_decided_total", "Fixes that the agent decided.", ("decision",)),
    MetricSpec("counter", "tracker_fixes_rejected_total", "Fixes sent to positions-rejected.", ("code",)),
    MetricSpec("counter", "tracker_fixes_suspect_total", "Accepted fixes whose position is suspect."),
    MetricSpec(
        "counter",
        "tracker_contacts_decided_total",
        "Signs of life without a believable position, by what became of them.",
        ("decision",),
    ),
    MetricSpec("counter", "tracker_forgets_decided_total", "Control records that the agent decided.", ("decision",)),
    MetricSpec("counter", "tracker_commands_decided_total", "Commands that the dispatcher decided.", ("decision",)),
    MetricSpec(
        "counter", "tracker_commands_refused_total", "Commands that the dispatcher refused, by code.", ("code",)
    ),
    MetricSpec("counter", "tracker_events_told_total", "Events about deliveries, by type.", ("type",)),
    MetricSpec(
        "histogram",
        "tracker_sweep_seconds",
        "Duration of a sweep over all active deliveries, with reading and writing.",
        (),
        LATENCY_BUCKETS_S,
    ),
    MetricSpec(
        "counter",
        "tracker_router_requests_total",
        "Requests to the router, by outcome: answered, timeout, odd (no answer to the question) or failed.",
        ("outcome",),
    ),
    MetricSpec(
        "gauge", "tracker_router_open", "1 while the breaker keeps requests to the router back, after failures."
    ),
    MetricSpec("gauge", "tracker_sweep_deliveries", "Active deliveries that a dispatcher sweeps."),
    MetricSpec("gauge", "tracker_sweep_drivers", "Drivers of active deliveries."),
    MetricSpec("counter", "tracker_sweep_stops_learned_total", "Stops from which the estimates of own fleets learned."),
    MetricSpec(
        "gauge",
        "tracker_eta_forecasts",
        "Forecasts of own fleets that were compared with an arrival, by least stops before and by foretold rest.",
        QUALITY_LABELS,
    ),
    MetricSpec("gauge", "tracker_eta_error_seconds", "Sum of their absolute errors.", QUALITY_LABELS),
    MetricSpec("gauge", "tracker_eta_covered", "How many of them had the arrival in their range.", QUALITY_LABELS),
    MetricSpec("counter", "tracker_sweep_rows_total", "Rows into which a sweep merged what it found."),
    MetricSpec(
        "counter", "tracker_sweep_commands_total", "Commands that sweeps appended, by what they found.", ("what",)
    ),
    MetricSpec("counter", "tracker_tombstones_total", "Deletions whose row was removed from the table.", ("table",)),
    MetricSpec("counter", "tracker_table_flushes_total", "Flushes of a table.", ("table",)),
    MetricSpec("counter", "tracker_table_rows_total", "Rows written to a table.", ("table",)),
    MetricSpec(
        "counter",
        "tracker_table_repairs_total",
        "Rows written again because an older row had followed them.",
        ("table",),
    ),
    MetricSpec("gauge", "tracker_table_pending_rows", "Rows decided and not yet flushed.", ("table",)),
    MetricSpec(
        "counter", "tracker_table_full_total", "Times the agent waited because too many rows were pending.", ("table",)
    ),
    MetricSpec(
        "gauge",
        "tracker_partitions",
        "Partitions assigned to a worker or dispatcher; 0 while it is on standby.",
        ("table",),
    ),
    MetricSpec(
        "gauge",
        "tracker_input_lag_records",
        "Records of a table's input that its process has not processed yet.",
        ("table",),
    ),
    MetricSpec(
        "counter", "tracker_read_ahead_full_total", "Times reading paused because too much was unprocessed.", ("table",)
    ),
    MetricSpec(
        "counter",
        "tracker_changelog_gaps_total",
        "Flushes that found another worker's records before their own.",
        ("table",),
    ),
    MetricSpec("counter", "tracker_lease_waits_total", "Flushes that waited for a fresh group heartbeat.", ("table",)),
    MetricSpec(
        "counter", "tracker_pending_dropped_total", "Rows dropped because their partition had a new owner.", ("table",)
    ),
    MetricSpec("counter", "tracker_restored_rows_total", "Rows restored from the changelog.", ("table",)),
    MetricSpec(
        "counter", "tracker_refilled_rows_total", "Rows written from the state folder into a new changelog.", ("table",)
    ),
    MetricSpec(
        "counter",
        "tracker_state_dropped_total",
        "Partitions whose state was set aside and rebuilt.",
        ("table", "reason"),
    ),
    MetricSpec(
        "counter",
        "tracker_stalls_total",
        "Times a worker or dispatcher exited because it made no progress.",
        ("table",),
    ),
    MetricSpec("counter", "tracker_changes_total", "Changes applied to a table in memory.", ("table",)),
    MetricSpec("counter", "tracker_changes_ignored_total", "Changelog records not applied.", ("table", "reason")),
    MetricSpec("gauge", "tracker_view_rows", "Rows of a table in memory.", ("table",)),
    MetricSpec(
        "gauge",
        "tracker_feed_fetch_bytes",
        "Bytes that the change feed requests at once; fewer on a slow connection.",
        ("table",),
    ),
    MetricSpec("gauge", "tracker_view_lag_records", "Changelog records that the view has not read yet.", ("table",)),
    MetricSpec(
        "histogram",
        "tracker_processing_seconds",
        "Time from a fix's arrival at the edge to the view.",
        ("table",),
        LATENCY_BUCKETS_S,
    ),
    MetricSpec("gauge", "tracker_events_held_bytes", "Memory that the newest events take."),
    MetricSpec("counter", "tracker_events_evicted_total", "Events dropped from memory to make room for newer ones."),
    MetricSpec(
        "counter",
        "tracker_events_ignored_total",
        "Records of tracker-events that are not shown, by reason.",
        ("reason",),
    ),
    MetricSpec("counter", "tracker_range_copies_refused_total", "Lists that were too large to be read in ranges."),
    MetricSpec("gauge", "tracker_stream_clients", "Open streams.", ("table",)),
    MetricSpec("counter", "tracker_stream_frames_total", "Events written to streams.", ("table", "event")),
    MetricSpec("counter", "tracker_stream_resumes_total", "Streams opened with a cursor.", ("table", "outcome")),
    MetricSpec(
        "counter",
        "tracker_stream_conflated_total",
        "Changes replaced by a newer one before they were sent.",
        ("table",),
    ),
    MetricSpec("counter", "tracker_stream_dropped_total", "Streams that the server ended.", ("table", "reason")),
    MetricSpec("counter", "tracker_http_requests_total", "HTTP requests.", ("route", "status")),
    MetricSpec("gauge", "tracker_keys_valid", "Valid keys, as this process knows them."),
    MetricSpec(
        "gauge", "tracker_keys_as_of_seconds", "When Kafka last confirmed the keys known here, Unix seconds; 0: never."
    ),
    MetricSpec("counter", "tracker_access_refused_total", "Requests without a sufficient credential.", ("code",)),
    MetricSpec("counter", "tracker_rate_limited_total", "Requests refused by a rate limit.", ("limit",)),
    MetricSpec("counter", "tracker_requests_too_slow_total", "Requests whose body did not arrive in time."),
    MetricSpec("counter", "tracker_geocoder_requests_total", "Address searches, by what became of them.", ("outcome",)),
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
