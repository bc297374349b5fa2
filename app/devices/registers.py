"""The registers of devices and drivers as handlers use them: what is known, and how it is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.clock import Clock
from app.devices.books import DeviceBook, DriverBook
from app.devices.device_record import DeviceRecord
from app.devices.driver_record import DriverRecord
from app.devices.feeds import create_device_feed, create_driver_feed
from app.kafka.register_desk import RegisterDesk
from app.observability.metrics import Metrics
from app.process import Part
from app.readiness import Readiness
from app.settings import Settings

T = TypeVar("T")


class Changes(Protocol[T]):
    """Changes one record."""

    async def change(self, name: str, decide: Callable[[T | None], T | None], /) -> T | None:
        """Write what `decide` makes of a record (None: there is none), and return it when this process applies it.

        `decide` may be called several times, and what it raises is raised. Raises KafkaError or OSError if Kafka fails.
        """
        ...


@dataclass(frozen=True, slots=True)
class Registers:
    """What a process knows of devices and drivers, and who changes it."""

    devices: DeviceBook
    drivers: DriverBook
    device_changes: Changes[DeviceRecord]
    driver_changes: Changes[DriverRecord]


def create_registers(
    settings: Settings, clock: Clock, metrics: Metrics, readiness: Readiness
) -> tuple[Registers, tuple[Part, Part]]:
    """Return the registers, and the feeds that keep them up to date, which are not started."""
    devices, drivers = DeviceBook(), DriverBook()
    device_feed = create_device_feed(settings, clock, metrics, readiness, devices)
    driver_feed = create_driver_feed(settings, clock, metrics, readiness, drivers)
    wait_s = settings.keys_wait_s
    desks = RegisterDesk(device_feed, devices.find, wait_s), RegisterDesk(driver_feed, drivers.find, wait_s)
    return Registers(devices, drivers, *desks), (device_feed, driver_feed)
