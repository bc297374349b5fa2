import asyncio
import socket
from pathlib import Path

import pytest

from tests.builders import NOON
from tests.waiting import eventually
from tests.web.tracker_api import TrackerApi, a_tracker
from web.latest.filters import EVERYTHING
from web.latest.list_query import LatestQuery
from web.lists.formats import NDJSON
from web.lists.table_page import pieces_of, take_page


def with_rows(tmp_path: Path, count: int, *, padding: int = 0, **settings: object) -> TrackerApi:
    tracker = a_tracker(tmp_path, **settings)
    for number in range(count):
        tracker.put(shipmentId=f"{number:08}" + "x" * padding, driverId="d" + "x" * padding)
    return tracker


async def test_other_work_gets_its_turn_while_a_long_answer_is_put_together(tmp_path: Path) -> None:
    page = take_page(with_rows(tmp_path, 1000).services.latest, LatestQuery(EVERYTHING), 1000)
    turns = 0

    async def take_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(take_turns())
    pieces = [piece async for piece in pieces_of(page, LatestQuery(EVERYTHING, NDJSON), NOON, chunk_rows=10)]
    other.cancel()
    assert len(pieces) == 100
    assert turns >= 99


async def test_a_client_that_stops_reading_is_dropped_without_a_word_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # More than the buffers of both ends hold.
    tracker = with_rows(tmp_path, 30_000, padding=120, stream_drop_after_s=0.3)
    async with tracker.client() as client:
        idle = socket.socket()
        idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        idle.setblocking(False)
        loop = asyncio.get_running_loop()
        with idle:
            await loop.sock_connect(idle, ("127.0.0.1", client.port))
            await loop.sock_sendall(idle, b"GET /api/shipments?format=ndjson HTTP/1.1\r\nHost: tracker\r\n\r\n")
            requests = tracker.services.metrics.counter("tracker_http_requests_total")
            gone = requests.labels("/api/shipments", 499)
            await eventually(lambda: gone._value.get() == 1)
    assert caplog.messages == []


async def test_a_view_that_is_replaced_while_lines_are_sent_does_not_break_the_answer(tmp_path: Path) -> None:
    tracker = with_rows(tmp_path, 30_000, padding=120)
    async with tracker.client() as client:
        answer = await client.get("/api/shipments?format=ndjson")
        tracker.view.store.reset([0])
        tracker.put(shipmentId="a-new-life")
        lines = (await answer.text()).splitlines()
    assert "a-new-life" in lines[-1]
