"""Decides every fix of a record against the latest known of its subject, and leaves rows and refusals for the next flush."""

import logging
from collections.abc import Sequence
from itertools import islice
from math import inf
from typing import Any

from agents.row_sink import RowSink
from app.domain.fix_rules import RejectCode
from app.domain.fleet import fleet_after, may_write
from app.domain.partition import partition_of, partitions_of
from app.domain.position import Decision, ForgetDecision, Version, decide_fix, decide_forget
from app.domain.subject import driver_row_id, is_driver, row_id_of, subject_of
from app.engine.delivery import ConsumedRecord
from app.fixes.control import Forget, decode_control
from app.fixes.decoder import UNREADABLE, FixRow, Refused, decode_each, decode_row, decode_whole, encode_without_source
from app.fixes.latest_row import deletion_of, encode_row, encode_rows, state_of, version_of
from app.fixes.parser import FixError
from app.observability.metrics import Metrics

log = logging.getLogger(__name__)

DETAIL_MAX_LENGTH = 500
REFUSED_MAX_BYTES = 1_500_000
"""Of a larger refused record only the beginning is kept; Kafka would not take it, and the worker would never get past."""
NO_ROW = -inf
"""What is known of a subject that is at home here and has no row: any fix of it is newer."""


class PositionKeeper:
    """Applies records to the table; holds the times of known subjects to spare RocksDB a read for each fix."""

    def __init__(
        self, sink: RowSink, *, partitions: int, rejected_topic: str, cache_size: int, metrics: Metrics
    ) -> None:
        self._sink, self._partitions, self._cache_size = sink, partitions, cache_size
        self._rejected_topic = rejected_topic
        self._known: list[dict[str, float]] = [{} for _ in range(partitions)]
        """The timestamp of each newest row by its row id, by partition, since a subject belongs to one partition.

        Never of a deletion, so that the next fix of a deleted subject reads its row.
        """
        self._of_fleets: list[dict[str, tuple[float, str]]] = [{} for _ in range(partitions)]
        """The timestamp and the fleet of each newest row of a fleet: apart, so that the other rows cost no more."""
        decided = metrics.counter("tracker_fixes_decided_total")
        self._decided = {decision: decided.labels(decision.value) for decision in Decision}
        forgotten = metrics.counter("tracker_forgets_decided_total")
        self._forgotten = {decision: forgotten.labels(decision.value) for decision in ForgetDecision}
        self._rejected = metrics.counter("tracker_fixes_rejected_total")

    def apply(self, partition: int, records: Sequence[ConsumedRecord]) -> None:
        """Decide every fix of some records of a partition, in their order; whatever they hold, this never raises."""
        counts = dict.fromkeys(Decision, 0)
        group = _decode(records)
        unlearned = [fixes for fixes in group if fixes]
        for (offset, time_s, value, *_), fixes in zip(records, group, strict=True):
            try:
                if fixes is not None and _may_name_fleet(value):
                    self._decide_each(partition, offset, fixes, counts)
                elif fixes is not None:
                    self._decide_all(partition, offset, fixes, counts, unlearned)
                elif (control := decode_control(value, time_s)) is not None:
                    self._take_control(partition, offset, control, value or b"")
                else:
                    self._decide_each(partition, offset, decode_each(value, time_s), counts)
            except Exception as error:
                # A bug of this program. Faust would skip the record silently; here it is kept with the reason.
                log.exception("record %d of partition %d failed", offset, partition)
                self._refuse(partition, offset, 0, Refused(value or b"", RejectCode.INTERNAL, repr(error)))
        for decision, count in counts.items():
            if count:
                self._decided[decision].inc(count)
        self._bound_cache()

    def forget(self) -> None:
        """Drop all that is known: another worker may write the rows from now on."""
        caches: list[dict[str, Any]] = [*self._known, *self._of_fleets]
        for cache in caches:
            cache.clear()

    def _decide_all(
        self,
        partition: int,
        offset: int,
        fixes: Sequence[FixRow],
        counts: dict[Decision, int],
        unlearned: list[list[FixRow]],
    ) -> None:
        """Decide the fixes of one record; this loop is most of what a position costs.

        `unlearned` holds the fixes of the whole group until one of them needs what is not known.
        """
        known, accepted, slow = self._known[partition], list[FixRow](), 0
        try:
            for index, fix in enumerate(fixes):
                # `row_id_of` written out, here and in the other loops over all fixes: a call costs more than the rest.
                row_id, timestamp = fix.shipmentId or driver_row_id(fix.driverId), fix.timestamp
                newest = known.get(row_id)
                if newest is None and unlearned:
                    self._learn(partition, unlearned)
                    newest = known.get(row_id)
                # What `decide_fix` says first: a greater time wins, whatever the rest. All else is asked of it.
                if newest is not None and timestamp > newest:
                    known[row_id] = timestamp
                    fix.source = (partition, offset, index)
                    accepted.append(fix)
                    continue
                slow += 1
                if accepted:  # it may ask for the row of an earlier fix of this very record
                    self._put(partition, accepted)
                    accepted.clear()
                self._decide(partition, offset, index, fix, counts)
        finally:
            self._put(partition, accepted)
        counts[Decision.ACCEPTED] += len(fixes) - slow

    def _put(self, partition: int, fixes: Sequence[FixRow]) -> None:
        # Encoded while the processor's caches still hold them, though some are replaced before they are written.
        keys = [(fix.shipmentId or driver_row_id(fix.driverId)).encode() for fix in fixes]
        self._sink.put_all(partition, dict(zip(keys, encode_rows(fixes), strict=True)))

    def _learn(self, partition: int, group: list[list[FixRow]]) -> None:
        """Look up together all unknown subjects of a group that belong to this partition, and empty the group.

        One by one, hashing and reading cost more than all else that is done for a fix.
        """
        known, of_fleets = self._known[partition], self._of_fleets[partition]
        unknown = {
            row_id.encode(): row_id
            for fixes in group
            for fix in fixes
            if (row_id := fix.shipmentId or driver_row_id(fix.driverId)) not in known and row_id not in of_fleets
        }
        group.clear()  # first: if the read fails, each of them is tried by itself
        expected = partitions_of([subject_of(row_id).encode() for row_id in unknown.values()], self._partitions)
        keys = [key for key, of_key in zip(unknown, expected, strict=True) if of_key == partition]
        for key, row in zip(keys, self._sink.get_all(partition, keys), strict=True):
            state = None if row is None else state_of(row)
            if state is None:
                known[unknown[key]] = NO_ROW
            elif not state.is_deleted:  # a fix of a deleted subject is decided against its row
                self._note(partition, unknown[key], state.version.timestamp, state.fleet)

    def _note(self, partition: int, row_id: str, timestamp: float, fleet: str | None) -> None:
        """Remember the newest row of a subject."""
        if fleet is None:
            self._known[partition][row_id] = timestamp
        else:
            self._known[partition].pop(row_id, None)
            self._of_fleets[partition][row_id] = timestamp, fleet

    def _decide_each(
        self, partition: int, offset: int, items: Sequence[FixRow | Refused], counts: dict[Decision, int]
    ) -> None:
        for index, item in enumerate(items):
            if isinstance(item, Refused):
                self._refuse(partition, offset, index, item)
            else:
                self._decide(partition, offset, index, item, counts)

    def _decide(self, partition: int, offset: int, index: int, fix: FixRow, counts: dict[Decision, int]) -> None:
        row_id = row_id_of(fix.shipmentId, fix.driverId)
        newest, fleet = self._newest_of(partition, row_id)
        if fix.fleet is not None and newest is not None and newest != NO_ROW and not may_write(fleet, fix.fleet):
            self._refuse(partition, offset, index, _of_another_fleet(fix))
            return
        if newest is not None and fix.timestamp < newest:
            counts[Decision.LATE] += 1
            return
        # Hashing costs more than the rest; a subject that is known here belongs here.
        if newest is None and (detail := self._misplaced(partition, row_id)):
            self._refuse(
                partition, offset, index, Refused(encode_without_source(fix), RejectCode.WRONG_PARTITION, detail)
            )
            return
        if newest is not None and fleet is not None and fix.timestamp > newest:
            counts[Decision.ACCEPTED] += 1
            self._accept(partition, offset, index, fix, fleet)
        else:
            self._decide_by_row(partition, offset, index, fix, counts)

    def _newest_of(self, partition: int, row_id: str) -> tuple[float | None, str | None]:
        """Return the timestamp and the fleet of a subject's newest row, as far as they are known here."""
        newest = self._known[partition].get(row_id)
        return (newest, None) if newest is not None else self._of_fleets[partition].get(row_id, (None, None))

    def _decide_by_row(self, partition: int, offset: int, index: int, fix: FixRow, counts: dict[Decision, int]) -> None:
        row_id = row_id_of(fix.shipmentId, fix.driverId)
        row = self._sink.get(partition, row_id.encode())
        state = None if row is None else state_of(row)
        if state is not None and not state.is_deleted and not may_write(state.fleet, fix.fleet):
            self._note(partition, row_id, state.version.timestamp, state.fleet)
            self._refuse(partition, offset, index, _of_another_fleet(fix))
            return
        current, is_deleted, fleet = (None, False, None) if state is None else state
        version = Version(fix.timestamp, offset, index)
        decision = decide_fix(current, version, lambda: row is not None and _repeats(fix, row), is_deleted=is_deleted)
        counts[decision] += 1
        if decision is Decision.ACCEPTED:
            self._accept(partition, offset, index, fix, fleet)
        elif current is not None and not is_deleted:
            self._note(partition, row_id, current.timestamp, fleet)

    def _accept(self, partition: int, offset: int, index: int, fix: FixRow, fleet: str | None) -> None:
        row_id = row_id_of(fix.shipmentId, fix.driverId)
        fix.fleet, fix.source = fleet_after(fleet, fix.fleet), (partition, offset, index)
        self._sink.put_all(partition, {row_id.encode(): encode_row(fix)})
        self._note(partition, row_id, fix.timestamp, fix.fleet)

    def _take_control(self, partition: int, offset: int, control: Forget | FixError, value: bytes) -> None:
        if isinstance(control, FixError):
            self._refuse(partition, offset, 0, Refused(value, control.code, control.detail))
        elif detail := self._misplaced(partition, control.row_id):
            self._refuse(partition, offset, 0, Refused(value, RejectCode.WRONG_PARTITION, detail))
        else:
            self._forget_subject(partition, offset, control)

    def _forget_subject(self, partition: int, offset: int, forget: Forget) -> None:
        key = forget.row_id.encode()
        row = self._sink.get(partition, key)
        decision = decide_forget(None if row is None else version_of(row), Version(forget.at, offset, 0))
        self._forgotten[decision].inc()
        if decision is ForgetDecision.DELETED:
            for known in (self._known[partition], self._of_fleets[partition]):
                known.pop(forget.row_id, None)
            deletion = deletion_of(forget.row_id, forget.at, (partition, offset, 0))
            self._sink.put_deletion(partition, key, encode_row(deletion))

    def _misplaced(self, partition: int, row_id: str) -> str:
        """Return in words where a subject belongs; empty where it is in its partition."""
        subject, kind = subject_of(row_id), "driver" if is_driver(row_id) else "shipment"
        expected = partition_of(subject, self._partitions)
        return "" if expected == partition else f"{kind} {subject!r} belongs to partition {expected}"

    def _refuse(self, partition: int, offset: int, index: int, refused: Refused) -> None:
        """Leave a refusal, with its reason and origin, for the topic positions-rejected."""
        self._rejected.labels(refused.code.value).inc()
        headers = (
            ("code", refused.code.value.encode()),
            ("detail", refused.detail[:DETAIL_MAX_LENGTH].encode(errors="replace")),
            ("source", f"{partition}/{offset}/{index}".encode()),
        )
        value = refused.raw[:REFUSED_MAX_BYTES]
        self._sink.emit(partition, topic=self._rejected_topic, partition=partition, value=value, headers=headers)

    def _bound_cache(self) -> None:
        caches: list[dict[str, Any]] = [*self._known, *self._of_fleets]
        excess = sum(map(len, caches)) - self._cache_size
        if excess > 0:
            # Any may go: a row that is pending or in flight is found in the table all the same.
            largest = max(caches, key=len)
            for row_id in list(islice(largest, excess + self._cache_size // 10)):
                del largest[row_id]


def _may_name_fleet(value: bytes | None) -> bool:
    """Tell quickly that no fix in a record is of a fleet, as in most installations none is."""
    return value is not None and b'"fleet"' in value


def _of_another_fleet(fix: FixRow) -> Refused:
    subject = "driver" if fix.shipmentId is None else "shipment"
    return Refused(encode_without_source(fix), RejectCode.FORBIDDEN, f"the {subject} is not of fleet {fix.fleet!r}")


def _decode(records: Sequence[ConsumedRecord]) -> Sequence[list[FixRow] | None]:
    try:
        return [decode_whole(value, time_s) for _, time_s, value, *_ in records]
    except Exception:
        log.exception("records are decoded one by one")
        return [None] * len(records)


def _repeats(fix: FixRow, row: bytes) -> bool:
    """Tell whether all that the device sent is what the row shows."""
    try:
        shown = decode_row(row)
    except UNREADABLE:  # an earlier version wrote it under wider rules
        return False
    shown.fleet, shown.receivedAt, shown.source = fix.fleet, fix.receivedAt, fix.source  # ours, not the device's
    return shown == fix
