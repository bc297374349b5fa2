"""Keys in a cluster: made and revoked while it runs, from the command line and over HTTP, in force everywhere at once."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.ports import free_port
from app.settings import Settings
from tests.builders import a_fix
from tests.product.tracker import Tracker, run_command, running
from tests.sse import read_events
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
IN_FORCE_S = 10.0
ENDS_S = 10.0


class Keys:
    """`python -m app keys` for one installation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.model_dump(include={"kafka", "prefix", "partitions", "data"})
        self.said = ""

    async def run(self, *arguments: str, code: int = 0) -> str:
        """Run a command; return what it said."""
        returned, said = await asyncio.to_thread(run_command, "keys", *arguments, **self._settings)
        assert returned == code, said
        return said.strip()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def status_at(session: ClientSession, tracked: Tracker, key: str, path: str = "/api/shipments") -> int:
    async with session.get(tracked.url + path, headers=bearer(key)) as answer:
        return answer.status


async def until(session: ClientSession, trackers: tuple[Tracker, ...], key: str, status: int) -> None:
    async with asyncio.timeout(IN_FORCE_S):
        for tracked in trackers:
            while await status_at(session, tracked, key) != status:
                await asyncio.sleep(0.05)


async def post(session: ClientSession, tracked: Tracker, key: str, **fields: Any) -> int:
    fix = a_fix(timestamp=time.time(), **fields)
    async with session.post(f"{tracked.url}/api/shipments/update", json=fix, headers=bearer(key)) as answer:
        return answer.status


async def test_keys_are_created_and_revoked_while_the_cluster_runs(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    def settings_of(name: str) -> Settings:
        return make_settings(auth="on", data=tmp_path / name, http_port=free_port())

    keys = Keys(settings_of("keys"))
    # Before anything runs, and before the topics exist.
    admin = await keys.run("create", "--name", "operator", "--scope", "admin")
    async with (
        running("worker", settings_of("worker"), tmp_path / "worker-said") as worker,
        running("edge", settings_of("edge"), tmp_path / "edge-said") as edge,
        ClientSession() as session,
    ):
        both = (worker, edge)
        await asyncio.gather(*(tracked.until_ready(session) for tracked in both))
        await until(session, both, admin, 200)
        for tracked in both:
            async with session.get(f"{tracked.url}/api/shipments") as answer:
                assert answer.status == 401

        # One from the command line, one over HTTP at one process: both count at both.
        reader = await keys.run("create", "--name", "reader", "--scope", "read")
        wish = {"name": "Dave's phone", "scopes": ["ingest"], "driver": "Dave-007"}
        async with session.post(f"{edge.url}/api/keys", json=wish, headers=bearer(admin)) as answer:
            assert answer.status == 201, await answer.text()
            phone = (await answer.json())["key"]
        assert await post(session, edge, phone) == 202, "where it was made, it is in force at once"
        await until(session, both, reader, 200)
        await until(session, (worker,), phone, 403)
        assert await post(session, worker, phone, driverId="Dave-008") == 403

        streams = [asyncio.create_task(_last_event(session, tracked, reader)) for tracked in both]
        for tracked in both:
            await _until_streams(session, tracked, admin, 1)
        listed = await keys.run("list")
        assert [line.split()[1] for line in listed.splitlines()[1:]] == ["operator", "reader", "Dave's"]
        [reader_id] = [line.split()[0] for line in listed.splitlines() if "reader" in line]
        revoked_at = time.monotonic()
        await keys.run("revoke", reader_id)
        async with asyncio.timeout(ENDS_S):
            assert await asyncio.gather(*streams) == ["bye", "bye"]
        print(f"the streams of a revoked key ended {time.monotonic() - revoked_at:.1f} s after the command began")
        await until(session, both, reader, 401)

        async with session.delete(f"{worker.url}/api/keys/{phone[4:12]}", headers=bearer(admin)) as answer:
            assert answer.status == 200
        assert await post(session, worker, phone) == 401
        await until(session, both, phone, 401)
    said = worker.said + edge.said
    for key in (admin, reader, phone):
        assert key[13:] not in said
        assert key[13:] not in listed
    assert "Traceback" not in said


async def _last_event(session: ClientSession, tracked: Tracker, key: str) -> str:
    name = ""
    async with session.get(f"{tracked.url}/api/stream", headers=bearer(key)) as response:
        assert response.status == 200
        async for event in read_events(response):
            name = event.event
    return name


async def _until_streams(session: ClientSession, tracked: Tracker, key: str, count: int) -> None:
    async with asyncio.timeout(IN_FORCE_S):
        while True:
            async with session.get(f"{tracked.url}/metrics", headers=bearer(key)) as answer:
                if f'tracker_stream_clients{{table="latest"}} {count:.1f}' in await answer.text():
                    return
            await asyncio.sleep(0.05)


async def test_keys_outlive_a_restart_and_a_revoked_one_stays_out(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(auth="on")
    keys = Keys(settings)
    kept = await keys.run("create", "--name", "kept", "--scope", "read", "--scope", "ingest")
    lost = await keys.run("create", "--name", "lost", "--scope", "read")
    await keys.run("revoke", lost[4:12])
    for number in range(2):
        async with running("edge", settings, tmp_path / f"said-{number}") as edge, ClientSession() as session:
            await edge.until_ready(session)
            assert await status_at(session, edge, kept) == 200
            assert await status_at(session, edge, lost) == 401


async def test_an_impossible_command_is_refused_in_one_sentence(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    keys = Keys(make_settings())
    said = await keys.run("create", "--name", "a", "--scope", "read", "--driver", "Dave-007", code=78)
    assert said.startswith("Only a key with no other scopes than ingest and drive")
    assert (await keys.run("revoke", "AAAAAAAA", code=78)).startswith("There is no key")
    away = Keys(make_settings(kafka=f"127.0.0.1:{free_port()}"))
    said = await away.run("list", code=78)
    assert "does not answer" in said
    assert "Traceback" not in said


async def test_a_public_server_without_keys_is_refused_or_warned_about(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(host="0.0.0.0", kafka=f"127.0.0.1:{free_port()}")
    given = settings.model_dump(include=settings.model_fields_set)
    code, said = await asyncio.to_thread(run_command, "worker", **given)
    assert code == 78
    assert said.strip().startswith("TRACKER_HOST=0.0.0.0 would let every machine")
    async with running("worker", settings.model_copy(update={"open_to_all": True}), tmp_path / "said") as worker:
        await eventually(lambda: "every machine that can reach 0.0.0.0" in worker.said, 30)
