"""A worker and a dispatcher with deliveries that are out with their drivers, and the fixes of these drivers."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.bench.bench import Bench
from tests.bench.commanding import PROMISE, REPORT, send_all
from tests.bench.fleet import latitude_of
from tests.bench.posting import Posted, post_steadily
from tests.bench.promises import bulk_bodies, driver_of, out_bodies
from tests.product.tracker import Tracker

BULK, QUIET_ROWS, QUIET_S, LOOK_S = 500, 200, 120.0, 2.0
NDJSON = "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Town:
    """A running installation; all deliveries are active."""

    worker: Tracker
    dispatcher: Tracker
    drivers: int

    async def drive(self, per_s: float, seconds: float, batch: int = BULK) -> Posted:
        """Let the drivers report in turn, each a little further north, this many fixes a second."""
        turns = itertools.count()

        def body(_number: int) -> bytes:
            return b"\n".join(self.fix_of(next(turns) % self.drivers) for _ in range(batch))

        path = "/api/shipments/updates"
        return await post_steadily(
            self.worker.url, path, NDJSON, body, per_s=per_s / batch, seconds=seconds, connections=8
        )

    def fix_of(self, driver: int) -> bytes:
        """Return where a driver is now: underway to the first stop, at 10 m/s or so."""
        now = time.time()
        latitude = latitude_of(driver, 0) + now % 600 * 1e-4
        return b'{"driverId":"%b","latitude":%.6f,"longitude":-74.0,"timestamp":%.3f}' % (
            driver_of(driver),
            latitude,
            now,
        )


@asynccontextmanager
async def town_of(bench: Bench, deliveries: int, drivers: int) -> AsyncIterator[Town]:
    """Yield an installation in which all of these deliveries are out, and most arrivals are foretold."""
    settings = bench.settings()
    stops = -(-deliveries // drivers)
    async with (
        bench.running("worker", settings) as worker,
        bench.running("dispatcher", bench.sibling(settings, 1)) as dispatcher,
    ):
        for process in (worker, dispatcher):
            await process.until_ready(bench.session)
        await send_all(worker, PROMISE, bulk_bodies(deliveries, BULK, 0, stops))
        await send_all(worker, REPORT, out_bodies(deliveries, BULK))
        town = Town(worker, dispatcher, drivers)
        await town.drive(drivers / 5, 5)
        await _until_quiet(bench, dispatcher)
        bench.say(f"{deliveries} deliveries of {drivers} drivers are out")
        yield town
    await bench.delete_topics(settings)


async def _until_quiet(bench: Bench, dispatcher: Tracker) -> None:
    """Return once a sweep has little to write, or after a long time."""
    loop, written = asyncio.get_running_loop(), -1.0
    ends_at = loop.time() + QUIET_S
    while loop.time() < ends_at:
        now_written = await dispatcher.metric(bench.session, "tracker_sweep_rows_total")
        if now_written > 0 and now_written - written < QUIET_ROWS:
            return
        written = now_written
        await asyncio.sleep(LOOK_S)
