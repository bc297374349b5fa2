"""Clients of the stream that record what they see in the history."""

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.history import History, Sighting, sent_of
from tests.replay_oracle import row_id_of
from tests.sse import Dashboard, SseEvent
from tests.system.readers import Reader


class Screen(Dashboard):
    """A dashboard that shows what it receives; only the judge decides whether that was right."""

    def _show(self, rows: list[dict[str, Any]]) -> None:
        self.rows |= {row_id_of(row): row for row in rows}


@dataclass(slots=True)
class Watcher(Reader):
    """A reader that judges nothing itself; `urls` are those it visits in turn."""

    name: str = ""
    dashboard: Dashboard = field(default_factory=Screen)
    urls: Sequence[str] = ()
    history: History | None = None
    _epoch: str = ""
    _resets: int = 0
    _snapshot: list[dict[str, Any]] = field(default_factory=list)
    _turn: "itertools.cycle[str] | None" = None

    async def _read(self, session: Any) -> None:
        self._turn = self._turn or itertools.cycle(self.urls)
        self.url, self._snapshot = next(self._turn), []
        await Reader._read(self, session)

    def _check(self, event: SseEvent) -> None:
        if event.id:
            self._epoch = event.id.partition(".")[0]
        if event.event == "reset":
            self._resets += 1
        elif event.event == "snapshot":
            self._snapshot += event.data
        elif event.event == "snapshot-complete":
            self._saw(self._snapshot)
            self._snapshot = []
        elif event.event == "changes":
            self._saw(event.data)

    def _saw(self, rows: Sequence[dict[str, Any]]) -> None:
        assert self.history is not None
        told = f"{self._resets} resets"
        self.history.sightings += [Sighting(self.name, self._epoch, sent_of(row), told) for row in rows]


async def never_read(url: str) -> None:
    """Open the stream and read nothing; reopen it whenever the server drops it."""
    host, port = url.removeprefix("http://").split(":")
    while True:
        try:
            _, writer = await asyncio.open_connection(host, int(port), limit=1)
            try:
                writer.write(b"GET /api/stream HTTP/1.1\r\nHost: x\r\n\r\n")
                await asyncio.sleep(20)
            finally:
                writer.close()
                writer.transport.abort()
        except OSError:
            await asyncio.sleep(0.5)


def watchers(urls: Sequence[str], history: History) -> list[Watcher]:
    """Return steady clients, a slow one, and one that moves from process to process with its cursor."""
    first, last = urls[0], urls[-1]
    steady = [Watcher(url, name=f"steady@{index}", urls=[url], history=history) for index, url in enumerate(urls)]
    slow = Watcher(first, pause_s=0.2, name="slow", urls=[first], history=history)
    roaming = Watcher(last, leave_after_s=1.5, name="roaming", urls=urls, history=history)
    return [*steady, slow, roaming]
