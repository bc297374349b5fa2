"""Fleets in a running tracker: what a key of a fleet sends and reads, and requests of all kinds that look for a leak."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.keys.created import created_key
from tests.product.tracker import Tracker, running
from tests.sse import read_events
from tests.system.fleets import (
    FLEETS,
    SHARED_DRIVER,
    SHIPMENTS_EACH,
    Fuzzer,
    Visitor,
    events_of,
    fixes_of,
    ids_of,
    registered_of,
    scopes_of,
)
from tests.system.test_keys import bearer
from tests.waiting import eventually
from tests.web.events.told import an_event, tell

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]
SEED = 20261128


@asynccontextmanager
async def partners(settings: Settings, said: Path) -> AsyncIterator[tuple[Tracker, ClientSession, dict[str, Visitor]]]:
    """Run a worker with the rows of two fleets and of none, and a key for each of them."""
    visitors = {}
    for name, sees in (("north", "north"), ("south", "south"), ("alone", None)):
        visitors[name] = Visitor(name, await created_key(settings, name, *scopes_of(sees), fleet=sees), sees)
    device = await created_key(settings, "device", "ingest")
    async with running("worker", settings, said) as worker, ClientSession() as session:
        await worker.until_ready(session)
        for name, visitor in visitors.items():
            await visitor.prepare(session, worker.url)
            sender = device if visitor.sees is None else visitor.key
            assert await send(session, worker, sender, *fixes_of(name, time.time())) == []
            await tell(settings, events_of(name))
            await register(settings, session, worker, name, visitor.sees)
        await until_shown(session, worker, visitors["alone"].key, 3 * SHIPMENTS_EACH)
        yield worker, session, visitors


async def register(settings: Settings, session: ClientSession, worker: Tracker, owner: str, fleet: str | None) -> None:
    """Register devices and a driver of a fleet, or of none."""
    key = await created_key(settings, f"dispatch of {owner}", "dispatch", fleet=fleet)
    for path, content in registered_of(owner):
        async with asyncio.timeout(30):  # the key takes effect a moment after it was written
            while True:
                async with session.put(f"{worker.url}{path}", json=content, headers=bearer(key)) as answer:
                    if answer.status != 401:
                        break
                await asyncio.sleep(0.05)
        assert answer.status == 200, (path, answer.status)


async def send(session: ClientSession, worker: Tracker, key: str, *fixes: dict[str, Any]) -> list[str]:
    """Post a batch; return the codes of what was rejected."""
    async with session.post(f"{worker.url}/api/shipments/updates", json=list(fixes), headers=bearer(key)) as answer:
        assert answer.status in {200, 202, 207, 422}, await answer.text()
        return [str(each["code"]) for each in (await answer.json())["rejected"]]


async def shipments(session: ClientSession, worker: Tracker, key: str, **query: str) -> list[dict[str, Any]]:
    async with session.get(f"{worker.url}/api/shipments", params=query, headers=bearer(key)) as answer:
        assert answer.status == 200, await answer.text()
        rows: list[dict[str, Any]] = (await answer.json())["shipments"]
        return rows


async def until_shown(session: ClientSession, worker: Tracker, key: str, count: int) -> None:
    async with asyncio.timeout(30):
        while len(await shipments(session, worker, key)) < count:
            await asyncio.sleep(0.05)


async def test_each_fleet_sends_and_reads_its_own_rows_alone(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    async with partners(make_settings(auth="on"), tmp_path / "said") as (worker, session, visitors):
        for fleet in FLEETS:
            rows = await shipments(session, worker, visitors[fleet].key)
            assert sorted(row["shipmentId"] for row in rows) == sorted(shipment for shipment, _, _ in ids_of(fleet))
            assert {row["fleet"] for row in rows} == {fleet}
        everyone = visitors["alone"].key
        assert len(await shipments(session, worker, everyone)) == 3 * SHIPMENTS_EACH
        assert {row["fleet"] for row in await shipments(session, worker, everyone, fleet="north")} == {"north"}
        async with session.get(
            f"{worker.url}/api/shipments", params={"fleet": "south"}, headers=bearer(visitors["north"].key)
        ) as answer:
            assert (answer.status, (await answer.json())["code"]) == (403, "forbidden")
        foreign = f"{worker.url}/api/shipments/{ids_of('south')[0][0]}"
        async with session.get(foreign, headers=bearer(visitors["north"].key)) as answer:
            assert (answer.status, (await answer.json())["code"]) == (404, "unknown_shipment")
        async with session.get(f"{worker.url}/metrics", headers=bearer(visitors["north"].key)) as answer:
            assert answer.status == 403


async def test_a_driver_that_two_fleets_name_alike_is_two_drivers(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    async def drivers(key: str) -> list[dict[str, Any]]:
        async with session.get(f"{worker.url}/api/drivers", headers=bearer(key)) as answer:
            entries: list[dict[str, Any]] = (await answer.json())["drivers"]
            return [entry for entry in entries if entry["driverId"] == SHARED_DRIVER]

    async with partners(make_settings(auth="on"), tmp_path / "said") as (worker, session, visitors):
        [north] = await drivers(visitors["north"].key)
        assert (north["fleet"], north["latest"]["shipmentId"]) == ("north", "north-shipment-0")
        entries = await drivers(visitors["alone"].key)
        assert [entry.get("fleet") for entry in entries] == [None, "north", "south"]
        assert [entry["latest"]["shipmentId"] for entry in entries] == [
            f"{owner}-shipment-0" for owner in ("alone", "north", "south")
        ]


async def test_a_fix_for_a_row_of_another_fleet_is_refused_at_once_and_moves_nothing(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    async with partners(make_settings(auth="on"), tmp_path / "said") as (worker, session, visitors):
        now = time.time() + 5
        own, foreign, of_none = (fixes_of(owner, now)[2] for owner in ("north", "south", "alone"))
        codes = await send(session, worker, visitors["north"].key, own, {**foreign, "latitude": 1.0}, of_none)
        assert codes == ["forbidden", "forbidden"]
        async with session.post(
            f"{worker.url}/api/shipments/update", json=foreign, headers=bearer(visitors["north"].key)
        ) as answer:
            assert (answer.status, (await answer.json())["code"]) == (403, "forbidden")
        rows = await shipments(session, worker, visitors["south"].key, shipmentId=foreign["shipmentId"])
        assert [row["latitude"] for row in rows] == [fixes_of("south", now)[2]["latitude"]]


async def test_a_stream_tells_a_fleet_nothing_of_the_others(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    async def follow() -> None:
        async with session.get(f"{worker.url}/api/stream", headers=bearer(visitors["north"].key)) as response:
            async for event in read_events(response):
                heard.append((event.event, str(event.data)))

    heard: list[tuple[str, str]] = []
    async with partners(make_settings(auth="on"), tmp_path / "said") as (worker, session, visitors):
        following = asyncio.create_task(follow())
        await eventually(lambda: any(name == "snapshot-complete" for name, _ in heard), 20)
        for owner in ("south", "north"):
            fix = {**fixes_of(owner, time.time() + 1)[4], "latitude": 39.5}
            assert await send(session, worker, visitors[owner].key, fix) == []
        await eventually(lambda: any("39.5" in data for _, data in heard), 20)
        following.cancel()
    assert not [data for _, data in heard if "south" in data or "alone" in data]


async def test_a_fleet_is_told_its_own_events_alone(make_settings: Callable[..., Settings], tmp_path: Path) -> None:
    async def events(key: str, **query: str) -> set[str]:
        async with session.get(f"{worker.url}/api/events", params=query, headers=bearer(key)) as answer:
            assert answer.status == 200, await answer.text()
            return {event["id"] for event in (await answer.json())["events"]}

    async def follow(key: str) -> None:
        async with session.get(f"{worker.url}/api/stream/events", headers=bearer(key)) as response:
            async for event in read_events(response):
                heard.append(event.event)
                told.extend(event.data if event.event == "changes" else ())

    heard: list[str] = []
    told: list[dict[str, Any]] = []
    settings = make_settings(auth="on")
    async with partners(settings, tmp_path / "said") as (worker, session, visitors):
        north, everyone = visitors["north"].key, visitors["alone"].key
        async with asyncio.timeout(30):
            while len(await events(everyone)) < 3 * SHIPMENTS_EACH:
                await asyncio.sleep(0.05)
        assert await events(north) == {f"north-event-{number}" for number in range(SHIPMENTS_EACH)}
        assert await events(north, subject="south-shipment-1") == set()
        async with session.get(f"{worker.url}/api/events?fleet=south", headers=bearer(north)) as answer:
            assert (answer.status, (await answer.json())["code"]) == (403, "forbidden")
        following = asyncio.create_task(follow(north))
        await eventually(lambda: "heartbeat" in heard, 20)
        for owner in ("south", "alone", "north"):
            fleet = {} if owner == "alone" else {"fleet": owner}
            await tell(settings, [("S", an_event(1, "S", id=f"{owner}-event-99", **fleet))])
        await eventually(lambda: bool(told), 20)
        following.cancel()
    assert [event["id"] for event in told] == ["north-event-99"]


@pytest.mark.parametrize("requests", [2_000, pytest.param(20_000, marks=pytest.mark.nightly)])
async def test_no_request_with_any_kind_of_key_shows_what_is_of_another_fleet(
    make_settings: Callable[..., Settings], tmp_path: Path, requests: int
) -> None:
    settings = make_settings(auth="on", rate_key_per_s=0, rate_refused_per_s=0)
    async with partners(settings, tmp_path / "said") as (worker, session, visitors):
        bound = [visitors[fleet] for fleet in FLEETS]
        fuzzer = Fuzzer(worker, session, [*bound, visitors["alone"]], SEED)
        await fuzzer.run(requests)
        assert fuzzer.leaks == []
        # It did see answers, on every address that shows rows.
        lists, streams = ("shipments", "drivers", "devices"), ("/api/stream", "/api/stream/events", "/api/events")
        for address in (*(f"/api/{name}{one}" for name in lists for one in ("", "/{id}")), *streams):
            assert 200 in fuzzer.statuses[f"GET {address}"], address
        rows = await shipments(session, worker, visitors["alone"].key)
        owner_of = {row["shipmentId"]: row.get("fleet", "alone") for row in rows}
        assert owner_of == {shipment: owner for owner in (*FLEETS, "alone") for shipment, _, _ in ids_of(owner)}
        # A tracker that narrows nothing is found out: the key that sees all plays one that is bound.
        control = Fuzzer(worker, session, [Visitor("control", "", "north", visitors["alone"].ways)], SEED)
        await control.run(400)
        assert len(control.leaks) > 50
    assert "Traceback" not in worker.said
    print(f"{fuzzer.asked} requests, {len(fuzzer.statuses)} addresses, 0 leaks; control: {len(control.leaks)} in 400")
