"""The source `company`: one day of drivers, their phones' fixes and what is said about their deliveries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.simulator.company.phones import Phones
from app.simulator.company.planning import DEFAULT_DRIVERS, plan_day
from app.simulator.company.story import Saying, sayings_of
from app.simulator.source import TimedFix
from app.simulator.street_map import StreetMap


@dataclass
class Company:
    """The day that the seed chooses, from `start_at_s` seconds into it, `speed_up` times as fast as it is."""

    street_map: StreetMap
    drivers: int = DEFAULT_DRIVERS
    seed: int = 1
    speed_up: float = 1.0
    start_at_s: float = 0.0
    noise_m: float = 4.0

    def __post_init__(self) -> None:
        # Plans the day now: this takes seconds, which would delay fixes later.
        self.day = plan_day(self.street_map, self.drivers, self.seed)

    @property
    def sayings(self) -> Sequence[Saying]:
        """Return all that is said about the deliveries, in the order in which it is reported."""
        return sayings_of(self.day)

    def fixes(self) -> Iterator[TimedFix]:
        """Yield what the phones send, until the last driver is back."""
        phones = Phones(
            self.day, self.street_map.projection, self.seed, self.speed_up, self.start_at_s, noise_m=self.noise_m
        )
        return phones.fixes()

    def next_day(self) -> "Company":
        """Return the whole day that follows, with other deliveries."""
        return replace(self, seed=self.seed + 1, start_at_s=0.0)
