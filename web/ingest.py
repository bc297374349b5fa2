"""The door of the tracker: a position, or a batch of them, from HTTP into Kafka; 202 means that Kafka holds it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from http import HTTPStatus
from typing import NamedTuple, Protocol

from aiohttp import web
from pydantic import BaseModel

from app.clock import Clock
from app.domain.fix_rules import RejectCode
from app.domain.partition import partition_of
from app.fix_parser import FixError, ParsedFix, encode_fix, ignored_names, parse_fix, parse_fixes, parse_lines
from app.messages import Accepted, BatchAccepted, Rejection
from app.observability import Metrics
from app.settings import Settings
from web.envelope_lane import Place
from web.problem import ProblemError

JSON_TYPE = "application/json"
NDJSON_TYPE = "application/x-ndjson"


class FixLog(Protocol):
    """Stores fixes."""

    async def append(self, fixes: Sequence[tuple[int, bytes]]) -> list[Place]:
        """Return the places of the fixes, given as partition and JSON, or raise ProblemError."""
        ...


class _Batch(NamedTuple):
    accepted: list[tuple[int, bytes]]
    rejected: list[Rejection]
    ignored: tuple[str, ...]


class Ingest:
    """The handlers of both endpoints."""

    def __init__(self, log: FixLog, settings: Settings, clock: Clock, metrics: Metrics) -> None:
        self._log, self._settings, self._clock = log, settings, clock
        self._rejected = metrics.counter("tracker_ingest_rejected_total")
        self._ack_seconds = metrics.histogram("tracker_ingest_ack_seconds")
        # The hash is pure Python and would cost as much as the validation; the same shipments come again and again.
        self._partition_of = lru_cache(settings.partition_cache_size)(
            partial(partition_of, partitions=settings.partitions)
        )

    async def update(self, request: web.Request) -> web.Response:
        """Take one fix as a JSON object."""
        started_at = self._clock.monotonic()
        media_type_of(request, JSON_TYPE)
        raw = await read_body(request, self._settings.max_body_bytes)
        now = self._clock.now()
        parsed = parse_fix(raw, now)
        if isinstance(parsed, FixError):
            raise self._refusal(parsed)
        [place] = await self._log.append([(self._partition_of(parsed.fix.shipmentId), encode_fix(parsed.fix, now))])
        self._ack_seconds.observe(self._clock.monotonic() - started_at)
        return _accepted(Accepted(partition=place.partition, offset=place.offset, ignored=list(parsed.ignored) or None))

    async def updates(self, request: web.Request) -> web.Response:
        """Take a batch of fixes as a JSON array or as NDJSON; a bad one never costs the others."""
        started_at = self._clock.monotonic()
        parse = parse_lines if media_type_of(request, JSON_TYPE, NDJSON_TYPE) == NDJSON_TYPE else parse_fixes
        raw = await read_body(request, self._settings.max_body_bytes)
        now = self._clock.now()
        parsed = parse(raw, now, self._settings.max_batch_fixes)
        if isinstance(parsed, FixError):
            raise self._refusal(parsed)
        batch = self._sort(parsed, now)
        if batch.rejected and not batch.accepted:
            detail = f"None of {len(batch.rejected)} fixes is acceptable; `rejected` says why."
            raise ProblemError("all_rejected", detail, rejected=batch.rejected)
        await self._log.append(batch.accepted)
        self._ack_seconds.observe(self._clock.monotonic() - started_at)
        accepted, ignored = len(batch.accepted), list(batch.ignored) or None
        return _accepted(BatchAccepted(accepted=accepted, rejected=batch.rejected, ignored=ignored))

    def _sort(
        self, results: Iterator[ParsedFix | FixError] | Iterator[ParsedFix | FixError | None], now: float
    ) -> _Batch:
        accepted: list[tuple[int, bytes]] = []
        rejected: list[Rejection] = []
        ignored: dict[str, None] = {}
        for index, result in enumerate(results):
            if isinstance(result, ParsedFix):
                accepted.append((self._partition_of(result.fix.shipmentId), encode_fix(result.fix, now)))
                if result.ignored:
                    ignored.update(dict.fromkeys(result.ignored))
            elif result is not None:
                self._rejected.labels(result.code).inc()
                rejected.append(Rejection(index=index, code=result.code, detail=result.detail, field=result.field))
        return _Batch(accepted, rejected, ignored_names(ignored))

    def _refusal(self, error: FixError) -> ProblemError:
        self._rejected.labels(error.code).inc()
        return ProblemError(error.code, error.detail, field=error.field)


def media_type_of(request: web.Request, *taken: str) -> str:
    """Return the body's media type, the first of `taken` if the client names none; raise `unsupported_media_type`."""
    sent = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if not sent:
        return taken[0]
    if sent not in taken:
        detail = (
            f"This address takes {' or '.join(taken)}, not {sent[:64]}; "
            f"with curl: curl -H 'Content-Type: {taken[0]}' -d @body.json {request.path}"
        )
        raise ProblemError("unsupported_media_type", detail, headers={"Accept-Post": ", ".join(taken)})
    return sent


async def read_body(request: web.Request, limit_bytes: int) -> bytes:
    """Return the body, decompressed; raise `too_large` as soon as it is known to exceed the limit."""
    too_large = ProblemError(RejectCode.TOO_LARGE, f"The body is larger than {limit_bytes} bytes; send it in parts.")
    if (request.content_length or 0) > limit_bytes:
        raise too_large
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > limit_bytes:
            raise too_large
    return bytes(body)


def _accepted(answer: BaseModel) -> web.Response:
    body = answer.model_dump_json(exclude_none=True).encode()
    return web.Response(status=HTTPStatus.ACCEPTED, body=body, content_type=JSON_TYPE)
