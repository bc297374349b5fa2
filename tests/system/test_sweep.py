"""Deliveries that become live: a driver's positions become arrivals, observations and alerts, through real processes."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.deliveries.codec import decode_event
from app.domain.deliveries.event import Event
from app.ports import free_port
from app.settings import Settings
from tests.engine.workers import read_all
from tests.product.tracker import Tracker, running
from tests.waiting import eventually_after

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
MakeSettings = Callable[..., Settings]
PLACE = {"latitude": 40.7, "longitude": -74.0}
SEEN_S = 60.0
ARRIVED_WITHIN_S = 5.0
SESSION_S = 2.0


@dataclass
class Town:
    """A running installation, and what a dispatcher and a driver do there."""

    settings: Settings
    session: ClientSession
    worker: Tracker

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        async with self.session.request(method, f"{self.worker.url}{path}", json=body) as answer:
            return answer.status, await answer.json(content_type=None)

    async def plan(self, shipment: str, **plan: Any) -> None:
        status, answer = await self.ask("PUT", f"/api/deliveries/{shipment}", {"destination": PLACE, **plan})
        assert status == 200, answer

    async def report(self, shipment: str, to: str) -> None:
        status, answer = await self.ask("POST", f"/api/deliveries/{shipment}/status", {"to": to})
        assert status == 200, answer

    async def drive(self, driver: str, latitude: float, **more: Any) -> None:
        """Report a place twice, since no driver could be there so soon: the second fix confirms the first."""
        now = SystemClock().now()
        fix = {"driverId": driver, "latitude": latitude, "longitude": -74.0, **more}
        fixes = [{**fix, "timestamp": now - 0.01}, {**fix, "timestamp": now}]
        status, answer = await self.ask("POST", "/api/shipments/updates", fixes)
        assert status < 300, answer

    async def row(self, shipment: str) -> dict[str, Any]:
        status, row = await self.ask("GET", f"/api/deliveries/{shipment}")
        assert status == 200, row
        return dict(row)

    async def progress(self, shipment: str) -> dict[str, Any]:
        return dict((await self.row(shipment)).get("progress", {}))

    async def until(self, shipment: str, *names: str, within_s: float = SEEN_S) -> dict[str, Any]:
        """Return the progress once it has all of these."""

        async def is_there() -> bool:
            found = await self.progress(shipment)
            return all(found.get(name) is not None for name in names)

        await eventually_after(is_there, within_s)
        return await self.progress(shipment)

    async def events(self, subject: str) -> list[Event]:
        records = await read_all(self.settings, self.settings.events_topic)
        return [event for event in (decode_event(record.value) for record in records) if event.subject == subject]


@asynccontextmanager
async def a_town(
    make_settings: MakeSettings, folder: Path, dispatchers: int = 1
) -> AsyncIterator[tuple[Town, list[Tracker]]]:
    """Yield a worker, an HTTP client and dispatchers, all ready."""
    of_worker = make_settings(data=folder / "worker", command_wait_s=60)
    async with AsyncExitStack() as stack:
        worker = await stack.enter_async_context(running("worker", of_worker, folder / "worker.txt"))
        session = await stack.enter_async_context(ClientSession())
        trackers = []
        for number in range(dispatchers):
            name = f"dispatcher-{number}"
            settings = make_settings(
                data=folder / name,
                dispatcher=name,
                http_port=free_port(),
                session_timeout_s=SESSION_S,
                sweep_interval_s=0.5,
            )
            trackers.append(await stack.enter_async_context(running("dispatcher", settings, folder / f"{name}.txt")))
        for tracker in (worker, *trackers):
            await tracker.until_ready(session)
        yield Town(of_worker, session, worker), trackers


async def test_a_drivers_fixes_become_an_arrival_with_a_range_and_observations(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    async with a_town(make_settings, tmp_path) as (town, _):
        await town.plan("P1", driverId="Dave", sequence=1)
        await town.plan("P2", driverId="Dave", sequence=2, destination={"latitude": 40.9, "longitude": -74.0})
        await asyncio.gather(*(town.report(shipment, "out_for_delivery") for shipment in ("P1", "P2")))
        await town.drive("Dave", 40.8)
        await town.until("P1", "eta")
        await eventually_after(lambda: _is_live(town), SEEN_S)  # a sweep may have come before the fix
        found = await town.progress("P1")
        eta = found["eta"]
        assert SystemClock().now() < eta["earliest"] < eta["at"] < eta["latest"]
        assert (eta["basis"], eta["confidence"], found["stopsBefore"], found["signal"]) == ("default", 0.8, 0, "live")
        later = await town.until("P2", "eta")
        assert later["stopsBefore"] == 1
        assert later["eta"]["at"] > eta["at"]
        assert "approachingAt" not in found
        await town.drive("Dave", 40.705)
        await town.until("P1", "approachingAt")
        await town.drive("Dave", 40.7, speed=10.0)
        await eventually_after(lambda: _is_inside(town), SEEN_S)
        await town.drive("Dave", 40.7, speed=10.0)
        await town.until("P1", "arrivedAt", within_s=ARRIVED_WITHIN_S)
        types = [str(event.type) for event in await town.events("P1")]
        assert types == [
            "delivery.created",
            "delivery.assigned",
            "delivery.out_for_delivery",
            "delivery.approaching",
            "delivery.arrived",
        ]


async def _is_live(town: Town) -> bool:
    return (await town.progress("P1")).get("signal") == "live"


async def _is_inside(town: Town) -> bool:
    """Tell whether sweeps remember a driver inside P1; no answer of the API has that."""
    records = await read_all(town.settings, town.settings.deliveries_changelog_topic)
    rows = [json.loads(record.value) for record in records if record.key == b"P1" and record.value]
    return "inside_since" in rows[-1].get("memory", {})


async def test_a_late_delivery_raises_an_alert_that_is_acknowledged_and_ends_with_its_outcome(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    async with a_town(make_settings, tmp_path) as (town, _):
        now = SystemClock().now()
        await town.plan("L1", driverId="Dave", window={"start": now - 3600, "end": now - 60})
        await town.report("L1", "out_for_delivery")
        await town.drive("Dave", 40.8)

        async def alerts() -> dict[str, str]:
            return {alert["kind"]: alert["state"] for alert in (await town.row("L1")).get("alerts", [])}

        async def is_late() -> bool:
            return await alerts() == {"late": "open"}

        async def is_resolved() -> bool:
            return await alerts() == {"late": "resolved"}

        await eventually_after(is_late, SEEN_S)
        await town.until("L1", "risk")
        assert (await town.progress("L1"))["risk"] == "late"

        async def is_shown() -> bool:
            # A sweep may have found the driver silent before the fix, which hides the alert for a moment.
            lines = (await town.ask("GET", "/api/alerts"))[1]["lines"]
            return [(line["kind"], line["driverId"]) for line in lines] == [("late", "Dave")]

        await eventually_after(is_shown, SEEN_S)
        [line] = (await town.ask("GET", "/api/alerts"))[1]["lines"]
        status, _ = await town.ask("POST", f"/api/alerts/{line['alerts'][0]['id']}/acknowledge")
        assert status == 200
        assert await alerts() == {"late": "acknowledged"}
        await town.report("L1", "delivered")
        await eventually_after(is_resolved, SEEN_S)
        types = [str(event.type) for event in await town.events("L1")]
        assert [type_ for type_ in types if type_.startswith("alert")] == [
            "alert.opened",
            "alert.acknowledged",
            "alert.resolved",
        ]
        assert (await town.ask("GET", "/api/alerts"))[1]["lines"] == []


async def test_two_dispatchers_foretell_one_route_and_tell_each_finding_once_also_when_one_is_killed(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    shipments = [f"T{number}" for number in range(12)]
    async with a_town(make_settings, tmp_path, dispatchers=2) as (town, dispatchers):
        for number, shipment in enumerate(shipments):
            place = {"latitude": 40.7 - number / 100, "longitude": -74.0}
            await town.plan(shipment, driverId="Dave", sequence=number, destination=place)
        await asyncio.gather(*(town.report(shipment, "out_for_delivery") for shipment in shipments))
        await town.drive("Dave", 40.75)
        await asyncio.gather(*(town.until(shipment, "eta") for shipment in shipments))
        latitudes = cycle((40.75, 40.702))

        async def approaches() -> bool:
            # The route starts once the owner of the driver's row has seen two fixes 200 m apart.
            await town.drive("Dave", next(latitudes))
            return (await town.progress("T0")).get("approachingAt") is not None

        await eventually_after(approaches, SEEN_S)

        async def are_in_order() -> bool:
            # What was published before all of them were out stays for 30 s.
            found = await asyncio.gather(*(town.progress(shipment) for shipment in shipments))
            times = [each["eta"]["at"] for each in found]
            return [each["stopsBefore"] for each in found] == list(range(12)) and times == sorted(times)

        await eventually_after(are_in_order, SEEN_S)
        dispatchers[0].process.kill()
        dispatchers[0].process.wait()

        async def are_visited() -> bool:
            await town.drive("Dave", 40.7, speed=0.0)
            found = await asyncio.gather(*(town.progress(shipment) for shipment in shipments))
            return found[0].get("arrivedAt") is not None

        await eventually_after(are_visited, SEEN_S)
        types = [str(event.type) for event in await town.events("T0")]
        assert types.count("delivery.approaching") == types.count("delivery.arrived") == 1
