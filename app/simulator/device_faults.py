"""Faults of the devices of the source `streets`; the same seed gives the same faults."""

from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import NamedTuple

TUNNEL_S = (20, 60)
"""Seconds for which a tunnel keeps a device from sending."""
OUTAGE_S = (300, 900)
"""Seconds for which an empty battery silences a device, until it is charged again."""
BATTERY_LASTS_S = 6 * 3600.0
NEARLY_EMPTY = (0.01, 0.04)
"""Start charge (0 to 1) of a device whose battery becomes empty within the first quarter of an hour."""
CHARGED = (0.4, 1.0)

_WANDER = 0.95
"""The share of its error that a device keeps from one second to the next: real errors drift, they do not jump."""


@dataclass(frozen=True, slots=True)
class DeviceFaults:
    """How wrong fixes are (metres, standard deviation on each axis), and how often a vehicle has the other faults.

    `tunnels` is a share (0 to 1) of the trips, `dead_batteries` one of the vehicles.
    """

    noise_m: float = 4.0
    tunnels: float = 0.05
    dead_batteries: float = 0.02


class Tunnel(NamedTuple):
    """The seconds of a trip in which nothing is sent: from `enters_s` to before `leaves_s`."""

    enters_s: int
    leaves_s: int


NO_TUNNEL = Tunnel(0, 0)


def draw_tunnel(share: float, trip_s: int, rng: Random) -> Tunnel:
    """Return the tunnel of a trip that takes `trip_s` seconds."""
    # All random numbers are drawn in any case, so that switching tunnels on leaves the trips as they were.
    befalls, length_s, where = rng.random() < share, rng.randint(*TUNNEL_S), rng.random()
    enters_s = int(where * (trip_s - length_s))
    return Tunnel(enters_s, enters_s + length_s) if befalls and enters_s > 0 else NO_TUNNEL


class Battery:
    """A battery that drains slowly, is empty for a time, and is then charged again."""

    def __init__(self, dead_share: float, rng: Random) -> None:
        self._rng = rng
        befalls, low, high = rng.random() < dead_share, rng.uniform(*NEARLY_EMPTY), rng.uniform(*CHARGED)
        self.level = low if befalls else high
        self._silent_s = 0

    def lasts_a_second(self) -> bool:
        """Drain the battery for one second; return whether the device is on in that second."""
        if self._silent_s:
            self._silent_s -= 1
            if not self._silent_s:
                self.level = self._rng.uniform(*CHARGED)
            return False
        self.level -= 1 / BATTERY_LASTS_S
        if self.level > 0:
            return True
        self.level, self._silent_s = 0.0, self._rng.randint(*OUTAGE_S)
        return False


class Noise:
    """A receiver's drifting error, in metres north and east."""

    def __init__(self, noise_m: float, rng: Random) -> None:
        self._fresh_m, self._rng = noise_m * sqrt(1 - _WANDER**2), rng
        self.north_m, self.east_m = rng.gauss(0.0, noise_m), rng.gauss(0.0, noise_m)

    def wander(self) -> None:
        """Advance by one second."""
        self.north_m = _WANDER * self.north_m + self._rng.gauss(0.0, self._fresh_m)
        self.east_m = _WANDER * self.east_m + self._rng.gauss(0.0, self._fresh_m)
