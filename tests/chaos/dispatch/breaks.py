"""Promises of deliveries broken on purpose, one each, to show that their judge notices."""

from bisect import insort
from collections.abc import Callable
from itertools import count
from typing import Any

from app.process import Process
from app.processes.dispatcher import Dispatcher


def lose_events(process: Process) -> None:
    """Leave out one event in ten."""
    if not isinstance(process, Dispatcher):
        return
    rows: Any = process.app.batch_table
    emit, numbers = rows.emit, count()

    def emit_some(*what: Any, **record: Any) -> None:
        if next(numbers) % 10:
            emit(*what, **record)

    rows.emit = emit_some


def decide_again(process: Process) -> None:
    """Decide a command each time that it is read."""
    if isinstance(process, Dispatcher):
        import app.domain.deliveries.decision

        decision: Any = app.domain.deliveries.decision
        decision._repeated = lambda *_: None


def show_drivers_always(process: Process) -> None:
    """Join the newest position of every driver who was ever given the delivery, also if another has it now."""
    if not isinstance(process, Dispatcher):
        import web.deliveries.joined_position

        joined: Any = web.deliveries.joined_position

        def fixes(view: Any, row: Any) -> Any:
            found = (joined.newest_fix_of_driver(view, held.driverId, row.fleet) for held in row.custody)
            return (fix for fix in found if fix is not None)

        joined._fixes_in_custody = fixes


def by_arrival(process: Process) -> None:
    """Let what arrives last be what happened last."""
    if isinstance(process, Dispatcher):
        import app.domain.deliveries.timeline

        timeline: Any = app.domain.deliveries.timeline

        def append(entries: list[Any], entry: Any, *, key: Callable[[Any], Any]) -> None:
            if entry.to is None:
                insort(entries, entry, key=key)
            else:
                entries.append(entry)

        timeline.insort = append


DISPATCH_BREAKS: dict[str, Callable[[Process], None]] = {
    "lose-events": lose_events,
    "decide-again": decide_again,
    "show-drivers-always": show_drivers_always,
    "by-arrival": by_arrival,
}
