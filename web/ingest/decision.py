"""Whether a fix is accepted, and in which form Kafka gets it: one decision for every path, without HTTP and metrics.

Another protocol needs only another reader. It turns its bytes into values with the names of app.messages.fix.Fix, and
those into results with app.fixes.parser.parse_item.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from app.domain.access import Access, Scope, may
from app.domain.fix_rules import RejectCode
from app.domain.partition import partition_of
from app.domain.subject import row_id_of
from app.fixes.codec import (
    EnvelopeFix,
    decode_fix,
    decode_fixes,
    decode_lines,
    encode_elements,
    encode_fix,
    stored_form,
)
from app.fixes.parser import FixError, ParsedFix, ignored_names, missing_driver, parse_fix, parse_fixes, too_many
from app.messages.fix import Rejection
from app.settings import Settings
from web.ingest.envelope_lane import Chunk

Judged = EnvelopeFix | ParsedFix | FixError | None
"""A fix that needed no parser, one that did, a refusal, or a blank line."""
FixReader = Callable[[bytes, float], EnvelopeFix | ParsedFix | FixError]
"""Reads the fix in some bytes, received at a time (Unix seconds); returns the error if there is none."""
BatchReader = Callable[[bytes, float, int], Iterable[Judged] | FixError]
"""Reads many fixes, at most a limit."""


MayWrite = Callable[[str, str], bool]
"""Tells whether a sender of a fleet may change the row of an id, as far as this process knows."""


class AcceptedFix(NamedTuple):
    """A fix in the form for Kafka, and the names of fields that are not stored."""

    chunk: Chunk
    ignored: tuple[str, ...]


class AcceptedBatch(NamedTuple):
    """The fixes of a batch for Kafka, in order within each partition, and the rejected ones."""

    chunks: Sequence[Chunk]
    size: int
    rejected: list[Rejection]
    ignored: tuple[str, ...]


def _any_row(_row_id: str, _fleet: str) -> bool:
    return True


def judge_fix(raw: bytes, now: float) -> EnvelopeFix | ParsedFix | FixError:
    """Judge one JSON object."""
    fix = decode_fix(raw, now)
    return parse_fix(raw, now) if fix is None else fix


def judge_array(raw: bytes, now: float, limit: int) -> Iterable[Judged] | FixError:
    """Judge each item of a JSON array; return an error if `raw` is not an array of at most `limit` items."""
    fixes = decode_fixes(raw, now)
    return fixes if fixes is not None and len(fixes) <= limit else parse_fixes(raw, now, limit)


def judge_lines(raw: bytes, now: float, limit: int) -> Iterable[Judged] | FixError:
    """Judge each line of NDJSON, None for a blank one; return an error for more than `limit` lines."""
    body = raw.removesuffix(b"\n")
    if body.count(b"\n") >= limit:
        return too_many(limit)
    lines = body.split(b"\n")
    fixes = decode_lines(lines, now)
    return (_judge_line(line, now) for line in lines) if fixes is None else fixes


def _judge_line(line: bytes, now: float) -> Judged:
    return judge_fix(line, now) if line.strip() else None


class IngestDecision:
    """Decides on fixes of senders that may post.

    `now` is the time of receipt (Unix seconds), `access` what the sender may do, None if keys are not required.
    """

    def __init__(self, settings: Settings, may_write: MayWrite = _any_row) -> None:
        """`may_write` tells the sender at once what the agent, which alone knows the newest row, would refuse later."""
        self._may_write = may_write
        self._partition_of = _cached_partitions(settings)
        self._max_batch_fixes = settings.max_batch_fixes
        self._max_fixes, self._max_bytes = settings.envelope_max_fixes, settings.envelope_max_bytes - 2

    def accept(
        self, raw: bytes, now: float, access: Access | None, read: FixReader = judge_fix
    ) -> AcceptedFix | FixError:
        """Return the fix in a request, or why it is refused."""
        result = read(raw, now)
        stored = (result, ()) if isinstance(result, EnvelopeFix) else _stored(result, access)
        if isinstance(stored, FixError):
            return stored
        fix, ignored = stored
        if access is not None and (refused := self._take_sender(fix, access)) is not None:
            return refused
        return AcceptedFix(self._chunk_of(fix, now), ignored)

    def accept_certain(self, raw: bytes, now: float, access: Access | None) -> Chunk | None:
        """Return the fix in a JSON object if `accept` would store all of it, or None if only `accept` can tell."""
        fix = decode_fix(raw, now)
        if fix is None or (access is not None and self._take_sender(fix, access) is not None):
            return None
        return self._chunk_of(fix, now)

    def accept_batch(
        self, raw: bytes, now: float, access: Access | None, read: BatchReader
    ) -> AcceptedBatch | FixError:
        """Return the decision on each fix of a request, or why the whole request is refused."""
        results = read(raw, now, self._max_batch_fixes)
        if isinstance(results, FixError):
            return results
        return self._sort(results, round(now, 3), access)

    def _take_sender(self, fix: EnvelopeFix, access: Access) -> FixError | None:
        """Give the fix the sender's device and fleet, where it has them; return why it may not post this fix, or None."""
        if not may(access, Scope.INGEST, fix.driverId):
            return _another_driver(access)
        if access.device is not None:
            fix.deviceId = fix.deviceId or access.device
            if fix.deviceId != access.device:
                return _another_device(access)
        if access.fleet is not None:
            fix.fleet = access.fleet
            if not self._may_write(row_id_of(fix.shipmentId, fix.driverId), access.fleet):
                return _another_fleet(fix)
        return None

    def _chunk_of(self, fix: EnvelopeFix, now: float) -> Chunk:
        fix.receivedAt = round(now, 3)
        return Chunk(self._partition_of(fix.shipmentId or fix.driverId), encode_fix(fix), 1)

    def _sort(self, results: Iterable[Judged], received_at: float, access: Access | None) -> AcceptedBatch:
        accepted: defaultdict[int, list[EnvelopeFix]] = defaultdict(list)
        rejected: list[Rejection] = []
        ignored: dict[str, None] = {}
        partition_of = self._partition_of
        bound = access if access is not None and access.is_bound else None
        for index, result in enumerate(results):
            if isinstance(result, EnvelopeFix):
                fix = result
            elif result is None:
                continue
            elif isinstance(stored := _stored(result, access), FixError):
                rejected.append(_rejection(index, stored))
                continue
            else:
                fix, names = stored
                ignored.update(dict.fromkeys(names))
            if bound is not None and (refused := self._take_sender(fix, bound)) is not None:
                rejected.append(_rejection(index, refused))
                continue
            fix.receivedAt = received_at
            accepted[partition_of(fix.shipmentId or fix.driverId)].append(fix)
        size = sum(map(len, accepted.values()))
        return AcceptedBatch(self._chunks(accepted), size, rejected, ignored_names(ignored))

    def _chunks(self, accepted: dict[int, list[EnvelopeFix]]) -> list[Chunk]:
        return [
            Chunk(partition, elements, count)
            for partition, fixes in accepted.items()
            for elements, count in encode_elements(fixes, self._max_fixes, self._max_bytes)
        ]


def _cached_partitions(settings: Settings) -> Callable[[str], int]:
    """Return a cached function from subject to partition.

    The hash is pure Python and would cost as much as everything else, and the same subjects repeat.
    """
    return lru_cache(settings.partition_cache_size)(partial(partition_of, partitions=settings.partitions))


def _stored(parsed: ParsedFix | FixError, access: Access | None) -> tuple[EnvelopeFix, tuple[str, ...]] | FixError:
    """Return the fix for Kafka and the names that are not stored; its driver, where it names none, is that of the key.

    Without such a key it is the device, which is a driver of its own name.
    """
    if isinstance(parsed, FixError):
        return parsed
    driver, device = parsed.fix.driverId, parsed.fix.deviceId
    if driver is None:
        driver = device if access is None else access.driver or device or access.device
    return missing_driver() if driver is None else (stored_form(parsed.fix, driver), parsed.ignored)


def _another_driver(access: Access) -> FixError:
    return FixError(RejectCode.FORBIDDEN, f"This key may report only for driver {access.driver!r}.", "driverId")


def _another_device(access: Access) -> FixError:
    return FixError(RejectCode.FORBIDDEN, f"This key may report only for device {access.device!r}.", "deviceId")


def _another_fleet(fix: EnvelopeFix) -> FixError:
    kind, field = ("driver", "driverId") if fix.shipmentId is None else ("shipment", "shipmentId")
    return FixError(
        RejectCode.FORBIDDEN, f"This key may report only for fleet {fix.fleet!r}; the {kind} is of another.", field
    )


def _rejection(index: int, error: FixError) -> Rejection:
    return Rejection(index=index, code=error.code, detail=error.detail, field=error.field)
