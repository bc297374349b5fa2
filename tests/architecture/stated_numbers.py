"""The sentences of the pages with numbers from the code; each is built from the setting or constant itself.

A changed default gives a sentence that the page lacks. When a page states a new number, add its sentence here.
"""

import json
import re
import tomllib
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from agents.keeper import REFUSED_MAX_BYTES
from app.__main__ import MOST_PROCESSES
from app.clock import SystemClock
from app.domain.fix_rules import FUTURE_TOLERANCE_S, ID_MAX_LENGTH, OLDEST_TIMESTAMP_S
from app.domain.geo import MEAN_RADIUS_M
from app.embedded_kafka.config import LOG4J2_PROPERTIES, SERVER_PROPERTIES
from app.embedded_kafka.jars import LOCK, parse_lock
from app.engine.delivery import GROUP_BYTES
from app.fixes.parser import IGNORED_MAX
from app.keys.secret_forms import new_key, parse_key
from app.observability.metrics import Metrics
from app.processes.topics import topic_specs
from app.settings import Settings
from app.start_error import DO_NOT_RESTART
from app.table.lease import FRESH_SHARE_OF_SESSION
from tests.architecture.constants import python_constant, typescript_number, typescript_words
from tests.architecture.project import ROOT
from tests.architecture.stated_of_simulator import simulator_page
from tests.chaos.dispatch.faults import DISPATCHER_FAULTS
from tests.chaos.faults import FAULTS
from tests.chaos.installations import STALL_AFTER_S
from tests.chaos.limits import LATENCY_TARGET_S, MEMORY_MB, NOTICED_WITHIN_S, STREAM_MB
from tests.chaos.world import PARTITIONS, SESSION_S
from tests.deployment.files import compose
from web.access.client_address import SITE_BITS
from web.dispatch.alert_places import MOST_PLACES
from web.latest.latest_view import LatestView
from web.latest.stream import LATEST_STREAM
from web.lists.table_query import DEFAULT_LIMIT, MAX_LIMIT
from web.replica.column import Column
from web.stream.groups import SUBSCRIBERS_IN_STEP
from web.stream.hub import StreamHub
from web.stream.open_streams import OpenStreams

Sentences = tuple[str, ...]
WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
DAY_MS, HOUR_MS = 86_400_000, 3_600_000
POSITIONS_CHAOS_MINUTES, CHAOS_MINUTES, QUICK_CHAOS_MINUTES = 17, 25, 2
"""Minutes of the last run in docs/reliability.md, and of its short form."""


def spaced(number: float) -> str:
    """Return a number as the pages write it: 10 000."""
    return f"{number:,.0f}".replace(",", " ")


def in_words(number: float) -> str:
    """Return a small whole number in letters."""
    assert number == int(number)
    return WORDS[int(number)]


def _topic(settings: Settings, name: str) -> Mapping[str, str]:
    return next({**spec.fixed, **spec.initial} for spec in topic_specs(settings) if spec.name == name)


def _property(name: str, text: str = SERVER_PROPERTIES) -> str:
    found = re.search(rf"^{re.escape(name)}=(.+)$", text, re.MULTILINE)
    assert found, name
    return found[1]


def _bytes_a_change() -> int:
    """Return the bytes of each change in the ring of changes."""
    ring = LatestView(1, 7).store.changes
    columns = [column for column in vars(ring).values() if isinstance(column, Column)]
    columns += ring.watched
    return sum(column.vector.itemsize for column in columns if len(column.vector) == 7 or column in ring.watched)


def _notices_within_s(settings: Settings) -> float:
    return StreamHub(settings, SystemClock(), Metrics(), LATEST_STREAM, LatestView(1), OpenStreams(1))._sweeper.every_s


def _readme(settings: Settings) -> Sentences:
    first = settings.http_port
    stale, offline = (_minutes("fleet/motion-status.ts", name) for name in ("STALE_AFTER_S", "OFFLINE_AFTER_S"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    old_node, new_node = json.loads((ROOT / "frontend" / "package.json").read_text())["engines"]["node"].split(" || ")
    python = project["requires-python"].removeprefix(">=")
    old_node, new_node = old_node.removesuffix(".0"), new_node.removeprefix(">=").removesuffix(".0")
    return (
        f"Python {python} or newer, Node {old_node} or {new_node} and newer",
        f"with {settings.demo_vehicles} vehicles that deliver in Washington",
        f"dashboard at http://localhost:{first} and http://localhost:{settings.dashboard_port}",
        f"two edges ({first}, {first + 1}), two workers ({first + 2}, {first + 3})",
        f"diamonds have not reported for {stale} minutes, rings for {offline} minutes",
    )


def _architecture(settings: Settings) -> Sentences:
    days = int(_topic(settings, settings.positions_topic)["retention.ms"]) // DAY_MS
    return (f"({days} days: the decides", f"runs up to {MOST_PROCESSES} of each")


def _lease(_: Settings) -> Sentences:
    return (f"older than {FRESH_SHARE_OF_SESSION} of the session time-out",)


def _row_bytes(settings: Settings) -> Sentences:
    return (
        f"encoded once for up to {SUBSCRIBERS_IN_STEP} clients with the same filter",
        f"flushes are {1000 * settings.flush_interval_loaded_s:g} ms apart",
    )


def _groups(_: Settings) -> Sentences:
    return (f"in messages of about {GROUP_BYTES >> 10} KiB",)


def _stream_shares(settings: Settings) -> Sentences:
    return (
        f"up to {settings.stream_burst_frames} frames may be sent at once",
        (
            f"share {spaced(settings.stream_shared_frames_per_s)} frames a second: each gets at most "
            f"{settings.stream_max_frames_per_s:g} a second, and never fewer than {settings.stream_frames_per_s:g}"
        ),
    )


def _contributing(_: Settings) -> Sentences:
    quick = sum(fault.is_quick for fault in FAULTS)
    lines = (python_constant("tests/architecture/test_sources.py", name) for name in ("FILE_LINES", "FUNCTION_LINES"))
    return (
        f"[docs/reliability.md](docs/reliability.md): {CHAOS_MINUTES} minutes |",
        f"the {in_words(quick)} worst faults on real processes: {QUICK_CHAOS_MINUTES} minutes",
        "Files have at most {} lines, functions at most {};".format(*lines),
    )


def _makefile(_: Settings) -> Sentences:
    quick = sum(fault.is_quick for fault in FAULTS)
    return (
        f"print what held: {CHAOS_MINUTES} minutes",
        f"the {in_words(quick)} worst of these faults: {QUICK_CHAOS_MINUTES} minutes",
    )


def _api(settings: Settings) -> Sentences:
    least, most = settings.stream_frames_per_s, settings.stream_max_frames_per_s
    shared = settings.stream_shared_frames_per_s
    limit, rows = spaced(MAX_LIMIT), spaced(DEFAULT_LIMIT)
    return (
        f"`http://localhost:{settings.http_port}` (`TRACKER_HTTP_PORT`)",
        f"(`TRACKER_DASHBOARD_PORT`, {settings.dashboard_port})",
        f"Ids have 1 to {ID_MAX_LENGTH} characters",
        f"names the first {IGNORED_MAX} of them",
        f"up to {spaced(settings.max_batch_fixes)} fixes and {settings.max_body_bytes >> 20} MiB:",
        (
            f"| 1 to {limit}; without it JSON gives {rows} rows, GeoJSON, CSV and NDJSON give all; nearest first, every form gives "
            f"{rows} |"
        ),
        f"{spaced(MEAN_RADIUS_M // 1)}.{round(MEAN_RADIUS_M % 1 * 10)} m",
        f"true when `asOf` is longer ago than {settings.stale_after_s:g} s",
        f"every {settings.heartbeat_s:g} s: the stream is alive",
        f"gets up to {settings.stream_burst_frames} events without a pause. A busy stream gets at most {most:g} events a second",
        (
            f"more than {shared / most:g} streams of a process are busy they share {spaced(shared)} events a second, and each gets "
            f"at least {least:g}."
        ),
        f"(`TRACKER_PHOTO_MAX_BYTES`, {settings.photo_max_bytes >> 20} MiB)",
        f"A delivery has at most {settings.max_photos_per_delivery} photos",
        f"reads nothing for {settings.stream_drop_after_s:g} s is dropped",
        f"At most {spaced(MOST_PLACES)} alerts of an answer have one",
        f"more than {FUTURE_TOLERANCE_S / 60:g} minutes ahead of the server's clock",
        f"before {datetime.fromtimestamp(OLDEST_TIMESTAMP_S, UTC).year}: the device",
        f'{{"state": "ready", "vehicles": {settings.demo_vehicles}}}',
    )


def _minutes(file: str, name: str) -> str:
    return f"{typescript_number(file, name) / 60:g}"


def _dashboard(_: Settings) -> Sentences:
    def of(file: str, name: str, unit: float = 1.0) -> float:
        return typescript_number(file, name) / unit

    stale, offline = (_minutes("fleet/motion-status.ts", name) for name in ("STALE_AFTER_S", "OFFLINE_AFTER_S"))
    late, poll = "features/connection/connection-text.ts", "stream/table-poll.ts"
    noise, allowed = (
        python_constant("tools/soak.py", "NOISE"),
        python_constant("tests/browser/test_scale.py", "MOST_INITIAL_BYTES"),
    )
    assert isinstance(noise, dict)
    assert isinstance(allowed, int)
    skeleton = re.search(r"say-so 0s (\d+)s", (ROOT / "frontend/src/styles/skeleton.css").read_text())
    assert skeleton
    return (
        f"faster than {of('fleet/motion-status.ts', 'MOVING_ABOVE_MPS', 1 / 3.6):.0f} km/h, last fix within {stale} minutes",
        f"no fix for {stale} minutes; it may be elsewhere",
        f"no fix for {offline} minutes |",
        f"({', '.join(f'`{limit}`' for limit in typescript_words('fleet/silence.ts', 'SILENCE_LIMITS'))})",
        f"at most {of('map/motion.ts', 'LONGEST_GLIDE_MS', 1000):g} s. It never",
        f"a gap of more than {of('map/motion.ts', 'JUMP_ABOVE_GAP_S'):g} s, a speed above {of('map/motion.ts', 'JUMP_ABOVE_MPS'):g} m/s",
        f"From zoom {of('map/labels.ts', 'LABELS_FROM_ZOOM'):g}, with at most {of('map/labels.ts', 'MOST_LABELS'):g} markers in sight",
        f"at most {_minutes('map/trails.ts', 'TRAIL_AGE_S')} minutes, for at most {spaced(of('map/trails.ts', 'MOST_TRAILS'))} shipments",
        f"for {in_words(of(late, 'CAUGHT_UP_FOR_MS', 1000))} seconds: the missed changes have arrived",
        f"polls every {of(poll, 'POLL_EVERY_MS', 1000):g} s |",
        f"requested every {of('deliveries/use-served-alerts.ts', 'SERVED_EVERY_MS', 1000):g} s",
        f"polls the table every {in_words(of(poll, 'POLL_EVERY_MS', 1000))} seconds",
        f"after up to {of('stream/connection.ts', 'LONGEST_RETRY_MS', 1000):g} s |",
        f"no contact for {of('stream/connection.ts', 'OFFLINE_AFTER_MS', 1000):g} s;",
        f"nothing arrives for {of('stream/connection.ts', 'OPEN_TIMEOUT_MS', 1000):g} s, or heartbeats arrive more than {of(late, 'LAG_ABOVE_S'):g} s late",
        f"It waits {in_words(of('api/session.ts', 'SESSION_WAIT_MS', 1000))} seconds for the state of the sign-in",
        f"after {in_words(int(skeleton[1]))} seconds, with a link",
        f"kB of {allowed / 1000:g} kB allowed",
        (
            f"{noise['heap_mb']:g} MB of heap or buffers, {noise['nodes']} nodes, {noise['listeners']} listeners, "
            f"{noise['rss_mb']:g} MB of the process"
        ),
    )


def _embedded_kafka(_: Settings) -> Sentences:
    file = "appender.file"
    copies = 1 + int(_property(f"{file}.strategy.max", LOG4J2_PROPERTIES))
    size_mb = _property(f"{file}.policies.size.size", LOG4J2_PROPERTIES).removesuffix("MB")
    jars_mb = sum(jar.size_bytes for jar in parse_lock(LOCK.read_text())) / 1e6
    session = "broker.session.timeout.ms"
    return (
        f"the jars, {jars_mb:.0f} MB",
        f"at most {copies} × {size_mb} MB",
        f"Exit code {DO_NOT_RESTART} means",
        f"`{session}={_property(session)}`",
        f"`group.initial.rebalance.delay.ms={_property('group.initial.rebalance.delay.ms')}`",
    )


def _performance(settings: Settings) -> Sentences:
    return (
        f"in groups of about {GROUP_BYTES >> 10} KiB",
        f"built once for up to {SUBSCRIBERS_IN_STEP} readers with the same filter",
        (
            f"the defaults of today ({1000 * settings.flush_interval_s:g} ms, {settings.stream_max_frames_per_s:g}, "
            f"{1000 * settings.ingest_linger_s:g} ms)"
        ),
        f"now it keeps {spaced(settings.version_cache_size)}.",
    )


def _production(settings: Settings) -> Sentences:
    days = int(_topic(settings, settings.positions_topic)["retention.ms"]) / DAY_MS
    compacted_after_h = int(_topic(settings, settings.changelog_topic)["max.compaction.lag.ms"]) / HOUR_MS
    ring, first = settings.ring_size * settings.partitions, settings.http_port
    again = python_constant("tests/system/test_proxy.py", "SHARE_AGAIN")
    services = compose()["services"]
    workers, edges = (in_words(services[role]["deploy"]["replicas"]) for role in ("worker", "edge"))
    ports = " and ".join(port.rpartition(":")[2] for port in services["proxy"]["ports"])
    assert isinstance(again, float)
    return (
        f"Kafka, {workers} workers, {edges} edges, and nginx in front of the edges on {ports} ",
        f"edges on {first} and {first + 1}, workers on {first + 2} and {first + 3}",
        (
            f"{_bytes_a_change()} bytes for each change that streams can resume from (`TRACKER_RING_SIZE` × `TRACKER_PARTITIONS`, "
            f"{spaced(ring)} by default, {ring * _bytes_a_change() / 1e6:.0f} MB)"
        ),
        f"(`TRACKER_TABLE_CACHE_BYTES`, {settings.table_cache_bytes >> 20} MiB)",
        f"(`TRACKER_TABLE_BUFFER_BYTES`, {settings.table_buffer_bytes >> 20} MiB)",
        f"a second × {days:g} days × replication",
        f"up to {({0.5: 'half an hour'})[compacted_after_h]} of rows not yet compacted",
        f"the {in_words(days)} days of `positions`",
        f"(`broker.session.timeout.ms` was {int(_property('broker.session.timeout.ms')) / 1000:g} s",
        f"the test fails if one in {1 / again:g} has to be repeated",
        f"Exit code {DO_NOT_RESTART} means",
        f"`RestartPreventExitStatus={DO_NOT_RESTART}`",
    )


def _reliability(settings: Settings) -> Sentences:
    days = int(_topic(settings, settings.positions_topic)["retention.ms"]) / DAY_MS
    ahead = in_words(FUTURE_TOLERANCE_S / 60)
    return (
        f"all faults, {CHAOS_MINUTES} minutes;",
        f"the {in_words(sum(fault.is_quick for fault in FAULTS))} worst, {QUICK_CHAOS_MINUTES} minutes;",
        f"every promise held in all {len(FAULTS) - len(DISPATCHER_FAULTS)} faults of positions",
        f"{MEMORY_MB['worker']:g} MB for a worker, {MEMORY_MB['edge']:g} MB for an edge, and {1000 * STREAM_MB:g} kB for each stream",
        f"by another process within {LATENCY_TARGET_S:g} s",
        f"after {NOTICED_WITHIN_S:g} s at the latest",
        f"time-out ({SESSION_S:g} s), which is most of it. Two cores; {PARTITIONS} partitions.",
        f"more than {ahead} minutes ahead of the server is refused",
        f"**A clock up to {ahead} minutes ahead is accepted.**",
        f"the {in_words(days)} days of `positions`",
        f"`TRACKER_STALL_AFTER_S` ({settings.stall_after_s:g} s)",
        f"The suite tests it with {STALL_AFTER_S:g} s.",
    )


def _security(settings: Settings) -> Sentences:
    key = parse_key(new_key("Abcdefgh"))
    assert key
    rate = compose()["services"]["edge"]["environment"]["TRACKER_RATE_ADDRESS_PER_S"]
    default = f"{settings.rate_address_per_s:g}" if settings.rate_address_per_s else "off"
    return (
        f"`TRACKER_AUTH={settings.auth}`, the default",
        f"(exit code {DO_NOT_RESTART})",
        f"the secret {8 * len(urlsafe_b64decode(key.secret + '='))} random bits",
        f"({default} by default, {rate} in Compose)",
        f"within {({0.5: 'half a second'})[_notices_within_s(settings)]}: a token and a sign-in",
        f"the /{SITE_BITS} of an IPv6 one",
        f"{spaced(_requests())} hostile requests",
    )


def _requests() -> int:
    requests = python_constant("tests/system/test_hostile.py", "REQUESTS")
    assert isinstance(requests, int)
    return requests


def _topics(settings: Settings) -> Sentences:
    days, refused_days = (
        int(_topic(settings, name)["retention.ms"]) / DAY_MS
        for name in (settings.positions_topic, settings.rejected_topic)
    )
    return (
        f"uses {in_words(len(topic_specs(settings)))} topics, declared in",
        f"of 1 to {settings.envelope_max_fixes} fixes, at most {settings.envelope_max_bytes >> 10} KiB",
        f"the last {in_words(days)} days of it",
        f"up to {REFUSED_MAX_BYTES / 1e6:g} MB of it",
        f"Kept for {refused_days:g} days",
    )


STATED: Mapping[str, Callable[[Settings], Sentences]] = {
    "README.md": _readme,
    "ARCHITECTURE.md": _architecture,
    "docs/adr/0005-lease-against-paused-workers.md": _lease,
    "docs/adr/0007-rows-are-bytes.md": _row_bytes,
    "docs/adr/0021-deliver-records-in-groups.md": _groups,
    "docs/adr/0026-bursts-and-shares-of-streams.md": _stream_shares,
    "CONTRIBUTING.md": _contributing,
    "Makefile": _makefile,
    "docs/api.md": _api,
    "docs/dashboard.md": _dashboard,
    "docs/embedded-kafka.md": _embedded_kafka,
    "docs/performance.md": _performance,
    "docs/production.md": _production,
    "docs/reliability.md": _reliability,
    "docs/security.md": _security,
    "docs/simulator.md": simulator_page,
    "docs/topics.md": _topics,
}
"""The sentences that each page must contain with the default settings."""
