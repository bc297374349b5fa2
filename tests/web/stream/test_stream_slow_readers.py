"""Readers that do not keep up: conflated, dropped in the end, and never in anyone's way."""

import asyncio
import socket
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

from tests.sse import Dashboard, EventParser, SseEvent
from tests.waiting import eventually
from tests.web.stream.fed_stream import StreamSite, stream_site
from web.latest.filters import EVERYTHING
from web.stream.frames import Frame, SharedFrames, encode_event

PADDING = "x" * 2_000
SMALL = {"stream_send_buffer_bytes": 8192, "stream_frames_per_s": 1000, "snapshot_chunk_rows": 20}


class SlowReader:
    """A connection that is read only when the test says so, with as little buffer as the system allows."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.dashboard = Dashboard()
        self._parser = EventParser()

    async def read_some(self, told: list[SseEvent] | None = None) -> bool:
        """Take what has arrived, and note it in `told`; False when the connection has ended."""
        loop = asyncio.get_running_loop()
        try:
            data = await loop.sock_recv(self._connection, 1 << 16)
        except ConnectionResetError:
            return False
        for event in self._parser.feed(data):
            self.dashboard.take(event)
            if told is not None:
                told.append(event)
        return bool(data)


@asynccontextmanager
async def slow_reader(site: StreamSite, query: str = "") -> AsyncIterator[SlowReader]:
    host, port = site.url.removeprefix("http://").split("/")[0].split(":")
    loop = asyncio.get_running_loop()
    with socket.socket() as connection:
        connection.setblocking(False)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        await loop.sock_connect(connection, (host, int(port)))
        # HTTP/1.0 has no chunks, so that what arrives is the stream and nothing else.
        await loop.sock_sendall(connection, f"GET /api/stream?{query} HTTP/1.0\r\n\r\n".encode())
        yield SlowReader(connection)


async def flood(site: StreamSite, rounds: int, shipments: int = 40) -> None:
    for number in range(rounds):
        for shipment in range(shipments):
            site.move(f"S-{shipment}", timestamp=1_705_500_000.0 + number, deviceId=PADDING)
        await asyncio.sleep(0)


async def test_a_reader_that_cannot_keep_up_gets_the_newest_row_of_each_shipment_and_no_more() -> None:
    async with stream_site(**SMALL) as site, slow_reader(site) as slow, site.open() as fast:
        await fast.until("snapshot-complete")
        await flood(site, rounds=100)
        while fast.dashboard.rows != site.table:
            await fast.next()
        received = 0
        while slow.dashboard.rows != site.table:
            assert await slow.read_some()
            received += 1
        # Rows may be newer than the cursor beside them, so the last rows are not always the last event.
        end = site.view.store.cursor(EVERYTHING.key)
        while fast.dashboard.last_id != end:
            await fast.next()
        while slow.dashboard.last_id != end:
            assert await slow.read_some()
        assert "reset" not in slow.dashboard.seen
        # All of it would be 100 rounds of 80 kB.
        assert site.value("tracker_stream_conflated_total") > 1000


async def test_a_reader_that_fell_behind_the_ring_is_conflated_from_the_view() -> None:
    async with (
        stream_site(ring_size=10, **SMALL) as site,
        slow_reader(site) as slow,
        slow_reader(site, "shipmentId=S-1") as one,
    ):
        await eventually(lambda: site.value("tracker_stream_clients") == 2)
        await flood(site, rounds=50)
        while slow.dashboard.rows != site.table:
            assert await slow.read_some()
        while one.dashboard.rows != {"S-1": site.table["S-1"]}:
            assert await one.read_some()
        assert "reset" not in slow.dashboard.seen + one.dashboard.seen


async def test_a_reader_that_takes_nothing_is_dropped_and_counted_while_others_continue() -> None:
    async with stream_site(stream_drop_after_s=0.4, **SMALL) as site, slow_reader(site), site.open() as fast:
        await fast.until("snapshot-complete")
        assert site.value("tracker_stream_clients") == 2
        while site.value("tracker_stream_clients") == 2:
            await flood(site, rounds=1)
            while fast.dashboard.rows != site.table:
                await fast.next()
        assert site.value("tracker_stream_dropped_total", reason="slow") == 1
        row = site.move("after")
        while fast.dashboard.rows.get("after") != row:
            await fast.next()


async def test_a_slow_reader_that_does_read_is_not_dropped() -> None:
    async with stream_site(stream_drop_after_s=0.4, **SMALL) as site, slow_reader(site) as slow:
        loop = asyncio.get_running_loop()
        began = loop.time()
        while loop.time() < began + 1.2:
            await flood(site, rounds=1)
            assert await slow.read_some()
        assert site.value("tracker_stream_dropped_total", reason="slow") == 0


async def test_a_dead_reader_does_not_hold_up_the_shutdown() -> None:
    async with stream_site(stream_bye_s=0.2, **SMALL) as site, slow_reader(site):
        await eventually(lambda: site.value("tracker_stream_clients") == 1)
        await flood(site, rounds=20)
        began = asyncio.get_running_loop().time()
        await site.hub.close()
        await eventually(lambda: site.value("tracker_stream_clients") == 0)
        assert asyncio.get_running_loop().time() - began < 2


async def test_readers_in_the_middle_of_a_large_snapshot_cost_a_few_bytes_a_row_each() -> None:
    shipments, readers = 20_000, 20
    async with stream_site(**SMALL) as site, AsyncExitStack() as crowd:
        for number in range(shipments):
            site.put(f"S-{number}")
        tracemalloc.start()
        crowd.callback(tracemalloc.stop)
        for _ in range(readers):
            await crowd.enter_async_context(slow_reader(site))
        await eventually(lambda: site.value("tracker_stream_frames_total", event="snapshot") >= readers)
        # A Python list of the slots would be forty bytes a row; the rest is what any open stream needs.
        assert tracemalloc.get_traced_memory()[0] / readers < 8 * shipments + 100_000


def test_frames_that_are_shared_are_encoded_once_for_readers_at_any_place() -> None:
    encoded = []

    def frames() -> Iterator[Frame]:
        for number in range(3):
            encoded.append(number)
            yield encode_event("changes", b"%d" % number)

    shared = SharedFrames(frames())
    one, other = iter(shared), iter(shared)
    first = next(one)
    assert encoded == [0]
    assert next(other) is first
    assert [frame.data for frame in other] == [frame.data for frame in list(shared)[1:]]
    assert len(list(one)) == 2
    assert encoded == [0, 1, 2]
