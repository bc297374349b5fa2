"""Decides every fix of a record against the latest known of its subject, and leaves rows and refusals for the next flush."""

import logging
from collections.abc import Sequence
from typing import NamedTuple

from agents.known_rows import ABSENT, NO_ROW, KnownRow, KnownRows
from agents.row_sink import RowSink
from app.domain.contact import ContactDecision, contact_after, decide_contact
from app.domain.fix_rules import RejectCode
from app.domain.fleet import fleet_after, may_write
from app.domain.partition import partition_of, partitions_of
from app.domain.position import Decision, ForgetDecision, Version, decide_fix, decide_forget
from app.domain.subject import driver_row_id, is_driver, row_id_of, subject_of
from app.domain.suspicion import REACH, Place, held_after
from app.engine.delivery import ConsumedRecord
from app.fixes.codec import DEVICE_FIELDS
from app.fixes.contact import Contact, encode_contact
from app.fixes.control import Forget, decode_control
from app.fixes.decoder import UNREADABLE, FixRow, Refused, decode_each, decode_row, decode_whole, encode_without_source
from app.fixes.latest_row import RowState, deletion_of, encode_row, encode_rows, marked, state_of
from app.fixes.parser import FixError
from app.observability.metrics import Metrics

log = logging.getLogger(__name__)

DETAIL_MAX_LENGTH = 500
REFUSED_MAX_BYTES = 1_500_000
"""Of a larger refused record only the beginning is kept; Kafka would not take it, and the worker would never get past."""


class ContactRules(NamedTuple):
    """Which fixes are contacts, and how often contacts change a row."""

    accuracy_m: float
    """A fix that is less accurate is a contact alone."""
    interval_s: float


class PositionKeeper:
    """Applies records to the table; holds the times of known subjects to spare RocksDB a read for each fix."""

    def __init__(
        self,
        sink: RowSink,
        *,
        partitions: int,
        rejected_topic: str,
        cache_size: int,
        contacts: ContactRules,
        metrics: Metrics,
    ) -> None:
        self._sink, self._partitions, self._contacts = sink, partitions, contacts
        self._rejected_topic = rejected_topic
        self._known = KnownRows(partitions, cache_size)
        decided = metrics.counter("tracker_fixes_decided_total")
        self._decided = {decision: decided.labels(decision.value) for decision in Decision}
        forgotten = metrics.counter("tracker_forgets_decided_total")
        self._forgotten = {decision: forgotten.labels(decision.value) for decision in ForgetDecision}
        heard = metrics.counter("tracker_contacts_decided_total")
        self._heard = {decision: heard.labels(decision.value) for decision in ContactDecision}
        self._suspected = metrics.counter("tracker_fixes_suspect_total")
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
        self._known.bound()

    def forget(self) -> None:
        """Drop all that is known: another worker may write the rows from now on."""
        self._known.clear()

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
        known, accurate_m = self._known.plain[partition], self._contacts.accuracy_m
        begin = slow = index = 0
        try:
            for index, fix in enumerate(fixes):
                # `row_id_of` written out, here and in the other loops over all fixes: a call costs more than the rest.
                row_id, timestamp = fix.shipmentId or driver_row_id(fix.driverId), fix.timestamp
                row = known.get(row_id)
                if row is None and unlearned:
                    self._learn(partition, unlearned)
                    row = known.get(row_id)
                if row is not None:
                    newest, latitude, longitude = row
                    # What `decide_fix` says first: a greater time wins, whatever the rest. All else is asked of it.
                    if timestamp > newest and ((accuracy := fix.accuracy) is None or accuracy <= accurate_m):
                        north, east = (here := fix.latitude) - latitude, (there := fix.longitude) - longitude
                        # What `held_after` says of nearly every place, without any trigonometry.
                        away = north * north + east * east
                        if away <= REACH or away <= REACH * (timestamp - newest) ** 2:
                            known[row_id] = timestamp, here, there
                            fix.source = (partition, offset, index)
                            continue
                slow += 1
                if begin < index:  # it may ask for the row of an earlier fix of this very record
                    self._put(partition, fixes[begin:index])
                begin = index + 1
                self._decide(partition, offset, index, fix, counts)
        except BaseException:
            self._put(partition, fixes[begin:index])
            raise
        self._put(partition, fixes[begin:])
        counts[Decision.ACCEPTED] += len(fixes) - slow

    def _put(self, partition: int, fixes: Sequence[FixRow]) -> None:
        # Encoded while the processor's caches still hold them, though some are replaced before they are written.
        keys = [(fix.shipmentId or driver_row_id(fix.driverId)).encode() for fix in fixes]
        self._sink.put_all(partition, dict(zip(keys, encode_rows(fixes), strict=True)))

    def _learn(self, partition: int, group: list[list[FixRow]]) -> None:
        """Look up together all unknown subjects of a group that belong to this partition, and empty the group.

        One by one, hashing and reading cost more than all else that is done for a fix.
        """
        known = self._known
        unknown = {
            row_id.encode(): row_id
            for fixes in group
            for fix in fixes
            if not known.has(partition, row_id := fix.shipmentId or driver_row_id(fix.driverId))
        }
        group.clear()  # first: if the read fails, each of them is tried by itself
        expected = partitions_of([subject_of(row_id).encode() for row_id in unknown.values()], self._partitions)
        keys = [key for key, of_key in zip(unknown, expected, strict=True) if of_key == partition]
        plain = known.plain[partition]
        for key, row in zip(keys, self._sink.get_all(partition, keys), strict=True):
            state = None if row is None else state_of(row)
            if state is None:
                plain[unknown[key]] = NO_ROW
            elif not state.is_deleted:  # a fix of a deleted subject is decided against its row
                known.set(partition, unknown[key], _known_of(state))

    def _decide_each(
        self, partition: int, offset: int, items: Sequence[FixRow | Contact | Refused], counts: dict[Decision, int]
    ) -> None:
        for index, item in enumerate(items):
            if isinstance(item, Refused):
                self._refuse(partition, offset, index, item)
            elif isinstance(item, Contact):
                self._take_contact(partition, offset, index, item)
            else:
                self._decide(partition, offset, index, item, counts)

    def _decide(self, partition: int, offset: int, index: int, fix: FixRow, counts: dict[Decision, int]) -> None:
        row_id = row_id_of(fix.shipmentId, fix.driverId)
        if fix.accuracy is not None and fix.accuracy > self._contacts.accuracy_m:
            heard_at = fix.timestamp if fix.receivedAt is None else fix.receivedAt
            if self._take_contact(partition, offset, index, Contact(row_id, heard_at, fix.fleet), fix):
                counts[Decision.CONTACT] += 1
            return
        newest = self._known.get(partition, row_id)
        if newest is not None and newest.exists and not may_write(newest.fleet, fix.fleet):
            self._refuse(partition, offset, index, _of_another_fleet(fix))
            return
        if newest is not None and fix.timestamp < newest.place.timestamp:
            counts[Decision.LATE] += 1
            return
        # Hashing costs more than the rest; a subject that is known here belongs here.
        if newest is None and (detail := self._misplaced(partition, row_id)):
            self._refuse(
                partition, offset, index, Refused(encode_without_source(fix), RejectCode.WRONG_PARTITION, detail)
            )
            return
        if newest is not None and newest.exists and fix.timestamp > newest.place.timestamp:
            counts[Decision.ACCEPTED] += 1
            self._accept(partition, offset, index, fix, newest)
        else:
            self._decide_by_row(partition, offset, index, fix, counts)

    def _decide_by_row(self, partition: int, offset: int, index: int, fix: FixRow, counts: dict[Decision, int]) -> None:
        row_id = row_id_of(fix.shipmentId, fix.driverId)
        row = self._sink.get(partition, row_id.encode())
        state = None if row is None else state_of(row)
        known = ABSENT if state is None or state.is_deleted else _known_of(state)
        if known.exists and not may_write(known.fleet, fix.fleet):
            self._known.set(partition, row_id, known)
            self._refuse(partition, offset, index, _of_another_fleet(fix))
            return
        current, is_deleted = (None, False) if state is None else (state.version, state.is_deleted)
        version = Version(fix.timestamp, offset, index)
        decision = decide_fix(current, version, lambda: row is not None and _repeats(fix, row), is_deleted=is_deleted)
        counts[decision] += 1
        if decision is Decision.ACCEPTED:
            self._accept(partition, offset, index, fix, known)
        elif known.exists:
            self._known.set(partition, row_id, known)

    def _accept(self, partition: int, offset: int, index: int, fix: FixRow, before: KnownRow) -> None:
        row_id, place = row_id_of(fix.shipmentId, fix.driverId), Place(fix.latitude, fix.longitude, fix.timestamp)
        fix.fleet, fix.source = fleet_after(before.fleet, fix.fleet), (partition, offset, index)
        held = held_after(before.place, before.held, place) if before.exists else None
        contact_at = contact_after(before.contact_at, fix.timestamp)
        if held is not None:
            self._suspected.inc()
        row = fix if held is None and contact_at is None else marked(fix, held, contact_at)
        self._sink.put_all(partition, {row_id.encode(): encode_row(row)})
        self._known.set(partition, row_id, KnownRow(place, fix.fleet, held, contact_at))

    def _take_contact(
        self, partition: int, offset: int, index: int, contact: Contact, fix: FixRow | None = None
    ) -> bool:
        """Decide a contact, which may be a fix that is too inaccurate; return False where it is refused."""
        known = self._known.get(partition, contact.row_id)
        raw = encode_contact(contact) if fix is None else encode_without_source(fix)
        if known is None:
            if detail := self._misplaced(partition, contact.row_id):
                self._refuse(partition, offset, index, Refused(raw, RejectCode.WRONG_PARTITION, detail))
                return False
            known = self._read(partition, contact.row_id)
        if known.exists and not may_write(known.fleet, contact.fleet):
            self._refuse(partition, offset, index, _of_another_fleet_raw(raw, contact))
            return False
        last_heard_at = known.heard_at if known.exists else None
        decision = decide_contact(last_heard_at, contact.at, self._contacts.interval_s)
        self._heard[decision].inc()
        if decision is ContactDecision.SHOWN:
            self._show_contact(partition, (offset, index), contact, known)
        return True

    def _show_contact(self, partition: int, at: tuple[int, int], contact: Contact, known: KnownRow) -> None:
        key = contact.row_id.encode()
        row = self._sink.get(partition, key)
        try:
            shown = None if row is None else decode_row(row)
        except UNREADABLE:  # an earlier version wrote it under wider rules
            return
        # A contact before the row's fix in the log was decided before: it is read again after a crash.
        if shown is not None and shown.source is not None and shown.source[1:] < at:
            self._sink.put_all(partition, {key: encode_row(marked(shown, known.held, contact.at))})
            self._known.set(partition, contact.row_id, known._replace(contact_at=contact.at))

    def _read(self, partition: int, row_id: str) -> KnownRow:
        """Return what the table says of a row, and remember it."""
        row = self._sink.get(partition, row_id.encode())
        state = None if row is None else state_of(row)
        if state is None or state.is_deleted:
            return ABSENT
        known = _known_of(state)
        self._known.set(partition, row_id, known)
        return known

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
        state = None if row is None else state_of(row)
        decision = decide_forget(None if state is None else state.version, Version(forget.at, offset, 0))
        self._forgotten[decision].inc()
        if decision is ForgetDecision.DELETED:
            self._known.drop(partition, forget.row_id)
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


def _may_name_fleet(value: bytes | None) -> bool:
    """Tell quickly that no fix in a record is of a fleet, as in most installations none is."""
    return value is not None and b'"fleet"' in value


def _of_another_fleet(fix: FixRow) -> Refused:
    contact = Contact(row_id_of(fix.shipmentId, fix.driverId), fix.timestamp, fix.fleet)
    return _of_another_fleet_raw(encode_without_source(fix), contact)


def _of_another_fleet_raw(raw: bytes, contact: Contact) -> Refused:
    subject = "driver" if is_driver(contact.row_id) else "shipment"
    return Refused(raw, RejectCode.FORBIDDEN, f"the {subject} is not of fleet {contact.fleet!r}")


def _known_of(state: RowState) -> KnownRow:
    return KnownRow(state.place, state.fleet, state.held, state.contact_at)


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
    return all(getattr(shown, name) == getattr(fix, name) for name in DEVICE_FIELDS)
