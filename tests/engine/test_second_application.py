"""Two applications share the engine and a broker; neither loses what it acknowledged, whatever happens to the other's table."""

import json
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from app.domain.partition import partition_of
from app.settings import Settings
from app.table.spec import is_row_key
from tests.builders import NOON, a_fix
from tests.engine.counter import DELETED, counter_table, events_topic
from tests.engine.counters import KEYS, SETTLE_S, Counters, Steps, sending, until_counted
from tests.engine.workers import Worker, produce, read_all, running_worker
from tests.waiting import eventually, eventually_after

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
MakeSettings = Callable[..., Settings]


def positions_at(seconds: int) -> list[dict[str, Any]]:
    return [a_fix(shipmentId=key, timestamp=NOON + seconds) for key in KEYS]


async def is_shown(worker: Worker, seconds: int) -> None:
    def all_are_newest() -> bool:
        return all((worker.row(key) or {}).get("timestamp") == NOON + seconds for key in KEYS)

    await eventually(all_are_newest, SETTLE_S)


async def test_a_second_application_loses_nothing_by_kill_rebalance_and_lost_state_beside_the_first(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings(session_timeout_s=2)
    counters = Counters(settings, tmp_path)
    async with running_worker(settings) as worker:
        with ExitStack() as two, counters.running("b"):
            first = two.enter_context(counters.running("a"))
            async with sending(settings) as steps:
                await produce(settings, *positions_at(0))
                await steps.send(5)
                await until_counted(steps)
                first.kill()  # in the middle of a round
                await steps.send(5)
                with counters.running("c"):  # a rebalance as it comes, one as it is killed
                    await steps.send(5)
                    await until_counted(steps)
                await produce(settings, *positions_at(1))
                first.wait()
                counters.forget("a")
                two.enter_context(counters.running("a"))
                await steps.send(5)
                await until_counted(steps)
                await is_shown(worker, 1)
    await judge(settings, steps)


async def judge(settings: Settings, steps: Steps) -> None:
    """Hold changelog and events against what was acknowledged."""
    versions: dict[bytes, list[int]] = defaultdict(list)
    for record in await read_all(settings, counter_table(settings).changelog_topic):
        if is_row_key(record.key):
            versions[record.key].append(json.loads(record.value)["count"])
    assert all(counts == sorted(counts) for counts in versions.values()), "a row went back"
    told: dict[str, set[int]] = defaultdict(set)
    for record in await read_all(settings, events_topic(settings)):
        told[record.key.decode()].add(json.loads(record.value)["count"])
    assert told == {key: set(range(1, count + 1)) for key, count in steps.acked.items()}, "an event is missing"


async def test_the_second_application_deletes_with_the_same_engine(make_settings: MakeSettings, tmp_path: Path) -> None:
    settings = make_settings(session_timeout_s=2, tombstone_after_s=1)
    spec = counter_table(settings)
    with Counters(settings, tmp_path).running("a"):
        async with sending(settings) as steps:
            await steps.send(1)
            await until_counted(steps)
            for key in KEYS[::2]:
                partition = partition_of(key, settings.partitions)
                await steps._producer.send_and_wait(spec.input_topic, DELETED, key=key.encode(), partition=partition)

            async def are_gone() -> bool:
                records = await read_all(settings, spec.changelog_topic)
                last = {r.key.decode(): r.value for r in records if is_row_key(r.key)}
                return {key for key, value in last.items() if value is None} == set(KEYS[::2])

            await eventually_after(are_gone, SETTLE_S)
