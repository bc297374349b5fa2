"""A stream through the whole tracker ends with the token or the cookie that it was opened with; a key's own stream continues."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.keys.created import created_key
from tests.product.tracker import Tracker, running
from tests.sse import read_events
from tests.system.test_keys import bearer, until

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
LIFE_S = 8.0
ENDS_WITHIN_S = 40.0
"""On a machine that does much else."""


async def _events(session: ClientSession, tracked: Tracker, how: dict[str, Any]) -> tuple[list[str], float]:
    """Follow a stream to its end; return its events, and the time of that."""
    names = []
    async with session.get(f"{tracked.url}/api/stream", **how) as response:
        assert response.status == 200
        async for event in read_events(response):
            names.append(event.event)
    return names, time.time()


async def test_streams_of_tokens_and_cookies_end_in_time_and_one_of_a_key_continues(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(auth="on", token_s=LIFE_S, session_s=LIFE_S, heartbeat_s=0.5)
    reader = await created_key(settings, "reader", "read")
    async with running("edge", settings, tmp_path / "said") as edge, ClientSession() as session:
        await edge.until_ready(session)
        await until(session, (edge,), reader, 200)
        of_key = asyncio.create_task(_events(session, edge, {"headers": bearer(reader)}))
        async with session.post(f"{edge.url}/api/tokens", headers=bearer(reader)) as answer:
            token = await answer.json()
        of_token = asyncio.create_task(_events(session, edge, {"params": {"token": token["token"]}}))
        async with session.post(f"{edge.url}/api/session", json={"key": reader}) as answer:
            cookie, signed_in = answer.cookies["tracker_session"].value, await answer.json()
        of_cookie = asyncio.create_task(_events(session, edge, {"headers": {"Cookie": f"tracker_session={cookie}"}}))
        async with asyncio.timeout(ENDS_WITHIN_S):
            for stream, ends_at in ((of_token, token["expiresAt"]), (of_cookie, signed_in["expiresAt"])):
                names, ended_at = await stream
                assert names[-1] == "bye"
                assert ended_at >= ends_at, "not before its time"
                print(f"ended {ended_at - ends_at:.2f} s after its time")
        async with session.get(f"{edge.url}/api/stream", params={"token": token["token"]}) as answer:
            assert answer.status == 401
        assert not of_key.done()
        of_key.cancel()
