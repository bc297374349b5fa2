"""The loops that keep processes alive, and end them, fail aloud."""

import asyncio
import logging
import random
import subprocess
import sys
from typing import Any, cast

import pytest

import app.processes.demo_fleet as demo_fleet_module
from app.clock import SystemClock
from app.demo import START_DEMO
from app.process import Faults, Process
from app.processes.child import Child, ChildCommand
from app.processes.demo_fleet import DemoFleet
from app.processes.run import run
from app.processes.supervisor import Supervisor
from app.readiness import Readiness
from app.settings import Settings
from app.start_console import StartConsole
from tests.architecture.project import ROOT
from tests.waiting import eventually

SETTINGS = Settings(restart_first_s=0.001, restart_most_s=0.002, restart_max=3, demo=True)
NO_PROGRAM = ChildCommand("broken", ("/no/such/program",))


async def test_a_program_that_cannot_be_started_counts_as_a_death_and_is_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await Child(NO_PROGRAM, SETTINGS, random.Random(1)).keep_running()
    assert caplog.text.count("broken cannot be started: FileNotFoundError") == 1
    assert "broken crashed 3 times in a row; giving up" in caplog.text


async def test_a_supervisor_logs_why_it_exits_after_an_unexpected_failure_of_a_child(
    caplog: pytest.LogCaptureFixture,
) -> None:
    supervisor = Supervisor(SETTINGS, [NO_PROGRAM], StartConsole(sys.stderr))

    async def fail() -> None:
        raise ValueError("a fault")

    child: Any = supervisor._children[0]
    child.keep_running = fail
    assert await supervisor.run() == 1
    assert "ValueError: a fault" in caplog.text


async def test_a_demo_that_fails_is_logged_and_can_be_started_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(demo_fleet_module, "demo_commands", lambda _settings: [NO_PROGRAM, NO_PROGRAM])
    fleet = DemoFleet(SETTINGS, random.Random(1))
    starts, ends = 0, 0

    async def fail() -> None:
        nonlocal starts
        starts += 1
        raise ValueError("a fault")

    async def run_on() -> None:
        nonlocal ends
        try:
            await asyncio.Event().wait()
        finally:
            ends += 1

    failing, other = (cast("Any", child) for child in fleet._children)
    failing.keep_running, other.keep_running = fail, run_on
    fleet.on_message(START_DEMO)
    await eventually(lambda: "ValueError: a fault" in caplog.text)
    fleet.on_message(START_DEMO)
    await eventually(lambda: starts == 2)
    await fleet.stop(1.0)
    assert ends == 2, "one part that fails ends the other, or a second demo would drive beside it"


def test_a_child_whose_line_to_its_parent_cannot_be_read_ends() -> None:
    code = "import os, threading; from app.processes.parent_watch import _watch; threading.Thread(target=_watch, args=(999, 0.1)).start(); threading.Event().wait(20)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, cwd=ROOT)
    assert done.returncode == -15, done.stderr


async def test_a_process_whose_start_was_cancelled_from_inside_ends_with_a_reason(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Cancelled:
        async def start(self) -> None:
            raise asyncio.CancelledError

        async def stop(self) -> None:
            return

    def create() -> Process:
        return Process(Settings(), SystemClock(), Readiness("kafka"), Faults(), [Cancelled()])

    with caplog.at_level(logging.CRITICAL):
        async with asyncio.timeout(5):
            assert await run(create) == 1
    assert "the start was cancelled" in caplog.text
