"""Devices that post one fix after the other for as long as something lasts, and repeat each until it is taken."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from app.clock import SystemClock
from tests.builders import a_fix

DEVICES = 8
PAUSE_S, RETRY_S, ANSWER_S = 0.02, 0.1, 30.0
PATH = "/api/shipments/update"


@dataclass(slots=True)
class Steady:
    """What was taken so far, and what came instead of a 202."""

    fixes: list[dict[str, Any]] = field(default_factory=list)
    retried: Counter[str] = field(default_factory=Counter)


@asynccontextmanager
async def steady_devices(urls: Sequence[str]) -> AsyncIterator[Steady]:
    """Let devices post, each to the next of the addresses after a failure; all they sent is taken when the block ends."""
    steady, end = Steady(), asyncio.Event()
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session, asyncio.TaskGroup() as group:
        for number in range(DEVICES):
            group.create_task(_device(session, [*urls[number % len(urls) :], *urls], number, steady, end))
        try:
            yield steady
        finally:
            end.set()


async def _device(session: ClientSession, urls: Sequence[str], number: int, steady: Steady, end: asyncio.Event) -> None:
    clock, tries = SystemClock(), 0
    while not end.is_set():
        fix = a_fix(shipmentId=f"steady-{number}", timestamp=round(clock.now(), 3))
        while (answer := await _post(session, urls[tries % len(urls)], fix)) != "202":
            steady.retried[answer] += 1
            tries += 1
            await asyncio.sleep(RETRY_S)
        steady.fixes.append(fix)
        await asyncio.sleep(PAUSE_S)


async def _post(session: ClientSession, url: str, fix: dict[str, Any]) -> str:
    try:
        async with session.post(url + PATH, json=fix) as response:
            await response.read()
            return str(response.status)
    except (ClientError, TimeoutError, OSError):
        return "no answer"
