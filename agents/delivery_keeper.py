"""Decides every command of a record against the newest row of its delivery, and leaves rows and events for the next flush."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from agents.row_sink import RowSink
from app.clock import Clock
from app.deliveries.codec import (
    UNREADABLE,
    decode_command,
    decode_driver_row,
    decode_row,
    encode_event,
    encode_row,
)
from app.domain.deliveries.change import AnyRow
from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.command import Command
from app.domain.deliveries.decision import Decided, decide, decide_of_driver, refusal_of
from app.domain.deliveries.event import Event, EventType, event_id
from app.domain.deliveries.kept_rows import DeletedDriver
from app.domain.deliveries.row import DeletedDelivery
from app.domain.fix_rules import check_id
from app.domain.partition import partition_of, partitions_of
from app.domain.subject import DRIVER_PREFIX
from app.engine.delivery import ConsumedRecord
from app.observability.metrics import Metrics

log = logging.getLogger(__name__)

DRIVER = DRIVER_PREFIX.encode()
"""What the key of a driver begins with."""


class _Read(NamedTuple):
    """A record as far as it can be read; without `shipment_id` or `command` it is refused."""

    record: ConsumedRecord
    key: bytes
    shipment_id: str | None
    """Or the driver's id, where the key is a driver's."""
    command: Command | None


class DeliveryKeeper:
    """Applies commands to the table `deliveries`."""

    def __init__(self, sink: RowSink, *, partitions: int, events_topic: str, clock: Clock, metrics: Metrics) -> None:
        self._sink, self._partitions = sink, partitions
        self._events_topic, self._clock = events_topic, clock
        self._decided = metrics.counter("tracker_commands_decided_total")
        self._refused = metrics.counter("tracker_commands_refused_total")
        self._told = metrics.counter("tracker_events_told_total")

    def apply(self, partition: int, records: Sequence[ConsumedRecord]) -> None:
        """Decide the commands of some records of a partition, in their order; whatever they hold, this never raises."""
        group = _Group(
            self._sink, partition, self._partitions, [_read(record) for record in records], self._clock.now()
        )
        group.decide_all()
        for event in group.events:
            # The id of the subject decides the partition, so all events of a subject are in order.
            to = partition if event.subject in group.placed else partition_of(event.subject, self._partitions)
            self._sink.emit(
                partition, topic=self._events_topic, partition=to, key=event.subject.encode(), value=encode_event(event)
            )
        group.put()
        self._count(group)

    def _count(self, group: "_Group") -> None:
        for decision, count in group.decided.items():
            self._decided.labels(decision).inc(count)
        for code, count in group.refused.items():
            self._refused.labels(code).inc(count)
        for type_, count in Counter(event.type for event in group.events).items():
            self._told.labels(type_).inc(count)


class _Group:
    """The decisions about records that came together."""

    def __init__(self, sink: RowSink, partition: int, partitions: int, group: Sequence[_Read], now: float) -> None:
        self._sink, self._partition, self._now = sink, partition, now
        self._group = group
        self.events: list[Event] = []
        self.decided: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        keys = {each.key: each.shipment_id for each in group if each.shipment_id is not None}
        expected = partitions_of([key.removeprefix(DRIVER) for key in keys], partitions)
        self.placed = {id_ for id_, of_id in zip(keys.values(), expected, strict=True) if of_id == partition}
        """The ids that belong to this partition."""
        self._rows, self._changed = self._newest(key for key, id_ in keys.items() if id_ in self.placed), set[bytes]()

    def _newest(self, keys: Iterable[bytes]) -> dict[bytes, AnyRow | None]:
        """Return the rows of all keys, with one read; without those that cannot be read."""
        wanted = list(keys)
        try:
            found = self._sink.get_all(self._partition, wanted)
        except Exception:
            log.exception("rows of partition %d cannot be read", self._partition)
            return {}
        rows = dict[bytes, AnyRow | None]()
        for key, row in zip(wanted, found, strict=True):
            try:
                rows[key] = None if row is None else _decode(key, row)
            except UNREADABLE:
                log.exception("the row of %r cannot be read", key)
        return rows

    def decide_all(self) -> None:
        """Decide in the order of the records."""
        for each in self._group:
            try:
                code = self._decide(each)
            except Exception:
                # A bug of this program. Faust would skip the record silently; here it is told.
                log.exception("record %d of partition %d failed", each.record.offset, self._partition)
                code = self._refuse(each, RefusalCode.INTERNAL)
            if code is not None:
                self.refused[code] += 1

    def _decide(self, each: _Read) -> RefusalCode | None:
        if each.shipment_id is None or each.command is None:
            return self._refuse(each, RefusalCode.INVALID_COMMAND)
        if each.shipment_id not in self.placed:
            return self._refuse(each, RefusalCode.WRONG_PARTITION)
        if each.key not in self._rows:
            return self._refuse(each, RefusalCode.INTERNAL)
        row = self._rows[each.key]
        decided = _decided(each, each.shipment_id, row, each.command, self._now)
        if decided.row is not None:
            self._rows[each.key] = decided.row
            self._changed.add(each.key)
        self.events += decided.events
        if decided.is_repeated:
            self.decided["repeated"] += 1
            return None
        self.decided["accepted" if decided.code is None else "refused"] += 1
        return decided.code

    def _refuse(self, each: _Read, code: RefusalCode) -> RefusalCode:
        """Tell of a command that no row tells of; of a record that is no command, no content."""
        self.decided["refused"] += 1
        subject, record = each.shipment_id or "", each.record
        if each.command is not None:
            self.events.append(refusal_of(subject, each.command, code, self._now))
            return code
        source = f"{self._partition}/{record.offset}"
        self.events.append(
            Event(
                id=event_id(subject, EventType.COMMAND_REFUSED, source),
                type=EventType.COMMAND_REFUSED,
                subject=subject,
                at=record.time_s,
                recordedAt=self._now,
                sequence=0,
                revision=0,
                by="",
                data={"source": source, "code": code},
            )
        )
        return code

    def put(self) -> None:
        """Leave the rows that changed for the next flush."""
        live = dict[bytes, bytes]()
        for key in self._changed:
            row = self._rows[key]
            if isinstance(row, DeletedDelivery | DeletedDriver):
                self._sink.put_deletion(self._partition, key, encode_row(row))
            elif row is not None:
                live[key] = encode_row(row)
        self._sink.put_all(self._partition, live)


def _decode(key: bytes, row: bytes) -> AnyRow:
    return decode_driver_row(row) if key.startswith(DRIVER) else decode_row(row)


def _decided(each: _Read, subject: str, row: AnyRow | None, command: Command, now: float) -> Decided:
    offset, kafka_time = each.record.offset, each.record.time_s
    if each.key.startswith(DRIVER):
        return decide_of_driver(subject, row, command, offset, now, kafka_time=kafka_time)
    return decide(subject, row, command, offset, now, kafka_time=kafka_time)


def _read(record: ConsumedRecord) -> _Read:
    key = record.key or b""
    try:
        shipment_id: str | None = key.removeprefix(DRIVER).decode()
    except UnicodeDecodeError:
        shipment_id = None
    if shipment_id is not None and check_id(shipment_id) is not None:
        shipment_id = None
    try:
        command: Command | None = decode_command(record.value or b"")
    except UNREADABLE:
        command = None
    return _Read(record, key, shipment_id, command)
