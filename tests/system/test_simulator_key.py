"""The simulator at a tracker that asks for keys."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.keys.created import created_key
from tests.product.tracker import run_command, running
from tests.system.test_keys import bearer

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]


async def test_the_fleet_posts_with_its_key_and_with_no_other(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(auth="on")
    fleet = await created_key(settings, "fleet", "ingest")
    reader = await created_key(settings, "reader", "read")
    file = tmp_path / "fleet.key"
    file.write_text(f"{fleet}\n")
    async with running("worker", settings, tmp_path / "said") as worker, ClientSession() as session:
        await worker.until_ready(session)
        day = ("simulate", "--url", worker.url, "--as-fast-as-possible", "--batch", "200", "--vehicles", "2")

        async def said_by(*options: str, key: str = "") -> tuple[int, str]:
            return await asyncio.to_thread(run_command, *day, *options, simulate_key=key)

        code, said = await said_by("--key-file", str(file), key=reader)
        assert (code, "accepted" in said) == (0, True), said
        async with session.get(f"{worker.url}/api/drivers", headers=bearer(reader)) as answer:
            assert len((await answer.json())["drivers"]) == 2
        everything = said
        for key, answered in (("", "401 unauthenticated"), (reader, "403 forbidden"), (f"{fleet}x", "401 unauth")):
            code, said = await said_by("--wait", "2", key=key)
            assert (code, f"answers {answered}" in said) == (1, True), said
            everything += said
        code, said = await said_by(key=fleet)
        assert code == 0, said
        everything += said + worker.said
        for key in (fleet, reader):
            assert key[13:] not in everything
