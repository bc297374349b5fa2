"""A driver, as lists show it."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.base import Message
from app.messages.freshness import Freshness
from app.messages.shipment import RowWithAge


class Driver(Message):
    """A driver with the newest of their rows."""

    driverId: str
    shipments: int
    latest: RowWithAge


class DriverPage(Freshness):
    """Drivers in order of their id."""

    drivers: list[Driver]
    next: str | None
    complete: Annotated[Literal[False] | None, Field(description="False if more rows match; else absent.")] = None
