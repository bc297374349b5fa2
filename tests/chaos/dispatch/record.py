"""What was commanded, answered and shown of deliveries during a fault; their judge reads nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.deliveries.command import Assign, Command, Plan, ReportStatus
from app.domain.deliveries.event import Event
from app.domain.deliveries.row import Custody, DeletedDelivery, DeliveryRow

Row = DeliveryRow | DeletedDelivery
UNKNOWN = "unknown_delivery"
ACCEPTED = (200, 204)


class Answer(NamedTuple):
    """What an edge answered to a command."""

    at: float
    shipment: str
    marker: str
    """What the load's own command says of itself; see `marker_of`."""
    status: int
    """0: no answer."""
    code: str | None = None

    @property
    def is_decision(self) -> bool:
        """Tell whether the dispatcher has decided; `unknown_delivery` is what the edge alone may say."""
        return self.code != UNKNOWN and (self.status in ACCEPTED or 400 <= self.status < 500)


class Logged(NamedTuple):
    """A command as Kafka has it."""

    shipment: str
    partition: int
    offset: int
    time_s: float
    """Kafka's time of the record, Unix seconds."""
    command: Command


class Located(NamedTuple):
    """A position of a driver that an answer gave to a delivery, and the custody that the same answer told."""

    client: str
    shipment: str
    driver: str
    timestamp: float
    custody: tuple[Custody, ...]


class RowSighting(NamedTuple):
    """A row of a delivery that a client of the stream received."""

    client: str
    epoch: str
    told: str
    """A value that changes whenever the client must start over."""
    shipment: str
    version: tuple[int, int]
    """Its last decided offset, and its revision."""


@dataclass(slots=True)
class Commanded:
    """One fault, as clients of the deliveries saw it."""

    answers: list[Answer] = field(default_factory=list)
    located: list[Located] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    """Positions where none may be: in streams and events."""
    sightings: list[RowSighting] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    """The deliveries that the load has promised."""


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What the topics and every process have of the deliveries when the system is quiet again."""

    log: Sequence[Logged]
    """In the order of each partition."""
    versions: Mapping[str, Sequence[Row]]
    """What the changelog has of each delivery, oldest first."""
    events: Sequence[Event]
    """As the topic has them, repetitions included."""
    shown: Mapping[str, Mapping[str, DeliveryRow]] = field(default_factory=dict)
    """By process: the deliveries that it lists."""
    listed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By process: the ids of the events that it lists."""
    heard: Mapping[str, Mapping[str, Sequence[int]]] = field(default_factory=dict)
    """By client of the stream of events that was never reset, and delivery: the events' sequences as they came."""


def marker_of(command: Command) -> str | None:
    """Return what the load put into a command to recognise it; None for other kinds."""
    match command:
        case Plan():
            return command.set.note if isinstance(command.set.note, str) else "plan"
        case ReportStatus():
            return command.note
        case Assign():
            return f"assign-{command.driverId}"
    return type(command).__name__.lower()
