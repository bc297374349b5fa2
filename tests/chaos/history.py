"""What was sent, answered, shown and measured during a fault; the judge reads nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.chaos.dispatch.record import Commanded, Dispatched
from tests.replay_oracle import DEVICE_FIELDS, row_id_of

Row = Mapping[str, Any]
Table = Mapping[str, Row]


class Sent(NamedTuple):
    """A valid fix as a device sent it; `digest` represents all fields that the device sent."""

    shipment: str
    """The id of its row, which is a driver's own where the fix names no shipment."""
    timestamp: float
    digest: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One POST: its valid fixes, the expected and the actual decision on each item; times are the event loop's."""

    at: float
    url: str
    status: int
    """0: no answer."""
    fixes: tuple[Sent | None, ...]
    """Each item; None if it is not a valid fix."""
    expected: tuple[str | None, ...] = ()
    decided: tuple[str | None, ...] = ()
    """The code that refused each item; None if it was accepted."""
    wrong: str = ""
    """Violations of the contract, in words."""

    @property
    def acked(self) -> list[Sent]:
        """Return the fixes whose storage was acknowledged."""
        if self.status != 202:
            return []
        return [fix for fix, code in zip(self.fixes, self.decided, strict=True) if fix is not None and code is None]


class Stored(NamedTuple):
    """A fix that Kafka acknowledged to an edge that exited before it could answer, and the record that holds it."""

    fix: Sent
    partition: int
    offset: int


class Sighting(NamedTuple):
    """A row that a client received."""

    client: str
    epoch: str
    """The epoch of the changelog."""
    row: Sent
    told: str = ""
    """A value that changes whenever the client must start over: the number of `reset`s, or the epoch in a cursor."""


class Health(NamedTuple):
    """The state that a process reported; None if it did not answer."""

    at: float
    process: str
    is_ready: bool | None
    is_stale: bool | None
    is_recovering: bool | None = None
    """Whether it refused to show rows, since it had not read them yet."""
    knows: bool | None = None
    """Whether it showed a fix that all had shown before the fault; None also if it refused to answer."""
    epoch: str = ""
    """The epoch of the changelog of its rows."""


class Usage(NamedTuple):
    """The resources of a process: memory, descriptors, threads, and its queues by its metrics."""

    process: str
    memory_mb: float
    descriptors: int
    threads: int
    queued: float


class Probe(NamedTuple):
    """A fix for each partition, sent and looked for; `latency_s` is None if one was not shown in time."""

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
    """Streams that the fault's own clients may open in each process."""
    attempts: list[Attempt] = field(default_factory=list)
    earlier: list[Attempt] = field(default_factory=list)
    """The history of the same installation before this fault."""
    forgotten: dict[str, float] = field(default_factory=dict)
    """By shipment, of the same installation: the time up to which it was to be forgotten."""
    stored: list[Stored] = field(default_factory=list)
    known: list[Row] = field(default_factory=list)
    """Fixes that every process had shown before the fault."""
    kept_from: float = float("-inf")
    """Requests that began earlier may be lost."""
    starts_over_at: float = float("inf")
    """When a rebuild of the table began; rows may be missing for a time, and clients are told."""
    sightings: list[Sighting] = field(default_factory=list)
    health: list[Health] = field(default_factory=list)
    usage: list[Usage] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)
    deaths: list[Death] = field(default_factory=list)
    may_give_up: str = ""
    """A process that correctly waits for a person meanwhile."""
    dark: list[tuple[float, float]] = field(default_factory=list)
    """From when to when Kafka could not be reached."""
    healed_at: float = 0.0
    """When the cause was gone."""
    is_staged: bool = True
    """Whether the fault happened at all; if it did not, nothing is judged."""
    failed_stagings: list[str] = field(default_factory=list)
    """Why the fault's earlier tries failed."""
    settled: str = ""
    """Why the system never became quiet, in words; empty: it did."""
    disk_mb: float = 0.0
    commanded: Commanded = field(default_factory=Commanded)

    def forget(self, now: float) -> None:
        """Expect nothing of the requests until now, since Kafka's data was deleted."""
        self.kept_from = self.starts_over_at = now
        self.stored.clear()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rows of every process and client when the system was quiet again."""

    tables: Mapping[str, Table]
    """By process, and `changelog`: the last record of each shipment, which compaction keeps."""
    screens: Mapping[str, Table]
    """By client of the stream."""
    replayed: Mapping[str, Table]
    """The tables after everything was sent again."""
    attempts: int
    """How many there were when `tables` were read: a later fix may have hidden a loss."""
    dispatched: Dispatched | None = None
    """What became of the deliveries; None: the installation has no dispatcher."""


def sent_of(fields: Row) -> Sent:
    """Return a digest of a fix or a row."""
    told = tuple(fields.get(name) for name in DEVICE_FIELDS)
    return Sent(row_id_of(fields), float(fields["timestamp"]), hash(told))
