"""Composes the parts: source, schedule, bad data, queue, senders."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, replace
from math import inf
from random import Random

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from app.clock import Clock
from app.simulator.bad_data import add_bad_data
from app.simulator.company.company import Company
from app.simulator.company.office import Office
from app.simulator.company.planning import DEFAULT_DRIVERS
from app.simulator.company.wire import Wire
from app.simulator.connection_state import ConnectionState
from app.simulator.console import Console
from app.simulator.feeder import BatchQueue, Feeder
from app.simulator.options import Options
from app.simulator.pause import pause
from app.simulator.poster import Poster
from app.simulator.progress import show_progress
from app.simulator.schedule import Report, at_once, at_rate, replay
from app.simulator.sender import Sender, Settled, ignore_settled
from app.simulator.source import FixSource
from app.simulator.street_map import load_street_map
from app.simulator.streets import DEFAULT_VEHICLES, Streets
from app.simulator.tally import Tally
from app.simulator.tracks import Tracks, load_tracks
from app.simulator.waiting import wait_until_ready

STOP_GRACE_S = 2.0
"""After a stop, requests in flight may take this long."""
PLANNING_S = 3.0
"""How long a company plans its deliveries at the tracker before its day begins."""


def _streets(options: Options) -> Streets:
    device_faults = options.device_faults
    if options.as_fast_as_possible or options.rate_per_s is not None:
        # At another rate a fix carries the moment it is due, so a late one would move its vehicle back.
        device_faults = replace(device_faults, tunnels=0.0)
    return Streets(
        load_street_map(), options.vehicles or DEFAULT_VEHICLES, options.bad_data.seed, options.drivers, device_faults
    )


def _company(options: Options) -> Company:
    return Company(
        load_street_map(),
        options.drivers or DEFAULT_DRIVERS,
        options.bad_data.seed,
        options.speed_up,
        options.start_at_s,
        noise_m=options.device_faults.noise_m,
    )


SOURCES: dict[str, Callable[[Options], FixSource]] = {
    "tracks": lambda options: Tracks(load_tracks(vehicles=options.vehicles), options.start_at_s, options.loop),
    "streets": _streets,
    "company": _company,
}
"""Every value of `--source`."""


def plan_reports(source: FixSource, options: Options, clock: Clock, start: float) -> Iterator[Report]:
    """Return the reports to send, with times counted from `start`, in Unix seconds."""
    fixes = source.fixes()
    if options.as_fast_as_possible:
        reports = at_once(fixes, clock=clock)
    elif options.rate_per_s is not None:
        reports = at_rate(fixes, start=start, rate_per_s=options.rate_per_s)
    else:
        reports = replay(fixes, start=start, speed_up=options.speed_up)
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
        scopes = "scopes ingest and dispatch" if isinstance(source, Company) else "scope ingest"
        connection = ConnectionState(console, options.url, options.wait_s, scopes)
        poster = Poster(session, options.wait_s, clock, rng, tally, connection, stop)
        run = _Run(options, poster, console, on_settled)
        if isinstance(source, Company):
            await run.drive_company(source)
        else:
            await run.drive(source, clock.now(), options.duration_s)


@dataclass(frozen=True, slots=True)
class _Run:
    options: Options
    poster: Poster
    console: Console
    on_settled: Settled

    async def drive_company(self, company: Company) -> None:
        """Plan a day's deliveries and drive it; with `loop`, day after day."""
        options, poster = self.options, self.poster
        while True:
            left_s = None if options.duration_s is None else options.duration_s - poster.tally.elapsed_s
            if poster.stop.is_set() or (left_s is not None and left_s <= 0):
                return
            # The clock of the day begins after the planning, which takes a moment.
            start = poster.clock.now() + PLANNING_S
            wire = Wire(start - company.start_at_s / options.speed_up, options.speed_up)
            office = Office(poster, options.url, options.key, wire)
            await office.plan(company.day)
            await pause(max(start - poster.clock.now(), 0.0), poster.stop)
            until = inf if left_s is None else start + left_s
            await self.drive(company, start, left_s, office.report(company.sayings, until))
            if not options.loop:
                return
            company = await asyncio.to_thread(company.next_day)

    async def drive(
        self,
        source: FixSource,
        start: float,
        duration_s: float | None,
        beside: Coroutine[None, None, None] | None = None,
    ) -> None:
        """Send the fixes of a source while `beside` runs, until both end or the run is stopped."""
        options, poster = self.options, self.poster
        tally, clock, stop = poster.tally, poster.clock, poster.stop
        queue: BatchQueue = asyncio.Queue(options.queue)
        began_s, elapsed_before_s = clock.monotonic(), tally.elapsed_s

        async def work() -> None:
            async with asyncio.TaskGroup() as group:
                if beside is not None:
                    group.create_task(beside)
                for _ in range(options.connections):
                    group.create_task(self._sender().run(queue))
                feeder = Feeder(queue, options.batch, clock, tally, stop)
                await feeder.feed(plan_reports(source, options, clock, start), duration_s)
                for _ in range(options.connections):
                    await queue.put(None)

        working = asyncio.create_task(work())
        helpers = (asyncio.create_task(stop.wait()), asyncio.create_task(show_progress(tally, self.console, clock)))
        try:
            await asyncio.wait({working, *helpers}, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait({working}, timeout=STOP_GRACE_S)
        finally:
            for task in (working, *helpers):
                task.cancel()
            outcomes = await asyncio.gather(working, *helpers, return_exceptions=True)
            tally.unsent += sum(len(queue.get_nowait() or ()) for _ in range(queue.qsize()))
            tally.elapsed_s = elapsed_before_s + clock.monotonic() - began_s
        for outcome in outcomes:
            # An interrupted part ends with CancelledError; any other error is a bug and must not look like a result.
            if isinstance(outcome, BaseException) and not isinstance(outcome, asyncio.CancelledError):
                raise outcome

    def _sender(self) -> Sender:
        options = self.options
        return Sender(self.poster, options.url, options.key, in_batches=options.batch > 1, on_settled=self.on_settled)
