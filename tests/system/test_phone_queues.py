"""Whole offline queues of every app, uploaded to a server that is killed meanwhile: no point is lost, and none blocks."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiokafka import AIOKafkaConsumer, TopicPartition

from app.settings import Settings
from tests.keys.created import created_key
from tests.product.tracker import running
from tests.system.phone_apps import APPS, Point, Uplink
from tests.system.test_keys import bearer
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(400)]
POINTS, POISON = 1_000, 500


def a_queue(begins_at: float) -> list[Point]:
    """Return the points of a shift with one that no one accepts in the middle."""
    points = [(begins_at + 5 * n, round(51.5 + n / 1e4, 6), round(-0.12 + n / 1e4, 6)) for n in range(POINTS)]
    points[POISON] = (points[POISON][0], 91.5, 0.0)
    return points


async def records_of(settings: Settings, topic: str) -> list[tuple[bytes, dict[str, bytes]]]:
    """Return value and headers of every record of a topic."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.bootstrap)
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, number) for number in range(settings.partitions)]
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        found: list[tuple[bytes, dict[str, bytes]]] = []
        while len(found) < sum(ends.values()):
            for batch in (await consumer.getmany(timeout_ms=1_000)).values():
                found += [(record.value or b"", dict(record.headers)) for record in batch]
        return found
    finally:
        await consumer.stop()


async def _until_answered(up: Uplink, least: int) -> None:
    await eventually(lambda: up.answered >= least, 120)


async def test_every_queue_arrives_whole_though_the_server_is_killed_and_a_point_is_poison(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(auth="on", rate_key_per_s=0)
    key = await created_key(settings, "phones", "ingest", "read")
    begins_at = float(int(time.time()) - 6 * 3_600)
    queue = a_queue(begins_at)
    async with running("edge", settings, tmp_path / "said") as edge, ClientSession() as session:
        await edge.until_ready(session)
        ups = {device: Uplink(session, edge.url, bearer(key)) for device in APPS}
        async with asyncio.TaskGroup() as group:
            for device, app in APPS.items():
                group.create_task(app(ups[device], device, queue))
            for least in (20, 600):
                await _until_answered(ups["owntracks"], least)
                edge.process.kill()
                await asyncio.to_thread(edge.process.wait)
                edge.process.start()
                await edge.until_ready(session)
        assert {device: up.refused for device, up in ups.items() if up.refused} == {}
        assert all(up.failed for up in ups.values()), "each of them met the dead server"
        assert "Traceback" not in edge.said
    items = [item for value, _ in await records_of(settings, settings.positions_topic) for item in json.loads(value)]
    stored = Counter((item["deviceId"], item["timestamp"]) for item in items if "contact" not in item)
    expected = {(device, at) for device in APPS for at, latitude, _ in queue if latitude < 90}
    assert stored.keys() == expected
    print("posted twice:", Counter(device for (device, _), count in stored.items() if count > 1))
    rejected = await records_of(settings, settings.rejected_topic)
    doors = {headers["source"].split(b"/")[0] for _, headers in rejected}
    assert {headers["code"] for _, headers in rejected} == {b"latitude_out_of_range"}
    assert doors == {b"osmand", b"owntracks", b"gpslogger", b"overland", b"traccar"}
