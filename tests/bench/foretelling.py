"""Row 17: from a driver's fix to the arrival that a reader of deliveries is shown, and from the second fix at the door."""

import asyncio
import random
import time
from typing import Any

from tests.bench.bench import Bench
from tests.bench.commanding import JSON, PROMISE, REPORT, send_all
from tests.bench.event_reader import following
from tests.bench.figures import Figure, at_most, figure
from tests.bench.http_client import Connection
from tests.bench.promises import driver_of, id_of, out_bodies
from tests.bench.spread import percentile

DRIVERS = 300
LONGITUDE, LATITUDE, FAR, NEARER = -74.0, 40.7, 0.4, 0.1
"""Degrees of latitude between driver and destination, at first and then."""
APART_S = 32.0
"""An arrival is published again after this time at the earliest; some sweeps later."""
SPREAD_S, AT_THE_DOOR_S, WAIT_S = 20.0, 6.0, 60.0


class Reader:
    """What a reader of the stream has seen of each delivery, and when."""

    def __init__(self) -> None:
        self.arrivals: dict[str, list[float]] = {}
        """When each published arrival came."""
        self.arrived: dict[str, float] = {}
        self._as_of: dict[str, float] = {}

    def on_rows(self, rows: list[dict[str, Any]]) -> None:
        """Take note of new arrivals and of observed ones."""
        now = time.perf_counter()
        for row in rows:
            id_, progress = row["shipmentId"], row.get("progress", {})
            eta = progress.get("eta")
            if eta is not None and eta["asOf"] != self._as_of.get(id_):
                self._as_of[id_] = eta["asOf"]
                self.arrivals.setdefault(id_, []).append(now)
            if progress.get("arrivedAt") is not None:
                self.arrived.setdefault(id_, now)


async def foretelling(bench: Bench) -> list[Figure]:
    """Let each driver, with one delivery, come nearer and then arrive, each at a time of its own."""
    settings, reader = bench.settings(), Reader()
    async with (
        bench.running("worker", settings) as worker,
        bench.running("dispatcher", bench.sibling(settings, 1)) as dispatcher,
    ):
        for process in (worker, dispatcher):
            await process.until_ready(bench.session)
        await send_all(worker, PROMISE, iter([_plans()]))
        await send_all(worker, REPORT, out_bodies(DRIVERS, DRIVERS))
        async with (
            following(bench.session, f"{worker.url}/api/stream/deliveries", reader.on_rows),
            Connection(worker.url) as connection,
        ):
            await _drive(connection, FAR, 0)
            await _until(bench, reader.arrivals, DRIVERS)
            await asyncio.sleep(APART_S)
            reader.arrivals.clear()
            sent = await _drive(connection, NEARER, SPREAD_S)
            await _until(bench, reader.arrivals, DRIVERS)
            told = [reader.arrivals[id_][0] - at for id_, at in sent.items() if id_ in reader.arrivals]
            await _drive(connection, 0.0, 0)
            await asyncio.sleep(AT_THE_DOOR_S)
            sent = await _drive(connection, 0.0, SPREAD_S)
            await _until(bench, reader.arrived, DRIVERS)
            known = [reader.arrived[id_] - at for id_, at in sent.items() if id_ in reader.arrived]
    await bench.delete_topics(settings)
    note = f"{len(told)} of {DRIVERS} arrivals were told, {len(known)} observed"
    bench.say(f"deliveries.arrivals: {note}")
    return [
        figure("17", "fix to new arrival, p50", percentile(told, 0.5), "s", at_most(2.5), note),
        figure("17", "fix to new arrival, p99", percentile(told, 0.99), "s", at_most(4.5)),
        figure("17", "second fix at the door to arrival known, worst", max(known), "s", at_most(5)),
    ]


def _plans() -> bytes:
    items = [
        b'{"shipmentId":"%b","driverId":"%b","destination":{"latitude":%f,"longitude":%f}}'
        % (id_of(number), driver_of(number), LATITUDE, LONGITUDE)
        for number in range(DRIVERS)
    ]
    return b"[%b]" % b",".join(items)


async def _drive(connection: Connection, north: float, spread_s: float) -> dict[str, float]:
    """Send a fix of each driver, spread over some seconds; return when each was sent, by shipment."""
    sent: dict[str, float] = {}
    numbers = list(range(DRIVERS))
    random.Random(1).shuffle(numbers)
    for number in numbers:
        body = b'[{"driverId":"%b","latitude":%f,"longitude":%f,"timestamp":%.3f}]' % (
            driver_of(number),
            LATITUDE + north,
            LONGITUDE,
            time.time(),
        )
        sent[id_of(number).decode()] = time.perf_counter()
        answer = await connection.post("/api/shipments/updates", JSON, body)
        if answer.status != 202:
            raise RuntimeError(f"a fix was answered {answer.status}: {answer.body[:200]!r}")
        await asyncio.sleep(spread_s / DRIVERS)
    return sent


async def _until(bench: Bench, seen: dict[str, Any], count: int) -> None:
    ends_at = bench.time() + WAIT_S
    while len(seen) < count and bench.time() < ends_at:
        await asyncio.sleep(0.1)
