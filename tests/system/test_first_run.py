"""What a newcomer does first: start everything, post the sample, see it, stop, start again."""

import asyncio
import shutil
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.ports import free_port
from app.settings import Settings
from tests.builders import a_fix
from tests.product.tracker import Tracker, running
from tests.sse import read_events

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
STOP_WITHIN_S = 15.0
SEEN_WITHIN_S = 0.25
"""The median is below 50 ms on a machine that does nothing else."""
ROUNDS = 20


async def test_the_sample_is_accepted_seen_and_there_after_every_restart(tmp_path: Path) -> None:
    ports: dict[str, Any] = {"http_port": free_port(), "dashboard_port": free_port(), "broker_port": free_port()}
    settings = Settings(data=tmp_path / "data", **ports)
    async with ClientSession() as session:
        async with running("run", settings, tmp_path / "first") as tracked:
            await tracked.until_ready(session)
            assert (await _post(tracked, session, a_fix()))["status"] == "accepted"
            delays = await _delays(tracked, session)
            print(f"seen after the 202, ms: median {1000 * median(delays):.1f}, worst {1000 * max(delays):.1f}")
            assert median(delays) < SEEN_WITHIN_S
            assert (await _sample_row(tracked, session)).items() >= a_fix().items()
            await _stop(tracked, session)
        async with running("run", settings, tmp_path / "second") as tracked:
            await tracked.until_ready(session)
            assert (await _sample_row(tracked, session)).items() >= a_fix().items()
            await _stop(tracked, session)
        shutil.rmtree(settings.data / "state")
        async with running("run", settings, tmp_path / "third") as tracked:
            await tracked.until_ready(session)
            assert (await _sample_row(tracked, session)).items() >= a_fix().items()
            await _stop(tracked, session)


async def _post(tracked: Tracker, session: ClientSession, fix: dict[str, Any]) -> dict[str, Any]:
    async with session.post(f"{tracked.url}/api/shipments/update", json=fix) as response:
        assert response.status == 202, await response.text()
        return dict(await response.json())


async def _post_at(tracked: Tracker, session: ClientSession, fix: dict[str, Any]) -> float:
    """Return when the 202 came, on the event loop's clock."""
    await _post(tracked, session, fix)
    return asyncio.get_running_loop().time()


async def _sample_row(tracked: Tracker, session: ClientSession) -> dict[str, Any]:
    async with session.get(f"{tracked.url}/api/shipments/{a_fix()['shipmentId']}") as response:
        assert response.status == 200, await response.text()
        return dict(await response.json())


async def _delays(tracked: Tracker, session: ClientSession) -> list[float]:
    """Return for twenty positions the seconds from their 202 until the stream showed them; 0 if it was first."""
    loop, now, delays = asyncio.get_running_loop(), SystemClock().now(), []
    async with session.get(f"{tracked.url}/api/stream") as response:
        events = read_events(response)
        async for event in events:
            if event.event == "snapshot-complete":
                break
        for number in range(ROUNDS):
            fix = a_fix(timestamp=now + number / 1000, shipmentId=f"PKG-{number}")
            posting = asyncio.create_task(_post_at(tracked, session, fix))
            async for event in events:
                if event.event == "changes" and any(row["shipmentId"] == fix["shipmentId"] for row in event.data):
                    break
            seen_at = loop.time()
            delays.append(max(0.0, seen_at - await posting))
    return delays


async def _stop(tracked: Tracker, session: ClientSession) -> None:
    """Stop it while a client follows the stream."""
    async with session.get(f"{tracked.url}/api/stream") as response:
        events = read_events(response)
        await anext(events)
        took_s = await tracked.interrupt(STOP_WITHIN_S)
        assert [event.event async for event in events][-1] == "bye"
    print(f"stopped in {took_s:.1f} s")
    assert "Traceback" not in tracked.said
