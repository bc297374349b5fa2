"""A thousand readers of the stream in one cheap process.

    python -m tests.bench.swarm PORT READERS DEAD < one query per reader, a line each

It prints `ready` when every reader has its snapshot, and begins to count at a line `start`. At a line `end POSITION` it
waits until every reader is there, and prints its report as one line of JSON. Dead readers read nothing.
"""

import json
import resource
import selectors
import socket
import sys
from array import array
from collections.abc import Sequence
from typing import Any

from app.clock import SystemClock
from tests.bench.chunked import ChunkedEvents
from tests.bench.spread import percentile

BUFFER_BYTES = 1 << 18
CONNECT_S, COMPLETE_S, LOOK_S = 60.0, 20.0, 0.2
DEAD_BUFFER_BYTES = 4096
REQUEST = "GET /api/stream?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"


class Swarm:
    """The readers, their common buffer, and the ages of what they got."""

    def __init__(self, port: int, queries: Sequence[str]) -> None:
        self._selector, self._clock = selectors.DefaultSelector(), SystemClock()
        self._buffer = bytearray(BUFFER_BYTES)
        self.readers = [ChunkedEvents() for _ in queries]
        self.ages = array("d")
        self.lost = 0
        for reader, query in zip(self.readers, queries, strict=True):
            link, begun = open_stream(port, query)
            link.setblocking(False)
            reader.feed(begun, len(begun))
            self._selector.register(link, selectors.EVENT_READ, reader)
            self.read(0)

    def read(self, wait_s: float) -> bool:
        """Read available data; return True when the harness has written a line."""
        asked = False
        for key, _ in self._selector.select(wait_s):
            if key.data is None:
                asked = True
            else:
                self._read_one(key.fileobj, key.data)
        return asked

    def listen_to(self, harness: Any) -> None:
        """Watch for lines of the harness too."""
        self._selector.register(harness, selectors.EVENT_READ, None)

    def _read_one(self, link: Any, reader: ChunkedEvents) -> None:
        size = link.recv_into(self._buffer)
        if size == 0:
            self.lost += 1
            self._selector.unregister(link)
            link.close()
            return
        begun = reader.feed(self._buffer, size)
        if begun:
            now = self._clock.now()
            self.ages.extend(now - at for at in begun)

    def read_until_at(self, position: bytes, within_s: float) -> int:
        """Read until every reader is at a position, or a time limit; return how many are."""
        deadline = self._clock.monotonic() + within_s
        while True:
            there = sum(reader.position == position for reader in self.readers)
            if there == len(self.readers) or self._clock.monotonic() > deadline:
                return there
            self.read(LOOK_S)

    def read_until_open(self) -> None:
        """Read until every reader has an id, which comes with the end of the snapshot."""
        deadline = self._clock.monotonic() + CONNECT_S
        while not all(reader.position for reader in self.readers):
            if self._clock.monotonic() > deadline:
                raise RuntimeError("not every reader got its snapshot")
            self.read(LOOK_S)


def open_stream(port: int, query: str, receive_buffer: int | None = None) -> tuple[socket.socket, bytes]:
    """Return a connection after the head of its answer, and the data that came with the head."""
    link = socket.socket()
    if receive_buffer is not None:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    link.settimeout(CONNECT_S)
    link.connect(("127.0.0.1", port))
    link.sendall(REQUEST.format(query=query).encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += link.recv(1024)
    head, _, begun = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"the stream was refused: {head!r}")
    return link, begun


def main(port: int, readers: int, dead: int) -> None:
    """Follow the commands of the harness, line by line."""
    queries = [sys.stdin.readline().strip() for _ in range(readers)]
    unread = [open_stream(port, "", DEAD_BUFFER_BYTES) for _ in range(dead)]
    swarm = Swarm(port, queries)
    swarm.read_until_open()
    print("ready", flush=True)
    swarm.listen_to(sys.stdin)
    while True:
        if not swarm.read(LOOK_S):
            continue
        order, _, position = sys.stdin.readline().strip().partition(" ")
        if order == "start":
            del swarm.ages[:]
            frames, received, used = _totals(swarm)
        elif order == "end":
            cpu_s = _cpu_s() - used
            there = swarm.read_until_at(position.encode(), COMPLETE_S)
            frames_now, received_now, _ = _totals(swarm)
            report = {
                "complete": there,
                "lost": swarm.lost,
                "frames": frames_now - frames,
                "bytes": received_now - received,
                "p50_s": percentile(swarm.ages, 0.5),
                "p99_s": percentile(swarm.ages, 0.99),
                "cpu_s": cpu_s,
                "dead": len(unread),
            }
            print(json.dumps(report), flush=True)
            return
        else:
            return


def _totals(swarm: Swarm) -> tuple[int, int, float]:
    readers = swarm.readers
    return sum(reader.frames for reader in readers), sum(reader.received for reader in readers), _cpu_s()


def _cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
