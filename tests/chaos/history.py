"""What was sent, answered, shown and measured while a fault lasted; the judge reads nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.replay_oracle import DEVICE_FIELDS

Row = Mapping[str, Any]
Table = Mapping[str, Row]


class Sent(NamedTuple):
    """A valid fix as a device sent it; `digest` stands for all that the device said."""

    shipment: str
    timestamp: float
    digest: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One POST: what was valid in it, how each item should be decided, and how it was; times are the event loop's."""

    at: float
    url: str
    status: int
    """0: no answer."""
    fixes: tuple[Sent | None, ...]
    """Each item; None where it is no valid fix."""
    expected: tuple[str | None, ...] = ()
    decided: tuple[str | None, ...] = ()
    """The code that refused each item; None where it was accepted."""
    wrong: str = ""
    """What the contract does not have, in words."""

    @property
    def acked(self) -> list[Sent]:
        """Return the fixes whose storage was acknowledged."""
        if self.status != 202:
            return []
        return [fix for fix, code in zip(self.fixes, self.decided, strict=True) if fix is not None and code is None]


class Stored(NamedTuple):
    """A fix that Kafka acknowledged to an edge which ended before it could answer, and the record that holds it."""

    fix: Sent
    partition: int
    offset: int


class Sighting(NamedTuple):
    """A row that somebody was shown."""

    client: str
    epoch: str
    """The life of the changelog."""
    row: Sent
    told: str = ""
    """What changes whenever the client is told to start over: the number of `reset`s, or the epoch in a cursor."""


class Health(NamedTuple):
    """What a process said of itself; None where it did not answer."""

    at: float
    process: str
    is_ready: bool | None
    is_stale: bool | None
    is_recovering: bool | None = None
    """Whether it refused to show rows, as it had yet to read them."""
    knows: bool | None = None
    """Whether it showed a fix that all had shown before the fault; None also where it refused to say."""
    epoch: str = ""
    """The life of the changelog that its rows are of."""


class Usage(NamedTuple):
    """What a process held: memory, descriptors, threads, and its queues as its metrics tell."""

    process: str
    memory_mb: float
    descriptors: int
    threads: int
    queued: float


class Probe(NamedTuple):
    """A fix for each partition, sent and looked for; `latency_s` is None where one was not shown in time."""

    at: float
    latency_s: float | None


class Death(NamedTuple):
    """A process that ended by itself."""

    process: str
    code: int
    last_words: str = ""


@dataclass(slots=True)
class History:
    """One fault, from before it to the quiet after it."""

    fault: str
    recovery_limit_s: float
    latency_target_s: float = 1.0
    descriptors: int = 0
    """Those that the fault's own clients may take in each process."""
    attempts: list[Attempt] = field(default_factory=list)
    earlier: list[Attempt] = field(default_factory=list)
    """Of the same installation, before this fault."""
    forgotten: dict[str, float] = field(default_factory=dict)
    """By shipment, of the same installation: the time up to which it was to be forgotten."""
    stored: list[Stored] = field(default_factory=list)
    known: list[Row] = field(default_factory=list)
    """Fixes that every process had shown before the fault."""
    kept_from: float = float("-inf")
    """Requests that were begun earlier are not promised to be kept."""
    starts_over_at: float = float("inf")
    """When the table began to be built anew; what it held may be missing for a while, and clients are told."""
    sightings: list[Sighting] = field(default_factory=list)
    health: list[Health] = field(default_factory=list)
    usage: list[Usage] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)
    deaths: list[Death] = field(default_factory=list)
    may_give_up: str = ""
    """A process that rightly waits for a person meanwhile."""
    dark: list[tuple[float, float]] = field(default_factory=list)
    """From when to when Kafka could not be reached."""
    healed_at: float = 0.0
    """When the cause was gone."""
    is_staged: bool = True
    """Whether the fault happened at all: where it did not, nothing is promised or judged."""
    failed_stagings: list[str] = field(default_factory=list)
    """Why the fault's earlier tries came to nothing."""
    settled: str = ""
    """Why the system never came to rest, in words; empty: it did."""
    disk_mb: float = 0.0

    def forget(self, now: float) -> None:
        """Expect nothing of what was begun until now, answered or not yet: Kafka's data were deleted."""
        self.kept_from = self.starts_over_at = now
        self.stored.clear()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What everybody had when it was quiet again."""

    tables: Mapping[str, Table]
    """By process, and `changelog`: the last record of each shipment, which compaction keeps."""
    screens: Mapping[str, Table]
    """By client of the stream."""
    replayed: Mapping[str, Table]
    """The tables after everything was sent again."""
    attempts: int
    """How many there were when `tables` were read: what came later may have mended a loss."""


def sent_of(fields: Row) -> Sent:
    """Return what a fix or a row says, in short."""
    told = tuple(fields.get(name) for name in DEVICE_FIELDS)
    return Sent(fields["shipmentId"], float(fields["timestamp"]), hash(told))
