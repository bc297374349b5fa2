"""10 000 hostile requests, slow ones, and too many: nothing answers 5xx, hangs or crashes."""

import asyncio
import contextlib
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.builders import a_fix
from tests.keys.created import created_key
from tests.product.tracker import Tracker, running
from tests.system.hostile import hostile_requests
from tests.system.test_keys import bearer

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
SEED, REQUESTS, AT_ONCE = 20_260_101, 10_000, 100
REQUESTS_OF_A_CHANGE = 1_000
ANSWER_S = 30.0
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
QUICK = {"request_body_s": 2.0, "connection_idle_s": 3.0}


async def _send(port: int, raw: bytes) -> bytes:
    """Send bytes and no more; return all that comes back until the server closes, or until the stream is open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    try:
        with contextlib.suppress(ConnectionError):
            writer.write(raw)
            await writer.drain()
            while (part := await reader.read(65_536)) and b"text/event-stream" not in (answer := answer + part):
                pass
    finally:
        writer.close()
    return answer


async def _send_all(port: int, requests: Sequence[bytes]) -> Counter[str]:
    statuses: Counter[str] = Counter()
    waiting = iter(requests)

    async def sender() -> None:
        for raw in waiting:
            async with asyncio.timeout(ANSWER_S):
                answer = await _send(port, raw)
            found = [status.decode() for status in STATUS.findall(answer)]  # 100 Continue may stand before the answer
            assert not [status for status in found if status[0] == "5"], (raw[:500], answer[:500])
            status = found[-1] if found else "none"
            statuses[status] += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(sender())
    return statuses


async def _works(tracked: Tracker, session: ClientSession, key: str) -> None:
    fix = a_fix(timestamp=time.time(), shipmentId="still-here")
    async with session.post(f"{tracked.url}/api/shipments/update", json=fix, headers=bearer(key)) as answer:
        assert answer.status == 202, await answer.text()
    async with asyncio.timeout(ANSWER_S):
        while True:
            async with session.get(f"{tracked.url}/api/shipments/still-here", headers=bearer(key)) as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("requests", [REQUESTS_OF_A_CHANGE, pytest.param(REQUESTS, marks=pytest.mark.nightly)])
async def test_hostile_requests_get_no_5xx_and_do_not_end_the_process(
    make_settings: Callable[..., Settings], tmp_path: Path, requests: int
) -> None:
    # No limit of rates: it would turn the hostile away before they come as far as what is tried here.
    settings = make_settings(
        auth="on", rate_refused_per_s=0, rate_key_per_s=0, request_body_s=0.5, connection_idle_s=0.5
    )
    key = await created_key(settings, "stranger", "admin")
    async with running("worker", settings, tmp_path / "said") as worker, ClientSession() as session:
        await worker.until_ready(session)
        pid = worker.process.pid
        statuses = await _send_all(settings.http_port, hostile_requests(SEED, requests, key))
        print(dict(statuses))
        assert statuses.total() == requests
        assert {"200", "400", "401", "404", "405", "415", "422"} <= set(statuses), "they came as far as everything"
        assert (worker.process.code, worker.process.pid) == (None, pid)
        await worker.until_ready(session)
        await _works(worker, session, key)
    assert "Traceback" not in worker.said
    assert key[13:] not in worker.said


async def _answer_to_slow(port: int, *parts: bytes) -> tuple[bytes, float]:
    """Send the parts and then nothing; return what came back by the time the server closed, and after how long."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    async with asyncio.timeout(ANSWER_S):
        answer = await reader.read()
    writer.close()
    return answer, time.monotonic() - began


async def test_who_sends_slowly_or_not_at_all_is_let_go(make_settings: Callable[..., Settings], tmp_path: Path) -> None:
    settings = make_settings(**QUICK)
    async with running("edge", settings, tmp_path / "said") as edge, ClientSession() as session:
        await edge.until_ready(session)
        head = b"POST /api/shipments/update HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"
        port = settings.http_port
        silent, half_head, half_body = await asyncio.gather(
            _answer_to_slow(port),
            _answer_to_slow(port, b"GET / HT", b"TP/1.1\r\nHost"),
            _answer_to_slow(port, head, b"{"),
        )
        assert silent[0] == half_head[0] == b""
        assert half_body[0].startswith(b"HTTP/1.1 408 ")
        assert b'"code":"too_slow"' in half_body[0]
        print("let go after", [round(after, 1) for _, after in (silent, half_head, half_body)], "s")
        assert await edge.metric(session, "tracker_requests_too_slow_total") == 1


async def test_connections_beyond_the_most_are_told_so_and_room_comes_back(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(max_connections=20)
    async with running("edge", settings, tmp_path / "said") as edge, ClientSession() as session:
        await edge.until_ready(session)
        held = [await asyncio.open_connection("127.0.0.1", settings.http_port) for _ in range(20)]
        answer, _ = await _answer_to_slow(settings.http_port)
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b'"code":"overloaded"' in answer
        for _, writer in held:
            writer.close()
        await edge.until_ready(session)
        assert await edge.metric(session, "tracker_connections_refused_total") >= 1


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01 no http\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer trk_secret\x01\r\n\r\n",
        b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(200)) + b"\r\n",
    ],
    ids=["noise", "control character", "long line", "many headers"],
)
async def test_what_is_no_http_gets_a_problem_that_repeats_nothing(
    make_settings: Callable[..., Settings], tmp_path: Path, raw: bytes
) -> None:
    settings = make_settings(kafka="127.0.0.1:1")  # the web server answers before Kafka does
    async with running("edge", settings, tmp_path / "said") as edge, ClientSession() as session:
        async with asyncio.timeout(60):
            while not await edge.is_live(session):
                await asyncio.sleep(0.05)
        answer = await _send(settings.http_port, raw)
        found = STATUS.match(answer)
        assert found is not None
        assert found[1] == b"400"
        assert b'"code":"bad_http"' in answer
        assert b"secret" not in answer
        assert b"aiohttp" not in answer.lower()
        assert b"python" not in answer.lower()
    assert "Traceback" not in edge.said
    assert "secret" not in edge.said
