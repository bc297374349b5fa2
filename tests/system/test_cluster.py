"""Two edges and two workers under one supervisor: any edge shows everything, whoever comes and goes."""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.ports import free_port
from app.settings import Settings
from app.start_error import DO_NOT_RESTART
from tests.kafka.processes import command_of, run_tracker
from tests.system.aftermath import table_matches
from tests.system.readers import Reader, following
from tests.system.senders import Ledger, send_all
from tests.system.storm import Request, a_storm
from tests.system.tracked import Tracker, running
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
SHIPMENTS = 6_000
BACK_S = 30.0
MakeSettings = Callable[..., Settings]


def free_ports(count: int) -> int:
    """Return the first of so many free ports in a row."""
    while True:
        first = free_port()
        with suppress(OSError):
            if first + count < 65_535 and all(_is_free(first + n) for n in range(1, count)):
                return first


def _is_free(port: int) -> bool:
    socket.create_server(("127.0.0.1", port)).close()
    return True


def pid_of(role: str, port: int) -> int | None:
    """Return the process of this role that serves this port, if it runs."""
    variable = f"\0TRACKER_HTTP_PORT={port}\0".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and f" -m app {role} " in command_of(int(entry.name)):
            with suppress(OSError):
                if variable in b"\0" + (entry / "environ").read_bytes():
                    return int(entry.name)
    return None


def end(role: str, tracked: Tracker, number: signal.Signals) -> int:
    """Send a signal to the process behind an address; return its id."""
    pid = pid_of(role, tracked.settings.http_port)
    assert pid is not None
    os.kill(pid, number)
    return pid


class Load:
    """Devices that post through both edges while something happens."""

    def __init__(self, requests: Sequence[Request], urls: Sequence[str], parts: int) -> None:
        self.ledger = Ledger()
        self._urls, self._parts = urls, [requests[n::parts] for n in range(parts)]

    async def during(self, event: Callable[[], Awaitable[None]]) -> None:
        """Post the next part of the storm, and let the event happen in its middle."""
        part, before = self._parts.pop(), self.ledger.decided
        sending = asyncio.create_task(send_all(part, self._urls, self.ledger))
        await eventually(lambda: self.ledger.decided > before + 0.2 * len(part), 60)
        await event()
        await sending


async def test_no_202_is_lost_and_both_edges_show_the_same_whoever_is_killed_added_removed_or_restarted(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    first = free_ports(4)
    settings = make_settings(http_port=first, data=tmp_path / "cluster")
    third = make_settings(http_port=free_port(), data=tmp_path / "third", worker="third")
    async with (
        running("run --workers 2 --edges 2", settings, tmp_path / "said") as cluster,
        ClientSession() as session,
    ):
        one, two, worker_one, worker_two = (
            Tracker(cluster.process, make_settings(http_port=first + n), tmp_path / "said") for n in range(4)
        )
        for tracked in (one, two, worker_one, worker_two):
            await tracked.until_ready(session)
        readers = [Reader(one.url), Reader(two.url)]
        storm = a_storm(SHIPMENTS, now=SystemClock().now())
        load = Load(storm.requests, [one.url, two.url], parts=4)

        async def back(role: str, tracked: Tracker, number: signal.Signals) -> None:
            old = end(role, tracked, number)
            await eventually(lambda: pid_of(role, tracked.settings.http_port) not in (None, old), BACK_S)
            await tracked.until_ready(session)

        async def gather(*events: Awaitable[None]) -> None:
            await asyncio.gather(*events)

        async def a_third_worker_comes_and_goes() -> None:
            async with running("worker", third, tmp_path / "third-said") as joined:
                await joined.until_ready(session)
                joined.process.send_signal(signal.SIGTERM)
                await eventually(lambda: joined.process.poll() == 0, BACK_S)
                assert "Traceback" not in joined.said

        async with following(readers):
            await load.during(lambda: back("worker", worker_one, signal.SIGKILL))
            await load.during(lambda: back("edge", one, signal.SIGKILL))
            await load.during(a_third_worker_comes_and_goes)
            await load.during(
                lambda: gather(back("worker", worker_two, signal.SIGTERM), back("edge", two, signal.SIGTERM))
            )
            rows = await table_matches(one, session, storm.fixes)
            for other in (two, worker_one, worker_two):
                assert await table_matches(other, session, storm.fixes) == rows  # one may be a moment behind
            await eventually(lambda: all(reader.shows(rows) for reader in readers), BACK_S)
        assert (load.ledger.wrong, load.ledger.refused.total()) == ([], storm.garbage)
        assert "Traceback" not in cluster.said
        print("sent again after:", dict(load.ledger.retried), cluster.said)


async def test_a_worker_without_a_partition_serves_and_one_with_a_foreign_state_folder_ends_with_a_sentence(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    owner = make_settings(partitions=1, worker="owner", data=tmp_path / "one")
    spare = make_settings(partitions=1, worker="spare", data=tmp_path / "two", http_port=free_port())
    storm = a_storm(50, now=SystemClock().now())
    async with (
        running("worker", owner, tmp_path / "owner-said") as owning,
        running("worker", spare, tmp_path / "spare-said") as standby,
        ClientSession() as session,
    ):
        await owning.until_ready(session)
        await standby.until_ready(session)
        await send_all(storm.requests, [standby.url], Ledger())
        rows = await table_matches(owning, session, storm.fixes)
        assert await table_matches(standby, session, storm.fixes) == rows
        again = owner.model_copy(update={"http_port": free_port(), "takeover_wait_s": 0.2})
        changed = again.model_dump(include=owner.model_fields_set | {"takeover_wait_s"})
        code, said = await asyncio.to_thread(run_tracker, "worker", **changed)
        assert (code, "Traceback" in said) == (DO_NOT_RESTART, False)
        assert "is in use by another worker: give each worker of a machine its own TRACKER_WORKER name" in said
        assert "Traceback" not in owning.said + standby.said


async def test_workers_and_edges_with_another_partition_count_end_at_once_and_say_why(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    made = make_settings(partitions=2)
    assert run_tracker("topics", **made.model_dump(include=made.model_fields_set))[0] == 0
    other = make_settings(partitions=3, http_port=free_ports(2), data=tmp_path / "data")
    changed = other.model_dump(include=other.model_fields_set)
    code, said = await asyncio.to_thread(run_tracker, "run", "--edges", "1", **changed)
    assert code == 1
    assert "set TRACKER_PARTITIONS=2 or use another TRACKER_PREFIX" in said
    assert "is started again" not in said
    assert "Traceback" not in said
