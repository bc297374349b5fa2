"""The table `deliveries`, declared as data."""

from typing import NamedTuple

import msgspec

from app.deliveries.codec import DELETION_MARK, UNREADABLE
from app.domain.deliveries.row import Verdict
from app.settings import Settings
from app.table.spec import InputRecord, TableSpec


class DeliveryVersion(NamedTuple):
    """Which of two rows of a key is newer: the one decided later, or written later without a decision."""

    offset: int
    """The last decided offset of the input."""
    revision: int


class _VersionedRow(msgspec.Struct, gc=False):
    offset: int
    revision: int
    deletedAt: float | None = None


class _DecidedRow(msgspec.Struct, gc=False):
    offset: int
    verdicts: tuple[Verdict, ...] = ()


_decode = msgspec.json.Decoder(_VersionedRow).decode
_decode_decided = msgspec.json.Decoder(_DecidedRow).decode


def version_of(row: bytes) -> DeliveryVersion | None:
    """Return the row's version, or None where the bytes are no row."""
    try:
        decoded = _decode(row)
    except UNREADABLE:
        return None
    return DeliveryVersion(decoded.offset, decoded.revision)


def decided_by(row: bytes) -> InputRecord | None:
    """Return the command that decided the row last, by its id; None where the bytes are no row."""
    try:
        decoded = _decode_decided(row)
    except UNREADABLE:
        return None
    ids = (verdict.commandId for verdict in reversed(decoded.verdicts) if verdict.offset == decoded.offset)
    return InputRecord(decoded.offset, next(ids, ""))


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
        decided_by=decided_by,
        deleted_at=deleted_at,
    )
