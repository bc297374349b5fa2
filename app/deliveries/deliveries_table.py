"""The table `deliveries`, declared as data."""

from typing import NamedTuple

import msgspec

from app.deliveries.codec import DELETION_MARK, UNREADABLE
from app.settings import Settings
from app.table.spec import TableSpec


class DeliveryVersion(NamedTuple):
    """Which of two rows of a key is newer: the one decided later, or written later without a decision."""

    offset: int
    """The last decided offset of the input."""
    revision: int


class _VersionedRow(msgspec.Struct, gc=False):
    offset: int
    revision: int
    deletedAt: float | None = None


_decode = msgspec.json.Decoder(_VersionedRow).decode


def version_of(row: bytes) -> DeliveryVersion | None:
    """Return the row's version, or None where the bytes are no row."""
    try:
        decoded = _decode(row)
    except UNREADABLE:
        return None
    return DeliveryVersion(decoded.offset, decoded.revision)


def decided_offset(row: bytes) -> int | None:
    """Return up to which offset of the commands the row was decided, or None where the bytes are no row."""
    version = version_of(row)
    return None if version is None else version.offset


def deleted_at(row: bytes) -> float | None:
    """Return when the delivery was deleted (Unix seconds), or None where the row is no deletion."""
    if DELETION_MARK not in row:
        return None
    try:
        return _decode(row).deletedAt
    except UNREADABLE:
        return None


def deliveries_table(settings: Settings) -> TableSpec:
    """Return the table `deliveries`: each delivery by the UTF-8 bytes of its shipment's id, as JSON."""
    app_id = settings.deliveries_app_id
    return TableSpec(
        name="deliveries",
        app_id=app_id,
        input_topic=settings.commands_topic,
        changelog_topic=settings.deliveries_changelog_topic,
        partitions=settings.partitions,
        version_of=version_of,
        input_can_rebuild=False,
        decided_offset=decided_offset,
        deleted_at=deleted_at,
    )
