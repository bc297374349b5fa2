"""Faults between the tracker and Kafka, made by a proxy."""

import asyncio

from tests.chaos.fault import Fault, Stage
from tests.chaos.proxy import Proxy


def _proxy(stage: Stage) -> Proxy:
    proxy = stage.world.proxy
    assert proxy is not None, "an installation without a proxy"
    return proxy


async def delay(stage: Stage) -> None:
    """Delay every piece for half a second in each direction."""
    proxy = _proxy(stage)
    proxy.delay_s = 0.5
    await asyncio.sleep(12)
    proxy.delay_s = 0.0


async def cut(stage: Stage) -> None:
    """Break every connection, again and again, some of them before they are good for anything."""
    for _ in range(10):
        _proxy(stage).cut()
        await asyncio.sleep(stage.dice.uniform(0.05, 2.0))


async def swallow(stage: Stage) -> None:
    """Let nothing through while every connection stays: a network that drops, not one that refuses."""
    proxy = _proxy(stage)
    async with stage.dark():
        proxy.passes.clear()
        await asyncio.sleep(20)
        proxy.passes.set()


NETWORK_FAULTS = (
    Fault("network-delay", 30, delay, kind="proxied"),
    Fault("network-cut", 30, cut, kind="proxied"),
    Fault("network-black-hole", 40, swallow, kind="proxied"),
)
