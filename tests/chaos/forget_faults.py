"""Shipments are deleted under load, while workers die and freeze; late fixes follow, and some shipments come back."""

import asyncio
from collections.abc import Iterable, Sequence

from aiokafka import AIOKafkaProducer

from app.clock import SystemClock
from app.domain.partition import partition_of
from app.fixes.control import Forget, encode_forget
from tests.chaos.fault import Fault, Stage
from tests.chaos.posting import post, post_and_see
from tests.chaos.world import PARTITIONS, RESTART_S, SESSION_S, TOMBSTONE_AFTER_S

SHIPMENTS = 40
FROM_LOAD = 60
"""Of the shipments that the load has reported, those that are forgotten."""


async def forget_shipments(stage: Stage) -> None:
    """Forget shipments while a worker is killed and the other is frozen for longer than its session."""
    now = round(SystemClock().now(), 3)
    young, due = _names("young"), _names("due")
    due_at = now - TOMBSTONE_AFTER_S
    await post_and_see(stage, young, now - 20)
    await post_and_see(stage, due, due_at - 20)
    first, second = stage.world["worker-1"], stage.world["worker-2"]
    await _forget(stage, [*young[: SHIPMENTS // 2], *_of_load(stage)], now)
    first.kill_family()
    await _forget(stage, young[SHIPMENTS // 2 :], now)
    await _forget(stage, due, due_at)
    await post(stage, young, now - 10)
    await asyncio.sleep(RESTART_S)
    first.start()
    await stage.world.until_ready()
    second.freeze()
    try:
        await asyncio.sleep(SESSION_S + stage.length_s(6, 12))
        await post(stage, [*young[::2], *due[::2]], round(SystemClock().now(), 3))
        await post(stage, young, now - 5)
    finally:
        second.thaw()


def _names(group: str) -> list[str]:
    return [f"forgotten-{group}-{number}" for number in range(SHIPMENTS)]


def _of_load(stage: Stage) -> Sequence[str]:
    """Return some shipments that the load has reported, moving ones and those that are reported once."""
    reported = {fix.shipment for attempt in stage.history.attempts for fix in attempt.acked}
    ours = sorted(shipment for shipment in reported if shipment.startswith(stage.history.fault))
    return stage.rng.sample(ours, min(FROM_LOAD, len(ours)))


async def _forget(stage: Stage, shipments: Iterable[str], at: float) -> None:
    """Write a control record for each shipment, and return once Kafka has them."""
    settings = stage.world.settings
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as producer:
        for shipment in shipments:
            key, value = encode_forget(Forget(shipment, at))
            partition = partition_of(shipment, PARTITIONS)
            stage.history.forgotten[shipment] = max(at, stage.history.forgotten.get(shipment, at))
            await producer.send_and_wait(settings.positions_topic, value, key=key, partition=partition)


FORGET_FAULTS = (Fault("forget-shipments", 30, forget_shipments),)
