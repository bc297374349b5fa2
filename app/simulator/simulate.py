"""Composes the parts: source, schedule, bad data, queue, senders."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from app.clock import Clock
from app.simulator.bad_data import add_bad_data
from app.simulator.connection_state import ConnectionState
from app.simulator.console import Console
from app.simulator.feeder import BatchQueue, Feeder
from app.simulator.options import Options
from app.simulator.progress import show_progress
from app.simulator.schedule import Report, at_once, at_rate, replay
from app.simulator.sender import PostTarget, Sender, Settled, ignore_settled
from app.simulator.source import FixSource
from app.simulator.street_map import load_street_map
from app.simulator.streets import DEFAULT_VEHICLES, Streets
from app.simulator.tally import Tally
from app.simulator.tracks import Tracks, load_tracks
from app.simulator.waiting import wait_until_ready

STOP_GRACE_S = 2.0
"""After a stop, requests in flight may take this long."""


def _streets(options: Options) -> Streets:
    device_faults = options.device_faults
    if options.as_fast_as_possible or options.rate_per_s is not None:
        # At another rate a fix carries the moment it is due, so a late one would move its vehicle back.
        device_faults = replace(device_faults, tunnels=0.0)
    return Streets(
        load_street_map(), options.vehicles or DEFAULT_VEHICLES, options.bad_data.seed, options.drivers, device_faults
    )


SOURCES: dict[str, Callable[[Options], FixSource]] = {
    "tracks": lambda options: Tracks(load_tracks(vehicles=options.vehicles), options.start_at_s, options.loop),
    "streets": _streets,
}
"""Every value of `--source`."""


def plan_reports(source: FixSource, options: Options, clock: Clock) -> Iterator[Report]:
    """Return the reports to send, with times counted from now."""
    fixes = source.fixes()
    if options.as_fast_as_possible:
        reports = at_once(fixes, clock=clock)
    elif options.rate_per_s is not None:
        reports = at_rate(fixes, start=clock.now(), rate_per_s=options.rate_per_s)
    else:
        reports = replay(fixes, start=clock.now(), speed_up=options.speed_up)
    return add_bad_data(reports, options.bad_data)


async def simulate(
    options: Options,
    tally: Tally,
    *,
    clock: Clock,
    console: Console,
    stop: asyncio.Event,
    on_settled: Settled = ignore_settled,
) -> None:
    """Drive the fleet until its day ends or `stop` is set, and count in `tally`.

    Raise StartsAfterEndError before sending if the options leave nothing to send.
    """
    source = SOURCES[options.source](options)
    rng = Random(options.bad_data.seed)
    connector = TCPConnector(limit=options.connections)
    timeout = ClientTimeout(total=options.answer_timeout_s)
    async with ClientSession(connector=connector, timeout=timeout) as session:
        is_ready = await wait_until_ready(
            session, options.url, wait_s=options.wait_s, clock=clock, rng=rng, console=console, stop=stop
        )
        if not is_ready:
            return
        target = PostTarget(options.url, options.wait_s, in_batches=options.batch > 1, key=options.key)
        connection = ConnectionState(console, options.url, options.wait_s)
        senders = [
            Sender(
                session,
                target,
                clock=clock,
                rng=rng,
                tally=tally,
                connection=connection,
                stop=stop,
                on_settled=on_settled,
            )
            for _ in range(options.connections)
        ]
        await _drive(senders, source, options, tally, clock=clock, console=console, stop=stop)


async def _drive(
    senders: list[Sender],
    source: FixSource,
    options: Options,
    tally: Tally,
    *,
    clock: Clock,
    console: Console,
    stop: asyncio.Event,
) -> None:
    queue: BatchQueue = asyncio.Queue(options.queue)
    began_s = clock.monotonic()

    async def work() -> None:
        async with asyncio.TaskGroup() as group:
            for sender in senders:
                group.create_task(sender.run(queue))
            feeder = Feeder(queue, options.batch, clock, tally, stop)
            await feeder.feed(plan_reports(source, options, clock), options.duration_s)
            for _ in senders:
                await queue.put(None)

    working = asyncio.create_task(work())
    helpers = (asyncio.create_task(stop.wait()), asyncio.create_task(show_progress(tally, console, clock)))
    try:
        await asyncio.wait({working, *helpers}, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait({working}, timeout=STOP_GRACE_S)
    finally:
        for task in (working, *helpers):
            task.cancel()
        outcomes = await asyncio.gather(working, *helpers, return_exceptions=True)
        tally.unsent += sum(len(queue.get_nowait() or ()) for _ in range(queue.qsize()))
        tally.elapsed_s = clock.monotonic() - began_s
    for outcome in outcomes:
        # An interrupted part ends with CancelledError; any other error is a bug and must not look like a result.
        if isinstance(outcome, BaseException) and not isinstance(outcome, asyncio.CancelledError):
            raise outcome
