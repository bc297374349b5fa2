"""Whether a fix is accepted, and in which form Kafka gets it: one decision for every path, without HTTP and metrics.

Another protocol needs only another reader. It turns its bytes into values with the names of app.messages.fix.Fix, and
those into results with app.fixes.parser.parse_item.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from app.fixes.contact import Contact, encode_contact
from app.fixes.parser import (
    FixError,
    ParsedFix,
    ignored_names,
    missing_driver,
    parse_fix,
    parse_fixes,
    parse_item,
    too_many,
)
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

DriverOf = Callable[[str, float, str | None], str | None]
"""Returns the driver of a device at a time (Unix seconds), for a sender of a fleet or of none; None where it has none.

Raises what the whole request is answered with, while this is not known.
"""


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


def _no_driver(_device_id: str, _timestamp: float, _fleet: str | None) -> None:
    return None


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

    def __init__(self, settings: Settings, may_write: MayWrite = _any_row, driver_of: DriverOf = _no_driver) -> None:
        """`may_write` tells the sender at once what the agent, which alone knows the newest row, would refuse later."""
        self._may_write, self._driver_of = may_write, driver_of
        self._partition_of = _cached_partitions(settings)
        self._max_batch_fixes = settings.max_batch_fixes
        self._max_fixes, self._max_bytes = settings.envelope_max_fixes, settings.envelope_max_bytes - 2

    def accept(
        self, raw: bytes, now: float, access: Access | None, read: FixReader = judge_fix
    ) -> AcceptedFix | FixError:
        """Return the fix in a request, or why it is refused."""
        result = read(raw, now)
        stored = (result, ()) if isinstance(result, EnvelopeFix) else self._stored(result, access)
        if isinstance(stored, FixError):
            return stored
        fix, ignored = stored
        if access is not None and (refused := self._take_sender(fix, access)) is not None:
            return refused
        return AcceptedFix(self._chunk_of(fix, now), ignored)

    def accept_certain(self, raw: bytes, now: float, access: Access | None) -> Chunk | None:
        """Return the fix in a JSON object if `accept` would store all of it, or None if only `accept` can tell."""
        if access is not None and access.device is not None and access.driver is None:
            return None  # `accept` alone may raise
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

    def accept_subject(self, fixes: Sequence[EnvelopeFix], now: float, access: Access | None) -> list[Chunk] | None:
        """Return believable fixes of the same device, driver and shipment for Kafka, or None if they are refused."""
        first, received_at = fixes[0], round(now, 3)
        if access is not None and self._take_sender(first, access) is not None:
            return None
        for fix in fixes:
            fix.receivedAt, fix.fleet = received_at, first.fleet
        return self._chunks({self._partition_of(first.shipmentId or first.driverId): fixes})

    def accept_contact(self, names: Mapping[str, str], now: float, access: Access | None) -> Chunk | FixError:
        """Return the sign of life of whom these names of a fix say, or why a fix of theirs would be refused."""
        parsed = parse_item({**names, "latitude": 0.0, "longitude": 0.0, "timestamp": now}, now)
        stored = self._stored(parsed, access)
        if isinstance(stored, FixError):
            return stored
        fix, _ = stored
        if access is not None and (error := self._take_sender(fix, access)) is not None:
            return error
        contact = Contact(row_id_of(fix.shipmentId, fix.driverId), round(now, 3), fix.fleet or None)
        return Chunk(self._partition_of(fix.shipmentId or fix.driverId), encode_contact(contact), 1)

    def driver_of(self, device_id: str, at: float, access: Access | None) -> str:
        """Return the driver of a device's fix that names none, at the fix's own time (Unix seconds)."""
        return (None if access is None else access.driver) or self._driver_by(device_id, at, access)

    def _take_sender(self, fix: EnvelopeFix, access: Access) -> FixError | None:
        """Give the fix the sender's device and fleet, where it has them; return why it may not post this fix, or None."""
        if not may(access, Scope.INGEST, fix.driverId):
            return _another_driver(access)
        if access.device is not None:
            fix.deviceId = fix.deviceId or access.device
            if fix.deviceId != access.device:
                return _another_device(access)
            if access.driver is None and fix.driverId != self._driver_by(fix.deviceId, fix.timestamp, access):
                return _driver_of_another_device(access)
        if access.fleet is not None:
            fix.fleet = access.fleet
            if not self._may_write(row_id_of(fix.shipmentId, fix.driverId), access.fleet):
                return _another_fleet(fix)
        return None

    def _stored(
        self, parsed: ParsedFix | FixError, access: Access | None
    ) -> tuple[EnvelopeFix, tuple[str, ...]] | FixError:
        """Return the fix for Kafka and the names that are not stored; its driver, where it names none, is that of the key.

        Without such a key it is the driver that the device belonged to at the fix's own time.
        """
        if isinstance(parsed, FixError):
            return parsed
        fix = parsed.fix
        driver = fix.driverId or (None if access is None else access.driver)
        if driver is None:
            device = fix.deviceId or (None if access is None else access.device)
            if device is None:
                return missing_driver()
            driver = self._driver_by(device, fix.timestamp, access)
        return stored_form(fix, driver), parsed.ignored

    def _driver_by(self, device_id: str, timestamp: float, access: Access | None) -> str:
        """Return the driver of a device; one that is bound to none is a driver of its own name."""
        return self._driver_of(device_id, timestamp, None if access is None else access.fleet) or device_id

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
            elif isinstance(stored := self._stored(result, access), FixError):
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

    def _chunks(self, accepted: Mapping[int, Sequence[EnvelopeFix]]) -> list[Chunk]:
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


def _another_driver(access: Access) -> FixError:
    return FixError(RejectCode.FORBIDDEN, f"This key may report only for driver {access.driver!r}.", "driverId")


def _another_device(access: Access) -> FixError:
    return FixError(RejectCode.FORBIDDEN, f"This key may report only for device {access.device!r}.", "deviceId")


def _driver_of_another_device(access: Access) -> FixError:
    detail = f"This key may report only for the driver of device {access.device!r}."
    return FixError(RejectCode.FORBIDDEN, detail, "driverId")


def _another_fleet(fix: EnvelopeFix) -> FixError:
    kind, field = ("driver", "driverId") if fix.shipmentId is None else ("shipment", "shipmentId")
    return FixError(
        RejectCode.FORBIDDEN, f"This key may report only for fleet {fix.fleet!r}; the {kind} is of another.", field
    )


def _rejection(index: int, error: FixError) -> Rejection:
    return Rejection(index=index, code=error.code, detail=error.detail, field=error.field)
