"""An event as readers hold it: its bytes as Kafka has them, and what filters need."""

from sys import intern

import msgspec

EVENT_OVERHEAD_BYTES = 900
"""Memory of an event beside its JSON: objects, texts, and its places in the indexes."""
LEAST_EVENT_BYTES = EVENT_OVERHEAD_BYTES + 150
"""No event takes less."""
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class _Head(msgspec.Struct, gc=False):
    """The members that filters need; the type is any text, so that older processes show newer types."""

    id: str
    type: str
    subject: str
    recordedAt: float
    fleet: str | None = None


_head_of = msgspec.json.Decoder(_Head).decode


class HeldEvent(msgspec.Struct, frozen=True, gc=False):
    """One event and its place in the topic."""

    partition: int
    offset: int
    id: str
    type: str
    subject: str
    recorded_at: float
    fleet: str | None
    json: bytes

    @property
    def size(self) -> int:
        """Return the bytes of memory that it counts for."""
        return EVENT_OVERHEAD_BYTES + len(self.json)


def read_event(partition: int, offset: int, value: bytes | None) -> HeldEvent | None:
    """Return the event of a record, or None where the record is none."""
    try:
        head = _head_of(value or b"")
    except UNREADABLE:
        return None
    # A stream sends each event on one line.
    json = (
        value if value and b"\n" not in value and b"\r" not in value else msgspec.json.format(value or b"", indent=-1)
    )
    fleet = None if head.fleet is None else intern(head.fleet)
    return HeldEvent(partition, offset, head.id, intern(head.type), head.subject, head.recordedAt, fleet, json)
