"""The source `streets`: vehicles that deliver in Washington along its real streets, endlessly."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from app.simulator.device_faults import DeviceFaults
from app.simulator.source import TimedFix
from app.simulator.street_map import StreetMap
from app.simulator.street_routes import Routes
from app.simulator.street_vehicle import Vehicle

DEFAULT_VEHICLES = 300


@dataclass
class Streets:
    """A fleet in which each vehicle takes one fix a second, evenly spread over the second; the seed chooses the day."""

    street_map: StreetMap
    vehicles: int = DEFAULT_VEHICLES
    seed: int = 1
    drivers: int = 0
    """So many of the vehicles report where their driver is, and name no shipment."""
    device_faults: DeviceFaults = field(default_factory=DeviceFaults)

    def __post_init__(self) -> None:
        self._routes = Routes(self.street_map, self.seed)
        # Plans the first trips now: this takes seconds, which would delay fixes later.
        self._fleet()

    def fixes(self) -> Iterator[TimedFix]:
        """Yield fixes in the order they are sent, without end."""
        fleet = [
            (number / self.vehicles, vehicle.driver_id, vehicle.seconds(self.street_map.projection))
            for number, vehicle in enumerate(self._fleet())
        ]
        for second in count():
            for after_s, driver_id, device in fleet:
                for head, late_by_s in next(device):
                    yield TimedFix(second + after_s, driver_id, head, late_by_s)

    def _fleet(self) -> list[Vehicle]:
        return [
            Vehicle(
                number,
                self.vehicles,
                self.seed,
                self._routes,
                self.device_faults,
                has_shipments=number > self.drivers,
            )
            for number in range(1, self.vehicles + 1)
        ]
