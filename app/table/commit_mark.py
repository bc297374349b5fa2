"""What a commit says of the table whose input cannot rebuild it: which state has all that the commit speaks for."""

from typing import NamedTuple


class CommitMark(NamedTuple):
    """The changelog's epoch, and its last offset that the owner's RocksDB had at the commit."""

    epoch: str
    stored: int
    """-1 where RocksDB had nothing of it."""

    def encode(self) -> str:
        """Return the mark as the metadata of a commit."""
        return f"{self.epoch}@{self.stored}"


def decode_mark(metadata: str) -> CommitMark | None:
    """Return the mark that a commit carries; None where Kafka's tools or another program wrote it."""
    epoch, _, stored = metadata.partition("@")
    try:
        return CommitMark(epoch, int(stored)) if epoch else None
    except ValueError:
        return None
