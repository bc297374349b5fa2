"""How far the input is processed, against a real Kafka: a tombstone must not overtake a fix that still waits."""

import asyncio
from collections.abc import Callable

from app.domain.partition import partition_of
from app.engine.input_progress import InputProgress
from app.settings import Settings
from tests.builders import NOON, a_fix
from tests.engine.workers import produce, running_worker
from tests.waiting import eventually

ALL = {0, 1, 2, 3}


async def test_a_partition_is_read_to_the_end_once_the_agent_is_through_with_all_that_kafka_holds(
    make_settings: Callable[..., Settings],
) -> None:
    settings = make_settings(serve=False)
    home = partition_of("PKG-1", settings.partitions)
    async with running_worker(settings) as worker:
        progress, may_go_on = InputProgress(worker.app, wait_s=0.3), asyncio.Event()
        assert await progress.read_to_the_end(ALL) == ALL, "nothing was ever sent"
        worker.rows.wait_for_room = may_go_on.wait  # type: ignore[assignment, method-assign]
        await produce(settings, a_fix(shipmentId="PKG-1", timestamp=NOON))
        await eventually(lambda: worker.row("PKG-1"))
        assert await progress.read_to_the_end(ALL) == ALL - {home}
        may_go_on.set()
        assert await progress.read_to_the_end({home}) == {home}
    async with running_worker(settings) as worker:
        assert await InputProgress(worker.app).read_to_the_end(ALL) == ALL, "all was committed before the restart"
