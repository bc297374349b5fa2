"""Tombstones in the changelog: each carries the deletion that it ends, so that it can be compared with rows.

Kafka gives a null no value, and thereby no version. By the order of records alone a restore could not tell the tombstone
of a worker that was paused, after which a row of the new owner is gone, from one whose deletion compaction has removed.
"""

from collections.abc import Mapping

from app.kafka.fetched_batches import Headers

DELETES = "deletes"
"""The header that holds the bytes of the deletion's row."""


def deleted_row(headers: Headers) -> bytes | None:
    """Return the row that a tombstone ends; None where the null is another program's."""
    return next((value for name, value in headers if name == DELETES), None)


def tombstones_of(nulls: Mapping[int, Headers]) -> dict[int, bytes]:
    """Return by offset the rows that the tombstones among some nulls end."""
    return {offset: row for offset, headers in nulls.items() if (row := deleted_row(headers)) is not None}
