"""Bounded waits with one timer."""

import asyncio

import pytest

from tests.waiting import eventually
from web.commands.deadlines import Deadlines


def a_future() -> "asyncio.Future[None]":
    return asyncio.get_running_loop().create_future()


async def test_a_wait_ends_with_its_future_and_leaves_no_timer_to_hit_it() -> None:
    deadlines, future = Deadlines(0.02), a_future()
    waiting = asyncio.create_task(deadlines.wait(future))
    await asyncio.sleep(0)
    future.set_result(None)
    await waiting


async def test_each_wait_that_takes_too_long_raises_and_those_after_it_have_their_own_time() -> None:
    deadlines, futures = Deadlines(0.03), [a_future() for _ in range(3)]
    waits = [asyncio.create_task(deadlines.wait(future)) for future in futures]
    await asyncio.sleep(0)
    futures[1].set_result(None)
    await asyncio.wait(waits)
    assert [type(wait.exception()) for wait in waits] == [TimeoutError, type(None), TimeoutError]
    late = a_future()
    began_at = asyncio.get_running_loop().time()
    with pytest.raises(TimeoutError):
        await deadlines.wait(late)
    assert asyncio.get_running_loop().time() - began_at >= 0.02


async def test_a_wait_that_was_cancelled_does_not_hold_up_the_others() -> None:
    deadlines, left, stays = Deadlines(0.02), a_future(), a_future()
    leaving = asyncio.create_task(deadlines.wait(left))
    staying = asyncio.create_task(deadlines.wait(stays))
    await asyncio.sleep(0)
    leaving.cancel()
    await eventually(staying.done, 5)
    assert isinstance(staying.exception(), TimeoutError)
    assert left.cancelled()
