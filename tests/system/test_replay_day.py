"""The recorded day of a real fleet, whole: every fix is accounted for, from the simulator to the table."""

import asyncio
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from aiokafka import AIOKafkaConsumer, TopicPartition

from app.clock import SystemClock
from app.settings import Settings
from app.simulator.bad_data import BadData
from app.simulator.console import Console
from app.simulator.options import Options
from app.simulator.schedule import Report
from app.simulator.simulate import simulate
from app.simulator.tally import Tally
from tests.product.tracker import running
from tests.replay_oracle import DEVICE_FIELDS
from tests.system.aftermath import table_matches

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
RECORDED_FIXES = 44_300
WITH_BAD_DATA = BadData(late=0.05, doubled=0.05, shuffled=0.05, invalid=0.05)


@pytest.mark.parametrize(
    "bad_data",
    [
        pytest.param(BadData(), id="as recorded", marks=pytest.mark.nightly),
        pytest.param(WITH_BAD_DATA, id="with bad data"),
    ],
)
async def test_every_accepted_fix_of_the_day_is_in_the_log_and_the_table_shows_the_newest(
    make_settings: Callable[..., Settings], tmp_path: Path, bad_data: BadData
) -> None:
    settings = make_settings()
    async with running("worker", settings, tmp_path / "said") as tracked, ClientSession() as session:
        await tracked.until_ready(session)
        accepted, tally = await _replay(tracked.url, bad_data)
        assert (tally.unexpected, tally.given_up.total(), tally.unsent) == ({}, 0, 0)
        assert len(accepted) == tally.accepted == tally.scheduled - tally.refused.total()
        assert len(accepted) >= RECORDED_FIXES

        await table_matches(tracked, session, accepted)
        assert Counter(map(_as_sent, accepted)) == Counter(map(_as_sent, await _fixes_in_kafka(settings)))
        assert await tracked.metric(session, "tracker_fixes_decided_total") == len(accepted)
        assert await _read(settings, settings.rejected_topic) == []
        assert "Traceback" not in tracked.said


async def _replay(url: str, bad_data: BadData) -> tuple[list[dict[str, Any]], Tally]:
    """Return the fixes that were accepted, in that order, and the simulator's books."""
    accepted: list[dict[str, Any]] = []
    tally, words = Tally(), io.StringIO()

    def note(reports: Sequence[Report], codes: Sequence[str | None]) -> None:
        accepted.extend(json.loads(report.body) for report, code in zip(reports, codes, strict=True) if code is None)

    options = Options(url=url, as_fast_as_possible=True, batch=500, bad_data=bad_data)
    await simulate(
        options, tally, clock=SystemClock(), console=Console(words, words), stop=asyncio.Event(), on_settled=note
    )
    return accepted, tally


def _as_sent(fix: dict[str, Any]) -> tuple[Any, ...]:
    """Return the device's fields of a fix."""
    return tuple(fix.get(name) for name in DEVICE_FIELDS)


async def _fixes_in_kafka(settings: Settings) -> list[dict[str, Any]]:
    return [fix for envelope in await _read(settings, settings.positions_topic) for fix in json.loads(envelope)]


async def _read(settings: Settings, topic: str) -> list[bytes]:
    """Return all records of a topic."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, number) for number in range(settings.partitions)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        values: list[bytes] = []
        while len(values) < sum(ends.values()):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                values += [record.value for record in records]
        return values
    finally:
        await consumer.stop()
