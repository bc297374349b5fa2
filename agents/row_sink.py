"""What an agent needs of the table that it keeps."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class RowSink(Protocol):
    """The newest rows of a table, and a way to other topics."""

    def get(self, partition: int, key: bytes) -> bytes | None:
        """Return the newest row of `key`, durable or not."""
        ...

    def get_all(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        """Return the newest row of each key, durable or not."""
        ...

    def put_all(self, partition: int, rows: Mapping[bytes, bytes]) -> None:
        """Make each row the newest of its key."""
        ...

    def put_deletion(self, partition: int, key: bytes, row: bytes) -> None:
        """Make a deletion the newest row of its key."""
        ...

    def emit(
        self,
        source: int,
        *,
        topic: str,
        partition: int,
        value: bytes,
        key: bytes | None = None,
        headers: tuple[tuple[str, bytes], ...] = (),
    ) -> None:
        """Send a record to another topic before the input's offset is committed."""
        ...

    async def wait_for_room(self) -> None:
        """Return once not too much is pending."""
        ...
