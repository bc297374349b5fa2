"""The driver page against a real tracker: from the link to the map, and a shift without network."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from aiokafka import AIOKafkaConsumer, TopicPartition
from playwright.async_api import Browser, CDPSession, expect

from app.domain.partition import partition_of
from app.settings import Settings
from tests.browser.dashboard_page import PATIENCE_MS
from tests.browser.test_driver_page import WORKER_IS_READY, a_phone
from tests.keys.created import created_key
from tests.product.tracker import Tracker, running
from tests.system.test_keys import bearer
from tests.waiting import eventually_after

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

DRIVER = "Dave-007"
POSITIONS, OUTCOMES = 5_760, 60
LINK_TO_MAP_S = 5.0
SHIFT_S = 60.0
MOST_HEAP_BYTES = 80 << 20
PUT_A_SHIFT_INTO_THE_QUEUE = """async ([positions, outcomes, plannedAt]) => {
  const opening = indexedDB.open("drive / Dave-007");
  const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const writing = db.transaction(["fixes", "said"], "readwrite");
  const from = Date.now() - positions * 5_000;
  for (let n = 0; n < positions; n += 1) {
    const place = { latitude: 52.4 + n / 100_000, longitude: 13.4, accuracy: 8, speed: 8 };
    writing.objectStore("fixes").add({ at: from + n * 5_000, setBackMs: 0, ...place });
  }
  const onTheWay = { setBackMs: 0, state: "waiting", to: "out_for_delivery" };
  for (let n = 0; n < outcomes; n += 1) {
    writing.objectStore("said").add({ ...onTheWay, shipmentId: `PKG-${n}`, at: plannedAt * 1000 });
  }
  for (let n = 0; n < outcomes; n += 1) {
    const [at, shipmentId] = [plannedAt * 1000 + 1 + n, `PKG-${n}`];
    const what = n % 10 === 9 ? { to: "attempt_failed", reason: "nobody_home" } : { to: "delivered" };
    writing.objectStore("said").add({ shipmentId, at, setBackMs: 0, state: "waiting", ...what });
  }
  await new Promise((done) => { writing.oncomplete = done; });
  db.close();
}"""


async def test_a_link_and_one_tap_put_a_driver_on_the_map(
    make_settings: Callable[..., Settings], chromium: Browser, tmp_path: Path
) -> None:
    settings = make_settings(auth="on")
    admin = await created_key(settings, "operator", "admin")
    async with (
        running("worker", settings, tmp_path / "said") as tracker,
        ClientSession(headers=bearer(admin)) as session,
    ):
        await tracker.until_ready(session)
        wanted = {"name": "Dave's phone", "scopes": ["drive"], "driver": DRIVER}
        async with session.post(f"{tracker.url}/api/keys", json=wanted) as answer:
            key = (await answer.json())["key"]
        page = await (await a_phone(chromium)).new_page()
        opened_at = time.monotonic()
        await page.goto(f"{tracker.url}/drive#key={key}")
        await page.get_by_role("button", name="Start shift").click(timeout=PATIENCE_MS)

        async def is_on_the_map() -> bool:
            async with session.get(f"{tracker.url}/api/drivers") as answer:
                return DRIVER in await answer.text()

        await eventually_after(is_on_the_map, within_s=20)
        took_s = time.monotonic() - opened_at
        assert took_s <= LINK_TO_MAP_S
        await page.close()


async def test_a_whole_shift_without_network_arrives_within_a_minute(
    make_settings: Callable[..., Settings], chromium: Browser, tmp_path: Path
) -> None:
    settings = make_settings(data=tmp_path / "data")
    async with running("run", settings, tmp_path / "said") as tracker, ClientSession() as session:
        await tracker.until_ready(session)
        planned_at = await _plan(tracker, session)
        phone = await a_phone(chromium)
        page = await phone.new_page()
        await page.goto(f"{tracker.url}/drive#driver={DRIVER}")
        await expect(page.get_by_text("House 0", exact=True)).to_be_visible(timeout=PATIENCE_MS)
        await page.evaluate(WORKER_IS_READY)
        await phone.set_offline(True)
        await page.evaluate(PUT_A_SHIFT_INTO_THE_QUEUE, [POSITIONS, OUTCOMES, planned_at])
        await page.close()
        page = await phone.new_page()
        await page.goto(f"{tracker.url}/drive")
        await expect(page.get_by_text(f"Done: {OUTCOMES}")).to_be_visible(timeout=PATIENCE_MS)
        await page.get_by_role("button", name="Start shift").click()
        await expect(page.locator(".sharing__detail")).to_contain_text("5,76")
        online_at = time.monotonic()
        await phone.set_offline(False)

        async def is_all_there() -> bool:
            stored = await tracker.metric(session, "tracker_ingest_fixes_total")
            return stored >= POSITIONS and len(await _ended(tracker, session, planned_at)) == OUTCOMES

        await eventually_after(is_all_there, within_s=2 * SHIFT_S)
        took_s = time.monotonic() - online_at
        heap = await _heap_bytes(await phone.new_cdp_session(page))
        print(f"{took_s:.1f} s, {heap / 2**20:.1f} MiB")  # pytest shows it with -s
        await page.close()
        times = await _times_in_kafka(settings)
    assert took_s <= SHIFT_S
    assert heap <= MOST_HEAP_BYTES
    assert len(set(times)) >= POSITIONS
    assert times == sorted(times), "in order of their own times"


async def _plan(tracker: Tracker, session: ClientSession) -> float:
    """Give the driver deliveries, and return when they were there: no outcome may be older."""
    now = time.time()
    items = [
        {
            "shipmentId": f"PKG-{n}",
            "driverId": DRIVER,
            "sequence": n,
            "destination": {"latitude": 52.4 + n / 100, "longitude": 13.4, "name": f"House {n}"},
            "window": {"start": now - 600, "end": now + 7_200},
        }
        for n in range(OUTCOMES)
    ]
    async with session.post(f"{tracker.url}/api/deliveries", json=items) as answer:
        planned = await answer.json()
        assert planned["refused"] == 0, planned
    return round(time.time(), 3)


async def _ended(tracker: Tracker, session: ClientSession, since: float) -> list[Any]:
    """Return the deliveries that went out and have an outcome, each with its own time."""
    address = f"{tracker.url}/api/deliveries?limit=100"
    async with session.get(address) as answer:
        page = await answer.json()
    return [
        row
        for row in page.get("deliveries", [])
        if row.get("attempts") == 1
        and [entry["to"] for entry in row["timeline"] if "to" in entry][-2:-1] == ["out_for_delivery"]
        and row["timeline"][-1]["at"] < since + 1
    ]


async def _heap_bytes(devtools: CDPSession) -> int:
    await devtools.send("HeapProfiler.collectGarbage")
    return int((await devtools.send("Runtime.getHeapUsage"))["usedSize"])


async def _times_in_kafka(settings: Settings) -> list[float]:
    """Return the times of the driver's fixes in the order in which Kafka holds them."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.bootstrap)
    await consumer.start()
    times: list[float] = []
    try:
        partition = TopicPartition(settings.positions_topic, partition_of(DRIVER, settings.partitions))
        consumer.assign([partition])
        await consumer.seek_to_beginning(partition)
        [end] = (await consumer.end_offsets([partition])).values()
        while await consumer.position(partition) < end:
            for records in (await consumer.getmany(timeout_ms=1_000)).values():
                times.extend(fix["timestamp"] for record in records for fix in json.loads(record.value or b"[]"))
    finally:
        await consumer.stop()
    return times
