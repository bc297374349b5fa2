"""A driver, as lists show it."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.base import Message
from app.messages.device import DriverProfile
from app.messages.freshness import Freshness
from app.messages.shipment import DriverRowWithAge, RowWithAge, ShipmentPage


class Driver(Message):
    """A driver, how many shipments name it, and the newest by time of its own row and of theirs."""

    driverId: str
    fleet: Annotated[str | None, Field(description="The fleet of its rows; absent where they are of none.")] = None
    profile: Annotated[DriverProfile | None, Field(description="What is registered of the driver.")] = None
    shipments: int
    latest: RowWithAge | DriverRowWithAge


class DriverShipments(ShipmentPage):
    """The shipments of one driver, and the newest by time of its own row and of theirs."""

    profile: Annotated[DriverProfile | None, Field(description="What is registered of the driver.")] = None
    latest: Annotated[
        RowWithAge | DriverRowWithAge | None, Field(description="Absent where no position of the driver is known.")
    ] = None


class DriverPage(Freshness):
    """Drivers in order of their id."""

    drivers: list[Driver]
    next: str | None
    complete: Annotated[Literal[False] | None, Field(description="False if more rows match; else absent.")] = None
