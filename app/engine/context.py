"""What the engine is given: everything that it takes from outside, in one value."""

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from app.table.replica import Replica
from app.table.spec import TableSpec


@dataclass(frozen=True, slots=True)
class EngineContext:
    """The surroundings of one application."""

    settings: Settings
    """Times and limits; names come from `spec`."""
    spec: TableSpec
    clock: Clock
    metrics: Metrics
    readiness: Readiness
    epoch: Callable[[], str]
    """Return the epoch of the table's changelog; called once Kafka was reached."""
    replica: Replica | None = None
    """This process's copy of the table in memory, if it keeps one; whole partitions are restored from it."""
