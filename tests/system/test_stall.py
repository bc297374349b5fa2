"""A worker that makes no progress."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.builders import NOON, a_fix
from tests.kafka.processes import environment, python
from tests.product.tracker import Tracker
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]
ENDED_S = 60.0


async def test_a_worker_whose_agent_hangs_ends_and_says_what_waited(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(stall_after_s=3)
    changed = environment(**settings.model_dump(include=settings.model_fields_set | {"stall_after_s"}))
    command = ("-m", "tests.chaos.broken_worker", "--break", "stuck-agent", "worker")
    with python(*command, output=tmp_path / "said", env=changed) as process:
        tracked = Tracker(process, settings, tmp_path / "said")
        async with ClientSession() as session:
            await tracked.until_ready(session)
            for number in range(40):
                fix = a_fix(shipmentId=f"PKG-{number}", timestamp=NOON)
                async with session.post(f"{tracked.url}/api/shipments/update", json=fix) as response:
                    assert response.status == 202
                await asyncio.sleep(0)
            await eventually(lambda: process.poll() is not None, ENDED_S)
        assert process.returncode == 1
        assert "records are pending; exiting to be restarted" in tracked.said
