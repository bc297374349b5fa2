"""Whose a fix is: its subject is the shipment that it names, or else its driver; rows of both kinds are in one table."""

from enum import StrEnum

DRIVER_PREFIX = "\x01"
"""What the row id of a driver begins with; ids contain no control characters, so no shipment has such a row id."""
FIRST_SHIPMENT = "\x02"
"""Sorts after the row id of every driver and before that of every shipment."""


class SubjectKind(StrEnum):
    """The two kinds of rows in the table `latest`; their order is that of the sections of its readers."""

    SHIPMENT = "shipment"
    DRIVER = "driver"


def driver_row_id(driver_id: str) -> str:
    """Return the row id of a driver's own row."""
    return DRIVER_PREFIX + driver_id


def row_id_of(shipment_id: str | None, driver_id: str) -> str:
    """Return the row id of a fix, or of a row, that names these."""
    return shipment_id or driver_row_id(driver_id)


def subject_of(row_id: str) -> str:
    """Return the id of the shipment or driver that a row is about; it decides the partition."""
    return row_id.removeprefix(DRIVER_PREFIX)


def is_driver(row_id: str) -> bool:
    """Tell whether a row is a driver's own."""
    return row_id.startswith(DRIVER_PREFIX)
