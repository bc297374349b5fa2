"""Every setting of the tracker; each comes from the environment variable TRACKER_<NAME>, listed in docs/settings.md."""

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.domain.moments import zone_of
from app.tile_maps import tile_maps

AUTO_NAME = "auto"
"""With this name a worker or dispatcher takes the first free state folder."""


class Settings(BaseSettings):
    """The settings of an operator; the defaults suit a laptop, and names contain units."""

    model_config = SettingsConfigDict(env_prefix="TRACKER_", frozen=True, extra="ignore")

    # Where things are
    kafka: str = Field("", description="Kafka bootstrap servers, host:port,…; empty: the embedded Kafka is started.")
    host: str = Field("127.0.0.1", description="Address that the HTTP servers listen on.")
    http_port: int = Field(8080, ge=1, le=65535, description="Port of the API and the dashboard.")
    dashboard_port: int = Field(5173, ge=0, le=65535, description="Second port with the same routes; 0: none.")
    map_tiles: str = Field(
        "",
        description="Raster maps: one address with {z}, {x} and {y}, or Name=address|credit|options; …; empty: none.",
    )
    map_attribution: str = Field("", description="Credit of the map tiles, as text, where they are one address.")
    map_offer: bool = Field(
        True, description="Let each browser choose the tiles of openstreetmap.org; false: never, and no offer of them."
    )
    map_file: str = Field(
        "",
        description="Street maps for the dashboard, PMTiles files separated by commas; empty: Washington, for the demo.",
    )
    broker_port: int = Field(9092, ge=1, le=65535, description="Port of the embedded Kafka.")
    data: Path = Field(
        Path(".data"), description="Folder of the embedded Kafka's log and of the state of workers and dispatchers."
    )
    cache: Path = Field(Path("~/.cache/delivery-tracker"), description="Folder of downloads that all clones share.")
    worker: str = Field(
        "worker-1",
        pattern=r"^[A-Za-z0-9_.-]{1,64}$",
        description="Name of this worker's state folder; auto: the first free one of worker-1, worker-2, ….",
    )
    dispatcher: str = Field(
        "dispatcher-1",
        pattern=r"^[A-Za-z0-9_.-]{1,64}$",
        description="Name of this dispatcher's state folder; auto: the first free one of dispatcher-1, dispatcher-2, ….",
    )
    prefix: str = Field("", description="Prefix of topic names and the app id, to share a Kafka cluster.")

    # Kafka
    partitions: int = Field(
        8, ge=1, le=1024, description="Partitions of each topic; fixed for the life of an installation."
    )
    replication: int = Field(1, ge=1, le=7, description="Replicas of each topic.")
    min_insync_replicas: int = Field(1, ge=1, le=7, description="Replicas that must hold a record before its ack.")
    session_timeout_s: float = Field(
        6.0, ge=1, description="Silence after which Kafka reassigns a worker's partitions."
    )
    commit_interval_s: float = Field(1.0, gt=0, description="Seconds between commits of processed offsets.")

    # The embedded Kafka and the supervisor
    broker_heap_mb: int = Field(512, ge=128, description="Largest heap of the embedded Kafka's JVM.")
    broker_java_options: str = Field("", description="Further options of this JVM, separated by spaces.")
    broker_start_s: float = Field(60.0, gt=0, description="Longest wait for the embedded Kafka to answer.")
    broker_fast_start: bool = Field(
        True, description="Rehearse a start once, so that later starts take a third of the time."
    )
    broker_min_free_bytes: int = Field(64 << 20, ge=0, description="Free disk space below which Kafka is not started.")
    download_timeout_s: float = Field(
        20.0, ge=1, description="Time without data after which a download of Kafka's jars fails."
    )
    takeover_wait_s: float = Field(
        10.0, ge=0, description="Wait for ports and data that a stopping tracker still holds."
    )
    restart_first_s: float = Field(0.5, gt=0, description="Pause before a crashed process is restarted.")
    restart_most_s: float = Field(10.0, gt=0, description="Longest such pause; it doubles with each consecutive crash.")
    restart_max: int = Field(20, ge=1, description="Consecutive crashes after which `run` gives up.")
    restart_stable_s: float = Field(30.0, gt=0, description="Uptime after which the crash count resets.")

    # The demo that the dashboard of an empty tracker can start
    demo: bool = Field(
        False, description="Let the dashboard start a demo fleet; works only on the loopback address and without keys."
    )
    demo_vehicles: int = Field(
        300, ge=1, le=2_000, description="Vehicles of the demo fleet, one position a second each."
    )
    demo_s: float = Field(3_600.0, gt=0, le=86_400, description="Seconds after which the demo fleet stops.")

    # Ingest
    ingest_deadline_s: float = Field(10.0, gt=0, description="Longest wait for Kafka's ack before a request gets 503.")
    ingest_linger_s: float = Field(
        0.001, ge=0, description="Delay before sending, so that fixes can be batched; none for a single client."
    )
    ingest_linger_loaded_s: float = Field(0.01, ge=0, description="The same delay while envelopes run full.")
    kafka_backoff_s: float = Field(0.25, gt=0, description="First pause between attempts to reach Kafka; it doubles.")
    kafka_backoff_max_s: float = Field(4.0, gt=0, description="Longest pause between attempts to reach Kafka.")
    partition_cache_size: int = Field(100_000, ge=0, description="Shipments whose partition an edge keeps in memory.")
    max_inflight_fixes: int = Field(
        100_000, ge=1, description="Most fixes that wait for an ack; above it requests get 503."
    )
    max_body_bytes: int = Field(4 << 20, ge=1024, description="Largest request body.")
    max_batch_fixes: int = Field(10_000, ge=1, description="Most fixes in one batch request.")
    envelope_max_fixes: int = Field(512, ge=1, description="Most fixes in one Kafka record.")
    envelope_max_bytes: int = Field(128 << 10, ge=4096, description="Largest Kafka record of the topic positions.")

    # Commands about deliveries
    command_wait_s: float = Field(
        5.0, gt=0, description="Longest wait for the decision on a command, after which a request gets 202."
    )
    max_waiting_commands: int = Field(
        50_000, ge=1, description="Most commands that wait for their decision; above it requests get 503."
    )
    max_inflight_command_bytes: int = Field(
        32 << 20, ge=1024, description="Most bytes of commands that wait for an ack; above it requests get 503."
    )
    max_bulk_deliveries: int = Field(10_000, ge=1, description="Most deliveries in one request.")
    max_batch_statuses: int = Field(500, ge=1, description="Most statuses in one request.")
    max_route_deliveries: int = Field(500, ge=1, description="Most deliveries of one driver's route.")
    time_zone: str = Field(
        "UTC", description="IANA time zone of local times in CSV files, and of the days of drivers' stops."
    )

    # Processing
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

    # Reading
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

    # Who may do what; docs/security.md
    auth: str = Field("off", pattern="^(on|off)$", description="on: the API requires a key, see `app keys`.")
    open_to_all: bool = Field(False, description="Allow a TRACKER_HOST beyond this machine while TRACKER_AUTH is off.")
    token_s: float = Field(300.0, ge=1, le=86_400, description="Lifetime of a token for use in an address.")
    session_s: float = Field(12 * 3600.0, ge=1, description="Lifetime of a sign-in at the dashboard.")
    metrics_access: str = Field(
        "key",
        pattern="^(key|open|off)$",
        description="Access to /metrics: with a key that may read, for everyone, or off.",
    )
    docs_access: str = Field(
        "key", pattern="^(key|open|off)$", description="Access to /docs and /openapi.json: the same choice."
    )
    cors_origins: str = Field(
        "",
        pattern=r"^( *https?://[^,/ ]+/? *(,|$))*$",
        description="Other origins whose pages may read answers: https://a.example,https://b.example; empty: none.",
    )
    trusted_proxies: str = Field(
        "", description="Addresses or networks, a.b.c.d/n,…, whose X-Forwarded-For and X-Forwarded-Proto are trusted."
    )
    known_credentials: int = Field(10_000, ge=1, description="Most checked credentials that a process remembers.")
    simulate_key: SecretStr = Field(SecretStr(""), description="Key that `app simulate` sends; empty: none.")
    keys_wait_s: float = Field(5.0, gt=0, description="Longest wait until a created or revoked key takes effect.")

    # Limits of what a client may ask
    rate_key_per_s: float = Field(2_000.0, ge=0, description="Requests a second for each key; 0: no limit.")
    rate_key_burst: int = Field(4_000, ge=1, description="Most requests that a key may send at once.")
    rate_address_per_s: float = Field(0.0, ge=0, description="Requests a second from each address; 0: no limit.")
    rate_address_burst: int = Field(1_000, ge=1, description="Most requests that an address may send at once.")
    rate_refused_per_s: float = Field(
        1.0, ge=0, description="Wrong credentials a second from each address, above which they get 429; 0: no limit."
    )
    rate_refused_burst: int = Field(30, ge=1, description="Most wrong credentials from an address at once.")
    rate_clients: int = Field(
        100_000, ge=1, description="Most addresses, and most keys, whose rate a process remembers."
    )
    max_connections: int = Field(10_000, ge=1, description="Most open connections; above it new ones get 503.")
    max_connections_per_address: int = Field(
        1_000,
        ge=0,
        description="Most open connections, and streams through a trusted proxy, of one address; 0: no limit.",
    )
    max_header_bytes: int = Field(8_190, ge=1_024, description="Longest request line, and longest header.")
    max_headers: int = Field(64, ge=8, description="Most headers of a request.")
    connection_idle_s: float = Field(
        75.0, gt=0, description="Longest wait for a request's headers, from the end of the previous request."
    )
    request_body_s: float = Field(30.0, gt=0, description="Longest wait for a request's body.")

    # Places
    geocoder: str = Field(
        "",
        pattern=r"^((nominatim|photon)\+https?://[A-Za-z0-9.:_-]+(/[A-Za-z0-9._~/-]*)?)?$",
        description="Geocoder that address searches are sent to, nominatim+https://… or photon+https://…; empty: none, and no search leaves the installation.",
    )
    geocoder_per_s: float = Field(
        1.0, gt=0, le=1_000, description="Most requests a second to the geocoder; public ones allow 1."
    )
    geocoder_timeout_s: float = Field(
        5.0, gt=0, le=60, description="Longest wait for a turn at the geocoder, and for its answer."
    )
    geocoder_cache_size: int = Field(1_000, ge=0, description="Most answers of the geocoder that a process keeps.")
    geocoder_cache_s: float = Field(86_400.0, gt=0, description="Time that such an answer is kept.")

    # Router
    router: str = Field(
        "",
        pattern=r"^((osrm|valhalla)\+https?://[A-Za-z0-9.:_-]+(/[A-Za-z0-9._~/-]*)?)?$",
        description="Router that dispatchers ask for the legs of each round, osrm+http://… or valhalla+http://…; empty: none, and legs are straight distances with a detour.",
    )
    router_requests: int = Field(4, ge=1, le=100, description="Most requests to the router at once.")
    router_timeout_s: float = Field(5.0, gt=0, le=60, description="Longest wait for the router's answer.")

    # Operation
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="Least severe message logged.")
    log_format: str = Field("text", pattern="^(text|json)$", description="Form of a log line.")
    log_process: str = Field(
        "",
        pattern=r"^[A-Za-z0-9_.-]{0,64}$",
        description="Name of the process in each of its log lines; `run` sets it for its children.",
    )
    shutdown_s: float = Field(10.0, gt=0, description="Longest time a clean stop may take.")

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, text: str) -> str:
        for part in text.split(","):
            if part.strip():
                ipaddress.ip_network(part.strip(), strict=False)
        return text

    @field_validator("map_tiles")
    @classmethod
    def _are_tile_maps(cls, text: str) -> str:
        tile_maps(text)
        return text

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, text: str) -> str:
        zone_of(text)
        return text

    @property
    def bootstrap(self) -> str:
        """Return the Kafka addresses to use: the cluster's, or the embedded broker's."""
        return self.kafka or f"127.0.0.1:{self.broker_port}"

    @property
    def app_id(self) -> str:
        """Return the Faust app id, which is also the consumer group."""
        return f"{self.prefix}tracker"

    @property
    def positions_topic(self) -> str:
        """Return the name of the topic that takes envelopes of fixes."""
        return f"{self.prefix}positions"

    @property
    def rejected_topic(self) -> str:
        """Return the name of the topic that takes rejected fixes."""
        return f"{self.prefix}positions-rejected"

    @property
    def changelog_topic(self) -> str:
        """Return the name of the compacted topic of the table `latest`, as Faust builds it."""
        return f"{self.app_id}-latest-changelog"

    @property
    def keys_topic(self) -> str:
        """Return the name of the compacted topic that holds the API keys, as hashes."""
        return f"{self.app_id}-keys"

    @property
    def commands_topic(self) -> str:
        """Return the name of the topic that takes commands for deliveries."""
        return f"{self.prefix}delivery-commands"

    @property
    def events_topic(self) -> str:
        """Return the name of the topic that takes events of deliveries."""
        return f"{self.app_id}-events"

    @property
    def deliveries_app_id(self) -> str:
        """Return the Faust app id that keeps the table `deliveries`, which is also its consumer group."""
        return f"{self.app_id}-deliveries"

    @property
    def deliveries_changelog_topic(self) -> str:
        """Return the name of the compacted topic of the table `deliveries`."""
        return f"{self.app_id}-deliveries-changelog"

    @property
    def requires_keys(self) -> bool:
        """Tell whether a request needs a key."""
        return self.auth == "on"

    @property
    def state_dir(self) -> Path:
        """Return the folder of this process's RocksDB files."""
        return self.data / "state" / self.worker


def environment_with(changed: Mapping[str, object]) -> dict[str, str]:
    """Return this process's environment for a child, with the given settings changed."""
    return {**os.environ, **{f"TRACKER_{name.upper()}": str(value) for name, value in changed.items()}}
