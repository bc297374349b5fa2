"""The drivers of devices, as the ingest decision asks for them."""

from app.devices.books import DeviceBook
from web.http.problem import ProblemError
from web.ingest.decision import DriverOf


def driver_of_devices(book: DeviceBook) -> DriverOf:
    """Return the function that finds a device's driver; it raises `recovering` until all devices are known.

    A wrong driver would be stored for ever.
    """

    def driver_of(device_id: str, timestamp: float, fleet: str | None) -> str | None:
        if not book.is_complete:
            raise ProblemError("recovering", "The devices and their drivers are still being read from Kafka.")
        return book.driver_at(device_id, timestamp, fleet)

    return driver_of
