"""The drivers of devices, as the ingest decision asks for them."""

from app.devices.books import DeviceBook
from app.observability.metrics import Metrics
from web.http.problem import ProblemError
from web.ingest.decision import DriverOf


def driver_of_devices(book: DeviceBook, metrics: Metrics) -> DriverOf:
    """Return the function that finds a device's driver; it raises `recovering` until all devices are known.

    A wrong driver would stay in what is stored.
    """
    unavailable = metrics.counter("tracker_ingest_unavailable_total").labels("recovering")

    def driver_of(device_id: str, timestamp: float, fleet: str | None) -> str | None:
        if not book.is_complete:
            unavailable.inc()
            raise ProblemError("recovering", "The devices and their drivers are still being read from Kafka.")
        return book.driver_at(device_id, timestamp, fleet)

    return driver_of
