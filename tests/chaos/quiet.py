"""After a fault: waits until everything is processed and shown everywhere, and collects the final rows."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from random import Random

from aiohttp import ClientError, ClientSession, ClientTimeout
from aiokafka.errors import KafkaError

from app.clock import SystemClock
from app.fixes.latest_row import deleted_at
from app.table.spec import is_row_key
from tests.chaos.history import History, Outcome, Row, Table
from tests.chaos.load import Load, as_request, insist, one_for_each_partition
from tests.chaos.looking import shows, table_of
from tests.chaos.member import Member
from tests.chaos.watch import Watcher
from tests.chaos.world import World
from tests.engine.workers import read_all

BARRIER_S = 45.0
SCREENS_S = 60.0
LOOK_S = 0.1


async def outcome_of(
    world: World, history: History, load: Load, watchers: Sequence[Watcher], rng: Random, is_replayed: bool = True
) -> Outcome:
    """Return the rows of all processes and clients once the system is quiet, and again after all requests are repeated."""
    async with ClientSession(timeout=ClientTimeout(total=15)) as session:
        await until_all_show("barrier-", world, history, session, rng)
        tables, attempts = await _tables(world, history, session), len(history.attempts)
        screens = await _screens(watchers, tables)
        try:
            async with asyncio.timeout(BARRIER_S):
                tables["changelog"] = await last_records(world)
        except (TimeoutError, KafkaError) as error:
            history.settled = f"the changelog cannot be read: {error!r}"
        replayed: dict[str, Table] = {}
        if is_replayed and not history.settled:
            await load.send_again()
            await until_all_show("barrier-", world, history, session, rng)
            replayed = await _tables(world, history, session)
        return Outcome(tables, screens, replayed, attempts)


async def last_records(world: World) -> Table:
    """Return the last record of each shipment in the changelog, deletions left out: what remains after compaction."""
    records = await read_all(world.settings, world.settings.changelog_topic)
    rows = {record.key: record.value for record in records if is_row_key(record.key)}
    return {
        key.decode(): json.loads(value)
        for key, value in rows.items()
        if value is not None and deleted_at(value) is None
    }


async def until_all_show(
    name: str, world: World, history: History, session: ClientSession, rng: Random
) -> Sequence[Row]:
    """Send a fix to each partition and wait until every process shows all: earlier fixes are then processed."""
    fixes = one_for_each_partition(name, round(SystemClock().now(), 3))
    urls = [process.url for process in world.serving_ones]
    lacking = {process.name for process in world.serving_ones}
    try:
        async with asyncio.timeout(BARRIER_S):
            await insist(session, as_request(fixes), urls, history, rng)
            for process in world.serving_ones:
                for fix in fixes:
                    while not await shows(session, process, fix):
                        await asyncio.sleep(LOOK_S)
                lacking.discard(process.name)
    except TimeoutError:
        history.settled = f"{', '.join(sorted(lacking))} did not show all within {BARRIER_S:.0f} s"
    return fixes


async def _tables(world: World, history: History, session: ClientSession) -> dict[str, Table]:
    """Return the rows of each process; where one cannot be read in time, that is what the history says, not a loss."""
    tables: dict[str, Table] = {}
    try:
        async with asyncio.timeout(BARRIER_S):
            for process in world.serving_ones:
                tables[process.name] = await _table_of(session, process)
    except TimeoutError:
        unread = ", ".join(process.name for process in world.serving_ones if process.name not in tables)
        history.settled = history.settled or f"the rows of {unread} could not be read within {BARRIER_S:.0f} s"
    return tables


async def _table_of(session: ClientSession, process: Member) -> Table:
    while True:
        try:
            return await table_of(session, process)
        except (ClientError, OSError, ValueError):
            await asyncio.sleep(LOOK_S)


async def _screens(watchers: Sequence[Watcher], tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the rows of the stream's clients as soon as they equal the table, or after a time limit."""
    rows = dict(next(iter(tables.values()), {}))
    for watcher in watchers:
        watcher.pause_s, watcher.leave_after_s = 0.0, None
    try:
        async with asyncio.timeout(SCREENS_S):
            while not all(watcher.shows(rows) for watcher in watchers):
                await asyncio.sleep(LOOK_S)
    except TimeoutError:
        pass
    return {watcher.name: dict(watcher.dashboard.rows) for watcher in watchers}
