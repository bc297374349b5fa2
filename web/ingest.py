"""The door of the tracker: a position, or a batch of them, from HTTP into Kafka; 202 means that Kafka holds it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from http import HTTPStatus
from typing import NamedTuple, Protocol

from aiohttp import web
from pydantic import BaseModel

from app.clock import Clock
from app.domain.fix_rules import RejectCode
from app.domain.partition import partition_of
from app.fix_codec import StoredFix, decode_fix, encode_elements, encode_fix, stored_form
from app.fix_judge import Judged, judge_array, judge_lines
from app.fix_parser import FixError, ParsedFix, ignored_names, parse_fix
from app.messages import Accepted, BatchAccepted, Fix, Rejection
from app.observability import Metrics
from app.settings import Settings
from web.access import driver_bound_to
from web.body import JSON_TYPE, NDJSON_TYPE, BodyLimits, media_type_of, read_body
from web.envelope_lane import Chunk, Place
from web.problem import ProblemError


def cached_homes(settings: Settings) -> Callable[[str], int]:
    """Return what tells a shipment's partition.

    The hash is pure Python and would cost as much as all else; the same shipments come again and again.
    """
    return lru_cache(settings.partition_cache_size)(partial(partition_of, partitions=settings.partitions))


class FixLog(Protocol):
    """Stores fixes."""

    async def append(self, chunks: Sequence[Chunk]) -> list[Place]:
        """Return the places of the chunks' first fixes, or raise ProblemError."""
        ...


class _Batch(NamedTuple):
    accepted: Mapping[int, list[StoredFix]]
    rejected: list[Rejection]
    ignored: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(map(len, self.accepted.values()))


class Ingest:
    """The handlers of both endpoints."""

    def __init__(
        self, log: FixLog, home_of: Callable[[str], int], settings: Settings, clock: Clock, metrics: Metrics
    ) -> None:
        self._log, self._settings, self._clock = log, settings, clock
        self._rejected = metrics.counter("tracker_ingest_rejected_total")
        self._ack_seconds = metrics.histogram("tracker_ingest_ack_seconds")
        self._partition_of = home_of
        self._limits = BodyLimits(settings, metrics)
        self._asks_for_keys = settings.asks_for_keys

    async def update(self, request: web.Request) -> web.StreamResponse:
        """Take one fix as a JSON object."""
        started_at = self._clock.monotonic()
        media_type_of(request, JSON_TYPE)
        raw = await read_body(request, self._limits)
        now = self._clock.now()
        fix, ignored = decode_fix(raw, now), None
        if fix is None:
            parsed = parse_fix(raw, now)
            if isinstance(parsed, FixError):
                raise self._refusal(parsed)
            fix, ignored = stored_form(parsed.fix), list(parsed.ignored) or None
        if self._asks_for_keys and (driver := driver_bound_to(request)) is not None and fix.driverId != driver:
            raise self._refusal(_other_driver(driver))
        fix.receivedAt = round(now, 3)
        [place] = await self._log.append((Chunk(self._partition_of(fix.shipmentId), encode_fix(fix), 1),))
        self._ack_seconds.observe(self._clock.monotonic() - started_at)
        if ignored is None:
            body = b'{"status":"accepted","partition":%d,"offset":%d}' % (place.partition, place.offset)
        else:
            body = _json(Accepted(partition=place.partition, offset=place.offset, ignored=ignored))
        return _accepted(body)

    async def updates(self, request: web.Request) -> web.StreamResponse:
        """Take a batch of fixes as a JSON array or as NDJSON; a bad one never costs the others."""
        started_at = self._clock.monotonic()
        judge = judge_lines if media_type_of(request, JSON_TYPE, NDJSON_TYPE) == NDJSON_TYPE else judge_array
        raw = await read_body(request, self._limits)
        now = self._clock.now()
        results = judge(raw, now, self._settings.max_batch_fixes)
        if isinstance(results, FixError):
            raise self._refusal(results)
        if self._asks_for_keys and (driver := driver_bound_to(request)) is not None:
            results = _only_of(driver, results)
        batch = self._sort(results, round(now, 3))
        if batch.rejected and not batch.accepted:
            detail = f"None of {len(batch.rejected)} fixes is acceptable; `rejected` says why."
            raise ProblemError("all_rejected", detail, rejected=batch.rejected)
        await self._log.append(self._chunks(batch))
        self._ack_seconds.observe(self._clock.monotonic() - started_at)
        answer = BatchAccepted(accepted=batch.size, rejected=batch.rejected, ignored=list(batch.ignored) or None)
        return _accepted(_json(answer))

    def _sort(self, results: Iterable[Judged], received_at: float) -> _Batch:
        """Sort fixes by partition, each partition's in the order they came."""
        accepted: defaultdict[int, list[StoredFix]] = defaultdict(list)
        rejected: list[Rejection] = []
        ignored: dict[str, None] = {}
        home_of = self._partition_of
        for index, result in enumerate(results):
            if isinstance(result, StoredFix):
                fix = result
            elif isinstance(result, ParsedFix):
                fix = stored_form(result.fix)
                ignored.update(dict.fromkeys(result.ignored))
            else:
                if result is not None:
                    self._rejected.labels(result.code).inc()
                    rejected.append(Rejection(index=index, code=result.code, detail=result.detail, field=result.field))
                continue
            fix.receivedAt = received_at
            accepted[home_of(fix.shipmentId)].append(fix)
        return _Batch(accepted, rejected, ignored_names(ignored))

    def _chunks(self, batch: _Batch) -> list[Chunk]:
        settings = self._settings
        return [
            Chunk(partition, elements, count)
            for partition, fixes in batch.accepted.items()
            for elements, count in encode_elements(fixes, settings.envelope_max_fixes, settings.envelope_max_bytes - 2)
        ]

    def _refusal(self, error: FixError) -> ProblemError:
        self._rejected.labels(error.code).inc()
        return ProblemError(error.code, error.detail, field=error.field)


def _other_driver(driver: str) -> FixError:
    detail = f"This key may report for driver {driver!r} alone."
    return FixError(RejectCode.FORBIDDEN, detail, "driverId")


def _only_of(driver: str, results: Iterable[Judged]) -> Iterable[Judged]:
    """Return the verdicts with the fixes of other drivers refused."""
    for result in results:
        fix = result.fix if isinstance(result, ParsedFix) else result
        is_other = isinstance(fix, StoredFix | Fix) and fix.driverId != driver
        yield _other_driver(driver) if is_other else result


def _accepted(body: bytes) -> web.Response:
    return web.Response(status=HTTPStatus.ACCEPTED, body=body, content_type=JSON_TYPE)


def _json(answer: BaseModel) -> bytes:
    return answer.model_dump_json(exclude_none=True).encode()
