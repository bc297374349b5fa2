"""A table whose input cannot rebuild it: what each loss of its changelog, its state and its commits leads to.

The input is emptied before each loss, so that a count can come from nowhere but a changelog or a state folder.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from app.kafka.group_commits import group_commits
from app.settings import Settings
from app.start_error import DO_NOT_RESTART
from app.table.spec import is_row_key
from tests.engine.counter import ONE_WAY, counter_table
from tests.engine.counters import SETTLE_S, Counters, Steps, sending, until_counted
from tests.engine.workers import delete_topic, read_all
from tests.product.process import Process
from tests.waiting import eventually, eventually_after

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
MakeSettings = Callable[..., Settings]


class World:
    """An installation of the second application, what it was sent, and the ways to damage it."""

    def __init__(self, settings: Settings, folder: Path, steps: Steps) -> None:
        self.settings, self.steps = settings, steps
        self.table = counter_table(settings)
        self.counters = Counters(settings, folder, ONE_WAY)

    async def are_committed(self) -> bool:
        """Tell whether the group has committed all of the input."""
        table, ends = self.table, await self._ends()
        commits = await group_commits(self.settings.bootstrap, table.app_id, table.input_topic, table.partitions)
        return {p: commit.offset for p, commit in commits.items()} == {p: end for p, end in ends.items() if end}

    async def settle(self) -> None:
        """Return once everything sent is counted and committed, and leave nothing of it in the input."""
        await until_counted(self.steps)
        await eventually_after(self.are_committed, SETTLE_S)
        admin = AIOKafkaAdminClient(bootstrap_servers=self.settings.bootstrap)
        await admin.start()
        try:
            ends = await self._ends()
            await admin.delete_records(
                {
                    TopicPartition(self.table.input_topic, p): RecordsToDelete(before_offset=end)
                    for p, end in ends.items()
                }
            )
        finally:
            await admin.close()

    async def lose_changelog(self) -> None:
        """Delete the changelog."""
        await delete_topic(self.settings, self.table.changelog_topic)

    async def reset_commits(self) -> None:
        """Set the group's commits to the beginning, as Kafka's tools do, while the group has no member."""
        tps = [TopicPartition(self.table.input_topic, p) for p in range(self.settings.partitions)]
        async with AIOKafkaConsumer(bootstrap_servers=self.settings.bootstrap, group_id=self.table.app_id) as consumer:
            consumer.assign(tps)
            await consumer.commit(dict.fromkeys(tps, 0))

    async def rows_in_changelog(self) -> int:
        """Return how many records of rows the changelog has."""
        records = await read_all(self.settings, self.table.changelog_topic)
        return sum(is_row_key(record.key) for record in records)

    async def _ends(self) -> dict[int, int]:
        tps = [TopicPartition(self.table.input_topic, p) for p in range(self.settings.partitions)]
        async with AIOKafkaConsumer(bootstrap_servers=self.settings.bootstrap) as consumer:
            return {tp.partition: end for tp, end in (await consumer.end_offsets(tps)).items()}


@pytest.fixture
async def world(make_settings: MakeSettings, tmp_path: Path) -> AsyncIterator[World]:
    settings = make_settings(session_timeout_s=2, table_wait_s=60)
    async with sending(settings) as steps:
        yield World(settings, tmp_path, steps)


async def is_ready(process: Process) -> None:
    """Return once the process has said that it is ready."""
    await eventually(lambda: "ready after" in process.said, SETTLE_S)


def end(process: Process) -> None:
    process.kill()
    process.wait()


@asynccontextmanager
async def counted_rounds(world: World, *names: str, rounds: int = 3) -> AsyncIterator[list[Process]]:
    """Yield processes of these names after some rounds were sent and settled."""
    async with AsyncExitStack() as stack:
        processes = [stack.enter_context(world.counters.running(name)) for name in names]
        await world.steps.send(rounds)
        await world.settle()
        yield processes


async def test_the_rows_of_the_state_folder_return_into_a_new_changelog_and_counting_continues(world: World) -> None:
    async with counted_rounds(world, "a") as [process]:
        end(process)
    await world.lose_changelog()
    with world.counters.running("a") as process:
        await is_ready(process)
        await until_counted(world.steps)  # a reader of the new changelog sees every row
        await world.steps.send(2)
        await until_counted(world.steps)


async def test_a_running_process_notices_the_loss_and_its_next_start_writes_the_rows_back(world: World) -> None:
    async with counted_rounds(world, "a") as [process]:
        await world.lose_changelog()
        await eventually(lambda: not process.is_running, SETTLE_S)
        assert "the table's changelog is gone" in process.said
    with world.counters.running("a") as process:
        await is_ready(process)
        await world.steps.send(1)
        await until_counted(world.steps)


@pytest.mark.nightly
async def test_a_changelog_that_is_lost_twice_without_a_command_in_between_returns_twice(world: World) -> None:
    async with counted_rounds(world, "a") as [process]:
        end(process)
    for _ in range(2):
        await world.lose_changelog()
        with world.counters.running("a") as process:
            await is_ready(process)
            await until_counted(world.steps)
            end(process)
    with world.counters.running("a") as process:
        await is_ready(process)
        await world.steps.send(1)
        await until_counted(world.steps)


async def test_an_outdated_state_waits_for_the_process_that_has_the_newest_rows(world: World) -> None:
    async with counted_rounds(world, "a") as [first]:  # a has all partitions, then loses half of them to b
        with world.counters.running("b") as second:
            await is_ready(second)
            await world.steps.send(2)
            await world.settle()
            end(second)
            end(first)
    await world.lose_changelog()
    with world.counters.running("a") as first:
        await eventually(lambda: "is older than the last commit and is not used" in first.said, SETTLE_S)
        assert not await world.steps.are_counted()
        await world.steps.send(1)
        with world.counters.running("b"):
            await until_counted(world.steps)


async def test_without_changelog_and_state_a_group_with_commits_is_table_lost(world: World) -> None:
    async with counted_rounds(world, "a") as [process]:
        end(process)
    await world.lose_changelog()
    world.counters.forget("a")
    world.counters.settings = world.settings.model_copy(update={"table_wait_s": 1.0})
    with world.counters.running("a") as process:
        await eventually(lambda: process.code is not None, SETTLE_S)
        assert process.code == DO_NOT_RESTART
        assert f"table_lost: the topic {world.table.changelog_topic} lacks the rows of the table counts" in process.said
        assert f"the consumer group {world.table.app_id} has commits" in process.said
    assert await world.rows_in_changelog() == 0


async def test_a_lost_state_folder_is_restored_from_the_changelog(world: World) -> None:
    async with counted_rounds(world, "a") as [process]:
        end(process)
    world.counters.forget("a")
    with world.counters.running("a") as process:
        await is_ready(process)
        await world.steps.send(1)
        await until_counted(world.steps)


async def test_commits_that_were_reset_change_no_row(world: World) -> None:
    with world.counters.running("a") as process:
        await world.steps.send(2)
        await until_counted(world.steps)
        end(process)
    await eventually_after(lambda: _reset(world), SETTLE_S)
    world.counters.forget("a")
    with world.counters.running("a") as process:
        await is_ready(process)
        await world.steps.send(1)
        await until_counted(world.steps)


async def test_reset_commits_and_a_lost_changelog_leave_the_rows_of_the_state_folder(world: World) -> None:
    async with counted_rounds(world, "a") as [process]:
        end(process)
    await eventually_after(lambda: _reset(world), SETTLE_S)
    await world.lose_changelog()
    with world.counters.running("a") as process:
        await is_ready(process)
        await world.steps.send(1)
        await until_counted(world.steps)


async def _reset(world: World) -> bool:
    try:
        await world.reset_commits()
    except Exception:  # the group has a member until the session of the killed process has ended
        return False
    return True
