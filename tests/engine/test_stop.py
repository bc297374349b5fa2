"""A worker ends within its time whatever its parts do."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from app.processes.run import _stop
from app.settings import Settings


class Stubborn:
    """An app whose stop waits for something that never comes, and swallows its cancellation."""

    settings = Settings(shutdown_s=0.2)

    def __init__(self) -> None:
        self.release = asyncio.Event()

    async def stop(self) -> None:
        while not self.release.is_set():
            try:
                await self.release.wait()
            except asyncio.CancelledError:
                continue


async def test_a_stop_that_swallows_its_cancellation_is_cut_short(caplog: pytest.LogCaptureFixture) -> None:
    app: Any = Stubborn()
    async with asyncio.timeout(10):
        await _stop(app)
    assert "was abandoned" in caplog.text
    app.release.set()


async def test_a_stop_that_fails_is_told_and_ends(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ValueError("no")

    app: Any = SimpleNamespace(settings=Settings(), stop=fail)
    await _stop(app)
    assert "the stop failed" in caplog.text
