"""TLS through a whole process: positions, streams and sign-ins over it, and a certificate that changes under them."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from aiohttp import ClientSession, ClientSSLError, TCPConnector

from app.settings import Settings
from app.start_error import DO_NOT_RESTART
from tests.keys.created import created_key
from tests.product.tracker import run_command, running
from tests.sse import read_events
from tests.system.test_keys import bearer, post, until
from tests.waiting import eventually_after
from tests.web.server.certificates import files_in, trusting

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
ARRIVES_S = 60.0


async def test_a_worker_serves_its_readers_over_tls_across_a_change_of_the_certificate(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    first, second = trustme.CA(), trustme.CA()
    files = files_in(tmp_path)
    files.issue(first)
    settings = make_settings(auth="on", heartbeat_s=0.5, **files.settings)
    key = await created_key(settings, "all", "read", "ingest")
    async with (
        running("worker", settings, tmp_path / "said") as worker,
        ClientSession(connector=TCPConnector(ssl=trusting(first))) as session,
        ClientSession(connector=TCPConnector(ssl=trusting(second))) as later,
    ):
        await worker.until_ready(session)
        await until(session, (worker,), key, 200)
        async with session.post(f"{worker.url}/api/session", json={"key": key}) as answer:
            assert answer.cookies["tracker_session"]["secure"]
        async with session.get(f"{worker.url}/api/stream", headers=bearer(key)) as stream:
            events = read_events(stream)
            files.issue(second)
            await eventually_after(lambda: worker.is_live(later), within_s=ARRIVES_S)
            assert await post(later, worker, key, shipmentId="OVER-TLS") == 202
            async with asyncio.timeout(ARRIVES_S):
                async for event in events:
                    if "OVER-TLS" in str(event.data):
                        break
        with pytest.raises(ClientSSLError):
            await session.get(f"{worker.url}/health/live")
        assert "new connections get the new certificate" in worker.said
        assert await worker.terminate(within_s=30) < settings.shutdown_s


@pytest.mark.parametrize("role", ["edge", "worker", "dispatcher"])
async def test_a_process_without_its_certificate_says_so_and_is_not_restarted(
    role: str, make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(kafka="127.0.0.1:1", tls_cert=str(tmp_path / "missing.pem"))
    changed = settings.model_dump(include=settings.model_fields_set)
    code, said = await asyncio.to_thread(run_command, role, **changed)
    assert code == DO_NOT_RESTART
    assert "missing.pem: no such file" in said
