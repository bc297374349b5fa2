"""A fault that needs a moment: staged at once, at a later try, never; and what it leaves if it was missed."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.chaos.aim import _aim, lose_aim, take_aim
from tests.chaos.network_faults import forget
from tests.chaos.staging import TRIES, NotStagedError, require, staged, until


def missing(times: int, tried: list[int]) -> Callable[[], Awaitable[None]]:
    """Return a fault that misses its moment this many times."""

    async def happen() -> None:
        tried.append(len(tried) + 1)
        require(len(tried) > times, f"missed {len(tried)}")

    return happen


async def prepare() -> None:
    """Do nothing."""


@pytest.mark.parametrize(
    ("times", "is_staged", "tried", "failed"),
    [
        (0, True, [1], []),
        (1, True, [1, 2], ["missed 1"]),
        (TRIES - 1, True, [1, 2, 3], ["missed 1", "missed 2"]),
        (TRIES, False, [1, 2, 3], ["missed 1", "missed 2", "missed 3"]),
    ],
)
async def test_a_fault_is_retried_until_it_happens_but_not_endlessly(
    times: int, is_staged: bool, tried: list[int], failed: list[str]
) -> None:
    reasons, numbers = list[str](), list[int]()
    assert await staged(missing(times, numbers), prepare, reasons) == is_staged
    assert (numbers, reasons) == (tried, failed)


async def test_a_try_that_cannot_be_prepared_counts_as_one_that_failed() -> None:
    reasons, numbers = list[str](), list[int]()

    async def fail() -> None:
        raise NotStagedError("not ready")

    assert not await staged(missing(1, numbers), fail, reasons)
    assert reasons == ["missed 1", "not ready", "not ready"]
    assert numbers == [1]


async def test_an_error_of_the_fault_itself_does_not_count_as_a_missed_moment() -> None:
    async def happen() -> None:
        raise ValueError("a fault of the suite")

    with pytest.raises(ValueError, match="a fault of the suite"):
        await staged(happen, prepare, [])


async def test_a_moment_that_does_not_come_in_time_is_named() -> None:
    async def never() -> bool:
        return False

    with pytest.raises(NotStagedError, match="a restore: not within 0 s"):
        await until(never, 0.01, "a restore")


async def test_a_worker_that_restores_before_the_first_look_is_a_missed_moment_and_the_line_is_quick_again(
    tmp_path: Path,
) -> None:
    async def ready(_request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"}, status=HTTPStatus.OK)

    site = web.Application()
    site.router.add_get("/health/ready", ready)
    proxy = SimpleNamespace(delay_s=0.0, forget=lambda: pytest.fail("the moment was missed"))
    async with TestServer(site) as server:
        worker = SimpleNamespace(
            url=str(server.make_url("")).rstrip("/"),
            data=tmp_path / "data",
            kill_family=lambda: None,
            start=lambda: None,
        )
        stage: Any = SimpleNamespace(world=_World(proxy, worker), rng=Random(1))
        with pytest.raises(NotStagedError, match="before anybody saw it restore"):
            await forget(stage)
    assert proxy.delay_s == 0.0


class _World:
    """A world of one worker behind a proxy."""

    def __init__(self, proxy: SimpleNamespace, worker: SimpleNamespace) -> None:
        self.proxy, self._worker = proxy, worker

    def __getitem__(self, _name: str) -> SimpleNamespace:
        return self._worker


def test_a_missed_aim_kills_no_process_later(tmp_path: Path) -> None:
    take_aim(tmp_path, "edge-1")
    lose_aim(tmp_path, "edge-1")
    assert not _aim(tmp_path, "edge-1").exists()
