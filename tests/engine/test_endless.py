"""A loop of a worker's service never ends in silence: it survives, or it ends the process with a reason."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import faust
import pytest

import app.engine.gap_reader as gap_reader_module
import app.engine.log_guard as log_guard_module
import app.engine.repair as repair_module
from app.clock import SystemClock
from app.engine.endless import LoopEndedError, endless
from app.engine.flusher import Flusher
from app.engine.gap_reader import GapReader
from app.engine.log_guard import LogGuard
from app.engine.repair import Repairer
from app.engine.watchdog import Watchdog
from app.observability import Metrics
from app.settings import Settings
from tests.waiting import eventually

FAULTS = [asyncio.CancelledError(), RuntimeError("Event loop is closed"), ValueError("a fault")]


class Looping(faust.Service):
    """A service with one loop."""

    def __init__(self, body: Callable[[], Awaitable[None]]) -> None:
        self._body = body
        super().__init__()

    @endless
    async def _turn(self) -> None:
        await self._body()


def failing(error: BaseException) -> Any:
    async def fail(*_: object, **__: object) -> None:
        raise error

    return fail


async def reason_of_crash(service: faust.Service) -> BaseException | None:
    """Start a service and return why it crashed."""
    await service.start()
    try:
        await eventually(lambda: service.crash_reason is not None, within_s=5)
    finally:
        await service.stop()
    return service.crash_reason


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_a_loop_that_fails_crashes_its_service_with_a_reason(error: BaseException) -> None:
    assert isinstance(await reason_of_crash(Looping(failing(error))), LoopEndedError | ValueError)


async def test_a_loop_that_returns_crashes_its_service_with_a_reason() -> None:
    async def nothing() -> None:
        return

    reason = await reason_of_crash(Looping(nothing))
    assert str(reason) == "Looping._turn returned although its service goes on"


async def test_a_service_that_is_stopped_ends_its_loop_without_a_crash() -> None:
    service = Looping(lambda: asyncio.Event().wait())  # type: ignore[arg-type,return-value]
    await service.start()
    await asyncio.sleep(0)
    await service.stop()
    assert service.crash_reason is None


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_a_flush_that_fails_ends_the_worker(error: BaseException) -> None:
    async def work() -> None:
        return

    rows: Any = SimpleNamespace(wait_for_work=work, flush=failing(error))
    assert await reason_of_crash(Flusher(rows, Settings(), lambda: False)) is not None


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_a_repair_that_fails_ends_the_worker(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair_module, "LOOK_EVERY_S", 0.001)

    def is_settled() -> bool:
        raise error

    rows: Any = SimpleNamespace()
    assert await reason_of_crash(Repairer(rows, SystemClock(), Metrics(), is_settled)) is not None


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_the_watchdog_survives_whatever_kafkas_client_raises(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    app: Any = SimpleNamespace(
        settings=Settings(stall_after_s=0.06, commit_interval_s=60.0),
        metrics=Metrics(),
        clock=SystemClock(),
        restored_records=0,
        consumer_generation_id=1,
        has_settled=True,
    )
    looks = 0

    class Asking(Watchdog):
        async def _ask_kafka(self) -> tuple[dict[int, int], int]:
            nonlocal looks
            looks += 1
            raise error

    watchdog = Asking(app)
    await watchdog.start()
    try:
        await eventually(lambda: looks >= 3)
    finally:
        await watchdog.stop()
    assert watchdog.crash_reason is None
    assert caplog.text.count("could not ask Kafka for the lag") <= 1


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_the_log_guard_survives_whatever_kafkas_client_raises(
    error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    async def current_epoch(_settings: Settings) -> str:
        nonlocal looks
        looks += 1
        raise error

    monkeypatch.setattr(log_guard_module, "LOOK_EVERY_S", 0.001)
    monkeypatch.setattr(log_guard_module, "current_epoch", current_epoch)
    guard = LogGuard(SimpleNamespace(settings=Settings(), epoch="first"))
    await guard.start()
    try:
        await eventually(lambda: looks >= 3)
    finally:
        await guard.stop()
    assert guard.crash_reason is None


async def test_the_gap_reader_survives_a_connection_that_the_client_cancels(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    class Looking(GapReader):
        async def look(self) -> None:
            nonlocal looks
            looks += 1
            raise asyncio.CancelledError

    monkeypatch.setattr(gap_reader_module, "LOOK_EVERY_S", 0.001)
    unused: Any = None
    reader = Looking(unused, unused, Settings(), lambda: True)
    await reader.start()
    try:
        await eventually(lambda: looks >= 3)
    finally:
        await reader.stop()
    assert reader.crash_reason is None
