"""Dispatchers as processes: what becomes of commands when one starts, ends, is killed or is paused."""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from app.clock import SystemClock
from app.kafka.group_commits import group_commits
from app.ports import free_port
from app.settings import Settings
from app.start_error import DO_NOT_RESTART
from tests.engine.workers import delete_topic, read_all
from tests.product.tracker import Tracker, running
from tests.system.commands import SETTLE_S, Desk, a_desk, reporting
from tests.waiting import eventually, eventually_after

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
MakeSettings = Callable[..., Settings]
STOPS_WITHIN_S = 10.0
SESSION_S = 2.0


@asynccontextmanager
async def a_dispatcher(make_settings: MakeSettings, folder: Path, name: str) -> AsyncIterator[Tracker]:
    """Yield a dispatcher that was started."""
    settings = make_settings(
        dispatcher=name,
        data=folder / name,
        http_port=free_port(),
        session_timeout_s=SESSION_S,
        table_wait_s=1,
        sweep_interval_s=3600,  # what is judged here is what the desk sent
    )
    async with running("dispatcher", settings, folder / f"{name}-said") as tracked:
        yield tracked


async def are_committed(settings: Settings) -> bool:
    """Tell whether the group has committed every command."""
    records = await read_all(settings, settings.commands_topic)
    ends = dict.fromkeys(range(settings.partitions), 0)
    for record in records:
        ends[record.partition] = record.offset + 1
    commits = await group_commits(
        settings.bootstrap, settings.deliveries_app_id, settings.commands_topic, settings.partitions
    )
    return {p: commits[p].offset if p in commits else 0 for p in ends} == ends


async def test_a_dispatcher_answers_probes_decides_commands_drains_at_a_stop_and_continues_where_it_was(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings()
    async with ClientSession() as session, a_dispatcher(make_settings, tmp_path, "one") as tracked:
        await tracked.until_ready(session)
        assert await tracked.is_live(session)
        async with session.get(f"{tracked.url}/api/shipments") as response:
            assert response.status == 404, "it serves no readers"
        async with a_desk(settings, SystemClock().now()) as desk:
            await desk.report(2)
            await tracked.terminate(STOPS_WITHIN_S)  # with commands under way
            await desk.report(1)
            async with a_dispatcher(make_settings, tmp_path, "one") as again:
                await again.until_ready(session)
                await desk.until_decided()
                assert await again.metric(session, "tracker_partitions") == settings.partitions
                await again.terminate(STOPS_WITHIN_S)
                assert await are_committed(settings)
                assert "Traceback" not in tracked.said + again.said
            await desk.judge()


async def test_no_command_is_lost_when_one_of_two_dispatchers_is_killed_and_returns(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings()
    async with (
        a_dispatcher(make_settings, tmp_path, "stays") as stays,
        a_dispatcher(make_settings, tmp_path, "dies") as dies,
        ClientSession() as session,
        a_desk(settings, SystemClock().now()) as desk,
    ):
        await asyncio.gather(*(tracked.until_ready(session) for tracked in (stays, dies)))
        await desk.report(1)
        await _share_all(settings, session, stays, dies)
        async with _under_load(desk):
            dies.process.kill()
            dies.process.wait()
            await eventually_after(lambda: _has_all(settings, session, stays), SETTLE_S)
            dies.process.start()
            await _share_all(settings, session, stays, dies)
        await desk.until_decided()
        await desk.judge()


async def test_a_dispatcher_that_was_paused_beyond_its_session_writes_nothing_over_the_new_owner(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings()
    async with (
        a_dispatcher(make_settings, tmp_path, "stays") as stays,
        a_dispatcher(make_settings, tmp_path, "sleeps") as sleeps,
        ClientSession() as session,
        a_desk(settings, SystemClock().now()) as desk,
    ):
        await asyncio.gather(*(tracked.until_ready(session) for tracked in (stays, sleeps)))
        await _share_all(settings, session, stays, sleeps)
        async with _under_load(desk):
            sleeps.process.send(signal.SIGSTOP)
            try:
                await eventually_after(lambda: _has_all(settings, session, stays), SETTLE_S)
                await desk.report(1)
            finally:
                sleeps.process.send(signal.SIGCONT)
            await _share_all(settings, session, stays, sleeps)
        await desk.until_decided()
        await desk.judge()


async def test_a_lost_table_ends_the_dispatcher_with_what_to_do(make_settings: MakeSettings, tmp_path: Path) -> None:
    settings = make_settings()
    async with a_dispatcher(make_settings, tmp_path, "one") as tracked, ClientSession() as session:
        await tracked.until_ready(session)
        async with a_desk(settings, SystemClock().now()) as desk:
            await desk.report(1)
            await desk.until_decided()
        await tracked.terminate(STOPS_WITHIN_S)
    await delete_topic(settings, settings.deliveries_changelog_topic)
    shutil.rmtree(tmp_path / "one" / "state")
    async with a_dispatcher(make_settings, tmp_path, "one") as tracked:
        await eventually(lambda: tracked.process.code is not None, SETTLE_S)
        assert tracked.process.code == DO_NOT_RESTART
        assert f"table_lost: the topic {settings.deliveries_changelog_topic} lacks the rows" in tracked.said


async def test_a_topic_of_commands_that_was_created_again_ends_the_dispatcher_until_its_offsets_are_raised(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings()
    async with a_dispatcher(make_settings, tmp_path, "one") as tracked, ClientSession() as session:
        await tracked.until_ready(session)
        async with a_desk(settings, SystemClock().now()) as desk:
            await desk.report(1)
            await desk.until_decided()
            await tracked.terminate(STOPS_WITHIN_S)
            await delete_topic(settings, settings.commands_topic)
            async with a_dispatcher(make_settings, tmp_path, "one") as stopped:
                await eventually(lambda: stopped.process.code is not None, SETTLE_S)
                assert stopped.process.code == DO_NOT_RESTART
                assert f"input_replaced: the topic {settings.commands_topic} does not hold what" in stopped.said
            await _raise_offsets(settings, settings.commands_topic, to=1_000)
            async with a_dispatcher(make_settings, tmp_path, "one"):
                await desk.report(1)
                await desk.until_decided()


async def _raise_offsets(settings: Settings, topic: str, to: int) -> None:
    """Write records into each partition and delete them, as docs/production.md says."""
    partitions = range(settings.partitions)
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap) as producer:
        for partition in partitions:
            await asyncio.gather(*[await producer.send(topic, b"x", partition=partition) for _ in range(to)])
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap)
    await admin.start()
    try:
        await admin.delete_records({TopicPartition(topic, p): RecordsToDelete(before_offset=to) for p in partitions})
    finally:
        await admin.close()


@asynccontextmanager
async def _under_load(desk: Desk) -> AsyncIterator[None]:
    """Report statuses until the block ends."""
    enough = asyncio.Event()
    load = asyncio.create_task(reporting(desk, enough))
    try:
        yield
    finally:
        enough.set()
        await load


async def _has_all(settings: Settings, session: ClientSession, tracked: Tracker) -> bool:
    return (await tracked.samples(session)).get("tracker_partitions") == settings.partitions


async def _share_all(settings: Settings, session: ClientSession, *dispatchers: Tracker) -> None:
    """Return once each of them has partitions, and together they have all."""

    async def are_shared() -> bool:
        shares = [(await each.samples(session)).get("tracker_partitions", 0) for each in dispatchers]
        return all(shares) and sum(shares) == settings.partitions

    await eventually_after(are_shared, SETTLE_S)
