"""A small compacted topic as a mapping in memory: all of it after each connect, then every change."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from app.kafka.topic_reader import Batches, LogState, TopicReader

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)

Entry = tuple[str, T | None]
"""A name, and what the topic says of it: None that it never existed."""
Decode = Callable[[bytes | None, bytes | None], Entry[T] | None]
"""Returns the entry of a record's key and value, or None where it is none of ours."""


class RegisterTarget(Protocol[T_contra]):
    """What a register keeps up to date."""

    def replace_all(self, records: Mapping[str, T_contra], /) -> None:
        """Take all entries in place of what was known."""
        ...

    def apply(self, name: str, record: T_contra | None, /) -> None:
        """Take a change of one entry."""
        ...


class Register(Generic[T]):
    """Turns the batches of a topic into calls of a target."""

    def __init__(self, decode: Decode[T], target: RegisterTarget[T]) -> None:
        self._decode, self._target = decode, target
        self._state: LogState | None = None
        self._gathered: dict[str, T] | None = None

    @property
    def is_complete(self) -> bool:
        """Tell whether the target has all that this connection found at its start."""
        return self._state is not None and self._gathered is None

    def begin(self, state: LogState) -> Sequence[int]:
        """Start over: the topic is small, and what was replaced or compacted meanwhile needs no rule of its own."""
        self._state, self._gathered = state, {}
        return state.first_offsets

    def take(self, batches: Batches) -> None:
        """Take the next batches: gather them until all was read, apply them afterwards."""
        for _, batch in batches:
            records = batch.unpack()
            for key, value in zip(records.keys, records.values, strict=True):
                if (entry := self._decode(key, value)) is not None:
                    self._take_entry(*entry)

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        """Hand the whole mapping over, once it was read to its end."""
        if self._gathered is not None and self._state is not None and self._state.is_read(next_offsets):
            gathered, self._gathered = self._gathered, None
            self._target.replace_all(gathered)

    def _take_entry(self, name: str, record: T | None) -> None:
        if self._gathered is None:
            self._target.apply(name, record)
        elif record is None:
            self._gathered.pop(name, None)
        else:
            self._gathered[name] = record


async def read_register(reader: TopicReader, register: Register[T]) -> None:
    """Read a topic from its beginning to its present end, once."""
    try:
        state = await reader.open()
        next_offsets = register.begin(state)
        reader.seek(next_offsets)
        while not state.is_read(next_offsets):
            register.take(await reader.read())
            next_offsets = await reader.positions()
        register.on_progress(next_offsets)
    finally:
        await reader.close()
