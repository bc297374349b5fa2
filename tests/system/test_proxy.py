"""Two edges behind the real proxy with its real configuration: no client notices that an edge stops."""

import asyncio
import io
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.ports import free_port
from app.settings import Settings
from tests.builders import a_fix
from tests.deployment.real_nginx import NGINX, running_nginx
from tests.product.tracker import Tracker, running
from tests.system.aftermath import table_matches
from tests.system.cluster import BACK_S, restarted
from tests.system.readers import Reader, following
from tests.system.steady import steady_devices
from tests.waiting import eventually

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(120),
    pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine"),
]
MakeSettings = Callable[..., Settings]
EVENT_WITHIN_S = 5.0
"""A buffered stream would hold an event back until the next kilobytes."""
SHARE_AGAIN = 0.05
PATH = "/api/shipments/update"


async def test_through_the_proxy_streams_are_live_and_posts_continue_when_an_edge_is_stopped_or_killed(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    ports = free_port(count=3)
    settings = make_settings(http_port=ports, data=tmp_path / "data")
    async with (
        running("run --workers 1 --edges 2", settings, tmp_path / "said") as cluster,
        ClientSession() as session,
    ):
        *edges, worker = (Tracker(cluster.process, make_settings(http_port=ports + n)) for n in range(3))
        await asyncio.gather(*(tracked.until_ready(session) for tracked in (worker, *edges)))
        async with running_nginx([edge.settings.http_port for edge in edges], tmp_path / "proxy") as url:
            readers = [Reader(url) for _ in range(4)]
            async with following(readers):
                await eventually(lambda: all(reader.dashboard.is_current for reader in readers))
                assert all([await edge.metric(session, "tracker_stream_clients") for edge in edges])
                seen = a_fix(shipmentId="seen")
                async with session.post(url + PATH, json=seen) as response:
                    assert response.status == 202
                await eventually(lambda: all("seen" in reader.dashboard.rows for reader in readers), EVENT_WITHIN_S)
                async with steady_devices([url]) as steady:
                    for edge, number in zip(edges, (signal.SIGTERM, signal.SIGKILL), strict=True):
                        await restarted("edge", edge, number, session)
                print(len(steady.fixes), "posts; sent again after:", dict(steady.retried))
                # Usually none. While an edge is down every second request would fail if the proxy did not retry.
                assert steady.retried.total() < SHARE_AGAIN * len(steady.fixes)
                rows = await table_matches(worker, session, [seen, *steady.fixes])
                await eventually(lambda: all(reader.shows(rows) for reader in readers), BACK_S)
                assert all(reader.connections > 1 for reader in readers)
            await _hears_the_tracker_itself(url, session)
        assert "Traceback" not in cluster.said


async def test_a_client_that_forges_its_address_still_has_one_limit(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    # As in Compose, where what Docker may choose for the proxy is trusted, and clients may come from there too.
    limits = {"rate_address_per_s": 0.001, "rate_address_burst": 5}
    settings = make_settings(kafka="127.0.0.1:1", trusted_proxies="127.0.0.0/8", **limits)
    async with running("edge", settings, tmp_path / "said") as edge, ClientSession() as session:
        async with asyncio.timeout(60):
            while not await edge.is_live(session):
                await asyncio.sleep(0.05)
        async with running_nginx([settings.http_port], tmp_path / "proxy") as url:
            statuses = []
            for number in range(8):
                headers = {"X-Forwarded-For": f"6.6.6.{number}"}
                async with session.get(f"{url}/api/session", headers=headers) as response:
                    statuses.append(response.status)
            assert statuses == [200] * 5 + [429] * 3


async def _hears_the_tracker_itself(url: str, session: ClientSession) -> None:
    too_large = io.BytesIO(b" " * (5 << 20))
    async with session.post(f"{url}{PATH}s", data=too_large, headers={"Content-Type": "application/json"}) as response:
        assert (response.status, (await response.json())["code"]) == (413, "too_large")
    async with session.get(url + "/nothing-here") as response:
        assert (response.status, (await response.json())["code"]) == (404, "unknown_path")
    async with session.get(url) as response:
        assert (response.status, response.content_type) == (200, "text/html")
    async with session.get(url + "/metrics") as response:
        assert response.status == 404
        assert response.content_type == "text/html", "it is the proxy that refuses"
