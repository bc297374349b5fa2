"""Kafka goes away under a running tracker: what its processes answer and say meanwhile, and how they come back."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from aiohttp import ClientSession
from pydantic_settings import BaseSettings, SettingsConfigDict

from tests.kafka.embedded import OwnKafka
from tests.product.tracker import Tracker
from tests.system.readers import Reader
from tests.system.senders import Ledger
from tests.waiting import eventually, eventually_after

LOOK_EVERY_S = 0.1
NOTICED_WITHIN_S = 10.0
"""Twice the silence after which answers say `stale`."""
ANSWER_WITHIN_S = 5.0
"""Longest wait for an answer: reads do not need Kafka, but the machine may be busy."""
BACK_WITHIN_S = 20.0
LOST = (
    "change feed lost Kafka",
    "change feed of deliveries lost Kafka",
    "event feed lost Kafka",
    "feed of devices lost Kafka",
    "feed of drivers lost Kafka",
    "cannot write to Kafka",
)
BACK = (
    "change feed reached Kafka again",
    "change feed of deliveries reached Kafka again",
    "event feed reached Kafka again",
    "feed of devices reached Kafka again",
    "feed of drivers reached Kafka again",
    "writing to Kafka recovered",
)
"""What a serving process logs: one line for each topic that it follows, and one of its writing side."""
OF_DISPATCHER = " dispatcher "
MOST_OF_DISPATCHER = 7
"""Lines of a dispatcher: that it lost each table, and why it is not ready, again where the reason became another."""


class Length(BaseSettings):
    """How long Kafka is unreachable; for longer times run by hand with TRACKER_TEST_OUTAGE_S=60."""

    model_config = SettingsConfigDict(env_prefix="TRACKER_TEST_")

    outage_s: float = 8.0
    """Longer than the silence after which answers say `stale`."""


@dataclass(slots=True)
class Outage:
    """One absence of Kafka, as the processes, their readers and their devices see it; times are the event loop's."""

    kafka: OwnKafka
    processes: Sequence[Tracker]
    readers: Sequence[Reader]
    session: ClientSession
    slowest_read_s: float = 0.0
    noticed_s: list[float] = field(default_factory=list)
    """After how long each process said that it is not ready and that its answers are stale."""
    _said: list[int] = field(default_factory=list)

    async def begin(self, length_s: float, when_gone: Callable[[], None]) -> None:
        """Stop Kafka; return after that time. Meanwhile all keep the last state and say that it is stale."""
        loop = asyncio.get_running_loop()
        for tracked in self.processes:
            await eventually_after(partial(tracked.rows, self.session), BACK_WITHIN_S)
        self._said = [len(tracked.lines) for tracked in self.processes]
        await asyncio.to_thread(self.kafka.stop)
        when_gone()
        began, beats = loop.time(), [reader.heartbeats for reader in self.readers]
        await asyncio.gather(*(self._until_noticed(tracked, began) for tracked in self.processes))
        tables = [await tracked.rows(self.session) for tracked in self.processes]
        assert all(tables), "the last state is kept"
        while loop.time() < began + length_s:
            for tracked in self.processes:
                assert await self._knows(tracked), "it says that Kafka is there"
            await asyncio.sleep(LOOK_EVERY_S)
        assert [await tracked.rows(self.session) for tracked in self.processes] == tables
        assert all(reader.heartbeats > before for reader, before in zip(self.readers, beats, strict=True))
        assert self.slowest_read_s < ANSWER_WITHIN_S
        for lines in self.lines:
            serving = _of_serving(lines)
            assert (len(serving), _counts(serving, *LOST)) == (len(LOST), [1] * len(LOST)), lines
            assert len(lines) - len(serving) <= MOST_OF_DISPATCHER, lines

    async def end(self, ledger: Ledger) -> str:
        """Start Kafka; return, in words, how long it took until all is well again."""
        loop = asyncio.get_running_loop()
        await asyncio.to_thread(self.kafka.start)
        up = loop.time()
        await eventually(lambda: ledger.next_202(up) is not None, BACK_WITHIN_S)
        acknowledged_s = (ledger.next_202(up) or up) - up
        await asyncio.gather(*(tracked.until_ready(self.session) for tracked in self.processes))
        ready_s = loop.time() - up
        assert ready_s < BACK_WITHIN_S
        expected = [1] * len((*LOST, *BACK))
        await eventually(lambda: all(_counts(_of_serving(lines), *LOST, *BACK) == expected for lines in self.lines))
        return f"next 202 after {acknowledged_s:.1f} s, ready after {ready_s:.1f} s"

    @property
    def lines(self) -> list[list[str]]:
        """Return what each process has logged since this began."""
        return [tracked.lines[before:] for tracked, before in zip(self.processes, self._said, strict=True)]

    async def _until_noticed(self, tracked: Tracker, began: float) -> None:
        loop = asyncio.get_running_loop()
        while not await self._knows(tracked):
            assert loop.time() < began + NOTICED_WITHIN_S
            await asyncio.sleep(LOOK_EVERY_S)
        self.noticed_s.append(loop.time() - began)

    async def _knows(self, tracked: Tracker) -> bool:
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        async with self.session.get(f"{tracked.url}/api/shipments", params={"limit": 1}) as response:
            assert response.status == 200
            is_stale = bool((await response.json())["stale"])
        self.slowest_read_s = max(self.slowest_read_s, loop.time() - asked_at)
        return is_stale and not await tracked.is_ready(self.session)


def _of_serving(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if OF_DISPATCHER not in line]


def _counts(lines: Sequence[str], *sentences: str) -> list[int]:
    return [sum(sentence in line for line in lines) for sentence in sentences]
