"""The fast path for one position in the address, as OsmAnd and Traccar Client send it, from its fields to the answer."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from multidict import MultiMapping

from app.clock import Clock
from app.devices.books import DeviceBook
from app.domain.access import Access
from app.observability.metrics import Metrics
from app.phones.quick_osmand import quick_osmand
from app.phones.said import Sender
from app.settings import Settings
from web.http.middleware import CLIENT_GONE
from web.http.problem import ProblemError
from web.ingest.decision import AcceptedFix, IngestDecision
from web.ingest.envelope_lane import Ack, Chunk
from web.ingest.fast_update import FixQueue, PostGuard, UpdateRequest
from web.ingest.raw_answer import ReadyAnswers
from web.phones.known_devices import speed_unit

PATHS = ("/api/ingest/osmand", "/api/ingest/osmand/")
DECLINED = frozenset({"Origin", "Sec-Fetch-Site", "Expect", "Content-Encoding"})


class FastOsmand:
    """The route of the fast path; the standard path handles every request that this one declines."""

    targets = tuple((method, path) for path in PATHS for method in ("GET", "POST"))

    def __init__(
        self,
        log: FixQueue,
        decision: IngestDecision,
        guard: PostGuard,
        devices: DeviceBook,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self.log, self._guard, self._decision = log, guard, decision
        self.monotonic: Callable[[], float] = clock.monotonic
        self._now, self._requires_keys = clock.now, settings.requires_keys
        self._devices = devices
        self.ack_seconds = metrics.histogram("tracker_ingest_ack_seconds")
        self._fixes = metrics.counter("tracker_phone_fixes_total").labels("osmand")
        requests = metrics.counter("tracker_http_requests_total")
        self.accepted, self.unavailable, self.gone = (
            requests.labels(PATHS[0], code) for code in (200, 503, CLIENT_GONE)
        )
        self._answers = ReadyAnswers(HTTPStatus.OK, "text/plain")

    def begin(self, _path: str, query: str, headers: MultiMapping[str], peer: str, body: bytes) -> UpdateRequest | None:
        """Accept one position in the address, or return None to decline."""
        if body or not query or any(name in headers for name in DECLINED):
            return None
        access = None
        if self._requires_keys and (access := self._guard.access_at_once(headers)) is None:
            return None
        started_at, now = self.monotonic(), self._now()
        chunk = self._accept(query, now, access)
        if chunk is None or not self._guard.counts_at_once(headers, peer, access):
            return None
        stored = self.log.begin(chunk)
        return None if stored is None else UpdateRequest(self, stored, started_at, now)

    def _accept(self, query: str, now: float, access: Access | None) -> Chunk | None:
        """Return the position in the address, or None if only the standard path can tell."""
        sender = Sender(None if access is None else access.device, partial(speed_unit, self._devices, access))
        try:
            fix = quick_osmand(query, sender, now, partial(self._decision.driver_of, access=access))
        except ProblemError:
            return None
        accepted = None if fix is None else self._decision.accept(b"", now, access, lambda *_: fix)
        return accepted.chunk if isinstance(accepted, AcceptedFix) else None

    def answer_of(self, _ack: Ack, now: float) -> bytes:
        """Return an empty 200, on which the app deletes the point."""
        self._fixes.inc()
        return self._answers.with_body(b"", now)
