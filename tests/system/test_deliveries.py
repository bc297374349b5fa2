"""Deliveries through real processes: an edge, a dispatcher, and a dispatcher that is killed in between."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.product.tracker import running

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
MakeSettings = Callable[..., Settings]
PLACE = {"latitude": 40.7, "longitude": -74.0}


async def ask(session: ClientSession, method: str, url: str, **options: Any) -> tuple[int, Any]:
    async with session.request(method, url, **options) as answer:
        return answer.status, await answer.json(content_type=None)


async def test_commands_are_decided_by_the_dispatcher_and_by_the_next_one_after_a_crash(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    of_edge = make_settings(data=tmp_path / "edge", command_wait_s=60)
    of_dispatcher = make_settings(data=tmp_path / "dispatcher")
    async with running("edge", of_edge, tmp_path / "edge.txt") as edge, ClientSession() as session:
        await edge.until_ready(session)
        url = f"{edge.url}/api/deliveries"
        async with running("dispatcher", of_dispatcher, tmp_path / "first.txt"):
            status, row = await ask(session, "PUT", f"{url}/A%2F1", json={"destination": PLACE, "driverId": "Dave"})
            assert (status, row["status"], row["driverId"]) == (200, "created", "Dave")
            items = [{"shipmentId": f"P{n}", "destination": PLACE} for n in range(500)]
            status, answer = await ask(session, "POST", url, json=items)
            assert (status, answer["accepted"]) == (200, 500)
        async with running("dispatcher", of_dispatcher, tmp_path / "second.txt"):
            status, row = await ask(session, "POST", f"{url}/A%2F1/status", json={"to": "delivered"})
            assert (status, row["status"], row["attempts"]) == (200, "delivered", 1)
            status, problem = await ask(session, "POST", f"{url}/A%2F1/status", json={"to": "in_transit"})
            assert (status, problem["code"]) == (409, "illegal_transition")
            assert (await ask(session, "DELETE", f"{url}/P1"))[0] == 204
            assert (await ask(session, "GET", f"{url}/P1"))[0] == 404
