import asyncio

import pytest

from app.engine.patience import unless_away
from tests.waiting import eventually


async def never() -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("is_away", [False, True])
async def test_what_needs_no_kafka_is_done_with_and_without_one(is_away: bool) -> None:
    async def soon() -> None:
        await asyncio.sleep(0)

    assert await unless_away(soon(), lambda: is_away)


async def test_when_kafka_fails_meanwhile_the_wait_ends() -> None:
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
