"""What goes wrong on a company's day: which driver is late, whose phone dies, why an attempt fails."""

from enum import StrEnum
from random import Random

FAILS = 0.1
"""The share (0 to 1) of the attempts that fail."""
REASONS = {"nobody_home": 6, "no_access": 2, "not_ready": 1, "wrong_address": 1, "refused": 1, "damaged": 1}
"""Why attempts fail, and how often in relation to each other."""
TRIED_AGAIN = frozenset({"nobody_home", "no_access", "not_ready"})
"""After these failures half of the drivers come again at the end of their route."""
COMES_AGAIN = 0.5
LATE_S = (1800, 3600)
"""How much later than planned a late driver departs."""
LATE_SHARE, DRIVERS_A_PHONE = 0.15, 25
"""The share of late drivers; of so many drivers one phone dies, and one uploads late after a tunnel."""


class Trouble(StrEnum):
    """What befalls a driver."""

    NONE = "none"
    LATE = "late"
    TUNNEL = "tunnel"
    DEAD_PHONE = "dead_phone"


def troubles_of(drivers: int, rng: Random) -> dict[int, Trouble]:
    """Return the drivers that have a trouble, by number from 1; three drivers have one of each kind."""
    numbers = rng.sample(range(1, drivers + 1), drivers)
    phones = -(-drivers // DRIVERS_A_PHONE)
    kinds = [Trouble.TUNNEL, Trouble.DEAD_PHONE] * phones + [Trouble.LATE] * max(round(LATE_SHARE * drivers), 1)
    return dict(zip(numbers, kinds, strict=False))


def draw_failure(rng: Random) -> str | None:
    """Return why an attempt fails, or None if it does not."""
    fails, reason = rng.random() < FAILS, rng.choices(list(REASONS), list(REASONS.values()))[0]
    return reason if fails else None
