"""Waits for a tracker that is starting."""

import asyncio
from random import Random

import orjson
from aiohttp import ClientError, ClientSession

from app.clock import Clock
from app.simulator.console import Console
from app.simulator.pause import pause
from app.simulator.poster import describe_failure
from app.simulator.retry import delay_before_retry

READY_PATH = "/health/ready"
_SERVICE_UNAVAILABLE = 503


async def wait_until_ready(
    session: ClientSession, url: str, *, wait_s: float, clock: Clock, rng: Random, console: Console, stop: asyncio.Event
) -> bool:
    """Return True once the tracker is ready, False after `wait_s` or a stop; print why it waits."""
    give_up_at_s = clock.monotonic() + wait_s
    failures, is_told = 0, False
    while not stop.is_set():
        reason = await _why_not_ready(session, url)
        if reason is None:
            return True
        if not is_told:
            is_told = True
            console.say(f"Waiting up to {wait_s:.0f} s for the tracker at {url} ({reason}).")
        failures += 1
        delay_s = delay_before_retry(failures, None, rng)
        if clock.monotonic() + delay_s > give_up_at_s:
            console.say(f"No tracker is ready at {url} after {wait_s:.0f} s ({reason}). `make run` starts one.")
            return False
        await pause(delay_s, stop)
    return False


async def _why_not_ready(session: ClientSession, url: str) -> str | None:
    """Return why the tracker is not ready; any answer other than a 503 counts as ready."""
    try:
        async with session.get(url + READY_PATH) as response:
            content = await response.read()
    except TimeoutError:
        return "no answer in time"
    except (ClientError, OSError) as error:
        return describe_failure(error)
    return _reason_in(content) if response.status == _SERVICE_UNAVAILABLE else None


def _reason_in(content: bytes) -> str:
    try:
        return str(orjson.loads(content)["reason"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return "not ready yet"
