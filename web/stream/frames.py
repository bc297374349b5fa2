"""The bytes of the stream: one function per event, and the update that is encoded once for all who need the same.

An event is `id` (where there is one), `event` and one line of JSON; rows are spliced in as the changelog holds them.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple, Protocol

import msgspec

SNAPSHOT, SNAPSHOT_COMPLETE = "snapshot", "snapshot-complete"
CHANGES, REMOVED = "changes", "removed"
HEARTBEAT, RESET, BYE = "heartbeat", "reset", "bye"
EVENTS = (SNAPSHOT, SNAPSHOT_COMPLETE, CHANGES, REMOVED, HEARTBEAT, RESET, BYE)
"""Every event of the stream."""


class Frame(NamedTuple):
    """One event, ready to be written: as it is, and as a chunk of HTTP/1.1, made once for all its readers."""

    event: str
    data: bytes
    chunk: bytes


class Rows(Protocol):
    """Where frames take rows from."""

    def rows_at(self, slots: Sequence[int]) -> list[bytes]:
        """Return the JSON of several rows, without those that are gone by now."""
        ...

    def name_at(self, slot: int) -> str:
        """Return the id of the row that is or was in a slot, as readers know it."""
        ...

    def by_section(self, slots: Sequence[int]) -> list[Sequence[int]]:
        """Return these slots by the section of their rows."""
        ...


def encode_event(event: str, json: bytes, event_id: bytes = b"") -> Frame:
    """Return an event; `json` must be one line."""
    id_line = b"id: %b\n" % event_id if event_id else b""
    data = b"%bevent: %b\ndata: %b\n\n" % (id_line, event.encode("ascii"), json)
    return Frame(event, data, b"%x\r\n%b\r\n" % (len(data), data))


def encode_snapshot_complete(counts: Mapping[str, int], event_id: bytes) -> Frame:
    """Return the event after a snapshot of so many rows, by what they are called."""
    return encode_event(SNAPSHOT_COMPLETE, msgspec.json.encode(counts), event_id)


def encode_reset(reason: str) -> Frame:
    """Return the event before a snapshot that replaces what the client has; the reason is a fixed word."""
    return encode_event(RESET, b'{"reason":"%b"}' % reason.encode("ascii"))


def encode_rows(event: str, rows: Sequence[bytes], event_id: bytes = b"") -> Frame:
    """Return an event whose data is an array of rows."""
    return encode_event(event, b"[%b]" % b",".join(rows), event_id)


def encode_removed(event: str, ids: Sequence[str], event_id: bytes) -> Frame:
    """Return an event whose data is an array of ids."""
    return encode_event(event, msgspec.json.encode(ids), event_id)


def encode_opening(retry_ms: int) -> bytes:
    """Return what is written first: a comment, so that proxies pass the headers on, and the pause of a reconnect."""
    return b": tracker\nretry: %d\n\n" % retry_ms


def encode_heartbeat(now: float, event_id: bytes) -> Frame:
    """Return a heartbeat with the server's clock in Unix seconds."""
    return encode_event(HEARTBEAT, b'{"time":%.3f}' % now, event_id)


class Update(NamedTuple):
    """What changed between two cursors for one filter: rows to show, and rows that left the filter or are gone."""

    changed: Sequence[int]
    left: Sequence[int]
    since: bytes
    until: bytes

    @property
    def size(self) -> int:
        """Return how many rows it is about."""
        return len(self.changed) + len(self.left)

    def events(self, rows: Rows, removed: Sequence[str]) -> list[tuple[str, Sequence[int]]]:
        """Return the events that tell of it, each with its slots; `removed` names the event of each section."""
        left = zip(removed, rows.by_section(self.left), strict=True) if self.left else ()
        return [each for each in (*left, (CHANGES, self.changed)) if each[1]]

    def frames(self, rows: Rows, removed: Sequence[str], most_rows: int) -> Iterator[Frame]:
        """Encode the update, at most `most_rows` rows an event, each event when it is asked for.

        Only the last event moves the id: a reader that loses the connection before it must get the others again.
        """
        events = [
            (event, chunk) for event, slots in self.events(rows, removed) for chunk in in_chunks(slots, most_rows)
        ]
        for number, (event, slots) in enumerate(events, start=1):
            event_id = self.until if number == len(events) else self.since
            if event == CHANGES:
                yield encode_rows(CHANGES, rows.rows_at(slots), event_id)
            else:
                yield encode_removed(event, [rows.name_at(slot) for slot in slots], event_id)


class SharedFrames:
    """The frames of one update for many readers: each is encoded when the first reader gets there, and kept."""

    def __init__(self, frames: Iterator[Frame]) -> None:
        self._to_come = frames
        self._encoded: list[Frame] = []

    def __iter__(self) -> Iterator[Frame]:
        """Iterate over all frames; readers may be at different frames."""
        for number in count():
            if number == len(self._encoded):
                frame = next(self._to_come, None)
                if frame is None:
                    return
                self._encoded.append(frame)
            yield self._encoded[number]


def in_chunks(slots: Sequence[int], most_rows: int) -> Iterator[Sequence[int]]:
    """Cut a sequence into pieces of at most `most_rows`."""
    return (slots[start : start + most_rows] for start in range(0, len(slots), most_rows))
