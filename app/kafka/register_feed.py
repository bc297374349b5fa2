"""Keeps a register of a process up to date with its topic, and writes records of it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from prometheus_client import Gauge

from app.clock import Clock
from app.kafka.register import Register, RegisterTarget
from app.kafka.register_log import RegisterTopic, append, connect_reader
from app.kafka.topic_reader import Batches, LogState, TopicReader
from app.kafka.topic_tail import TopicTail
from app.readiness import Readiness
from app.settings import Settings

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class RegisterOwner(RegisterTarget[T_contra], Protocol[T_contra]):
    """The mapping that a feed keeps up to date."""

    @property
    def is_complete(self) -> bool:
        """Tell whether the topic was read to its end once."""
        ...

    @property
    def count(self) -> int:
        """Return how many records count."""
        ...


@dataclass(frozen=True, slots=True)
class Reported:
    """How a feed reports."""

    part: str
    """The part of the readiness, and the noun in its texts."""
    risk: str
    """What follows where changes cannot be read."""
    when_lost: str
    """The same in the log."""
    count: Gauge
    as_of: Gauge


class RegisterFeed(Generic[T]):
    """Follows the topic of a register as long as the process lives; while Kafka is unreachable, known records stay."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        readiness: Readiness,
        topic: RegisterTopic[T],
        owner: RegisterOwner[T],
        reported: Reported,
        connect: Callable[[Settings, str, int], TopicReader] = connect_reader,
    ) -> None:
        self._settings, self._readiness, self._owner = settings, readiness, owner
        self._topic, self._reported = topic, reported
        self._register = Register(topic.decode_entry, self)
        self._tail = TopicTail(
            f"feed of {reported.part}",
            settings,
            clock,
            self,
            lambda fetch_bytes: connect(settings, topic.name, fetch_bytes),
            when_lost=reported.when_lost,
        )
        self._next_offset = 0
        self._moved = asyncio.Event()
        self._watched: list[tuple[str, list[T | None]]] = []
        """The names that are being written here, and what was read of them."""

    async def start(self) -> None:
        """Start to read in a separate task; returns at once."""
        self._readiness.wait_for(self._reported.part, f"the {self._reported.part} have not been read yet")
        await self._tail.start()

    async def stop(self) -> None:
        """Stop reading; known records stay."""
        await self._tail.stop()

    async def write(self, name: str, record: T | None) -> list[T | None]:
        """Write a record, or its removal, and return when this process applies it: all that it read of that name since.

        Raises KafkaError or OSError if it is uncertain whether Kafka holds it.
        """
        seen: list[T | None] = []
        watch = (name, seen)
        self._watched.append(watch)
        try:
            async with asyncio.timeout(self._settings.keys_wait_s):
                offset = await append(self._settings, self._topic, name, record)
                while self._next_offset <= offset:
                    self._moved.clear()
                    await self._moved.wait()
        finally:
            self._watched = [each for each in self._watched if each is not watch]
        return seen

    # From the register

    def replace_all(self, records: Mapping[str, T]) -> None:
        """Replace all records, after the topic was read from its beginning."""
        for name, seen in self._watched:
            seen.append(records.get(name))
        self._owner.replace_all(records)

    def apply(self, name: str, record: T | None) -> None:
        """Apply the newest record of a name; None removes it."""
        for watched, seen in self._watched:
            if watched == name:
                seen.append(record)
        self._owner.apply(name, record)

    # From the tail

    async def begin(self, _reader: TopicReader, state: LogState) -> Sequence[int]:
        """Read all records after each connect."""
        return self._register.begin(state)

    async def take(self, batches: Batches) -> None:
        """Apply changes."""
        self._register.take(batches)

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        """Apply what was read, and update the metrics."""
        self._register.on_progress(next_offsets)
        if self._register.is_complete:
            [self._next_offset] = next_offsets
            self._moved.set()
            self._reported.count.set(self._owner.count)
            self._note_current()

    def on_heard(self) -> None:
        """Report that the records are current."""
        if self._register.is_complete:
            self._note_current()

    def _note_current(self) -> None:
        self._reported.as_of.set(self._tail.as_of)
        if self._tail.silent_s < self._settings.feed_silence_s:
            self._readiness.ready(self._reported.part)

    def on_lost(self, reason: str) -> None:
        """Report that changes are missing here."""
        if self._owner.is_complete:
            part, risk = self._reported.part, self._reported.risk
            self._readiness.wait_for(part, f"cannot read changes of {part} from Kafka, so {risk}: {reason}")

    def on_replaced(self, error: Exception) -> None:
        """Read all records again, as after each connect."""
        self.on_lost(str(error))
