"""A small compacted topic as a mapping in memory: all entries after each connect, then every change."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from app.kafka.topic_reader import Batches, LogState, TopicReader

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)

Entry = tuple[str, T | None]
"""A name and its record; None if the entry was removed."""
Decode = Callable[[bytes | None, bytes | None], Entry[T] | None]
"""Returns the entry of a record's key and value, or None if the record is not an entry."""


class RegisterTarget(Protocol[T_contra]):
    """The owner of the mapping that a register keeps up to date."""

    def replace_all(self, records: Mapping[str, T_contra], /) -> None:
        """Replace all entries."""
        ...

    def apply(self, name: str, record: T_contra | None, /) -> None:
        """Apply the change of one entry."""
        ...


class Register(Generic[T]):
    """Turns the batches of a topic into calls on a target."""

    def __init__(self, decode: Decode[T], target: RegisterTarget[T]) -> None:
        self._decode, self._target = decode, target
        self._state: LogState | None = None
        self._gathered: dict[str, T] | None = None

    @property
    def is_complete(self) -> bool:
        """Tell whether the target has all entries that existed when this connection began."""
        return self._state is not None and self._gathered is None

    def begin(self, state: LogState) -> Sequence[int]:
        """Read from the beginning: the topic is small, and replaced or compacted records then need no special case."""
        self._state, self._gathered = state, {}
        return state.first_offsets

    def take(self, batches: Batches) -> None:
        """Gather batches until all entries are read; apply later batches at once."""
        for _, batch in batches:
            records = batch.unpack()
            for key, value in zip(records.keys, records.values, strict=True):
                if (entry := self._decode(key, value)) is not None:
                    self._take_entry(*entry)

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        """Pass the whole mapping to the target once it is read to its end."""
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
    """Read a topic once, from its beginning to its current end."""
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
