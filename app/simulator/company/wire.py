"""A company's day as the bodies of requests; times become Unix seconds of a day that begins now and may be faster."""

from dataclasses import dataclass
from time import gmtime, strftime
from typing import Any

from app.simulator.company.day import DriverDay, Promise
from app.simulator.company.story import Saying

PHONE_ACCURACY_M = 8.0
SHIPMENT_PREFIX = "CO-"


@dataclass(frozen=True, slots=True)
class Wire:
    """The day's clock: `begins` is its second 0 in Unix seconds, and it runs `speed_up` times as fast."""

    begins: float
    speed_up: float

    @property
    def name(self) -> str:
        """Return what tells the shipments of this day from those of all others."""
        return strftime("%m%d-%H%M%S", gmtime(self.begins))

    def time(self, at_s: float) -> float:
        """Return a moment of the day in Unix seconds."""
        return round(self.begins + at_s / self.speed_up, 6)

    def shipment_id(self, number: int) -> str:
        """Return the id of a delivery."""
        return f"{SHIPMENT_PREFIX}{self.name}-{number:04d}"

    def plan(self, promise: Promise) -> dict[str, Any]:
        """Return an item of `POST /api/deliveries`."""
        name, phone, address = promise.addressee
        destination = {"latitude": promise.latitude, "longitude": promise.longitude, "address": address, "name": name}
        window = promise.window and {"start": self.time(promise.window.start_s), "end": self.time(promise.window.end_s)}
        return {
            "shipmentId": self.shipment_id(promise.number),
            "destination": {**destination, "timeZone": "America/New_York"},
            **({"window": window} if window else {}),
            "serviceSeconds": round(promise.service_s / self.speed_up),
            "reference": f"Order {promise.number}",
            "recipient": {"name": name, "phone": phone},
        }

    def route(self, driver: DriverDay) -> dict[str, Any]:
        """Return the body of `PUT /api/drivers/{id}/route`."""
        ids = [self.shipment_id(promise.number) for promise in driver.promises]
        return {"shipmentIds": ids, "startAt": self.time(driver.starts_s)}

    def status(self, saying: Saying) -> dict[str, Any]:
        """Return an item of `POST /api/delivery-status`."""
        position = {"latitude": saying.latitude, "longitude": saying.longitude, "accuracy": PHONE_ACCURACY_M}
        return {
            "shipmentId": self.shipment_id(saying.number),
            "to": saying.to,
            "at": self.time(saying.at_s),
            **({"reason": saying.reason} if saying.reason is not None else {}),
            **({"position": position} if saying.latitude is not None else {}),
        }
