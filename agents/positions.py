"""The agent `positions`: decode, look up, decide, write. It never ends on bad input."""

import logging
from itertools import islice
from typing import Any, Protocol

import faust

from agents.decoding import Fix, Refused, decode_envelope, decode_row, encode_fix, encode_row
from app.domain.fix_rules import RejectCode
from app.domain.partition import partition_of
from app.domain.position import Decision, Version, decide_fix
from app.engine.batch_table import Record
from app.engine.rows import version_of
from app.observability import Metrics

log = logging.getLogger(__name__)

AGENT_NAME = "positions"
DETAIL_MAX_LENGTH = 500
REFUSED_MAX_BYTES = 1_500_000
"""Of a larger refused record only the beginning is kept; Kafka would not take it, and the worker would never get past."""


class Rows(Protocol):
    """What the agent needs of the table: its newest rows, and a way to the topic of refused fixes."""

    def get(self, partition: int, key: bytes) -> bytes | None:
        """Return the newest row of `key`, durable or not."""
        ...

    def put(self, partition: int, key: bytes, row: bytes) -> None:
        """Make `row` the newest of `key`."""
        ...

    def reject(self, partition: int, record: Record) -> None:
        """Keep `record` among the refused."""
        ...

    async def wait_for_room(self) -> None:
        """Return once not too much is pending."""
        ...


class PositionKeeper:
    """Applies envelopes to the table; holds the versions of known shipments to spare RocksDB a read for each fix."""

    def __init__(self, rows: Rows, *, partitions: int, cache_size: int, metrics: Metrics) -> None:
        self._rows, self._partitions, self._cache_size = rows, partitions, cache_size
        # By partition too: a known shipment is at home in one partition only, and misplaced in every other.
        self._versions: dict[tuple[int, str], Version] = {}
        decided = metrics.counter("tracker_fixes_decided_total")
        self._decided = {decision: decided.labels(decision.value) for decision in Decision}
        self._rejected = metrics.counter("tracker_fixes_rejected_total")

    def apply(self, partition: int, offset: int, kafka_time_s: float, value: bytes | None) -> None:
        """Decide every fix of one record and leave rows and refusals for the next flush."""
        counts = dict.fromkeys(Decision, 0)
        for index, item in enumerate(decode_envelope(value, kafka_time_s)):
            if isinstance(item, Refused):
                self.refuse(partition, offset, index, item)
            elif self._is_misplaced(item.shipmentId, partition):
                detail = f"shipment {item.shipmentId!r} belongs to partition {self._home(item.shipmentId)}"
                self.refuse(partition, offset, index, Refused(encode_fix(item), RejectCode.WRONG_PARTITION, detail))
            else:
                counts[self._decide(partition, Version(item.timestamp, offset, index), item)] += 1
        for decision, count in counts.items():
            if count:
                self._decided[decision].inc(count)
        self._bound_cache()

    def refuse(self, partition: int, offset: int, index: int, refused: Refused) -> None:
        """Leave a refusal, with its reason and origin, for the topic positions-rejected."""
        self._rejected.labels(refused.code.value).inc()
        headers = (
            ("code", refused.code.value.encode()),
            ("detail", refused.detail[:DETAIL_MAX_LENGTH].encode(errors="replace")),
            ("source", f"{partition}/{offset}/{index}".encode()),
        )
        self._rows.reject(partition, Record(refused.raw[:REFUSED_MAX_BYTES], headers))

    def forget(self) -> None:
        """Drop all versions: another worker may write the shipments from now on."""
        self._versions.clear()

    def _decide(self, partition: int, version: Version, fix: Fix) -> Decision:
        place, key = (partition, fix.shipmentId), fix.shipmentId.encode()
        current = self._versions.get(place)
        if current is None:
            row = self._rows.get(partition, key)
            current = None if row is None else version_of(row)
        decision = decide_fix(current, version, lambda: self._repeats_row(partition, key, fix))
        if decision is Decision.ACCEPTED:
            self._versions[place] = version
            self._rows.put(partition, key, encode_row(fix, partition, version.offset, version.place))
        elif current is not None:
            self._versions.setdefault(place, current)
        return decision

    def _repeats_row(self, partition: int, key: bytes, fix: Fix) -> bool:
        row = self._rows.get(partition, key)
        if row is None:
            return False
        shown = decode_row(row)
        shown.receivedAt = fix.receivedAt  # ours, not the device's
        return shown == fix

    def _home(self, shipment_id: str) -> int:
        return partition_of(shipment_id, self._partitions)

    def _is_misplaced(self, shipment_id: str, partition: int) -> bool:
        # Hashing costs more than the rest; a shipment whose version is known here is at home here.
        return (partition, shipment_id) not in self._versions and self._home(shipment_id) != partition

    def _bound_cache(self) -> None:
        excess = len(self._versions) - self._cache_size
        if excess > 0:
            # Any version may go: a row that is pending or in flight is found in the table all the same.
            for place in list(islice(self._versions, excess + self._cache_size // 10)):
                del self._versions[place]


def register(app: faust.App, topic: Any, rows: Rows, keeper: PositionKeeper) -> None:
    """Put the agent on `app`: it reads the topic `positions` and keeps the table `latest`."""

    async def positions(stream: Any) -> None:
        async for event in stream.events():
            message = event.message
            try:
                keeper.apply(message.partition, message.offset, message.timestamp, message.value)
            except Exception as error:
                # A fault of ours. Faust would skip the record in silence; this way it is kept, with the reason.
                log.exception("record %d of partition %d failed", message.offset, message.partition)
                refused = Refused(message.value or b"", RejectCode.INTERNAL, repr(error))
                keeper.refuse(message.partition, message.offset, 0, refused)
            await rows.wait_for_room()

    app.agent(topic, name=AGENT_NAME)(positions)
