"""`python -m app broker` and `run` as processes: nothing of them stays after any end."""

import os
import signal
from pathlib import Path

import pytest

from app.embedded_kafka.probe import answers
from app.ports import free_port
from app.settings import Settings
from tests.product.proc import command_of, holders
from tests.product.process import Process, started
from tests.product.tracker import process_of
from tests.waiting import eventually

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]
START_S = 60.0


def java_of(data: Path) -> int:
    """Return the process id of the JVM that serves this folder."""
    [pid] = [pid for pid in holders(data) if "kafka.Kafka" in command_of(pid) and "guard.py" not in command_of(pid)]
    return pid


def guard_of(data: Path) -> int:
    """Return the process id of the guard of that JVM."""
    [pid] = [pid for pid in holders(data) if "guard.py" in command_of(pid)]
    return pid


async def until_up(process: Process) -> None:
    """Return once the broker process has noticed that its Kafka answers, which a test may notice earlier."""
    await eventually(lambda: "Kafka answers" in process.said, START_S)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)]
)
async def test_no_jvm_outlives_the_broker_process(tmp_path: Path, number: signal.Signals, code: int) -> None:
    data = tmp_path / "data"
    with started(process_of("broker", Settings(data=data, broker_port=free_port()), tmp_path / "said")) as process:
        await until_up(process)
        process.send(number)
        await eventually(lambda: process.code is not None, 20)
        assert process.code == code
        await eventually(lambda: holders(data) == [], 20)


async def test_no_jvm_outlives_its_guard(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with started(process_of("broker", Settings(data=data, broker_port=free_port()), tmp_path / "said")) as process:
        await until_up(process)
        os.kill(guard_of(data), signal.SIGKILL)
        await eventually(lambda: process.code is not None, 20)
        assert process.code == 1
        assert holders(data) == []
    assert "Kafka exited by itself" in process.said


async def test_run_starts_a_killed_kafka_again_and_leaves_nothing_when_it_is_killed_itself(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    settings = Settings(data=data, broker_port=port, http_port=free_port(), dashboard_port=0)
    with started(process_of("run", settings, tmp_path / "said")) as process:
        await eventually(lambda: answers("127.0.0.1", port), START_S)
        killed = java_of(data)
        os.kill(killed, signal.SIGKILL)
        await eventually(lambda: not answers("127.0.0.1", port), 20)
        await eventually(lambda: answers("127.0.0.1", port), START_S)
        assert java_of(data) != killed
        process.kill()
        await eventually(lambda: holders(data) == [], 20)


async def test_a_tracker_started_right_after_a_kill_waits_for_the_old_kafka_to_leave(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    settings = Settings(data=data, broker_port=port)
    with started(process_of("broker", settings, tmp_path / "first")):
        await eventually(lambda: answers("127.0.0.1", port), START_S)
        killed = java_of(data)
    with started(process_of("broker", settings, tmp_path / "second")) as second:
        await until_up(second)
        assert java_of(data) != killed
