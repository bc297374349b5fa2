"""The topics `tracker-devices` and `tracker-drivers`, and the feeds of their books."""

from collections.abc import Callable

from app.clock import Clock
from app.devices.books import DeviceBook, DriverBook
from app.devices.device_record import DeviceRecord, decode_device, encode_device
from app.devices.driver_record import DriverRecord, decode_driver, encode_driver
from app.kafka.register_feed import RegisterFeed, Reported
from app.kafka.register_log import RegisterTopic
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings


def device_topic(settings: Settings) -> RegisterTopic[DeviceRecord]:
    """Return the topic of devices."""
    return RegisterTopic(settings.devices_topic, encode_device, decode_device)


def driver_topic(settings: Settings) -> RegisterTopic[DriverRecord]:
    """Return the topic of drivers."""
    return RegisterTopic(settings.drivers_topic, encode_driver, decode_driver)


def create_device_feed(
    settings: Settings, clock: Clock, metrics: Metrics, readiness: Readiness, book: DeviceBook
) -> RegisterFeed[DeviceRecord]:
    """Return a feed that is not started."""
    reported = _reported(
        metrics,
        "devices",
        "the devices have not been read yet",
        lambda reason: f"cannot read changes of devices from Kafka, so positions may get a former driver: {reason}",
    )
    return RegisterFeed(settings, clock, readiness, device_topic(settings), book, reported)


def create_driver_feed(
    settings: Settings, clock: Clock, metrics: Metrics, readiness: Readiness, book: DriverBook
) -> RegisterFeed[DriverRecord]:
    """Return a feed that is not started."""
    reported = _reported(
        metrics,
        "drivers",
        "the drivers have not been read yet",
        lambda reason: f"cannot read changes of drivers from Kafka, so names and duty may be out of date: {reason}",
    )
    return RegisterFeed(settings, clock, readiness, driver_topic(settings), book, reported)


def _reported(metrics: Metrics, register: str, unread: str, outdated: Callable[[str], str]) -> Reported:
    """Return what a feed says of a register: before it was read, and while its changes cannot be read."""
    return Reported(
        register,
        unread=unread,
        outdated=outdated,
        when_lost=f"known {register} stay",
        count=metrics.gauge("tracker_register_records").labels(register),
        as_of=metrics.gauge("tracker_register_as_of_seconds").labels(register),
    )
