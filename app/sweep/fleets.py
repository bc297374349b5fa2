"""What is learned of fleets: as their rows say it for every sweep, and as the owner of a row learns on."""

import logging
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from app.domain.arrivals.estimates import DriverEstimates, Estimates, FleetEstimates, stacked
from app.domain.arrivals.quality import Quality
from app.domain.arrivals.stops import Stop, teach_fleet
from app.domain.deliveries.kept_rows import UNDECIDED, FleetRow, fleet_row_id
from app.domain.partition import partition_of

log = logging.getLogger(__name__)

WRITE_EVERY_S = 30.0
LEARNS_BACK_S = 600.0
"""A stop that ended this long before the newest one that was learned is not learned any more."""
MOST_RECENT = 2_000
UNREADABLE = (KeyError, ValueError, TypeError, IndexError)
"""What a state raises that another version wrote."""


@dataclass(slots=True)
class Learner:
    """The state of one fleet as its owner has it, ahead of the row."""

    since: float
    estimates: FleetEstimates = field(default_factory=FleetEstimates)
    quality: Quality = field(default_factory=Quality)
    recent: dict[str, float] = field(default_factory=dict)
    """When each stop ended that was learned lately, by its hash; of those from the row the time is that of the newest."""
    learned_to: float = 0.0
    written_at: float = 0.0
    is_ahead: bool = False

    def learn(self, driver_id: str, driver: DriverEstimates, stop: Stop) -> bool:
        """Learn from a stop once; return whether it is a new one."""
        name = stop_name(driver_id, stop)
        if name in self.recent or stop.left_at < self.learned_to - LEARNS_BACK_S:
            return False
        teach_fleet(self.estimates, self.quality, driver, stop, route_number(driver_id, stop.arrived_at))
        self.recent[name] = stop.left_at
        self.learned_to = max(self.learned_to, stop.left_at)
        self.is_ahead = True
        return True

    def row(self, fleet: str | None, before: FleetRow | None, now: float) -> FleetRow:
        """Return the row to write."""
        kept = [name for name, at in self.recent.items() if at >= self.learned_to - LEARNS_BACK_S]
        self.recent = {name: self.recent[name] for name in kept[-MOST_RECENT:]}
        self.written_at, self.is_ahead = now, False
        return FleetRow(
            fleet=fleet,
            revision=max(0 if before is None else before.revision + 1, int(now * 1000)),
            offset=UNDECIDED,
            since=self.since,
            learned=self.estimates.as_plain(),
            quality=self.quality.as_plain(),
            recent=tuple(self.recent),
            learnedTo=self.learned_to,
        )


def stop_name(driver_id: str, stop: Stop) -> str:
    """Return a short name of a stop, the same in every process."""
    ids = "\0".join((driver_id, *(visit.shipment_id for visit in stop.visits), str(int(stop.arrived_at))))
    return urlsafe_b64encode(blake2b(ids.encode(), digest_size=6).digest()).decode()


def route_number(driver_id: str, at: float) -> int:
    """Return the number of a driver's day."""
    return int.from_bytes(blake2b(f"{driver_id}\0{int(at // 86_400)}".encode(), digest_size=4).digest(), "big")


def estimates_of(row: FleetRow | None) -> FleetEstimates:
    """Return the estimates of a row; those that learned nothing where there is none, or it cannot be read."""
    if row is not None:
        try:
            return FleetEstimates.from_plain(row.learned)
        except UNREADABLE:
            log.exception("the estimates of fleet %r cannot be read; it learns from the beginning", row.fleet)
    return FleetEstimates()


def quality_of(row: FleetRow) -> Quality:
    """Return how right the forecasts of a fleet were; empty where the row cannot be read."""
    try:
        return Quality.from_plain(row.quality)
    except UNREADABLE:
        return Quality()


class Fleets:
    """All fleets with deliveries, by an index that the columns of drivers hold."""

    def __init__(self, partitions: int) -> None:
        self._partitions = partitions
        self._own: frozenset[int] = frozenset()
        self._index: dict[str | None, int] = {None: 0}
        self.rows: dict[str | None, FleetRow] = {}
        self._estimates: list[FleetEstimates] = [FleetEstimates()]
        self._stacked: Estimates | None = None
        self._learners: dict[str | None, Learner] = {}
        self._was_handed_over = False

    def index_of(self, fleet: str | None) -> int:
        """Return the index of a fleet."""
        index = self._index.get(fleet)
        if index is None:
            index = self._index[fleet] = len(self._estimates)
            self._estimates.append(estimates_of(self.rows.get(fleet)))
            self._stacked = None
        return index

    def partition_of(self, fleet: str | None) -> int:
        """Return the partition of the fleet's row."""
        return partition_of(fleet or "", self._partitions)

    def apply(self, row: FleetRow) -> None:
        """Take over a row as it is now."""
        self.rows[row.fleet] = row
        self._estimates[self.index_of(row.fleet)] = estimates_of(row)
        self._stacked = None

    def own(self, partitions: Collection[int]) -> None:
        """Learn for the fleets of these partitions alone."""
        if self._own == (own := frozenset(partitions)):
            return
        self._own, self._was_handed_over = own, True
        self._learners = {
            fleet: learner for fleet, learner in self._learners.items() if self.partition_of(fleet) in self._own
        }

    def estimates_of(self, fleet: str | None) -> FleetEstimates:
        """Return what the fleet's row has learned."""
        return self._estimates[self.index_of(fleet)]

    def stack(self) -> Estimates:
        """Return the estimates of all fleets as a sweep reads them: those of their rows, so that all sweeps have the same."""
        if self._stacked is None:
            self._stacked = stacked(self._estimates)
        return self._stacked

    def learner(self, fleet: str | None, now: float) -> Learner | None:
        """Return where an own fleet learns; None for those of other dispatchers."""
        if self.partition_of(fleet) not in self._own:
            return None
        learner = self._learners.get(fleet)
        if learner is None:
            row = self.rows.get(fleet)
            learner = self._learners[fleet] = Learner(now if row is None else row.since, estimates_of(row))
            if row is not None:
                learner.quality, learner.learned_to = quality_of(row), row.learnedTo
                learner.recent = dict.fromkeys(row.recent, row.learnedTo)
        return learner

    def to_write(self, now: float) -> Iterator[tuple[int, str, FleetRow]]:
        """Yield partition, row id and row of each own fleet that has learned something, at most every WRITE_EVERY_S."""
        for fleet, learner in self._learners.items():
            if learner.is_ahead and now - learner.written_at >= WRITE_EVERY_S:
                yield self.partition_of(fleet), fleet_row_id(fleet), learner.row(fleet, self.rows.get(fleet), now)

    def own_qualities(self) -> Quality:
        """Return how right the forecasts of the own fleets were."""
        rows = [row for fleet, row in self.rows.items() if fleet not in self._learners]
        found = [learner.quality for learner in self._learners.values()]
        found += [quality_of(row) for row in rows if self.partition_of(row.fleet) in self._own]
        return sum(found, Quality())

    def was_handed_over(self) -> bool:
        """Tell, once, whether other fleets are the own ones now."""
        was, self._was_handed_over = self._was_handed_over, False
        return was
