"""A loop of a worker never ends in silence: it survives, or it ends the process with a reason."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest

import app.liveness.changelog_guard as changelog_guard_module
import app.process as process_module
import app.table.gap_reader as gap_reader_module
import app.table.repair as repair_module
from app.clock import SystemClock
from app.liveness.changelog_guard import ChangelogGuard
from app.liveness.watchdog import Watchdog
from app.observability.metrics import Metrics
from app.process import Faults, Loop, LoopEndedError
from app.settings import Settings
from app.table.flusher import Flusher
from app.table.gap_reader import GapReader
from app.table.repair import Repairer
from tests.engine.tables import a_spec
from tests.waiting import eventually

FAULTS = [asyncio.CancelledError(), RuntimeError("Event loop is closed"), ValueError("a fault")]


def failing(error: BaseException) -> Any:
    async def fail(*_: object, **__: object) -> None:
        raise error

    return fail


async def fault_of(loop: Callable[[], Awaitable[None]]) -> BaseException | None:
    """Start a loop and return the fault that it reports."""
    faults = Faults()
    part = Loop("sample", loop, faults)
    await part.start()
    try:
        await eventually(lambda: faults.first is not None, within_s=5)
    finally:
        await part.stop()
    return faults.first


async def survives(loop: Callable[[], Awaitable[None]], is_enough: Callable[[], bool]) -> bool:
    """Run a loop until `is_enough` and tell whether it was still running."""
    faults = Faults()
    part = Loop("sample", loop, faults)
    await part.start()
    try:
        await eventually(lambda: is_enough() or faults.first is not None)
    finally:
        await part.stop()
    return faults.first is None


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_a_loop_that_fails_ends_the_process_with_a_reason(error: BaseException) -> None:
    fault = await fault_of(failing(error))
    assert fault is error or isinstance(fault, LoopEndedError)


async def test_a_loop_that_returns_ends_the_process_with_a_reason() -> None:
    async def nothing() -> None:
        return

    assert str(await fault_of(nothing)) == "sample returned although the process continues"


async def test_a_loop_that_is_stopped_is_no_fault_also_where_it_swallows_its_first_cancellation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process_module, "CANCEL_AGAIN_S", 0.001)
    swallowed = asyncio.Event()

    async def stubborn() -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                if swallowed.is_set():
                    raise
                swallowed.set()

    faults = Faults()
    part = Loop("sample", stubborn, faults)
    await part.start()
    await asyncio.sleep(0)
    await part.stop()
    assert swallowed.is_set()
    assert faults.first is None


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_a_flush_that_fails_ends_the_worker(error: BaseException) -> None:
    async def work() -> None:
        return

    rows: Any = SimpleNamespace(wait_for_work=work, flush=failing(error), pending_rows=1)
    assert await fault_of(Flusher(rows, Settings(), lambda: False).run) is not None


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_a_repair_that_fails_ends_the_worker(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair_module, "LOOK_EVERY_S", 0.001)

    def is_settled() -> bool:
        raise error

    rows: Any = SimpleNamespace()
    assert await fault_of(Repairer(rows, a_spec(), SystemClock(), Metrics(), is_settled).run) is not None


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_the_watchdog_survives_any_error_of_kafkas_client(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    context = SimpleNamespace(
        settings=Settings(stall_after_s=0.06, commit_interval_s=60.0),
        metrics=Metrics(),
        spec=a_spec(),
        clock=SystemClock(),
    )
    app: Any = SimpleNamespace(
        context=context,
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

    assert await survives(Asking(app).run, lambda: looks >= 3)
    assert caplog.text.count("could not ask Kafka for the lag") <= 1


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_the_log_guard_survives_any_error_of_kafkas_client(
    error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    async def current_epoch(_bootstrap: str, _topic: str) -> str:
        nonlocal looks
        looks += 1
        raise error

    monkeypatch.setattr(changelog_guard_module, "LOOK_EVERY_S", 0.001)
    monkeypatch.setattr(changelog_guard_module, "current_epoch", current_epoch)
    guard = ChangelogGuard("kafka:9092", "changelog", lambda: "first")
    assert await survives(guard.run, lambda: looks >= 3)


async def test_the_gap_reader_survives_a_connection_that_the_client_cancels(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    class Looking(GapReader):
        async def look(self) -> None:
            nonlocal looks
            looks += 1
            raise asyncio.CancelledError

    monkeypatch.setattr(gap_reader_module, "LOOK_EVERY_S", 0.001)
    unused: Any = None
    reader = Looking(unused, unused, unused, Settings(), lambda: True)
    assert await survives(reader.run, lambda: looks >= 3)
