"""What the commands in Kafka come to when they are decided again, one after the other, as they are or in their own order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from app.domain.deliveries.command import Assign, Plan, ReportStatus, Withdraw
from app.domain.deliveries.decision import decide
from app.domain.deliveries.event import Event
from app.domain.deliveries.row import DeliveryRow
from tests.chaos.dispatch.record import Logged, Row


class Replayed(NamedTuple):
    """The row of a delivery, and the events that tell how it came to be."""

    row: Row | None
    events: tuple[Event, ...]


def replayed(log: Iterable[Logged]) -> Mapping[str, Replayed]:
    """Return what each delivery comes to."""
    return {shipment: _decided(commands) for shipment, commands in by_shipment(log).items()}


def ordered(log: Iterable[Logged]) -> Mapping[str, Row | None]:
    """Return the rows that the same commands give without repetitions, and with statuses in the order of their times."""
    return {shipment: _decided(_in_order(commands)).row for shipment, commands in by_shipment(log).items()}


def by_shipment(log: Iterable[Logged]) -> Mapping[str, Sequence[Logged]]:
    """Return the commands of each delivery."""
    found: defaultdict[str, list[Logged]] = defaultdict(list)
    for logged in log:
        found[logged.shipment].append(logged)
    return found


def _in_order(commands: Sequence[Logged]) -> Sequence[Logged]:
    first = list({logged.command.id: logged for logged in reversed(commands)}.values())[::-1]
    statuses = sorted((each for each in first if isinstance(each.command, ReportStatus)), key=_status_at)
    # With their repetitions: a promise that was refused has no row that could remember it.
    before = [each for each in commands if isinstance(each.command, (Plan, Assign))]
    after = [each for each in first if isinstance(each.command, Withdraw)]
    # Their own offsets would tell the decisions that later ones were read before.
    return [each._replace(offset=number) for number, each in enumerate([*before, *statuses, *after])]


def _status_at(logged: Logged) -> float:
    command = logged.command
    return command.statusAt if isinstance(command, ReportStatus) else 0.0


def _decided(commands: Iterable[Logged]) -> Replayed:
    row: Row | None = None
    events = list[Event]()
    for shipment, _, offset, time_s, command in commands:
        decided = decide(shipment, row, command, offset, time_s, kafka_time=time_s)
        if isinstance(decided.row, Row):  # those of drivers are not asked for here
            row = decided.row
        events += [event for event in decided.events if event.sequence]
    return Replayed(row, tuple(events))


def decided_part(row: Row | None) -> Row | None:
    """Return a row without what no command decides: its revision, and what the sweep finds."""
    if isinstance(row, DeliveryRow):
        return msgspec.structs.replace(row, revision=0, updatedAt=0.0, progress=None, alerts=())
    return None if row is None else msgspec.structs.replace(row, revision=0)


def told_part(row: Row | None) -> tuple[object, ...] | None:
    """Return what the statuses of a delivery come to, whatever the order in which they arrived; None of a deletion."""
    if not isinstance(row, DeliveryRow):
        return None
    timeline = [(entry.at, entry.to, entry.driverId, entry.corrects, entry.code) for entry in row.timeline]
    return row.status, row.statusAt, row.attempts, row.custody, tuple(timeline)
