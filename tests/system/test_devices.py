"""Devices in a cluster: bound at one edge, in force at every process, and a row of the name that they had goes."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.ports import free_port
from app.settings import Settings
from tests.keys.created import created_key
from tests.product.tracker import Tracker, running
from tests.system.test_keys import bearer

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
SOON_S = 15.0


async def test_a_phone_is_bound_and_removed_while_it_sends_to_two_processes(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    def settings_of(name: str) -> Settings:
        return make_settings(auth="on", data=tmp_path / name, http_port=free_port())

    async def send(tracked: Tracker, sender: str, **fields: Any) -> int:
        fix = {"latitude": 38.9, "longitude": -77.0, "timestamp": time.time(), **fields}
        async with session.post(f"{tracked.url}/api/shipments/update", json=fix, headers=bearer(sender)) as answer:
            return answer.status

    async def driver_of(shipment_id: str) -> str | None:
        async with session.get(f"{edge.url}/api/shipments/{shipment_id}", headers=bearer(admin)) as answer:
            found: str | None = (await answer.json()).get("driverId")
            return found

    async def drivers() -> set[str]:
        async with session.get(f"{worker.url}/api/drivers", headers=bearer(admin)) as answer:
            return {driver["driverId"] for driver in (await answer.json())["drivers"]}

    async def until(holds: Callable[[], Any], wanted: object) -> None:
        async with asyncio.timeout(SOON_S):
            while await holds() != wanted:
                await asyncio.sleep(0.05)

    admin = await created_key(make_settings(), "operator", "admin")
    async with (
        running("worker", settings_of("worker"), tmp_path / "worker-said") as worker,
        running("edge", settings_of("edge"), tmp_path / "edge-said") as edge,
        ClientSession() as session,
    ):
        await asyncio.gather(*(tracked.until_ready(session) for tracked in (worker, edge)))
        wish = {"name": "osmand of phone-1", "scopes": ["ingest"], "device": "phone-1"}
        async with session.post(f"{edge.url}/api/keys", json=wish, headers=bearer(admin)) as answer:
            assert answer.status == 201, await answer.text()
            phone = (await answer.json())["key"]

        # A new phone is a driver of its own name, until it is bound; then that driver is gone.
        assert await send(edge, phone) == 202
        await until(drivers, {"phone-1"})
        async with asyncio.timeout(SOON_S):  # the edge that binds must have seen the row that it forgets
            while (await known(session, edge, admin)).get("last") is None:
                await asyncio.sleep(0.05)
        change = {"driverId": "Dave-007"}
        async with session.put(f"{edge.url}/api/devices/phone-1", json=change, headers=bearer(admin)) as answer:
            assert answer.status == 200, await answer.text()
        await until(drivers, set())

        # The binding is in force at once where it was made, and soon at the other process.
        assert await send(edge, phone, shipmentId="A") == 202
        await until(lambda: driver_of("A"), "Dave-007")
        number = 0
        async with asyncio.timeout(SOON_S):
            while await driver_of(f"B-{number}") != "Dave-007":
                number += 1
                assert await send(worker, phone, shipmentId=f"B-{number}") == 202
                await until(partial(is_shown, session, edge, admin, f"B-{number}"), True)

        # Removed: its key ends at once here, also on the open connection, and soon there.
        async with session.delete(f"{edge.url}/api/devices/phone-1", headers=bearer(admin)) as answer:
            assert answer.status == 204
        assert await send(edge, phone) == 401
        await until(lambda: send(worker, phone), 401)
    assert "Traceback" not in worker.said + edge.said


async def known(session: ClientSession, tracked: Tracker, key: str) -> dict[str, Any]:
    async with session.get(f"{tracked.url}/api/devices/phone-1", headers=bearer(key)) as answer:
        found: dict[str, Any] = await answer.json()
        return found


async def is_shown(session: ClientSession, tracked: Tracker, key: str, shipment_id: str) -> bool:
    async with session.get(f"{tracked.url}/api/shipments/{shipment_id}", headers=bearer(key)) as answer:
        return answer.status == 200
