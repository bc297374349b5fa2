"""One driver's endless day: shipment after shipment, and the fixes that the device sends."""

from collections.abc import Iterator, Sequence
from itertools import count
from random import Random
from typing import NamedTuple

from app.domain.geo import wrapped_longitude
from app.simulator.device_faults import Battery, DeviceFaults, Noise, draw_tunnel
from app.simulator.street_map import Projection
from app.simulator.street_motion import Drive, Moment
from app.simulator.street_routes import Routes

DELIVERY_S = (30, 120)
"""Seconds to hand over a shipment."""
PACE = (0.8, 1.0)
"""The share of the allowed speed at which drivers go."""

_ACCURACY = (1.0, 2.5)
_LEAST_ACCURACY_M = 3.0
_FIX = b'%b%.6f,"longitude":%.6f,"speed":%.1f,"heading":%.1f,"accuracy":%.1f,"battery":%.3f,"timestamp":'


class Sent(NamedTuple):
    """A fix as JSON up to its timestamp; its device took it `late_by_s` whole seconds before sending it."""

    head: bytes
    late_by_s: int


class Vehicle:
    """A vehicle of a fleet of `fleet` vehicles, numbered from 1; it starts in the middle of its first trip."""

    def __init__(
        self,
        number: int,
        fleet: int,
        seed: int,
        routes: Routes,
        device_faults: DeviceFaults,
        *,
        has_shipments: bool = True,
    ) -> None:
        self.driver_id = f"driver-{number:03d}"
        self._number, self._fleet, self._routes, self._device_faults = number, fleet, routes, device_faults
        self._has_shipments = has_shipments
        self._rng = Random(f"driver {seed} {number}")
        self._pace = self._rng.uniform(*PACE)
        self._battery = Battery(device_faults.dead_batteries, Random(f"battery {seed} {number}"))
        self._noise = Noise(device_faults.noise_m, Random(f"noise {seed} {number}")) if device_faults.noise_m else None
        self._first = routes.draw_drive(self._rng.choice(routes.places), self._rng)

    def seconds(self, projection: Projection) -> Iterator[Sequence[Sent]]:
        """Yield what the device sends in each second: nothing, a fix, or a fix followed by those it held back."""
        held: list[tuple[int, bytes]] = []
        for now_s, (is_in_tunnel, head) in enumerate(self._fixes(projection)):
            if head is None:
                yield ()
            elif is_in_tunnel:
                held.append((now_s, head))
                yield ()
            elif held:
                # The newest first, like devices that send their stored fixes after the live one.
                yield [Sent(head, 0), *(Sent(late, now_s - taken_s) for taken_s, late in held)]
                held.clear()
            else:
                yield (Sent(head, 0),)

    def _fixes(self, projection: Projection) -> Iterator[tuple[bool, bytes | None]]:
        """Yield for each second whether the vehicle is in a tunnel, and the fix; None while the device is off."""
        drive, from_s = self._first, self._rng.uniform(0.0, self._first.duration_s)
        for trip in count():
            shipment = trip * self._fleet + self._number
            named = b'"shipmentId":"DC-%06d",' % shipment if self._has_shipments else b""
            start = b'{"driverId":"%b",%b"latitude":' % (self.driver_id.encode(), named)
            accuracy_m = max(self._device_faults.noise_m, _LEAST_ACCURACY_M) * self._rng.uniform(*_ACCURACY)
            tunnel = draw_tunnel(self._device_faults.tunnels, int((drive.duration_s - from_s) / self._pace), self._rng)
            for second, moment in enumerate(self._moments(drive, from_s)):
                head = self._encode(start, moment, accuracy_m, projection) if self._battery.lasts_a_second() else None
                yield tunnel.enters_s <= second < tunnel.leaves_s, head
            drive, from_s = self._routes.draw_drive(drive.stop, self._rng), 0.0

    def _moments(self, drive: Drive, from_s: float) -> Iterator[Moment]:
        yield from drive.moments(from_s, self._pace)
        arrival = drive.arrival()
        for _ in range(self._rng.randint(*DELIVERY_S)):
            yield arrival

    def _encode(self, start: bytes, moment: Moment, accuracy_m: float, projection: Projection) -> bytes:
        latitude, longitude, speed_mps, heading_deg = moment
        if self._noise is not None:
            self._noise.wander()
            latitude += self._noise.north_m / projection.m_per_degree_north
            longitude += self._noise.east_m / projection.m_per_degree_east
        return _FIX % (
            start,
            latitude,
            wrapped_longitude(longitude),
            speed_mps,
            heading_deg,
            accuracy_m,
            self._battery.level,
        )
