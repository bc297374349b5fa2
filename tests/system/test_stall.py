"""A worker that makes no progress."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.settings import Settings, environment_with
from tests.builders import NOON, a_fix
from tests.product.process import python, started
from tests.product.tracker import Tracker
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]
ENDED_S = 60.0


async def test_a_worker_whose_agent_hangs_ends_and_says_what_waited(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(stall_after_s=3)
    changed = environment_with(settings.model_dump(include=settings.model_fields_set))
    command = ("-m", "tests.chaos.broken_worker", "--break", "stuck-agent", "worker")
    with started(python(*command, output=tmp_path / "said", env=changed)) as process:
        tracked = Tracker(process, settings)
        async with ClientSession() as session:
            await tracked.until_ready(session)
            for number in range(40):
                fix = a_fix(shipmentId=f"PKG-{number}", timestamp=NOON)
                async with session.post(f"{tracked.url}/api/shipments/update", json=fix) as response:
                    assert response.status == 202
                await asyncio.sleep(0)
            await eventually(lambda: process.code is not None, ENDED_S)
        assert process.code == 1
        assert "records are pending; exiting to be restarted" in tracked.said
