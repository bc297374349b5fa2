"""Follows a stream of events without decoding it: it reads only the beginning of each HTTP chunk.

A thousand readers that parse everything would need more CPU than the server that they measure.
"""

import re
from dataclasses import dataclass, field

HEAD_BYTES = 700
"""This many bytes contain the id, the event's name and the first row."""
_SIZE_LINE_MAX = 18
_ID = re.compile(rb"(?:^|\n)id: ([^\n.]+\.[^\n.]*)\.[^\n]*\n")
_RECEIVED_AT = re.compile(rb'"receivedAt":(\d+\.?\d*)')
_CHANGES = b"event: changes"


@dataclass(slots=True)
class ChunkedEvents:
    """One reader's position in the stream, and what it has seen."""

    position: bytes = b""
    """The last complete id, without the part that names the filter."""
    frames: int = 0
    received: int = 0
    """Bytes."""
    _left: int = 0
    _carry: bytes = b""
    _position: bytes = b""
    _oldest: float | None = None
    _done: list[float] = field(default_factory=list)

    def feed(self, data: bytes | bytearray, size: int) -> list[float]:
        """Take `size` bytes; return, for each frame of changes that is complete now, when the edge got its first row."""
        self.received += size
        if self._carry:
            data = self._carry + bytes(data[:size])
            size, self._carry = len(data), b""
        self._done = []
        at = 0
        while at < size:
            if self._left:
                step = min(self._left, size - at)
                self._left, at = self._left - step, at + step
                if not self._left:
                    self._complete()
            elif (begin := self._begin(data, at, size)) is None:
                self._carry = bytes(data[at:size])
                break
            else:
                at = begin
        return self._done

    def _begin(self, data: bytes | bytearray, at: int, size: int) -> int | None:
        """Return where the content of a chunk begins, or None if its head is incomplete."""
        line_end = data.find(b"\r\n", at, min(size, at + _SIZE_LINE_MAX))
        if line_end < 0:
            return None
        content, length = line_end + 2, int(data[at:line_end], 16)
        if size < content + min(length, HEAD_BYTES):
            return None
        head = bytes(data[content : content + min(length, HEAD_BYTES)])
        found = _ID.search(head)
        self._position = found[1] if found else b""
        received = _RECEIVED_AT.search(head) if _CHANGES in head else None
        self._oldest = float(received[1]) if received else None
        self._left = length + 2
        return content

    def _complete(self) -> None:
        self.frames += 1
        if self._position:
            self.position = self._position
        if self._oldest is not None:
            self._done.append(self._oldest)
