"""The processes that `python -m app run` starts: their commands, names and ports."""

import sys
from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

from app.processes.child import ChildCommand
from app.settings import AUTO_NAME, Settings
from app.start_error import StartError

LAST_PORT = 65_535


class Counts(NamedTuple):
    """How many processes of each role run beside the broker."""

    workers: int = 1
    dispatchers: int = 1
    edges: int = 0


def commands(
    settings: Settings, counts: Counts, is_free: Callable[[int], bool] = lambda _port: True
) -> tuple[ChildCommand, ...]:
    """Return the commands in start order; the others depend on the first.

    The ports count up from TRACKER_HTTP_PORT, edges first, then workers; the first of all serves TRACKER_DASHBOARD_PORT
    too. Dispatchers take the next ports that are free, since only probes and metrics use them.
    """
    for role, number in (("worker", counts.workers), ("dispatcher", counts.dispatchers)):
        _require_partitions(settings, role, number)
    if settings.http_port + sum(counts) - 1 > LAST_PORT:
        raise StartError(
            f"{sum(counts)} processes need {sum(counts)} ports from TRACKER_HTTP_PORT={settings.http_port}; choose a lower one."
        )
    ports = _ports(settings.http_port, counts.edges + counts.workers, is_free)
    edges = [_command(settings, "edge", n, counts.edges, next(ports)) for n in range(counts.edges)]
    workers = [_command(settings, "worker", n, counts.workers, next(ports)) for n in range(counts.workers)]
    dispatchers = [
        _command(settings, "dispatcher", n, counts.dispatchers, next(ports)) for n in range(counts.dispatchers)
    ]
    broker = ChildCommand("broker", (sys.executable, "-m", "app", "broker"))
    return (*([] if settings.kafka else [broker]), *workers, *edges, *dispatchers)


def _require_partitions(settings: Settings, role: str, number: int) -> None:
    if number > settings.partitions:
        raise StartError(
            f"{number} {role}s are more than the {settings.partitions} partitions (TRACKER_PARTITIONS), and a partition has "
            f"one {role} at a time. Start at most {settings.partitions} {role}s, or add edges, which need no partition."
        )


def _ports(first: int, certain: int, is_free: Callable[[int], bool]) -> Iterator[int]:
    """Yield the first ports whether they are free or not, and after those only free ones."""
    for port in count(first):
        if port > LAST_PORT:
            raise StartError(f"No port above TRACKER_HTTP_PORT={first} is free; choose a lower one.")
        if port < first + certain or is_free(port):
            yield port


def _command(settings: Settings, role: str, number: int, of: int, port: int) -> ChildCommand:
    changed: dict[str, object] = {"http_port": port}
    if port != settings.http_port:
        changed["dashboard_port"] = 0
    folder = {"worker": settings.worker, "dispatcher": settings.dispatcher}.get(role, AUTO_NAME)
    if of > 1 and folder != AUTO_NAME:
        # The first of several continues with the state of a single one.
        changed[role] = f"{folder.removesuffix('-1')}-{number + 1}"
    name = role if of == 1 else f"{role}-{number + 1}"
    return ChildCommand(name, (sys.executable, "-m", "app", role), changed, is_needed=role != "dispatcher")
