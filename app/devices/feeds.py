"""The topics `tracker-devices` and `tracker-drivers`, and the feeds of their books."""

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
    reported = _reported(metrics, "devices", "positions may get the driver that a device had before")
    return RegisterFeed(settings, clock, readiness, device_topic(settings), book, reported)


def create_driver_feed(
    settings: Settings, clock: Clock, metrics: Metrics, readiness: Readiness, book: DriverBook
) -> RegisterFeed[DriverRecord]:
    """Return a feed that is not started."""
    reported = _reported(metrics, "drivers", "names and duty of drivers may be out of date")
    return RegisterFeed(settings, clock, readiness, driver_topic(settings), book, reported)


def _reported(metrics: Metrics, part: str, risk: str) -> Reported:
    count, as_of = metrics.gauge("tracker_register_records"), metrics.gauge("tracker_register_as_of_seconds")
    return Reported(part, risk, f"known {part} stay", count.labels(part), as_of.labels(part))
