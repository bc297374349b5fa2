"""One fault from beginning to end: load, clients, the fault, recovery, quiet, judgement."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from tests.chaos.dispatch.clients import Clients
from tests.chaos.fault import Fault, Stage
from tests.chaos.history import Death, History
from tests.chaos.judge import judge, not_staged, nothing_broken, recovery_s
from tests.chaos.limits import LATENCY_TARGET_S
from tests.chaos.load import Load
from tests.chaos.looking import ANSWER_S, ask, measure_broker, measure_queues, probe
from tests.chaos.quiet import outcome_of, until_all_show
from tests.chaos.staging import NotStagedError, staged
from tests.chaos.watch import never_read, watchers
from tests.chaos.world import World

BEFORE_S = 3.0
PATIENCE = 1.5
"""Factor of the recovery time for which the suite waits, to report how late the recovery was."""
LOOK_S = 0.2
LOAD_ENDS_S = 60.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of one fault."""

    fault: str
    broken: dict[str, list[str]]
    recovery_s: float | None = None
    recovery_limit_s: float = 0.0
    acked: int = 0
    deaths: Sequence[Death] = ()
    skipped: str = ""
    not_staged: str = ""
    """Why the fault never happened; empty: it did."""
    failed_stagings: Sequence[str] = ()
    """Why its earlier tries failed."""

    @property
    def is_good(self) -> bool:
        """Tell whether the fault happened, or was skipped, and every invariant held."""
        return not self.not_staged and not any(self.broken.values())


async def run(world: World, fault: Fault, seed: int, is_quick: bool, is_replayed: bool = True) -> Verdict:
    """Inject the fault into a running installation, and judge."""
    rng = Random(f"{seed}/{fault.name}")
    history = History(
        fault.name,
        fault.recovery_s,
        LATENCY_TARGET_S,
        fault.descriptors,
        earlier=world.past,
        forgotten=world.forgotten,
    )
    load = Load(history, [edge.url for edge in world.edges], f"{fault.name}-{seed}", rng)
    dispatch = Clients(world, history, f"{fault.name}-{seed}", rng)
    clients = watchers([process.url for process in world.serving_ones], history)
    world.deaths = history.deaths
    stage = Stage(world, history, load, rng, is_quick)
    always: list[Callable[[], Coroutine[Any, Any, None]]] = [
        world.nurse,
        lambda: ask(world, history, rng),
        lambda: measure_queues(world, history),
        lambda: measure_broker(world, history),
        lambda: never_read(world.edges[-1].url),
        *(client.follow for client in clients),
        *dispatch.always,
    ]
    tasks = [asyncio.create_task(task()) for task in always]
    sending, probing = asyncio.create_task(_send(load, dispatch)), asyncio.create_task(probe(world, history, rng))
    try:
        await asyncio.sleep(BEFORE_S)
        history.is_staged = await _happen(stage, fault)
        load.stop()
        dispatch.stop()
        if not history.is_staged:
            return _never_happened(history)
        probing.cancel()
        await _ended(sending, history)
        outcome = await outcome_of(world, history, load, clients, rng, is_replayed)
        outcome = replace(outcome, dispatched=await dispatch.outcome())
        for task in tasks:
            if task.done():
                task.result()  # a client found a defect, or the suite itself failed
    finally:
        for task in (*tasks, sending, probing):
            task.cancel()
        await asyncio.gather(*tasks, sending, probing, return_exceptions=True)
    history.disk_mb = world.disk_mb()
    broken = await asyncio.to_thread(judge, history, outcome)
    acked = sum(len(attempt.acked) for attempt in history.attempts)
    world.past += history.attempts
    tries = history.failed_stagings
    return Verdict(
        fault.name, broken, recovery_s(history), fault.recovery_s, acked, history.deaths, failed_stagings=tries
    )


def _never_happened(history: History) -> Verdict:
    why, tries = not_staged(history), history.failed_stagings
    return Verdict(history.fault, nothing_broken(), deaths=history.deaths, not_staged=why, failed_stagings=tries)


async def _make_known(stage: Stage) -> None:
    """Let every process show a fix of each partition, which no process may deny afterwards."""
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        known = await until_all_show("known-", stage.world, stage.history, session, stage.rng)
    why, stage.history.settled = stage.history.settled, ""
    if why:
        raise NotStagedError(f"before the fault {why}")
    stage.history.known += known


async def _happen(stage: Stage, fault: Fault) -> bool:
    """Inject the fault, and wait until the system has recovered; tell whether the fault could be staged."""
    history = stage.history

    async def happen() -> None:
        if not history.known:
            await _make_known(stage)
        await fault.happen(stage)

    async def prepare() -> None:
        print(f"{fault.name} is NOT STAGED, trying again: {history.failed_stagings[-1]}", file=sys.stderr, flush=True)
        try:
            await stage.world.until_ready()
        except TimeoutError as error:
            raise NotStagedError("the installation was not ready for another try") from error

    if not await staged(happen, prepare, history.failed_stagings):
        return False
    history.healed_at = stage.now
    while recovery_s(history) is None and stage.now < history.healed_at + PATIENCE * fault.recovery_s:
        await asyncio.sleep(LOOK_S)
    return True


async def _send(load: Load, dispatch: Clients) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(load.run())
        group.create_task(dispatch.load())


async def _ended(sending: "asyncio.Task[None]", history: History) -> None:
    done, _ = await asyncio.wait([sending], timeout=LOAD_ENDS_S)
    if not done:
        history.settled = f"requests were not decided within {LOAD_ENDS_S:.0f} s"
    else:
        sending.result()
