"""Whose a delivery is: the driver that it is assigned to, and those who had the shipment."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]


def has_custody(row: Row, driver_id: str) -> bool:
    """Tell whether the driver has the shipment now."""
    return any(held["driverId"] == driver_id and held.get("until") is None for held in row.get("custody", ()))


def is_of_driver(row: Row, driver_id: str) -> bool:
    """Tell whether the delivery is the driver's now: assigned to, or with the shipment."""
    return row.get("driverId") == driver_id or has_custody(row, driver_id)


def was_of_driver(row: Row, driver_id: str) -> bool:
    """Tell whether the delivery is or was the driver's, who may report late what happened then."""
    return row.get("driverId") == driver_id or any(held["driverId"] == driver_id for held in row.get("custody", ()))
