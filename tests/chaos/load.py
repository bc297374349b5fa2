"""Devices of all kinds, from one seed: moving, late, doubled, skewed, once only, malformed, of drivers without a shipment.

The history keeps all of it.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from app.clock import SystemClock
from app.domain.partition import partition_of
from tests.builders import a_driver_fix, a_fix
from tests.chaos.history import Attempt, History, Sent, sent_of
from tests.chaos.world import PARTITIONS
from tests.system.senders import ANSWER_S, RETRY_S, Answer, codes_of, post
from tests.system.storm import Item, Request, batches, invalid_item, one_request

MOVING, DRIVERS = 80, 50
SENDERS = 8
PAUSE_S = (0.05, 0.35)
HOURS_S = 3 * 3_600.0
OVERTAKEN_S = (1.0, 20.0)
SKEWED_S = 120.0
"""Seconds by which a device's clock runs ahead, within the tolerance."""
SETTLE_S = 60.0


class Load:
    """Posts until it is stopped; a request is sent until the tracker decides on it."""

    def __init__(self, history: History, urls: Sequence[str], name: str, rng: Random) -> None:
        self._history, self._urls, self._name, self._rng = history, urls, name, rng
        self._clock, self._stopping, self._onces = SystemClock(), asyncio.Event(), 0
        self._times: dict[str, set[float]] = {}
        self._bodies: list[bytes] = []
        self.requests: list[Request] = []

    async def run(self) -> None:
        """Send until `stop`, then until every started request is decided."""
        async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session, asyncio.TaskGroup() as group:
            for _ in range(SENDERS):
                group.create_task(self._send_some(session))

    def stop(self) -> None:
        """Start no more requests."""
        self._stopping.set()

    async def send_again(self) -> None:
        """Send every request so far once more, each until it is decided."""
        queue = iter(self.requests)
        async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session, asyncio.TaskGroup() as group:
            for _ in range(2 * SENDERS):
                group.create_task(self._send_each(session, queue))

    async def _send_each(self, session: ClientSession, queue: Iterator[Request]) -> None:
        for request in queue:
            await insist(session, request, self._urls, self._history, self._rng)

    async def _send_some(self, session: ClientSession) -> None:
        while not self._stopping.is_set():
            for request in self._some_requests():
                self.requests.append(request)
                await insist(session, request, self._urls, self._history, self._rng)
            await asyncio.sleep(self._rng.uniform(*PAUSE_S))

    def _some_requests(self) -> Iterator[Request]:
        rng = self._rng
        if rng.random() < 0.3:
            return iter([one_request(self._item())])
        return batches([self._item() for _ in range(rng.randint(2, 12))])

    def _item(self) -> Item:
        rng, now = self._rng, self._clock.now()
        kind = rng.random()
        if kind < 0.07:
            return invalid_item(rng.randrange(1_000), now, rng)
        if kind < 0.14 and self._bodies:
            return Item(rng.choice(self._bodies[-500:]))
        if kind < 0.44:
            self._onces += 1
            return self._fix(f"{self._name}-once-{self._onces}", now)
        shipment = f"{self._name}-{rng.randrange(MOVING)}"
        if kind < 0.54:
            return self._fix(shipment, now - HOURS_S)
        if kind < 0.60:
            return self._fix_of_driver(now)
        if kind < 0.68:
            return self._fix(shipment, now - rng.uniform(*OVERTAKEN_S))
        return self._fix(shipment, now + SKEWED_S * (int(shipment.rpartition("-")[2]) % 10 == 0))

    def _fix(self, shipment: str, timestamp: float) -> Item:
        driver = self._driver()
        return self._item_of(
            a_fix(shipmentId=shipment, driverId=driver, timestamp=self._own_time(shipment, timestamp), **self._place())
        )

    def _fix_of_driver(self, timestamp: float) -> Item:
        driver = f"{self._name}-{self._driver()}"
        return self._item_of(a_driver_fix(driver, timestamp=self._own_time(driver, timestamp), **self._place()))

    def _driver(self) -> str:
        return f"D-{self._rng.randrange(DRIVERS)}"

    def _place(self) -> dict[str, float]:
        rng = self._rng
        return {"latitude": round(rng.uniform(-60, 60), 6), "longitude": round(rng.uniform(-170, 170), 6)}

    def _own_time(self, subject: str, timestamp: float) -> float:
        """Return a time that no other fix of the subject has."""
        timestamp, times = round(timestamp, 3), self._times.setdefault(subject, set())
        while timestamp in times:
            timestamp = round(timestamp + 0.001, 3)
        times.add(timestamp)
        return timestamp

    def _item_of(self, fix: dict[str, Any]) -> Item:
        body = json.dumps(fix).encode()
        self._bodies.append(body)
        return Item(body)


async def insist(
    session: ClientSession, request: Request, urls: Sequence[str], history: History, rng: Random
) -> Attempt:
    """Send a request to one address after the other until it is decided; keep every attempt."""
    at, fixes = rng.randrange(len(urls)), _fixes_of(request)
    while True:
        attempt, answer = await try_once(session, request, urls[at % len(urls)], fixes)
        history.attempts.append(attempt)
        if not answer.may_pass:
            return attempt
        at += 1
        await asyncio.sleep(RETRY_S)


async def try_once(
    session: ClientSession, request: Request, url: str, fixes: tuple[Sent | None, ...]
) -> tuple[Attempt, Answer]:
    """Send a request once; return its record for the history, and the answer."""
    now, wrong, decided = asyncio.get_running_loop().time(), "", tuple[str | None, ...]()
    answer = Answer(0, {})
    try:
        answer = await post(session, url, request)
        if not answer.may_pass:
            decided = tuple(codes_of(request, answer))
    except (AssertionError, LookupError, ValueError) as error:
        wrong, answer = f"{error!r} in answer to {request.body[:200]!r}", Answer(599, {})
    return Attempt(now, url, answer.status, fixes, request.codes if decided else (), decided, wrong), answer


def _fixes_of(request: Request) -> tuple[Sent | None, ...]:
    if len(request.codes) == 1 and request.path.endswith("/update"):
        bodies = [request.body]
    elif request.content_type == "application/json":
        return tuple(
            sent_of(fields) if code is None else None
            for fields, code in zip(json.loads(request.body), request.codes, strict=True)
        )
    else:
        bodies = request.body.split(b"\n")
    return tuple(
        sent_of(json.loads(body)) if code is None else None for body, code in zip(bodies, request.codes, strict=True)
    )


def one_for_each_partition(name: str, timestamp: float) -> list[dict[str, Any]]:
    """Return a fix for each partition, of the suite's own shipments."""
    return [a_fix(shipmentId=_living_in(name, partition), timestamp=timestamp) for partition in range(PARTITIONS)]


def _living_in(name: str, partition: int) -> str:
    candidates = (f"{name}-{partition}-{number}" for number in range(10_000))
    return next(shipment for shipment in candidates if partition_of(shipment, PARTITIONS) == partition)


def as_request(fixes: Sequence[dict[str, Any]]) -> Request:
    """Return a request of valid fixes."""
    return next(batches([Item(json.dumps(fix).encode()) for fix in fixes]))
