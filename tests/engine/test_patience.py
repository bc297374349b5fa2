import asyncio

import pytest

from app.engine.patience import unless_away
from tests.waiting import eventually


async def never() -> None:
    await asyncio.Event().wait()


async def test_what_can_be_done_is_waited_for() -> None:
    async def soon() -> None:
        await asyncio.sleep(0)

    assert await unless_away(soon(), lambda: False)


async def test_when_kafka_goes_away_meanwhile_the_wait_is_over() -> None:
    gone = asyncio.Event()
    waiting = asyncio.create_task(unless_away(never(), gone.is_set))
    await asyncio.sleep(0)
    assert not waiting.done()
    gone.set()
    await eventually(waiting.done)
    assert waiting.result() is False


async def test_a_failure_is_passed_on() -> None:
    async def fails() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        await unless_away(fails(), lambda: False)
