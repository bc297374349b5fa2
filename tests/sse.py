"""A small client of Server-Sent Events, and a dashboard that does with them what a browser's would."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import ClientResponse

from tests.replay_oracle import row_id_of


@dataclass(frozen=True, slots=True)
class SseEvent:
    """One event as it came; `id` is empty where the event carries none."""

    event: str
    data: Any
    id: str


class EventParser:
    """Finds the events in the bytes of a stream, wherever these are cut."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, chunk: bytes) -> list[SseEvent]:
        """Return the events that the chunk completes; comments and `retry` are skipped."""
        self._rest += chunk
        # A large event comes in many chunks: it is searched for its end only where that may be.
        if b"\n\n" not in chunk and not self._rest.endswith(b"\n\n"):
            return []
        *blocks, rest = bytes(self._rest).split(b"\n\n")
        self._rest = bytearray(rest)
        return [event for block in blocks if (event := _parsed(block)) is not None]


async def read_events(response: ClientResponse) -> AsyncIterator[SseEvent]:
    """Iterate over the events of a stream until it ends."""
    parser = EventParser()
    async for chunk in response.content.iter_any():
        for event in parser.feed(chunk):
            yield event


def _parsed(block: bytes) -> SseEvent | None:
    pairs = (line.partition(b":") for line in block.split(b"\n") if line and not line.startswith(b":"))
    fields = {name: value.removeprefix(b" ") for name, _, value in pairs}
    if b"event" not in fields:
        return None
    return SseEvent(fields[b"event"].decode(), orjson.loads(fields[b"data"]), fields.get(b"id", b"").decode())


def version_of(row: dict[str, Any]) -> tuple[float, int, int]:
    """Return the version of a row as clients compare it."""
    _, offset, index = row["source"]
    return row["timestamp"], offset, index


@dataclass(slots=True)
class Dashboard:
    """What a reader of the stream shows by row id, kept by the rules of the contract."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    last_id: str = ""
    is_current: bool = False
    """Whether a snapshot is complete, or a cursor was taken, on the present connection."""
    seen: list[str] = field(default_factory=list)
    """The names of all events so far."""
    _snapshot: dict[str, dict[str, Any]] | None = None

    def begin(self) -> None:
        """Take note of a new connection; an unfinished snapshot is worth nothing."""
        self.is_current, self._snapshot = False, None

    def take(self, event: SseEvent) -> None:
        """Show what the event says."""
        self.seen.append(event.event)
        match event.event:
            case "snapshot":
                self._snapshot = {} if self._snapshot is None else self._snapshot
                self._snapshot |= {row_id_of(row): row for row in event.data}
            case "snapshot-complete":
                self.rows, self._snapshot, self.is_current = self._snapshot or {}, None, True
            case "changes":
                self._show(event.data)
            case "removed":
                for shipment_id in event.data:
                    self.rows.pop(shipment_id, None)
            case "removed-drivers":
                for driver_id in event.data:
                    self.rows.pop("\x01" + driver_id, None)
        if event.id:
            self.last_id = event.id
            self.is_current = self.is_current or self._snapshot is None

    def _show(self, rows: list[dict[str, Any]]) -> None:
        ids = [row_id_of(row) for row in rows]
        assert len(ids) == len(set(ids)), "an event holds at most one row of a subject"
        for row_id, row in zip(ids, rows, strict=True):
            shown = self.rows.get(row_id)
            assert shown is None or version_of(row) >= version_of(shown), "a shipment went back in time"
            self.rows[row_id] = row
