"""Faults of devices: clocks that are wrong in every way, and invalid records that bypass the edges."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from app.clock import SystemClock
from app.domain.fix_rules import GPS_ROLLOVER_S
from app.domain.partition import partition_of
from tests.builders import a_fix
from tests.chaos.fault import Fault, Stage
from tests.chaos.history import Attempt, sent_of
from tests.chaos.load import insist
from tests.chaos.poison import poison
from tests.chaos.world import PARTITIONS
from tests.engine.workers import produce_raw
from tests.system.senders import ANSWER_S
from tests.system.storm import Item, batches, one_request

YEAR_S = 365.25 * 86_400


def odd_clocks(now: float) -> Sequence[tuple[str, str | None]]:
    """Return timestamps of devices as JSON, and the code that must refuse each; None: it must be accepted."""
    return (
        (f"{now + 240:.3f}", None),
        (f"{now + 600:.3f}", "timestamp_in_future"),
        (f"{now + 20 * YEAR_S:.0f}", "timestamp_in_future"),
        ("99999999999.999", "timestamp_in_future"),
        (f"{now - GPS_ROLLOVER_S:.0f}", "clock_gps_rollover"),
        ("0", "clock_not_set"),
        ("-1", "clock_not_set"),
        ("-0.0", "clock_not_set"),
        ("946684800", "clock_not_set"),
        ("1356998399.999", "clock_not_set"),
        ("1420070400", None),
        (f"{now * 1e3:.0f}", "timestamp_in_milliseconds"),
        (f"{now * 1e6:.0f}", "timestamp_in_milliseconds"),
        (f"{now * 1e9:.0f}", "timestamp_in_milliseconds"),
        ("1e11", "timestamp_in_milliseconds"),
        ("1e999", "not_finite"),
        ("9" * 400, "not_finite"),
        ("NaN", "not_finite"),
        ('"2027-01-15T08:00:00Z"', "wrong_type"),
        ('"2027-01-15T08:00:00.250+02:00"', "wrong_type"),
        (f'"{now:.0f}"', "wrong_type"),
        ('""', "wrong_type"),
        ("null", "wrong_type"),
        ("true", "wrong_type"),
        ("[2027, 1, 15]", "wrong_type"),
        ("{}", "wrong_type"),
    )


async def send_odd_clocks(stage: Stage) -> None:
    """Let devices with a temporarily wrong clock report alone, in batches, and directly to the topic."""
    now = round(SystemClock().now(), 3)
    urls = [edge.url for edge in stage.world.edges]
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        for request in map(one_request, _stories("clock-alone", now)):
            await insist(session, request, urls, stage.history, stage.rng)
        for request in batches(list(_stories("clock-batch", now))):
            await insist(session, request, urls, stage.history, stage.rng)
    for item in _stories("clock-topic", now):
        await _write(stage, item)


def _stories(name: str, now: float) -> Iterator[Item]:
    """Yield for each odd clock a valid fix, the odd one and a valid one, all of one shipment."""
    for number, (odd, code) in enumerate(odd_clocks(now)):
        shipment = f"{name}-{number}"
        for timestamp, refused in ((f"{now - 2:.3f}", None), (odd, code), (f"{now - 1:.3f}", None)):
            body = json.dumps(a_fix(shipmentId=shipment, timestamp="?")).replace('"?"', timestamp)
            yield Item(body.encode(), refused)


async def _write(stage: Stage, item: Item) -> None:
    """Write a report to the topic; its valid fixes must be kept as if they had been answered with 202."""
    fix: dict[str, Any] = json.loads(item.body)
    await produce_raw(stage.world.settings, partition_of(fix["shipmentId"], PARTITIONS), item.body)
    if item.code is None:
        stage.history.attempts.append(Attempt(stage.now, "kafka", 202, (sent_of(fix),), (None,), (None,)))


async def poison_topic(stage: Stage) -> None:
    """Write invalid records directly to the topic, with valid fixes between them."""
    settings = stage.world.settings
    for partition, values, attempt in poison(stage.now):
        await produce_raw(settings, partition, *values)
        stage.history.attempts.append(attempt)


DEVICE_FAULTS = (
    Fault("poison", 15, poison_topic),
    Fault("device-clocks", 15, send_odd_clocks),
)
