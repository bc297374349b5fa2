"""Status, attempts, driver and custody as the fold of a timeline, one entry at a time."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from app.domain.deliveries.row import Custody, Folded, TimelineEntry
from app.domain.deliveries.status import LEGAL, OUTCOMES, Status

MAX_CUSTODY = 20


class State(NamedTuple):
    """What the entries up to some point come to."""

    status: Status = Status.CREATED
    status_at: float | None = None
    """None: when the delivery was created."""
    attempts: int = 0
    driver: str | None = None
    """Who was assigned last."""
    custody: tuple[Custody, ...] = ()


class Step(NamedTuple):
    """An entry with the states around it; without `after` the fold passes over it."""

    entry: TimelineEntry
    before: State
    after: State | None


def state_of(folded: Folded | None) -> State:
    """Return the state before the oldest entry of a timeline."""
    if folded is None:
        return State()
    return State(folded.status, folded.statusAt, folded.attempts, folded.driverId, folded.custody)


def folded_with(step: Step) -> Folded:
    """Return what stands for all entries up to this one."""
    entry, state = step.entry, step.after or step.before
    return Folded(
        at=entry.at,
        offset=entry.offset,
        status=state.status,
        statusAt=state.status_at,
        attempts=state.attempts,
        driverId=state.driver,
        custody=state.custody,
    )


def steps_of(state: State, entries: Iterable[TimelineEntry]) -> Iterator[Step]:
    """Yield the steps of a fold in order."""
    for entry in entries:
        after = _assigned(state, entry) if entry.to is None else _reported(state, entry, entry.to)
        yield Step(entry, state, after)
        state = after or state


def _assigned(state: State, entry: TimelineEntry) -> State:
    custody = state.custody
    if state.status is Status.OUT_FOR_DELIVERY and _holder(custody) != entry.driverId:
        custody = _opened(_closed(custody, entry.at), entry.driverId, entry.at)
    return state._replace(driver=entry.driverId, custody=custody)


def _reported(state: State, entry: TimelineEntry, to: Status) -> State | None:
    if not entry.corrects and (state.status, to) not in LEGAL:
        return None
    custody, driver = state.custody, entry.driverId or state.driver
    if state.status is Status.OUT_FOR_DELIVERY:
        custody = _closed(custody, entry.at)
    elif to in OUTCOMES and not entry.corrects:  # it implies that the driver had the shipment
        custody = _closed(_opened(custody, driver, entry.at), entry.at)
    if to is Status.OUT_FOR_DELIVERY:
        custody = _opened(custody, driver, entry.at)
    # A correction replaces the outcome that it corrects.
    attempts = state.attempts - (entry.corrects and state.status in OUTCOMES) + (to in OUTCOMES)
    return State(to, entry.at, attempts, state.driver, custody)


def _holder(custody: tuple[Custody, ...]) -> str | None:
    return custody[-1].driverId if custody and custody[-1].until is None else None


def _closed(custody: tuple[Custody, ...], at: float) -> tuple[Custody, ...]:
    if _holder(custody) is None:
        return custody
    return (*custody[:-1], msgspec.structs.replace(custody[-1], until=at))


def _opened(custody: tuple[Custody, ...], driver: str | None, at: float) -> tuple[Custody, ...]:
    if driver is None:
        return custody
    return (*custody, Custody(driverId=driver, from_=at))[-MAX_CUSTODY:]
