"""People and systems that promise deliveries and say what happened: doubled, shuffled, repeated until decided."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from app.clock import SystemClock
from tests.builders import a_driver_fix, a_plan
from tests.chaos.dispatch.record import UNKNOWN, Answer
from tests.chaos.history import History
from tests.chaos.load import insist
from tests.system.senders import ANSWER_S, RETRY_S
from tests.system.storm import Item, one_request

SENDERS = 3
PAUSE_S = (0.2, 0.8)
"""Between the steps of a story; with the number of senders this bounds the rate."""
DOUBLED, WITHDRAWN, ASSIGNED = 0.3, 0.25, 0.4
"""Shares of the commands, and of the deliveries."""
WRONG_LIMIT_S = 60.0
STEP_S = 0.5
"""Between the times of two statuses."""
SCRIPTS = (
    ("in_transit", "out_for_delivery", "delivered"),
    ("out_for_delivery", "attempt_failed", "out_for_delivery", "delivered"),
    ("in_transit", "out_for_delivery", "delivered", "attempt_failed!", "returning", "returned"),
    ("out_for_delivery", "attempt_failed", "ready_for_pickup", "in_transit", "delivered", "cancelled"),
    ("in_transit", "out_for_delivery", "attempt_failed", "out_for_delivery"),
)
"""What happens to deliveries; ! marks a correction. Some of it is illegal, and stays so in every order of arrival."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request with one command; `marker` makes its Idempotency-Key."""

    marker: str
    method: str
    path: str
    body: Any = None


class CommandLoad:
    """Tells story after story until it is stopped; each command is sent until the dispatcher has decided it."""

    def __init__(self, history: History, urls: Sequence[str], name: str, rng: Random) -> None:
        self._history, self._urls, self._name = history, urls, name
        self._rng, self._clock = Random(rng.random()), SystemClock()
        self._stopping, self._stories = asyncio.Event(), 0

    async def run(self) -> None:
        """Send until `stop`, then until every started story is at its end."""
        async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session, asyncio.TaskGroup() as group:
            for _ in range(SENDERS):
                group.create_task(self._tell_some(session))

    def stop(self) -> None:
        """Start no more stories."""
        self._stopping.set()

    async def _tell_some(self, session: ClientSession) -> None:
        while not self._stopping.is_set():
            self._stories += 1
            await self._tell(session, f"{self._name}-order-{self._stories}")

    async def _tell(self, session: ClientSession, shipment: str) -> None:
        """Promise a delivery, give it to a driver, say what happened in any order, and perhaps withdraw it."""
        rng, courier = self._rng, f"{shipment}-courier"
        path = f"/api/deliveries/{shipment}"
        plan = a_plan(driverId=None if rng.random() < ASSIGNED else courier, note="promise")
        await self._send(session, shipment, Call("promise", "PUT", path, plan))
        self._history.commanded.orders.append(shipment)
        await self._locate(session, courier, self._clock.now() - 1)
        await self._pause()
        if plan["driverId"] is None:
            route = Call(f"assign-{courier}", "PUT", f"/api/drivers/{courier}/route", {"shipmentIds": [shipment]})
            await self._send(session, shipment, route)
        await self._send(session, shipment, Call("change", "PATCH", path, {"note": "change"}))
        await self._pause()
        calls = statuses(path, rng.choice(SCRIPTS), round(self._clock.now(), 3))
        rng.shuffle(calls)
        await asyncio.gather(
            *(self._send(session, shipment, call) for call in calls),
            self._locate(session, courier, self._clock.now() + STEP_S),
        )
        await self._pause()
        await self._locate(session, courier, self._clock.now() + STEP_S * len(calls))
        if rng.random() < WITHDRAWN:
            await self._send(session, shipment, Call("withdraw", "DELETE", path))

    async def _pause(self) -> None:
        await asyncio.sleep(self._rng.uniform(*PAUSE_S))

    async def _locate(self, session: ClientSession, driver: str, timestamp: float) -> None:
        """Let the driver's phone report, which knows of no shipment."""
        rng = self._rng
        place = {"latitude": round(rng.uniform(-60, 60), 6), "longitude": round(rng.uniform(-170, 170), 6)}
        fix = a_driver_fix(driver, timestamp=round(timestamp, 3), **place)
        await insist(session, one_request(Item(json.dumps(fix).encode())), self._urls, self._history, rng)

    async def _send(self, session: ClientSession, shipment: str, call: Call) -> None:
        copies = 1 + (self._rng.random() < DOUBLED)
        first = self._rng.randrange(len(self._urls))
        await asyncio.gather(*(self._insist(session, shipment, call, first + copy) for copy in range(copies)))

    async def _insist(self, session: ClientSession, shipment: str, call: Call, at: int) -> None:
        """Send a command to one edge after the other until it is decided; keep every answer."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while True:
            answer = await _once(session, self._urls[at % len(self._urls)], shipment, call)
            self._history.commanded.answers.append(answer)
            if answer.is_decision or (call.method == "DELETE" and answer.code == UNKNOWN):
                return
            if answer.status >= 500 and answer.status != 503:
                self._history.settled = f"{call.method} of {shipment} was answered {answer.status}"
                return
            if loop.time() - began > WRONG_LIMIT_S and answer.code == UNKNOWN:
                self._history.settled = f"no edge knows {shipment} after {WRONG_LIMIT_S:.0f} s"
                return
            at += 1
            await asyncio.sleep(RETRY_S)


def statuses(path: str, script: Sequence[str], began: float) -> list[Call]:
    """Return the requests that say what a script says, at times that differ."""
    calls = []
    for number, word in enumerate(script):
        to, at = word.rstrip("!"), round(began + number * STEP_S, 3)
        reason = {"reason": "nobody_home"} if to == "attempt_failed" else {}
        body = {"to": to, "at": at, "note": f"{number}-{to}", "corrects": word.endswith("!"), **reason}
        calls.append(Call(f"{number}-{to}", "POST", f"{path}/status", body))
    return calls


async def _once(session: ClientSession, url: str, shipment: str, call: Call) -> Answer:
    now, headers = asyncio.get_running_loop().time(), {"Idempotency-Key": f"{shipment}/{call.marker}"}
    try:
        async with session.request(call.method, url + call.path, json=call.body, headers=headers) as response:
            raw = await response.read()
    except (ClientError, TimeoutError, OSError):
        return Answer(now, shipment, call.marker, 0)
    content = json.loads(raw) if raw else {}
    if "results" in content:  # of a route: one delivery
        content = content["results"][0]
    return Answer(now, shipment, call.marker, response.status, content.get("code"))
