"""Faults between the tracker and Kafka, injected by a proxy."""

import asyncio
import shutil
from contextlib import suppress
from http import HTTPStatus

from aiohttp import ClientError, ClientSession

from tests.chaos.fault import Fault, Stage
from tests.chaos.member import Member
from tests.chaos.proxy import Proxy
from tests.chaos.staging import require, until

RESTORING_WITHIN_S = 150.0
"""A worker that starts with a slow connection on a busy machine takes more than a minute."""


def _proxy(stage: Stage) -> Proxy:
    proxy = stage.world.proxy
    assert proxy is not None, "an installation without a proxy"
    return proxy


async def delay(stage: Stage) -> None:
    """Delay every chunk for half a second in each direction."""
    proxy = _proxy(stage)
    proxy.delay_s = 0.5
    await asyncio.sleep(12)
    proxy.delay_s = 0.0


async def cut(stage: Stage) -> None:
    """Break every connection repeatedly, some of them before they are usable."""
    for _ in range(10):
        _proxy(stage).cut()
        await asyncio.sleep(stage.rng.uniform(0.05, 2.0))


async def swallow(stage: Stage) -> None:
    """Drop all data while every connection stays open: a network that drops, not one that refuses."""
    proxy = _proxy(stage)
    async with stage.dark():
        proxy.hold()
        await asyncio.sleep(20)
        proxy.let_through()


async def forget(stage: Stage) -> None:
    """Lose every connection silently while a worker recovers: nothing is refused, and no data arrives any more."""
    proxy, worker = _proxy(stage), stage.world["worker-1"]
    worker.kill_family()
    shutil.rmtree(worker.data, ignore_errors=True)
    proxy.delay_s = 0.25  # so that the restore takes long enough
    try:
        worker.start()
        async with ClientSession() as session:
            await until(lambda: _is_restoring(session, worker), RESTORING_WITHIN_S, "a worker that restores its table")
        proxy.forget()
    finally:
        proxy.delay_s = 0.0


async def _is_restoring(session: ClientSession, worker: Member) -> bool:
    """Tell whether a worker that started has read the view and not yet its table; raises NotStagedError if it has finished."""
    with suppress(ClientError, OSError, ValueError):
        async with session.get(f"{worker.url}/health/ready") as response:
            require(response.status != HTTPStatus.OK, "the worker had restored its table before anybody saw it restore")
            reason: str = (await response.json()).get("reason", "")
            return reason.startswith(("table", "restoring"))
    return False


NETWORK_FAULTS = (
    Fault("network-delay", 30, delay, kind="proxied"),
    Fault("network-cut", 30, cut, kind="proxied"),
    Fault("network-black-hole", 40, swallow, kind="proxied"),
    Fault("network-forgets", 60, forget, kind="proxied"),
)
